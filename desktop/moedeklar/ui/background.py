"""Work that goes on for long, tells as it goes, and can be cancelled: a thread of its own, beside the two verbs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.store.precedence import give_way
from moedeklar.ui.mail import Errand
from moedeklar.ui.precedence import go_first

log = logging.getLogger(__name__)

Tell = Callable[[object], None]
Work = Callable[[Tell, Callable[[], bool]], Any]


class Background(QObject):
    """Runs one work. `told` carries what it tells; then comes one of `done` and `failed`, unless it was cancelled.

    Work that was asked to `stop` ends in `stopped`, or as it would have where it was too late for that. Made and used
    in the UI thread. A fault of ours is raised there.
    """

    told = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether something is under way and wanted."""
        return self._run is not None

    @property
    def stopping(self) -> bool:
        """Whether what is under way has been asked to stop."""
        return self._run is not None and self._run.stop.is_set()

    def start(self, work: Work, name: str) -> None:
        """Begin *work*, which gets how to tell and whether it is cancelled; what went on before is cancelled."""
        self.cancel()
        run = self._run = _Run()
        errand = Errand(work, partial(self._end, run), partial(self._tell, run))
        self._thread = threading.Thread(target=_do, args=(errand, run), name=name)
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end, and tell when it has."""
        if self._run is not None:
            self._run.stop.set()

    def cancel(self) -> None:
        """Let it end, and tell nothing more of it."""
        run, self._run = self._run, None
        if run is not None:
            run.wanted = False
            run.stop.set()

    def wait(self, timeout: float) -> bool:
        """Wait for at most *timeout* seconds until the last work has ended; whether it has."""
        if self._thread is not None:
            self._thread.join(timeout)
        return self._thread is None or not self._thread.is_alive()

    def _tell(self, run: _Run, said: object) -> None:
        if run is self._run:
            go_first()
            self.told.emit(said)

    def _end(self, run: _Run, result: object) -> None:
        if run is not self._run:
            return
        self._run = None
        go_first()
        if isinstance(result, Cancelled):
            log.debug("cancelled")
            self.stopped.emit()
        elif isinstance(result, MoedeklarError):
            self.failed.emit(result)
        elif isinstance(result, BaseException):
            raise result
        else:
            self.done.emit(result)


class _Run:
    """One work: whether it is asked to end, and whether anybody wants to know of it."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.wanted = True


def _do(errand: Errand, run: _Run) -> None:
    """In the work's thread."""

    def tell(said: object) -> None:
        if run.wanted:
            errand.tell(said)

    give_way()
    errand.do(tell, run.stop.is_set)
