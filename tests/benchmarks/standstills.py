"""How long the UI thread stands still, how much of that is ours, and what everybody was at meanwhile."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TextIO

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 10  # ms
LIMIT = 0.1  # seconds
LOOK = 0.005  # seconds between two looks of the watcher
DEPTH = 9  # calls of a stack that are told
IDLE = (" in watch", " in _rest", " in wait", " in _look_around")  # calls of threads that do nothing just now
RESTING = (" in _worker", " in _check_inotify_fd")  # and innermost calls


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two beats, less the 10 ms: how long it was, and how much less without what others had the cores for."""

    whole: float
    ours: float


class Account:
    """What a thread waited for a core while another program had it. Made in that thread.

    Linux tells how long a thread was ready to run and had no core. As much of that as the other threads of this
    process had cores for is our own doing; only the rest is others'. Elsewhere nothing counts as others'.
    """

    def __init__(self) -> None:
        self._file = -1
        with suppress(OSError):
            self._file = os.open(f"/proc/self/task/{threading.get_native_id()}/schedstat", os.O_RDONLY)
        self._before = self._now()

    def others(self) -> float:
        """Seconds since the last call."""
        before, self._before = self._before, self._now()
        waited, used = self._before[0] - before[0], self._before[1] - before[1]
        return max(0.0, waited - used)

    def _now(self) -> tuple[float, float]:
        waited = int(os.pread(self._file, 100, 0).split()[1]) / 1e9 if self._file >= 0 else 0.0
        return waited, time.process_time() - time.thread_time()

    def close(self) -> None:
        """Let the file go."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class Heart(QObject):
    """Beats every 10 ms in the UI thread, and notes the gaps and how long the collector of garbage took."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self.collecting = 0.0
        self.last = 0.0
        self._began = 0.0
        self._account: Account | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self._account = Account()
        gc.callbacks.append(self._collects)
        self.last = time.perf_counter()
        self._timer.start(BEAT)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()
        self.last = 0.0
        if self._account is not None:
            gc.callbacks.remove(self._collects)
            self._account.close()

    def told(self) -> dict[str, Any]:
        """The largest gaps in seconds, how many were over the limit, and the longest collection of garbage."""
        return {
            "largest": max(gap.ours for gap in self.gaps),
            "whole": max(gap.whole for gap in self.gaps),
            "over": sum(1 for gap in self.gaps if gap.ours > LIMIT),
            "beats": len(self.gaps),
            "collecting": self.collecting,
        }

    def _beat(self) -> None:
        now = time.perf_counter()
        gap = now - self.last - BEAT / 1000
        others = self._account.others() if self._account is not None else 0.0
        self.gaps.append(Gap(gap, max(0.0, gap - others)))
        self.last = now

    def _collects(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self.collecting = max(self.collecting, time.perf_counter() - self._began)


def watch(heart: Heart) -> None:
    """Say on standard error, for ever, what all threads are at while the UI thread has not beaten for long.

    Where this thread itself is late, another one had Python for itself.
    """
    told, before = 0.0, time.perf_counter()
    with tempfile.TemporaryFile("w+") as file:
        while True:
            time.sleep(LOOK)
            now = time.perf_counter()
            late, before = now - before - LOOK, now
            last = heart.last
            gap = now - last if last else 0.0
            if gap < LIMIT * 0.6:
                told = 0.0
            elif gap > told * 1.5:
                told = gap
                print(f"-- {gap:.3f} s, late {late:.3f} s", *_stacks(file), sep="\n", file=sys.stderr, flush=True)


def _stacks(file: TextIO) -> list[str]:
    """The stacks of all that do something. No frame may be kept: a painter in it must end in its own thread."""
    file.seek(0)
    file.truncate()
    faulthandler.dump_traceback(file)
    file.seek(0)
    threads = file.read().split("\n\n")
    stacks = [one.splitlines()[: DEPTH + 1] for one in threads]
    return ["\n".join(stack) for stack in stacks if not _rests(stack)]


def _rests(stack: list[str]) -> bool:
    return any(line.endswith(IDLE) for line in stack) or any(line.endswith(RESTING) for line in stack[1:2])
