"""One window for a profile: a second start hands over what it wanted and raises the first's window."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from moedeklar.model.links import Wanted

PATIENCE = 3000  # ms
LONGEST = 32_768  # bytes: a path takes up to 4096, and six for each odd character


def server_name(folder: Path) -> str:
    """The name under which the window of a profile can be called; the same for every spelling of its path."""
    return "moedeklar-" + hashlib.blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()


def call_first(folder: Path, wanted: Wanted) -> bool:
    """Ask the window of the profile in *folder* to come to the front. False where none answers. Blocks a little."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps(asdict(wanted)).encode() + b"\n")
    socket.waitForBytesWritten(PATIENCE)  # false also where all was written at once
    answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(PATIENCE)
    socket.abort()
    return answered


class FirstWindow(QObject):
    """Listens for later starts. `called` carries the `Wanted` of each."""

    called = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        self._callers: list[QLocalSocket] = []

    def listen(self) -> bool:
        """Begin. The caller holds the profile's lock, so a name left over belongs to nobody."""
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Listen no more. Call before the object goes: its sockets must not end while it is taken apart."""
        self._server.close()
        for socket in self._callers:
            self._end(socket)
        self._callers.clear()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._callers.append(socket)
            socket.readyRead.connect(self._ready)
        self._ready()

    def _ready(self) -> None:
        """Answer every caller whose line is here; drop those who sent nonsense or have gone."""
        connected = QLocalSocket.LocalSocketState.ConnectedState
        for socket in tuple(self._callers):
            if socket.canReadLine():
                wanted = _understood(bytes(socket.readLine(LONGEST).data()))
                if wanted is not None:
                    socket.write(b"ok\n")
                    socket.flush()
                    self.called.emit(wanted)
            elif socket.state() is connected and socket.bytesAvailable() <= LONGEST:
                continue
            self._callers.remove(socket)
            self._end(socket)

    def _end(self, socket: QLocalSocket) -> None:
        socket.readyRead.disconnect(self._ready)
        socket.disconnectFromServer()
        socket.deleteLater()


def _understood(line: bytes) -> Wanted | None:
    """What a later start wrote, None for anything else."""
    try:
        said = json.loads(line)
        return Wanted(*(str(said.get(name) or "") for name in ("meeting", "item", "backup")))
    except (ValueError, AttributeError):
        return None
