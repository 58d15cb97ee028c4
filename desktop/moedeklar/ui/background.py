"""Work that goes on for long, tells as it goes, and can be cancelled: a thread of its own, beside the two verbs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from moedeklar.model.errors import Cancelled, MoedeklarError

log = logging.getLogger(__name__)

Tell = Callable[[object], None]
Work = Callable[[Tell, Callable[[], bool]], Any]


class Background(QObject):
    """Runs one work. `told` carries what it tells; then comes one of `done` and `failed`, unless it was cancelled.

    Made and used in the UI thread. A fault of ours is raised there.
    """

    told = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    _passed = Signal(object, object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop: threading.Event | None = None
        self._passed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether something is under way and wanted."""
        return self._stop is not None

    def start(self, work: Work, name: str) -> None:
        """Begin *work*, which gets how to tell and whether it is cancelled; what went on before is cancelled."""
        self.cancel()
        stop = self._stop = threading.Event()
        passed, ended = self._passed, self._ended

        def run() -> None:
            try:
                result: object = work(lambda said: _emit(passed, stop, said), stop.is_set)
            except Exception as error:  # noqa: BLE001 (handed to the UI thread, which raises what is a fault of ours)
                result = error
            _emit(ended, stop, result)

        threading.Thread(target=run, name=name).start()

    def cancel(self) -> None:
        """Let it end, and tell nothing more of it."""
        stop, self._stop = self._stop, None
        if stop is not None:
            stop.set()

    @Slot(object, object)
    def _tell(self, stop: threading.Event, said: object) -> None:
        if stop is self._stop:
            self.told.emit(said)

    @Slot(object, object)
    def _end(self, stop: threading.Event, result: object) -> None:
        if stop is not self._stop:
            return
        self._stop = None
        if isinstance(result, Cancelled):
            log.debug("cancelled")
        elif isinstance(result, MoedeklarError):
            self.failed.emit(result)
        elif isinstance(result, BaseException):
            raise result
        else:
            self.done.emit(result)


def _emit(signal: Any, stop: threading.Event, value: object) -> None:
    if stop.is_set():
        return
    try:
        signal.emit(stop, value)
    except RuntimeError:
        log.debug("it came after the window had closed")
