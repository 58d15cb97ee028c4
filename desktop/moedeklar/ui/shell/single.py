"""One window for a profile: a second start hands over what it wanted and raises the first's window."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 3000  # ms
LONGEST = 4096  # bytes


def server_name(folder: Path) -> str:
    """The name under which the window of a profile can be called; the same for every spelling of its path."""
    return "moedeklar-" + hashlib.blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()


def call_first(folder: Path, meeting: str | None, item: str | None) -> bool:
    """Ask the window of the profile in *folder* to come to the front. False where none answers. Blocks a little."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps({"meeting": meeting, "item": item}).encode() + b"\n")
    answered = socket.waitForBytesWritten(PATIENCE) and socket.waitForReadyRead(PATIENCE)
    socket.abort()
    return answered


class FirstWindow(QObject):
    """Listens for later starts. `called` carries what they want to see: meeting and item, each "" for none."""

    called = Signal(str, str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)

    def listen(self) -> bool:
        """Begin. The caller holds the profile's lock, so a name left over belongs to nobody."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(lambda: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            wanted = json.loads(bytes(socket.readLine(LONGEST).data()))
            meeting, item = str(wanted.get("meeting") or ""), str(wanted.get("item") or "")
        except (ValueError, AttributeError):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.called.emit(meeting, item)
