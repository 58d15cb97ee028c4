"""Loads the screens nobody has asked for yet, on a thread, while the person looks at the first one.

Loaded when it is first gone to, a screen has the window stand still for as long as that takes. A screen that is asked
for meanwhile waits for what is being loaded, and no longer: Python has a lock for each module.
"""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

log = logging.getLogger(__name__)

SCREENS = (
    "moedeklar.ui.reader.screen",
    "moedeklar.ui.committee.view",
    "moedeklar.ui.overview.view",
    "moedeklar.ui.search.palette",
    "moedeklar.ui.sources.view",
    "moedeklar.ui.pages.screen",
    "moedeklar.ui.notes.notes_screen",
    "moedeklar.ui.notes.bookmarks_screen",
    "moedeklar.ui.requests.list",
    "moedeklar.ui.requests.editor",
    "moedeklar.ui.settings.view",
    "moedeklar.ui.organisation.view",
    "moedeklar.ui.publishing.view",
    "moedeklar.ui.welcome.view",
)
AFTER = 600  # ms after the first paint: what it shows comes first
BREATH = 0.03  # seconds between two modules, in which the window has Python for itself


class Preloader(QObject):
    """`done` comes once, in the UI thread, when all *modules* are there. Made and used in the UI thread.

    Each is loaded while it is *quiet*, which is asked on the thread.
    """

    done = Signal()
    _loaded = Signal()

    def __init__(
        self,
        modules: Sequence[str] = SCREENS,
        quiet: Callable[[], bool] = lambda: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self._modules = tuple(modules)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._loaded.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def start(self, after: int = AFTER) -> None:
        """Begin *after* so many ms."""
        self._timer.start(after)

    def stop(self) -> None:
        """Load nothing more. Returns when the module at hand is loaded, if there is one."""
        self._timer.stop()
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _begin(self) -> None:
        if self._thread is None and not self._stop.is_set():
            self._thread = threading.Thread(target=self._load, name="preload")
            self._thread.start()

    def _load(self) -> None:
        for module in self._modules:
            while True:
                if self._stop.wait(BREATH):
                    return
                if self._quiet():
                    break
            importlib.import_module(module)
        try:
            self._loaded.emit()
        except RuntimeError:
            log.debug("the screens were loaded after the window had closed")

    def _end(self) -> None:
        if not self._stop.is_set():
            self.stop()
            self.done.emit()
