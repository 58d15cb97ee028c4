"""Two verbs for work off the UI thread: a query reads, a command writes.

Use cases of `member` block; here they run on threads of their own, and what they return comes back to the UI thread, as
does all that they were made of (see `mail`).
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.ui.mail import Errand, is_gone
from moedeklar.ui.precedence import go_first

log = logging.getLogger(__name__)

QUERY_THREADS = 2
QUIET = 0.7  # seconds without anything under way
BREATH = 1  # ms between two results, for what else waits
Done = Callable[[Any], None]
Failed = Callable[[MoedeklarError], None]
_Asked = tuple[Done | None, Failed | None, str, int]


class Operations(QObject):
    """Runs queries on two threads and commands on one, in order. Made and used in the UI thread.

    `failed` carries the errors that nobody handled, `command_failed` those of all commands, told elsewhere or not;
    `busy` the number of operations under way.
    """

    failed = Signal(object)
    command_failed = Signal(object)
    busy = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queries = ThreadPoolExecutor(QUERY_THREADS, thread_name_prefix="query")
        self._commands = ThreadPoolExecutor(1, thread_name_prefix="command")
        self._newest: dict[str, int] = {}
        self._count = 0
        self._numbers = count()
        self._open = 0
        self._closed = False
        self._last = time.monotonic()
        self._errands: dict[int, Errand] = {}
        self._arrived: deque[tuple[Any, _Asked]] = deque()

    @property
    def quiet(self) -> bool:
        """Whether nothing is under way and nothing has been for a moment: the person reads, or is away. Any thread."""
        return not self._open and time.monotonic() - self._last >= QUIET

    @property
    def under_way(self) -> int:
        """How many operations have been given and not delivered."""
        return self._open

    def query(self, work: Callable[[], Any], done: Done, failed: Failed | None = None, *, key: str = "") -> None:
        """Read something: *done* gets what *work* returns. Of queries with one *key* only the newest is delivered."""
        self._count += 1
        if key:
            self._newest[key] = self._count
        self._start(self._queries, work, (done, failed, key, self._count))

    def command(self, work: Callable[[], Any], done: Done | None = None, failed: Failed | None = None) -> None:
        """Write something. Commands run one after the other in the order in which they were given."""
        self._start(self._commands, work, (done, failed, "", 0))

    def _start(self, pool: ThreadPoolExecutor, work: Callable[[], Any], asked: _Asked) -> None:
        if self._closed:
            return
        self._open += 1
        self._last = time.monotonic()
        self.busy.emit(self._open)
        number = next(self._numbers)
        errand = self._errands[number] = Errand(work, partial(self._arrive, number, asked))
        pool.submit(errand.do)

    def _arrive(self, number: int, asked: _Asked, result: Any) -> None:
        """One result after the other, and what the person does in between: Qt would hand over all at once."""
        del self._errands[number]
        self._arrived.append((result, asked))
        if len(self._arrived) == 1:
            QTimer.singleShot(0, self, self._deliver)

    def _deliver(self) -> None:
        result, (done, failed, key, number) = self._arrived.popleft()
        if self._arrived:
            QTimer.singleShot(BREATH, self, self._deliver)
        self._open -= 1
        self._last = time.monotonic()
        self.busy.emit(self._open)
        if self._closed or (key and self._newest.get(key) != number) or is_gone(done) or is_gone(failed):
            return
        go_first()
        if isinstance(result, Cancelled):
            log.debug("cancelled")
        elif isinstance(result, MoedeklarError):
            if not number:
                self.command_failed.emit(result)
            (failed or self.failed.emit)(result)
        elif isinstance(result, BaseException):
            raise result
        elif done is not None:
            done(result)

    def close(self, *, drain: bool = True) -> None:
        """Wait for commands already given (*drain*), drop queries, deliver nothing more. Called once, at the end."""
        if not self._closed:
            self._closed = True
            self._queries.shutdown(wait=False, cancel_futures=True)
            self._commands.shutdown(wait=True, cancel_futures=not drain)
            self._queries.shutdown(wait=True)
            for errand in self._errands.values():  # done, and nobody is told; or never begun
                errand.empty()
            self._errands.clear()
