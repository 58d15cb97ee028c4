"""Brings what other threads tell to the UI thread, as queued signals."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from moedeklar.model.changes import ChangeSet, Kind

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

log = logging.getLogger(__name__)

OWN = (Kind.NOTE, Kind.BOOKMARK, Kind.READING, Kind.REQUEST, Kind.RULE, Kind.SETTING)  # what a person does
CALM = 400  # ms at least between two tellings of what changed, while a run writes meeting after meeting
LONGEST = 5.0  # seconds that a telling waits at most for the answers to the one before
SHARE = 3  # times as long as the answers took, so that the run itself has most of the computer
LOOK = 40  # ms between two looks whether these have come


class Bridge(QObject):
    """Listens to a workspace. `changed` carries a `ChangeSet`, `undo_changed` nothing; both arrive in the UI thread.

    What a person did arrives at once. What sources bring arrives as one where it follows closely, so that a run that
    writes hundreds of meetings has nobody ask for everything hundreds of times, and not before what *busy* says is
    under way, the answers to the one before, has come.
    """

    changed = Signal(object)
    undo_changed = Signal()
    _told = Signal()
    _undo_told = Signal()

    def __init__(
        self, workspace: Workspace, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._busy = busy
        self._waiting = ChangeSet()
        self._own = False
        self._guard = threading.Lock()
        self._last = self._took = 0.0
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._deliver)
        self._told.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._undo_told.connect(self.undo_changed, Qt.ConnectionType.QueuedConnection)
        self._ends = [workspace.changes.subscribe(self._tell), workspace.undo.subscribe(self._tell_undo)]

    def close(self) -> None:
        """Listen no more."""
        for end in self._ends:
            end()
        self._ends.clear()
        self._calm.stop()

    def _tell(self, changes: ChangeSet) -> None:
        with self._guard:
            own = changes.touches(*OWN)
            waits, self._waiting = bool(self._waiting), self._waiting | changes
            self._own = self._own or own
        if not changes or (waits and not own):
            return
        try:
            self._told.emit()
        except RuntimeError:
            log.debug("a change came after the window had closed")

    def _tell_undo(self) -> None:
        try:
            self._undo_told.emit()
        except RuntimeError:
            log.debug("an undo step came after the window had closed")

    def _collect(self) -> None:
        if self._own:
            self._deliver()
        elif self._ends and not self._calm.isActive():
            self._calm.start(max(0, int(CALM - (time.monotonic() - self._last) * 1000)))

    def _deliver(self) -> None:
        waited = time.monotonic() - self._last
        if not self._own and waited < LONGEST:
            if self._busy():
                self._took = waited
            if self._busy() or waited < SHARE * self._took:
                self._calm.start(LOOK)
                return
        self._took = 0.0
        with self._guard:
            changes, self._waiting, self._own = self._waiting, ChangeSet(), False
        self._calm.stop()
        self._last = time.monotonic()
        if self._ends and changes:
            self.changed.emit(changes)
