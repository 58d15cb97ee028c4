"""Two verbs for work off the UI thread: a query reads, a command writes.

Use cases of `member` block; here they run on threads of their own, and what they return comes back to the UI thread as
a queued signal. A worker never owns the signal that it emits: the bridge object lives in the UI thread and outlives it.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.ui.precedence import go_first

log = logging.getLogger(__name__)

QUERY_THREADS = 2
QUIET = 0.7  # seconds without anything under way
BREATH = 1  # ms between two results, for what else waits
Done = Callable[[Any], None]
Failed = Callable[[MoedeklarError], None]
_Bundle = tuple[Future[Any], Done | None, Failed | None, str, int]


class Operations(QObject):
    """Runs queries on two threads and commands on one, in order. Made and used in the UI thread.

    `failed` carries the errors that nobody handled, `command_failed` those of all commands, told elsewhere or not;
    `busy` the number of operations under way.
    """

    failed = Signal(object)
    command_failed = Signal(object)
    busy = Signal(int)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queries = ThreadPoolExecutor(QUERY_THREADS, thread_name_prefix="query")
        self._commands = ThreadPoolExecutor(1, thread_name_prefix="command")
        self._newest: dict[str, int] = {}
        self._count = 0
        self._open = 0
        self._closed = False
        self._last = time.monotonic()
        self._arrived: deque[_Bundle] = deque()
        self._finished.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

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
        self._start(self._queries, work, done, failed, key, self._count)

    def command(self, work: Callable[[], Any], done: Done | None = None, failed: Failed | None = None) -> None:
        """Write something. Commands run one after the other in the order in which they were given."""
        self._start(self._commands, work, done, failed, "", 0)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Done | None,
        failed: Failed | None,
        key: str,
        number: int,
    ) -> None:
        if self._closed:
            return
        self._open += 1
        self._last = time.monotonic()
        self.busy.emit(self._open)
        finished = self._finished
        future = pool.submit(work)
        future.add_done_callback(lambda future: _hand_over(finished, (future, done, failed, key, number)))

    @Slot(object)
    def _arrive(self, bundle: _Bundle) -> None:
        """One result after the other, and what the person does in between: Qt would hand over all at once."""
        self._arrived.append(bundle)
        if len(self._arrived) == 1:
            QTimer.singleShot(0, self, self._deliver)

    def _deliver(self) -> None:
        future, done, failed, key, number = self._arrived.popleft()
        if self._arrived:
            QTimer.singleShot(BREATH, self, self._deliver)
        self._open -= 1
        self._last = time.monotonic()
        self.busy.emit(self._open)
        if self._closed or future.cancelled() or (key and self._newest.get(key) != number) or _gone(done):
            return
        error = future.exception()
        go_first()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, Cancelled):
            log.debug("cancelled")
        elif isinstance(error, MoedeklarError):
            if not number:
                self.command_failed.emit(error)
            (failed or self.failed.emit)(error)
        else:
            raise error

    def close(self, *, drain: bool = True) -> None:
        """Wait for commands already given (*drain*), drop queries, deliver nothing more. Called once, at the end."""
        if not self._closed:
            self._closed = True
            self._queries.shutdown(wait=False, cancel_futures=True)
            self._commands.shutdown(wait=True, cancel_futures=not drain)
            self._queries.shutdown(wait=True)


def _gone(done: Done | None) -> bool:
    """Whether the object that waits for a result has been deleted meanwhile (a screen, on a change of language)."""
    waiting = getattr(done, "__self__", None)
    return isinstance(waiting, QObject) and not isValid(waiting)


def _hand_over(signal: Any, bundle: object) -> None:
    """Emit from the worker's thread; the window may be gone by then, which is no fault."""
    try:
        signal.emit(bundle)
    except RuntimeError:
        log.debug("a result came after the window had closed")
