"""The window of Mødeklar over a profile while everything of its sources is fetched: how long it ever stands still.

usage: own_heartbeat.py PROFILE [--stacks]    prints {"largest", "whole", "over", "beats", "collecting", "seconds",
                                                      "report": [new, failed], "done": {…}}

A timer of 10 ms beats in the UI thread; the largest gap between two beats, less those 10 ms, is what a person could
notice (see `standstills`). Meanwhile a person uses the window (see `person`). With --stacks whatever all threads are at
during a gap is written to standard error.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from moedeklar.app import Program
from moedeklar.model.reports import RunReport
from moedeklar.ui.sources.runner import SyncRunner
from tests.benchmarks.beating import run_beating
from tests.benchmarks.person import Person
from tests.benchmarks.standstills import Heart

BEGIN = 4000  # ms that the window has before the run: whoever fetches for the first time has typed an address
PATIENCE = 1_200_000  # ms after which the measurement is given up


class Measurement(QObject):
    """Begins the run of the window, and ends the program when the run has ended."""

    def __init__(self, program: Program, heart: Heart) -> None:
        super().__init__()
        self._program = program
        self._heart = heart
        self._begun = 0.0
        self._person = Person(program.window)
        QTimer.singleShot(PATIENCE, lambda: QApplication.exit(1))
        QTimer.singleShot(BEGIN, self._begin)

    def _begin(self) -> None:
        runner = self._program.window.findChild(SyncRunner)
        if not isinstance(runner, SyncRunner):
            QTimer.singleShot(BEGIN, self._begin)
            return
        self._program.window.activateWindow()
        runner.finished.connect(self._end)
        self._begun = time.perf_counter()
        self._heart.start()
        self._person.start()
        runner.start()

    def _end(self, report: RunReport) -> None:
        self._heart.stop()
        self._person.stop()
        told = self._heart.told() | {
            "seconds": time.perf_counter() - self._begun,
            "report": [report.new, len(report.failed)],
            "done": dict(self._person.done),
        }
        print(json.dumps(told), flush=True)
        self._program.window.close()


def main() -> int:
    """Measure once."""
    return run_beating(Measurement)


if __name__ == "__main__":
    sys.exit(main())
