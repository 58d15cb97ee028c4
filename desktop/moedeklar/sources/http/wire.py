"""Connections that notice within a quarter of a second that the work was cancelled, and bodies that are too long.

urllib3 reads from a socket through `http.client.HTTPResponse.fp`. That file is replaced by one that waits in short
turns, so that neither a thread nor a signal is needed to end a read that may last half a minute.
"""

from __future__ import annotations

import io
import math
import socket
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, parse_headers

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from moedeklar.sources.http.dialling import dial
from moedeklar.sources.http.waiting import LOOK, check

BUFFER = 1 << 16
_FOR_EVER = 3600.0  # seconds; every connection here has a time-out, and this is for one that has none

Cancelled = Callable[[], bool]


class Excess(HTTPException):
    """More came than the answer's head said: its length is wrong, and what was read is not all."""


class _Patient(io.RawIOBase):
    """The reading end of a socket, whose time-out is that of one read. Raises Cancelled.

    A server that sends a byte now and then would never run into that time-out, so what comes while it is waited for is
    counted too. With `ending` nothing is waited for any more; `head_ends` is when the head must have come.
    """

    def __init__(self, sock: socket.socket, cancelled: Cancelled, slowest: int) -> None:
        self._kept = sock.makefile("rb", buffering=0)  # holds the socket open as long as this is
        self._sock = sock
        self._cancelled = cancelled
        self._slowest = slowest
        self._waited = 0.0
        self._came = 0
        self._looked = time.monotonic()
        self.ending = False
        self.head_ends: float | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        limit = self._sock.gettimeout()
        try:
            if self.ending:
                return self._at_once(buffer)
            return self._patiently(buffer, limit if limit is not None else _FOR_EVER)
        finally:
            self._sock.settimeout(limit)

    def _patiently(self, buffer: memoryview, limit: float) -> int:
        began = time.monotonic()
        until = min(began + limit, self.head_ends or math.inf)
        while True:
            self._sock.settimeout(max(0.001, min(LOOK, until - time.monotonic())))
            try:
                got = self._sock.recv_into(buffer)
            except TimeoutError:
                check(self._cancelled)
                if time.monotonic() >= until:
                    raise
                continue
            now = time.monotonic()
            if now - self._looked > LOOK:  # what comes little by little is never waited for that long
                self._looked = now
                check(self._cancelled)
            if now > until and self.head_ends is not None:
                raise TimeoutError
            self._count(got, now - began, limit)
            return got

    def _count(self, got: int, waited: float, limit: float) -> None:
        self._came += got
        self._waited += waited
        if self._waited > limit:
            if got and self._came < self._slowest * self._waited:
                check(self._cancelled)
                raise TimeoutError
            self._waited, self._came = 0.0, 0

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

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file; what has no end is never read, which is what a negative length of a chunk would lead to."""
        if size is None or size < 0:
            raise HTTPException("negative length")
        return super().read(size)

    def close(self) -> None:
        if not self.closed and not self._end.closed:
            self._end.ending = True
            # Some old servers end a body with a line that they don't count (RFC 9112, 2.2).
            self.has_excess = bool(self.peek(1).strip(b"\r\n"))
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, cancelled: Cancelled, slowest: int, method: str | None = None) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        self._end = _Patient(sock, cancelled, slowest)
        self._wire = _Wire(self._end)
        self.fp = self._wire
        self._patience = 2 * (sock.gettimeout() or _FOR_EVER)

    def begin(self) -> None:
        """Read the head, which may not come for ever either."""
        self._end.head_ends = time.monotonic() + self._patience
        super().begin()
        self._end.head_ends = None

    def _read_status(self) -> tuple[str, int, str]:
        """The status of the answer itself; of what comes before it the library knows 100 alone (RFC 9110, 15.2)."""
        while True:
            found = super()._read_status()  # type: ignore[misc]
            if not 102 <= found[1] < 200:
                return found  # type: ignore[no-any-return]
            parse_headers(self.fp)

    def read(self, amt: int | None = None) -> bytes:
        """Raises Excess where the end is the end of the answer, but not of what came."""
        data = super().read(amt)
        if self._wire.has_excess and self.isclosed():
            raise Excess
        return data


class _Watched(HTTPConnection):
    """What both kinds of connection do in their own way. What they look at is set by the pool that makes them."""

    cancelled: Cancelled
    slowest: int

    def response_class(  # type: ignore[override]  # a method where the base has a class
        self, sock: socket.socket, method: str | None = None, **_more: object
    ) -> _Response:
        return _Response(sock, self.cancelled, self.slowest, method)

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
