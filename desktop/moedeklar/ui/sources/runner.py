"""One sync run at a time on a thread of its own, so that notes are saved while documents are read."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.model.reports import RunReport, SyncEvent

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

log = logging.getLogger(__name__)


class SyncRunner(QObject):
    """Starts, follows and cancels sync runs. Made and used in the UI thread, one for a window.

    `progress` carries each `SyncEvent`, `finished` the `RunReport`, `failed` a `MoedeklarError` of the run as a whole;
    one of the last two ends every run. An error of ours is raised in the UI thread after `failed` has had no say.
    """

    started = Signal()
    progress = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    _told = Signal(object)
    _ended = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._closed = False
        self.sources: tuple[str, ...] | None = None
        self.last_event: SyncEvent | None = None
        self.last_report: RunReport | None = None
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._thread is not None

    @property
    def cancelling(self) -> bool:
        """Whether the run under way has been asked to stop."""
        return self.running and self._stop.is_set()

    def start(self, source_ids: tuple[str, ...] | None = None, accept: tuple[str, ...] = ()) -> bool:
        """Run the sources with these ids (None: all). False, and nothing is done, while another run is under way."""
        if self.running or self._closed:
            return False
        self._stop = threading.Event()
        self.sources = source_ids
        self.last_event = None
        thread = threading.Thread(target=self._run, args=(source_ids, accept, self._stop), name="sync")
        self._thread = thread
        self.started.emit()
        thread.start()
        return True

    def cancel(self) -> None:
        """Ask the run under way to stop after the document at hand."""
        self._stop.set()

    def close(self, timeout: float = 10.0) -> None:
        """Stop, and wait for at most *timeout* seconds. Nothing is told any more. Called once, at the end."""
        self._closed = True
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self, source_ids: tuple[str, ...] | None, accept: tuple[str, ...], stop: threading.Event) -> None:
        try:
            result: object = self._workspace.sources.sync(
                source_ids, accept=accept, on_event=self._pass_on, cancelled=stop.is_set
            )
        except Exception as error:  # noqa: BLE001 (handed to the UI thread, which raises what is a bug of ours)
            result = error
        self._emit(self._ended, result)

    def _pass_on(self, event: SyncEvent) -> None:
        self._emit(self._told, event)

    @staticmethod
    def _emit(signal: object, value: object) -> None:
        try:
            signal.emit(value)  # type: ignore[attr-defined]
        except RuntimeError:
            log.debug("a sync event came after the window had closed")

    @Slot(object)
    def _tell(self, event: SyncEvent) -> None:
        if not self._closed:
            self.last_event = event
            self.progress.emit(event)

    @Slot(object)
    def _end(self, result: object) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._closed:
            return
        if isinstance(result, RunReport):
            self.last_report = result
            self.finished.emit(result)
        elif isinstance(result, Cancelled):
            self.last_report = RunReport(cancelled=True)
            self.finished.emit(self.last_report)
        elif isinstance(result, MoedeklarError):
            self.failed.emit(result)
        elif isinstance(result, BaseException):
            raise result
