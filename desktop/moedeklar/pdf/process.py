"""One running PDF process and the connection to it."""

from __future__ import annotations

import hmac
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from moedeklar.pdf.protocol import (
    KEY_BYTES,
    Buffer,
    Header,
    PeerGone,
    PeerSilent,
    ProtocolError,
    read_exactly,
    receive,
    send,
)

PROCESS_ARGUMENT: Final = "--pdf-process"
_POLL: Final = 0.05  # seconds between looks at whether the child still lives while it is waited for
_GREETING_TIME: Final = 2.0  # seconds that whoever connects has for showing the key
_END_TIME: Final = 5.0
# What Windows needs for sockets and for a per-user font or temporary folder. Elsewhere nothing is needed.
_KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "TEMP", "TMP")


class NotStarted(Exception):
    """The process could not be started, or ended before it had connected."""


def command() -> list[str]:
    """The command line of the PDF process, for a frozen program and for a Python installation."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PROCESS_ARGUMENT]
    # -P: what lies in the working folder must not be imported.
    return [sys.executable, "-P", "-m", "moedeklar", PROCESS_ARGUMENT]


def environment() -> dict[str, str]:
    """The child's whole environment: no tokens, proxies or passphrase files of the parent's."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    if not getattr(sys, "frozen", False):
        kept["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    return kept | {"PYTHONUTF8": "1"}


class PdfProcess:
    """A child process. Used by one thread at a time, except `kill`, `pid` and `alive`, which any thread may call."""

    def __init__(self) -> None:
        """Start the process and return at once; `connect` waits for it. Raises NotStarted."""
        self._key = secrets.token_bytes(KEY_BYTES)
        self._connection: socket.socket | None = None
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=4)
        try:
            self._process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._listener.close()
            raise NotStarted(str(error)) from error
        self._hand_over_key()

    def _hand_over_key(self) -> None:
        greeting = {"port": self._listener.getsockname()[1], "key": self._key.hex()}
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(greeting).encode() + b"\n")
                self._process.stdin.close()
        except OSError:
            # It died at once; `connect` will say so.
            self._process.poll()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def connect(self, timeout: float) -> None:
        """Wait at most *timeout* seconds until the child has connected and shown the key. Raises NotStarted.

        `accept` alone would wait for ever on a child that died before it connected.
        """
        deadline = time.monotonic() + timeout
        while self._connection is None:
            if not self.alive:
                raise NotStarted(f"ended with status {self._process.returncode}")
            if time.monotonic() > deadline:
                raise NotStarted("did not connect in time")
            self._accept()

    def _accept(self) -> None:
        self._listener.settimeout(_POLL)
        try:
            connection, _ = self._listener.accept()
        except TimeoutError:
            return
        try:
            shown = read_exactly(connection, KEY_BYTES, time.monotonic() + _GREETING_TIME)
        except ProtocolError:
            connection.close()
            return
        if not hmac.compare_digest(bytes(shown), self._key):
            connection.close()
            return
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._listener.close()

    def exchange(self, header: Header, bodies: Sequence[Buffer], seconds: float) -> tuple[Header, memoryview]:
        """Send a request and wait at most *seconds* for the answer.

        Raises PeerGone if the process died or spoke nonsense, PeerSilent when the time is up. After either the process
        must be ended.
        """
        if self._connection is None:
            raise PeerGone("not connected")
        deadline = time.monotonic() + seconds
        try:
            send(self._connection, header, bodies, deadline)
            return receive(self._connection, deadline)
        except (PeerGone, PeerSilent):
            raise
        except ProtocolError as error:
            raise PeerGone(str(error)) from error

    def kill(self) -> None:
        """End the process at once; whoever waits in `connect` or `exchange` is told. `release` must follow."""
        self._process.kill()

    def release(self) -> None:
        """End the process if it runs, and give back its sockets. Called when nobody waits in `exchange` any more."""
        self._listener.close()
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._process.kill()
        self._process.wait(_END_TIME)
