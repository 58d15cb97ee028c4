"""The window's side of the schedule: it asks for runs and follows them, whoever began them."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.model.progress import TimeLeft
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.ui.precedence import go_first

if TYPE_CHECKING:
    from moedeklar.member.schedule import Run
    from moedeklar.member.workspace import Workspace

log = logging.getLogger(__name__)

BREATH = 60  # ms between two tellings of how far a run has come: more than eyes can follow, and cheap


class SyncRunner(QObject):
    """Starts, follows and cancels runs of the workspace's schedule. Made and used in the UI thread, one for a window.

    `progress` carries the newest `SyncEvent`, a few times a second; `finished` the `RunReport`, `failed` a
    `MoedeklarError` of the run as a whole; one of the last two ends every run. `by_itself` says whether the run was
    begun by nobody, `last_meeting` which meeting alone it was of. An error of ours is raised in the UI thread.
    `state_changed`: what `Schedule.state` says may be another.
    """

    started = Signal()
    progress = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    state_changed = Signal()
    _told = Signal()
    _ran = Signal(object)
    _stirred = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schedule = workspace.schedule
        self._guard = threading.Lock()
        self._newest: SyncEvent | None = None
        self._waits = False
        self._asked = 0
        self._run: Run | None = None
        self._stopping = False
        self._closed = False
        self._left = TimeLeft()
        self.sources: tuple[str, ...] | None = None
        self.last_event: SyncEvent | None = None
        self.last_report: RunReport | None = None
        self.by_itself = False
        self.last_meeting: str | None = None
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.setInterval(BREATH)
        self._breath.timeout.connect(self._tell)
        self._told.connect(self._breathe, Qt.ConnectionType.QueuedConnection)
        self._ran.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._stirred.connect(self._stir, Qt.ConnectionType.QueuedConnection)
        self._ends = [
            self._schedule.subscribe(self._pass_on),
            self._schedule.subscribe_runs(lambda run: self._emit(self._ran, run)),
        ]

    @property
    def running(self) -> bool:
        """Whether a run is under way, or asked for."""
        return self._run is not None or self._asked > 0

    @property
    def cancelling(self) -> bool:
        """Whether the run under way has been asked to stop."""
        return self.running and self._stopping

    @property
    def meeting(self) -> str | None:
        """The one meeting that is being fetched, where it is only one."""
        return self._run.meeting if self._run is not None else None

    def seconds_left(self) -> float | None:
        """How many seconds what is at hand will take; None where that can't be said."""
        return self._left.seconds(time.monotonic())

    def runs(self, source_id: str) -> bool:
        """Whether the source is in the run under way."""
        return self.running and (self.sources is None or source_id in self.sources)

    def start(self, source_ids: tuple[str, ...] | None = None, accept: tuple[str, ...] = ()) -> bool:
        """Run the sources with these ids (None: all). False, and nothing is done, while another run is under way."""
        if self.running or self._closed:
            return False
        self._begin(source_ids)
        self._schedule.run_now(source_ids, accept=accept)
        return True

    def fetch_meeting(self, meeting_id: str, source_id: str | None = None) -> None:
        """Fetch this one meeting now; a longer run under way waits for it."""
        if self._closed:
            return
        if self.running:
            self._asked += 1
        else:
            self._begin((source_id,) if source_id is not None else ())
        self._schedule.run_now(meeting=meeting_id)

    def cancel(self) -> None:
        """Ask the run under way to stop after the document at hand."""
        self._stopping = True
        self._schedule.cancel()

    def close(self, timeout: float = 10.0) -> None:
        """Stop the schedule, and wait for at most *timeout* seconds. Nothing is told any more. Called at the end."""
        self._closed = True
        self._breath.stop()
        for end in self._ends:
            end()
        self._schedule.stop(timeout)

    def _begin(self, source_ids: tuple[str, ...] | None) -> None:
        self._asked += 1
        self._fresh(source_ids, by_itself=False)

    def _fresh(self, source_ids: tuple[str, ...] | None, *, by_itself: bool) -> None:
        self.sources, self.by_itself = source_ids, by_itself
        self.last_event, self._stopping = None, False
        self._left = TimeLeft()
        self.started.emit()

    def _pass_on(self, event: SyncEvent | None) -> None:
        """On the schedule's thread: only the newest event goes over, once the window has taken the one before."""
        if event is None:
            self._emit(self._stirred)
            return
        with self._guard:
            self._newest = event
            waits, self._waits = self._waits, True
        if not waits:
            self._emit(self._told)

    @staticmethod
    def _emit(signal: object, *values: object) -> None:
        try:
            signal.emit(*values)  # type: ignore[attr-defined]
        except RuntimeError:
            log.debug("a run was told of after the window had closed")

    @Slot()
    def _stir(self) -> None:
        if not self._closed:
            self.state_changed.emit()

    @Slot()
    def _breathe(self) -> None:
        if not self._closed and not self._breath.isActive():
            self._breath.start()

    @Slot()
    def _tell(self) -> None:
        with self._guard:
            event, self._newest, self._waits = self._newest, None, False
        if event is not None and not self._closed:
            self.last_event = event
            self._left.follow(event, time.monotonic())
            go_first()
            self.progress.emit(event)

    @Slot(object)
    def _follow(self, run: Run) -> None:
        if self._closed:
            return
        if run.ended is None:
            self._run = run
            if run.by_itself or not self._asked:
                self._fresh(run.sources, by_itself=run.by_itself)
            elif run.sources is not None:
                self.sources = run.sources
            return
        self._breath.stop()
        self._tell()
        self._run, self.last_meeting, self.by_itself = None, run.meeting, run.by_itself
        if not run.by_itself:
            self._asked = max(0, self._asked - 1)
        self._end(run.ended)

    def _end(self, ended: object) -> None:
        if isinstance(ended, RunReport):
            self.last_report = ended
            self.finished.emit(ended)
        elif isinstance(ended, Cancelled):
            self.last_report = RunReport(cancelled=True)
            self.finished.emit(self.last_report)
        elif isinstance(ended, MoedeklarError):
            self.failed.emit(ended)
        elif isinstance(ended, BaseException):
            raise ended
