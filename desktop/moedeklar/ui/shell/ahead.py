"""Builds the screens nobody has gone to yet, one at a time, while the person waits for nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from moedeklar.ui.navigation import Screen
from moedeklar.ui.precedence import go_first
from moedeklar.ui.shell.screens import ScreenStack

ORDER = (
    Screen.MEETING,
    Screen.COMMITTEE,
    Screen.OVERVIEW,
    Screen.SOURCES,
    Screen.NOTES,
    Screen.BOOKMARKS,
    Screen.REQUESTS,
    Screen.SETTINGS,
    Screen.REQUEST,
    Screen.PAGES,
)
BETWEEN = 150  # ms between two, in which the window does what it is asked for


class Ahead(QObject):
    """Prepares the screens of *stack*, each while it is *quiet*: nobody is to notice.

    `finished` is true once all are there. It ends with *stack*. UI thread.
    """

    def __init__(self, stack: ScreenStack, quiet: Callable[[], bool]) -> None:
        super().__init__(stack)
        self._stack = stack
        self._quiet = quiet
        self._left = list(ORDER)
        self._timer = QTimer(self)
        self._timer.setInterval(BETWEEN)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to prepare."""
        return not self._left

    def _next(self) -> None:
        if not self._quiet():
            return
        go_first()
        while self._left:
            if self._stack.prepare(self._left.pop(0)):
                return
        self._timer.stop()
