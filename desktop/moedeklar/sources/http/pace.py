"""How often, and by how many at once, a host is asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.waiting import LOOK, check, wait


class Pace:
    """The turns at each host. Thread-safe."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def take(self, host: str, cancelled: Callable[[], bool]) -> Turn:
        """Wait for a free connection to *host* and for the moment at which it may be asked. Raises Cancelled."""
        found = self._host(host)
        while not found.free.acquire(timeout=LOOK):
            check(cancelled)
        turn = Turn(found.free)
        try:
            wait(found.next_moment(), cancelled)
        except BaseException:
            turn.done()
            raise
        return turn

    def slow_down(self, host: str) -> None:
        """The host said that it is asked too often."""
        self._host(host).slow_down(self._limits.least_rate)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._limits))


class Turn:
    """A connection that may be used, until it is done with."""

    def __init__(self, free: threading.Semaphore) -> None:
        self._free: threading.Semaphore | None = free

    def done(self) -> None:
        """Let the next one have it. Does nothing twice."""
        free, self._free = self._free, None
        if free is not None:
            free.release()


class _Host:
    """A bucket that fills at `rate` tokens a second up to `burst`; a request takes one, and may owe it."""

    def __init__(self, limits: Limits) -> None:
        self.free = threading.Semaphore(limits.connections)
        self._rate = limits.rate
        self._burst = float(limits.burst)
        self._tokens = self._burst
        self._filled = time.monotonic()
        self._lock = threading.Lock()

    def next_moment(self) -> float:
        """Take a token; how many seconds from now it may be used."""
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate) - 1
            self._filled = now
            return max(0.0, -self._tokens / self._rate)

    def slow_down(self, least: float) -> None:
        with self._lock:
            self._rate = max(least, self._rate / 2)
            self._burst = max(1.0, self._burst / 2)
            self._tokens = min(self._tokens, 0.0)
