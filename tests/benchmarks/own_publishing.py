"""The window of Mødeklar over a profile with one feed while a person publishes it: how long it ever stands still.

usage: own_publishing.py PROFILE CHANGE [--stacks]    prints {"largest", "whole", "over", "beats", "collecting",
                                                             "stages": {…}, "done": {…}}

CHANGE is the file of an agenda in the feed's folder, to which a sentence is added after the first publish. `stages` say
of each part of the work how many seconds it took and how long the window stood still in it at most (see `standstills`).
With --stacks whatever all threads are at during a gap is written to standard error.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from moedeklar.app import Program
from moedeklar.ui.navigation import Screen
from moedeklar.ui.publishing.lines import PagedRows
from moedeklar.ui.publishing.view import PublishScreen
from tests.benchmarks.beating import run_beating
from tests.benchmarks.person import KEY, LOOK, WORDS, Acts, Person
from tests.benchmarks.standstills import Heart

BEGIN = 4000  # ms that the window has before: whoever publishes has filled in a form
PATIENCE = 1_200_000  # ms after which the measurement is given up
SENTENCE = "\nSagen drøftes igen i næste måned.\n"


class Secretary(Person):
    """Looks what would go out, publishes it, changes one meeting, and publishes that; then the window closes."""

    def __init__(self, program: Program, heart: Heart, change: Path) -> None:
        super().__init__(program.window)
        self._heart = heart
        self._change = change
        self.stages: dict[str, tuple[float, float]] = {}
        QTimer.singleShot(PATIENCE, lambda: QApplication.exit(1))
        QTimer.singleShot(BEGIN, self.start)

    def start(self) -> None:
        """Begin, once the window is there."""
        if self._window.content is None:
            QTimer.singleShot(BEGIN, self.start)
            return
        self._window.activateWindow()
        self._heart.start()
        super().start()

    def _for_ever(self) -> Acts:
        yield from self._there()
        yield from self._stage("first look", self._look())
        yield from self._stage("going through what is new", self._go_through())
        yield from self._stage("one left out, and taken in again", self._tick())
        yield from self._stage("first publish", self._publish())
        with self._change.open("a", encoding="utf-8") as file:
            file.write(SENTENCE)
        yield from self._stage("second look", self._look())
        yield from self._stage("going through what is as before", self._same())
        yield from self._stage("publish of one change", self._publish())
        self._heart.stop()
        self.stop()
        told = self._heart.told() | {"stages": self.stages, "done": dict(self.done)}
        print(json.dumps(told), flush=True)
        self._window.close()
        yield PATIENCE

    def _stage(self, name: str, acts: Acts) -> Acts:
        first, began = len(self._heart.gaps), time.perf_counter()
        yield from acts
        gaps = self._heart.gaps[first:]
        self.stages[name] = (time.perf_counter() - began, max(gap.ours for gap in gaps))

    def _there(self) -> Acts:
        yield from self._go(lambda target: target.screen is Screen.PUBLISH)
        while not isinstance(self._screen(), PublishScreen) or not self._page().card.look.isVisible():
            yield LOOK

    def _look(self) -> Acts:
        yield from self._press(self._page().card.look)
        yield from self._meanwhile()
        self.done["looks"] += self._page().plan.isVisible()
        yield LOOK

    def _publish(self) -> Acts:
        yield from self._press(self._page().bar.publish)
        yield from self._meanwhile()
        self.done["publishes"] += self._page().done.isVisible()
        yield LOOK

    def _meanwhile(self) -> Acts:
        """What a person does while a job is on: goes down the page, searches, reads elsewhere, and comes back."""
        round_ = 0
        runner = self._page().runner
        while runner.job is not None:
            yield from self._scroll(4)
            if runner.job is not None:
                yield from self._search(WORDS[round_ % len(WORDS)])
            if runner.job is not None and round_ % 2:
                yield from self._go(lambda target: target.screen is Screen.OVERVIEW)
                yield from self._scroll(2)
                yield from self._there()
            yield LOOK
            round_ += 1
        yield LOOK

    def _go_through(self) -> Acts:
        """Unfold the first meetings, show more of them twice, and go down the page."""
        yield from self._unfold(3)
        yield from self._scroll(6)
        for _more in range(2):
            yield from self._more()
        yield from self._scroll(20)

    def _same(self) -> Acts:
        show = next(one for one in self._page().plan.findChildren(QPushButton) if one.text() == "Vis dem")
        yield from self._press(show)
        yield from self._unfold(3)
        yield from self._more()
        yield from self._scroll(20)

    def _more(self) -> Acts:
        buttons = [rows.more for rows in self._page().plan.findChildren(PagedRows) if rows.more.isVisible()]
        if buttons:
            yield from self._press(buttons[0])
            self.done["more shown"] += 1

    def _unfold(self, count: int) -> Acts:
        rows = [row for row in self._page().plan.rows.values() if not row.button.isChecked()]
        for row in rows[:count]:
            yield from self._press(row.button)
            self.done["unfolded"] += row.details is not None

    def _tick(self) -> Acts:
        row = next(iter(self._page().plan.rows.values()))
        for _time in range(2):
            yield from self._press(row.tick)
            yield LOOK
            yield from self._meanwhile()
        self.done["ticked again"] += row.tick.isChecked()

    def _press(self, button: QAbstractButton) -> Acts:
        self._page().area.ensureWidgetVisible(button)
        yield KEY
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        yield LOOK

    def _page(self) -> PublishScreen:
        page = self._window.findChild(PublishScreen)
        assert isinstance(page, PublishScreen)
        return page


def main() -> int:
    """Measure once."""
    return run_beating(lambda program, heart: Secretary(program, heart, Path(sys.argv[2])))


if __name__ == "__main__":
    sys.exit(main())
