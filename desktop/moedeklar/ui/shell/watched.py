"""What changes on disk while the window runs is fetched by itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.sources.runner import SyncRunner

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

log = logging.getLogger(__name__)

LATER = 30_000  # ms until it is tried again where another program was fetching


class Watched(QObject):
    """Fetches the sources that the watching names, one run after another, and never beside another run. UI thread."""

    _told = Signal(str)

    def __init__(self, workspace: Workspace, runner: SyncRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._waiting: list[str] = []
        self._running: tuple[str, ...] = ()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._fetch)
        self._told.connect(self._changed, Qt.ConnectionType.QueuedConnection)
        runner.finished.connect(self._ended)
        runner.failed.connect(self._failed)

    @Slot()
    def start(self) -> None:
        """Begin to watch. The workspace ends it."""
        self._workspace.watching.start(self._pass_on)

    def _pass_on(self, source_id: str) -> None:
        """On the thread of the watching."""
        try:
            self._told.emit(source_id)
        except RuntimeError:
            log.debug("a change was told after the window had closed")

    @Slot(str)
    def _changed(self, source_id: str) -> None:
        if source_id not in self._waiting:
            self._waiting.append(source_id)
        if not self._again.isActive():
            self._again.start(0)

    def _fetch(self) -> None:
        if self._waiting and self._runner.start(tuple(self._waiting)):
            self._running, self._waiting = tuple(self._waiting), []

    def _ended(self, _report: object) -> None:
        self._running = ()
        if self._waiting:
            self._again.start(0)

    def _failed(self, error: MoedeklarError) -> None:
        """Another program that fetches ends by itself; a source that is not there any more is forgotten."""
        if error.code == "sync_running":
            self._waiting += [one for one in self._running if one not in self._waiting]
        self._running = ()
        if self._waiting:
            self._again.start(LATER if error.code == "sync_running" else 0)
