"""Garbage is collected in the UI thread alone, and the old of it at quiet moments: all threads stand still for it.

What no other object holds goes at once anyway. The collector looks for objects that hold each other in a ring. Python
runs it in whatever thread happens to make a new object, and so would end windows, translators and timers of Qt in a
thread that is not theirs, which ends the program (Qt, "Thread Support in Qt Modules": widgets live in the main thread).
And of those that have lived for long it looks through all there are, which takes a tenth of a second and more.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

YOUNG = 1000  # new objects after which those are looked through
HALF_OLD = 10  # how often that is done before those that were left are
GLANCE = 500  # ms between two looks whether there are so many
SOON = 50  # ms instead after a look that found so many: each stands still for as long as there is to look through
LOOK = 5000  # ms between two looks whether it is quiet
LONGEST = 600.0  # seconds after which the old ones are looked through also where it is not


class Tidying(QObject):
    """Collects while *busy* says that nothing is under way, and every ten minutes at the least. UI thread.

    What there is at `settle`, the program itself, is never looked through.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._by_itself = False
        self._last = 0.0
        self._done_at = 0
        self._young = QTimer(self)
        self._young.setInterval(GLANCE)
        self._young.timeout.connect(self.glance)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on Python itself collects nothing."""
        self._by_itself = gc.isenabled()
        gc.disable()
        self._last = time.monotonic()
        self._young.start()
        self._timer.start()

    def settle(self) -> None:
        """The program has been loaded: what there is now stays."""
        gc.freeze()

    def glance(self) -> None:
        """Collect what is young, if much of it has come."""
        young, passed, _old = gc.get_count()
        wait = SOON if young >= YOUNG else GLANCE
        if young >= YOUNG:
            gc.collect(1 if passed >= HALF_OLD else 0)
        if self._young.isActive() and self._young.interval() != wait:
            self._young.setInterval(wait)

    def look(self) -> None:
        """Collect all, if it is quiet and something has come since the last time."""
        now = time.monotonic()
        middle = gc.get_stats()[1]["collections"]
        if middle != self._done_at and (now - self._last >= LONGEST or not self._busy()):
            self._done_at, self._last = middle, now
            gc.collect()

    def stop(self) -> None:
        """As before `start`."""
        if self._timer.isActive():
            self._timer.stop()
            self._young.stop()
            gc.unfreeze()
            if self._by_itself:
                gc.enable()
