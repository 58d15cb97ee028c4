"""Work of the UI thread in portions: between two of them whatever the person does has its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from moedeklar.ui.precedence import go_first

BREATH = 1  # ms between two portions, for what else waits


class Portions(QObject):
    """Does what it is given one after the other, each in a turn of the event loop. UI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BREATH)
        self._timer.timeout.connect(self._next)

    @property
    def waiting(self) -> int:
        """How many portions are still to be done."""
        return len(self._waiting)

    def add(self, portion: Callable[[], object]) -> None:
        """Do this after what waits already."""
        self._waiting.append(portion)
        if not self._timer.isActive():
            self._timer.start()

    def clear(self) -> None:
        """Do nothing of what waits."""
        self._waiting.clear()
        self._timer.stop()

    def _next(self) -> None:
        if self._waiting:
            go_first()
            portion = self._waiting.popleft()
            if self._waiting:
                self._timer.start()
            portion()
