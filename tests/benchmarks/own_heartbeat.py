"""The window of Mødeklar over a profile while everything of its sources is fetched: how long it ever stands still.

usage: own_heartbeat.py PROFILE [--stacks]    prints {"largest", "over", "beats", "seconds", "report": [new, failed]}

A timer of 10 ms beats in the UI thread; the largest gap between two beats, less those 10 ms, is what a person could
notice. Meanwhile the screens are gone through as a person does. With --stacks whatever the UI thread is at during a
gap is written to standard error.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from moedeklar.app import TURN, Program, application
from moedeklar.member.profile import Profile
from moedeklar.model.moments import SystemClock
from moedeklar.model.reports import RunReport
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.shell.navigation_model import ENTRY
from moedeklar.ui.sources.runner import SyncRunner

BEAT = 10  # ms
LIMIT = 0.1  # seconds
STEP = 1500  # ms between two screens
BEGIN = 1500  # ms that the window has before the run
PATIENCE = 1_200_000  # ms after which the measurement is given up


class Heart(QObject):
    """Beats, goes through the screens, and ends the program when the run has ended."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self._gaps: list[float] = []
        self.last = 0.0
        self._begun = 0.0
        self._step = 0
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._beats)
        self._walk = QTimer(self)
        self._walk.timeout.connect(self._go_on)
        QTimer.singleShot(PATIENCE, lambda: QApplication.exit(1))
        QTimer.singleShot(BEGIN, self._begin)

    def _begin(self) -> None:
        runner = self._program.window.findChild(SyncRunner)
        if not isinstance(runner, SyncRunner):
            QTimer.singleShot(BEGIN, self._begin)
            return
        runner.finished.connect(self._end)
        self.last = self._begun = time.perf_counter()
        self._beat.start(BEAT)
        self._walk.start(STEP)
        runner.start()

    def _beats(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self.last - BEAT / 1000)
        self.last = now

    def _go_on(self) -> None:
        navigator = self._program.window.findChild(Navigator)
        if not isinstance(navigator, Navigator):
            return
        self._step += 1
        targets = [Target(Screen.OVERVIEW), Target(Screen.SOURCES), Target(Screen.NOTES), *self._shown()]
        navigator.go(targets[self._step % len(targets)])

    def _shown(self) -> list[Target]:
        """A committee and a meeting, of those that the navigation has come to know."""
        content = self._program.window.content
        places = content.side.places.model() if content is not None else None
        found: list[Target] = []
        for row in range(places.rowCount() if places is not None else 0):
            target = places.data(places.index(row, 0), ENTRY)
            target = getattr(target, "target", None)
            if target is not None and target.screen in (Screen.COMMITTEE, Screen.MEETING):
                found.append(target)
        return found[:: max(1, len(found) // 3)]

    def _end(self, report: RunReport) -> None:
        self._beat.stop()
        self._walk.stop()
        told = {
            "largest": max(self._gaps),
            "over": sum(1 for gap in self._gaps if gap > LIMIT),
            "beats": len(self._gaps),
            "seconds": time.perf_counter() - self._begun,
            "report": [report.new, len(report.failed)],
        }
        print(json.dumps(told), flush=True)
        self._program.window.close()


def _watch(heart: Heart, main: int) -> None:
    """Say what the UI thread is at while it has not beaten for a while."""
    last, told = 0.0, 0.0
    while True:
        time.sleep(0.02)
        if heart.last != last:
            last, told = heart.last, 0.0
        gap = time.perf_counter() - last if last else 0.0
        if gap > max(LIMIT * 0.9, told * 1.5):
            told = gap
            frame = sys._current_frames().get(main)
            stack = "".join(traceback.format_stack(frame)[-6:]) if frame is not None else ""
            print(f"-- {gap:.3f} s\n{stack}", file=sys.stderr, flush=True)


def main() -> int:
    """Measure once."""
    sys.setswitchinterval(TURN)
    app = application()
    program = Program(Profile(Path(sys.argv[1])), SystemClock(), "da", None)
    heart = Heart(program)
    if "--stacks" in sys.argv:
        threading.Thread(target=_watch, args=(heart, threading.get_ident()), daemon=True).start()
    program.start()
    status = app.exec()
    program.stop()
    heart.deleteLater()
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
