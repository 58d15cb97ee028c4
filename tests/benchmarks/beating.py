"""The program with its window, in which a heart beats while it is measured."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from moedeklar.app import TURN, Program, application
from moedeklar.member.profile import Profile
from moedeklar.model.moments import SystemClock
from tests.benchmarks.standstills import Heart, watch


def run_beating(measures: Callable[[Program, Heart], QObject]) -> int:
    """Open the window of the profile that is named first, until what *measures* makes has ended it; its exit status."""
    faulthandler.enable()
    sys.setswitchinterval(TURN)
    app = application()
    program = Program(Profile(Path(sys.argv[1])), SystemClock(), "da")
    heart = Heart()
    measurement = measures(program, heart)
    if "--stacks" in sys.argv:
        threading.Thread(target=watch, args=(heart,), daemon=True).start()
    program.start()
    status = app.exec()
    program.stop()
    measurement.deleteLater()
    heart.deleteLater()
    return int(status)
