"""Connections that notice within a quarter of a second that the work was cancelled, and bodies that are too long.

urllib3 reads from a socket through `http.client.HTTPResponse.fp`. That file is replaced by one that waits in short
turns, so that neither a thread nor a signal is needed to end a read that may last half a minute.
"""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable
from http.client import HTTPResponse

from urllib3.connection import HTTPConnection, HTTPSConnection

from moedeklar.sources.http.waiting import LOOK, check

BUFFER = 1 << 16

Cancelled = Callable[[], bool]


class _Patient(io.RawIOBase):
    """The reading end of a socket, whose time-out is that of one read. Raises Cancelled."""

    def __init__(self, sock: socket.socket, cancelled: Cancelled) -> None:
        self._kept = sock.makefile("rb", buffering=0)  # holds the socket open as long as this is
        self._sock = sock
        self._cancelled = cancelled

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        limit = self._sock.gettimeout()
        until = None if limit is None else time.monotonic() + limit
        try:
            while True:
                left = LOOK if until is None else until - time.monotonic()
                self._sock.settimeout(max(0.001, min(LOOK, left)))
                try:
                    return self._sock.recv_into(buffer)
                except TimeoutError:
                    check(self._cancelled)
                    if until is not None and time.monotonic() >= until:
                        raise
        finally:
            self._sock.settimeout(limit)

    def close(self) -> None:
        if not self.closed:
            self._kept.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, cancelled: Cancelled, method: str | None = None) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        self.fp = io.BufferedReader(_Patient(sock, cancelled), BUFFER)


class _Watched:
    """What both kinds of connection do with their answers."""

    cancelled: Cancelled

    def response_class(self, sock: socket.socket, method: str | None = None, **_more: object) -> _Response:
        return _Response(sock, self.cancelled, method)


class PlainConnection(_Watched, HTTPConnection):  # type: ignore[misc]  # a method where the base has a class
    """A connection whose answers can be cancelled; `cancelled` is set by the pool that makes it."""


class TlsConnection(_Watched, HTTPSConnection):  # type: ignore[misc]
    """The same, encrypted."""
