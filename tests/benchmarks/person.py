"""A person at the window: mouse and keys into its real widgets, about as fast as somebody does that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.rows import RowButton
from moedeklar.ui.screen import ScreenWidget, SheetScroll
from moedeklar.ui.search.palette import SearchPalette
from moedeklar.ui.shell.navigation_model import ENTRY
from moedeklar.ui.shell.sidebar import NavigationList
from moedeklar.ui.shell.window import MainWindow

KEY, TURN, LOOK = 130, 60, 700  # ms after a key, after a turn of the wheel, and after a click, to look
WORDS = ("mole", "havnen", "askeby", "broen")
LEFT = Qt.MouseButton.LeftButton
Acts = Iterator[int]


class Person(QObject):
    """Goes about the window until it is stopped. `done` counts what came of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._acts = self._for_ever()
        self.done: Counter[str] = Counter()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin."""
        self._timer.start(LOOK)

    def stop(self) -> None:
        """Do nothing more."""
        self._timer.stop()

    def _go_on(self) -> None:
        pause = next(self._acts)
        self._timer.start(pause)

    def _for_ever(self) -> Acts:
        """What comes, in turn: where to is clicked in the navigation, with what there is by then."""
        round_ = 0
        while True:
            yield from self._go(lambda target: target.screen is Screen.OVERVIEW)
            yield from self._scroll(5)
            yield from self._committee(round_)
            yield from self._search(WORDS[round_ % len(WORDS)])
            yield from self._go(lambda target: target.screen is Screen.SOURCES)
            yield from self._scroll(3)
            yield from self._go(lambda target: target.screen is Screen.MEETING, at=round_)
            yield from self._read()
            for screen in (Screen.BOOKMARKS, Screen.NOTES, Screen.REQUESTS, Screen.SETTINGS):
                yield from self._go(lambda target, screen=screen: target.screen is screen)
                yield from self._scroll(2)
            round_ += 1

    def _committee(self, round_: int) -> Acts:
        """To a committee, down its meetings, and into one of them."""
        yield from self._go(lambda target: target.screen is Screen.COMMITTEE, at=round_)
        yield from self._scroll(8)
        screen = self._screen()
        rows = [row for row in screen.findChildren(RowButton) if _in_view(row)] if screen is not None else []
        if rows:
            QTest.mouseClick(rows[len(rows) // 2], LEFT)
            self.done["meetings opened"] += 1
            yield LOOK
            yield from self._read()

    def _read(self) -> Acts:
        """From item to item by key, scrolling; one of them is bookmarked."""
        for number in range(5):
            screen = self._screen()
            if not isinstance(screen, ReaderScreen):
                return
            before = screen.session.item
            QTest.keyClick(screen.text, Qt.Key.Key_B if number == 2 else Qt.Key.Key_J)
            yield KEY
            yield from self._wheel(screen.text, 3)
            yield LOOK // 2
            if screen.session.item is not None and screen.session.item != before:
                self.done["items read"] += 1

    def _search(self, word: str) -> Acts:
        """Open the search by key, type, go down what was found, and leave it."""
        QTest.keyClick(self._focus(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        yield KEY
        for letter in word:
            QTest.keyClick(self._focus(), letter)
            yield KEY
        yield LOOK
        palette = self._window.findChild(SearchPalette)
        for _step in range(3):
            QTest.keyClick(self._focus(), Qt.Key.Key_Down)
            yield KEY
        self.done["searches"] += palette is not None and palette.isVisible() and palette.edit.text() == word
        QTest.keyClick(self._focus(), Qt.Key.Key_Escape)
        yield KEY

    def _go(self, wanted: Callable[[Target], bool], at: int = 0) -> Acts:
        """Click the row of the navigation that leads there: of several the one of this turn."""
        content = self._window.content
        if content is None:
            return
        for part in (content.side.places, content.side.fixed):
            rows = [row for row in range(part.model().rowCount()) if _leads(part, row, wanted)]
            if rows:
                index = part.model().index(rows[at % len(rows)], 0)
                part.scrollTo(index)
                QTest.mouseClick(part.viewport(), LEFT, pos=part.visualRect(index).center())
                current = content.stack.current
                self.done["screens"] += current is not None and current.isVisible()
                yield LOOK
                return

    def _scroll(self, turns: int) -> Acts:
        screen = self._screen()
        areas = [one for one in screen.findChildren(QAbstractScrollArea) if one.isVisible()] if screen else []
        areas.sort(key=lambda one: isinstance(one, SheetScroll), reverse=True)
        if areas:
            yield from self._wheel(areas[0], turns)

    def _wheel(self, area: QAbstractScrollArea, turns: int) -> Acts:
        for _turn in range(turns):
            if not area.isVisible():
                return
            inside = area.viewport()
            at = QPointF(inside.rect().center())
            turned = QWheelEvent(
                at,
                QPointF(inside.mapToGlobal(at.toPoint())),
                QPoint(),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(inside, turned)
            yield TURN

    def _screen(self) -> ScreenWidget | None:
        content = self._window.content
        return content.stack.current if content is not None else None

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window


def _leads(part: NavigationList, row: int, wanted: Callable[[Target], bool]) -> bool:
    entry = part.model().index(row, 0).data(ENTRY)
    return entry.target is not None and wanted(entry.target)


def _in_view(row: RowButton) -> bool:
    return row.isVisible() and not row.visibleRegion().isEmpty()
