"""Connections that notice within a quarter of a second that the work was cancelled, and bodies that are too long.

urllib3 reads from a socket through `http.client.HTTPResponse.fp`. That file is replaced by one that waits in short
turns, so that neither a thread nor a signal is needed to end a read that may last half a minute.
"""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from moedeklar.sources.http.dialling import dial
from moedeklar.sources.http.waiting import LOOK, check

BUFFER = 1 << 16

Cancelled = Callable[[], bool]


class Excess(HTTPException):
    """More came than the answer's head said: its length is wrong, and what was read is not all."""


class _Patient(io.RawIOBase):
    """The reading end of a socket, whose time-out is that of one read. Raises Cancelled.

    With `ending` nothing is waited for any more.
    """

    def __init__(self, sock: socket.socket, cancelled: Cancelled) -> None:
        self._kept = sock.makefile("rb", buffering=0)  # holds the socket open as long as this is
        self._sock = sock
        self._cancelled = cancelled
        self.ending = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        limit = self._sock.gettimeout()
        until = None if limit is None else time.monotonic() + limit
        try:
            if self.ending:
                return self._at_once(buffer)
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

    def _at_once(self, buffer: memoryview) -> int | None:
        self._sock.settimeout(0)
        try:
            return self._sock.recv_into(buffer)
        except OSError:
            return None


class _Wire(io.BufferedReader):
    """Sees on closing whether something is left that belongs to no answer."""

    def __init__(self, raw: _Patient) -> None:
        super().__init__(raw, BUFFER)
        self._end = raw
        self.has_excess = False

    def close(self) -> None:
        if not self.closed and not self._end.closed:
            self._end.ending = True
            # Some old servers end a body with a line that they don't count (RFC 9112, 2.2).
            self.has_excess = bool(self.peek(1).strip(b"\r\n"))
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, cancelled: Cancelled, method: str | None = None) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        self._wire = _Wire(_Patient(sock, cancelled))
        self.fp = self._wire

    def read(self, amt: int | None = None) -> bytes:
        """Raises Excess where the end is the end of the answer, but not of what came."""
        data = super().read(amt)
        if self._wire.has_excess and self.isclosed():
            raise Excess
        return data


class _Watched(HTTPConnection):
    """What both kinds of connection do in their own way. `cancelled` is set by the pool that makes them."""

    cancelled: Cancelled

    def response_class(  # type: ignore[override]  # a method where the base has a class
        self, sock: socket.socket, method: str | None = None, **_more: object
    ) -> _Response:
        return _Response(sock, self.cancelled, method)

    def _new_conn(self) -> socket.socket:
        timeout = self.timeout if isinstance(self.timeout, float | int) else 10.0
        try:
            return dial(self._dns_host.strip("[]"), self.port or 0, timeout, self.socket_options or (), self.cancelled)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, str(error)) from error
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error


class PlainConnection(_Watched):
    """A connection that can be cancelled."""


class TlsConnection(_Watched, HTTPSConnection):
    """The same, encrypted."""
