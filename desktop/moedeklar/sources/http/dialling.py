"""Connecting to a host in short turns, so that it can be cancelled, and not waiting long for a dead address."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

from moedeklar.sources.http.waiting import LOOK, check

FIRST = 3.0  # seconds for an address after which there are others: IPv6 that leads nowhere is common
_UNDER_WAY = frozenset({errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY, getattr(errno, "WSAEWOULDBLOCK", 10035)})


def dial(
    host: str, port: int, timeout: float, options: Iterable[tuple[Any, ...]], cancelled: Callable[[], bool]
) -> socket.socket:
    """A connection to one of the addresses of *host*, whose time-out is *timeout*.

    The lookup of the name itself can't be cancelled. Raises socket.gaierror, TimeoutError, other OSError; Cancelled.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failed: OSError = OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    for number, (family, kind, protocol, _, address) in enumerate(found, 1):
        sock = socket.socket(family, kind, protocol)
        try:
            for option in options:
                sock.setsockopt(*option)
            _connect(sock, address, timeout if number == len(found) else min(FIRST, timeout), cancelled)
        except OSError as error:
            sock.close()
            failed = error
        except BaseException:
            sock.close()
            raise
        else:
            sock.settimeout(timeout)
            return sock
    raise failed


def _connect(sock: socket.socket, address: Any, timeout: float, cancelled: Callable[[], bool]) -> None:
    check(cancelled)
    sock.setblocking(False)
    code = sock.connect_ex(address)
    if code in _UNDER_WAY:
        code = _wait(sock, time.monotonic() + timeout, cancelled)
    if code:
        raise OSError(code, os.strerror(code))


def _wait(sock: socket.socket, until: float, cancelled: Callable[[], bool]) -> int:
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_WRITE)
        while (left := until - time.monotonic()) > 0:
            if selector.select(min(LOOK, left)):
                return sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            check(cancelled)
    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
