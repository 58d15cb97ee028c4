"""Brings what other threads tell to the UI thread, as queued signals."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from moedeklar.model.changes import ChangeSet

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

log = logging.getLogger(__name__)


class Bridge(QObject):
    """Listens to a workspace. `changed` carries a `ChangeSet`, `undo_changed` nothing; both arrive in the UI thread.

    Change sets that pile up while the window is busy arrive as one.
    """

    changed = Signal(object)
    undo_changed = Signal()
    _told = Signal(object)
    _undo_told = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = ChangeSet()
        self._told.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._undo_told.connect(self.undo_changed, Qt.ConnectionType.QueuedConnection)
        self._ends = [workspace.changes.subscribe(self._tell), workspace.undo.subscribe(self._tell_undo)]

    def close(self) -> None:
        """Listen no more."""
        for end in self._ends:
            end()
        self._ends.clear()

    def _tell(self, changes: ChangeSet) -> None:
        try:
            self._told.emit(changes)
        except RuntimeError:
            log.debug("a change came after the window had closed")

    def _tell_undo(self) -> None:
        try:
            self._undo_told.emit()
        except RuntimeError:
            log.debug("an undo step came after the window had closed")

    def _collect(self, changes: ChangeSet) -> None:
        if self._ends:
            self.changed.emit(changes)
