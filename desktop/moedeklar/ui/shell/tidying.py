"""Garbage is collected at quiet moments, not just when a run brings thousands of items: all threads stand still for it.

What no other object holds goes at once anyway. The collector looks for objects that hold each other in a ring, and of
those that have lived for long it looks through all there are, which takes a tenth of a second and more.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

YOUNG = (1000, 10)  # new objects after which those are looked through, and how often before the half-old ones are
NEVER = 1_000_000_000  # so that the old ones are looked through here alone
LOOK = 5000  # ms between two looks whether it is quiet
LONGEST = 600.0  # seconds after which the old ones are looked through also where it is not


class Tidying(QObject):
    """Collects while *busy* says that nothing is under way, and every ten minutes at the least. UI thread.

    What there is at `settle`, the program itself, is never looked through.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._before = gc.get_threshold()
        self._last = 0.0
        self._done_at = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on Python itself collects only what is young."""
        self._before = gc.get_threshold()
        gc.set_threshold(*YOUNG, NEVER)
        self._last = time.monotonic()
        self._timer.start()

    def settle(self) -> None:
        """The program has been loaded: what there is now stays."""
        gc.freeze()

    def look(self) -> None:
        """Collect, if it is quiet and something has come since the last time."""
        now = time.monotonic()
        middle = gc.get_stats()[1]["collections"]
        if middle != self._done_at and (now - self._last >= LONGEST or not self._busy()):
            self._done_at, self._last = middle, now
            gc.collect()

    def stop(self) -> None:
        """As before `start`."""
        if self._timer.isActive():
            self._timer.stop()
            gc.set_threshold(*self._before)
            gc.unfreeze()
