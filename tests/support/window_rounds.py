"""Windows opened and closed, screens and dialogs, languages changed, all while queries run: a crash would show.

usage: window_rounds.py PROFILE ROUNDS [collect]    prints {"rounds", "windows", "done"}

Each round goes to another screen, asks for things whose work is the only one to hold something of Qt, opens a dialog
and what runs behind it, and changes the language before the answers have come. With *collect* a thread collects the
young garbage all the while, which the program itself never does outside the UI thread. What Qt warns of on the way is
an error. The places are taken from the sample.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QLabel, QWidget

from moedeklar.app import TURN, Program, application
from moedeklar.member.profile import Profile
from moedeklar.model.moments import SystemClock
from moedeklar.ui.background import Background, Tell, Work
from moedeklar.ui.navigation import Screen, Target

EACH = 20  # rounds of one window
PLACES = (Screen.OVERVIEW, Screen.NOTES, Screen.BOOKMARKS, Screen.REQUESTS, Screen.SOURCES, Screen.SETTINGS,
          Screen.PUBLISH, Screen.MEETING, Screen.PAGES)  # fmt: skip
HARMLESS = ("propagateSizeHints",)

_warned: list[str] = []


def _heed(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if kind is not QtMsgType.QtDebugMsg and not any(one in text for one in HARMLESS):
        _warned.append(text)


class Rounds:
    """Goes round in one window after the other."""

    def __init__(self, profile: Profile) -> None:
        self.done: Counter[str] = Counter()
        self._profile = profile
        self._choose = random.Random(20270203)
        self._targets: list[Target] = []

    def window(self, rounds: int) -> None:
        """Open a window, go round in it, and close it while something is under way."""
        program = Program(self._profile, SystemClock(), "da")
        program.start()
        while program.window.content is None:
            self._wait(20)
        for number in range(rounds):
            self._round(program, ("en", "da")[number % 2])
            self.done["rounds"] += 1
        rooms = program.window._rooms
        assert rooms is not None
        rooms.operations.query(_asks(QLabel(), rooms.workspace.meetings.list), lambda _all: None)
        while program.window.isVisible():
            program.window.close()
            self._wait(20)
        program.stop()
        program.window.deleteLater()
        self.done["windows"] += 1
        self._wait(20)

    def _round(self, program: Program, language: str) -> None:
        rooms = program.window._rooms
        assert rooms is not None
        operations, meetings = rooms.operations, rooms.workspace.meetings
        self._go(program)
        for kind in (QWidget, QTranslator, QLabel):
            operations.query(_asks(kind(), meetings.list), lambda _found: self._count("asked"))
        work = Background(program.window)
        work.start(_tells(QLabel("told")), "long")
        self._search(program)
        if self._choose.random() < 0.5:
            self._wait(self._choose.choice((0, 1, 5, 30)))
        work.deleteLater()
        program.window._choose_language(language)
        self.done["languages"] += 1
        self._wait(self._choose.choice((0, 2, 10, 60)))

    def _go(self, program: Program) -> None:
        rooms = program.window._rooms
        assert rooms is not None
        if not self._targets:
            for meeting in rooms.workspace.meetings.list():
                for row in rooms.workspace.meetings.view(meeting.id).items:
                    at = Target(Screen.MEETING, meeting=meeting.id, item=row.id)
                    files = rooms.workspace.meetings.item(row.id).attachments
                    self._targets.append(at)
                    self._targets += [
                        replace(at, screen=Screen.PAGES, attachment=file.id, sha256=file.sha256)
                        for file in files
                        if file.sha256
                    ]
        screen = self._choose.choice(PLACES)
        fitting = [one for one in self._targets if one.screen is screen] or [Target(screen)]
        rooms.navigator.go(self._choose.choice(fitting))
        self.done[screen.value] += 1
        self._wait(self._choose.choice((0, 1, 10, 50)))

    def _search(self, program: Program) -> None:
        content = program.window.content
        assert content is not None
        content.search(self._choose.choice(("havn", "skole", "bro")))
        self._wait(self._choose.choice((0, 5, 40)))

    def _count(self, what: str) -> None:
        self.done[what] += 1

    @staticmethod
    def _wait(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _asks(held: QObject, ask: Callable[[], object]) -> Callable[[], object]:
    """Work that alone holds *held*."""
    return lambda: (held.objectName(), ask())


def _tells(held: QLabel) -> Work:
    def work(tell: Tell, _stop: Callable[[], bool]) -> None:
        for _time in range(50):
            tell(held.text())

    return work


def _collect(stop: threading.Event) -> None:
    while not stop.wait(0.002):
        gc.collect(0)


def main() -> int:
    """Go round."""
    faulthandler.enable()
    sys.setswitchinterval(TURN)
    qInstallMessageHandler(_heed)
    app = application()
    rounds, stop = Rounds(Profile(Path(sys.argv[1]))), threading.Event()
    collecting = threading.Thread(target=_collect, args=(stop,), daemon=True)
    if "collect" in sys.argv:
        collecting.start()
    wanted = int(sys.argv[2])
    while rounds.done["rounds"] < wanted:
        rounds.window(min(EACH, wanted - rounds.done["rounds"]))
    stop.set()
    app.processEvents()
    qInstallMessageHandler(None)
    if _warned:
        print(*_warned, sep="\n", file=sys.stderr)
    print(json.dumps(dict(rounds.done)))
    return 1 if _warned else 0


if __name__ == "__main__":
    sys.exit(main())
