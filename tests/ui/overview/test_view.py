"""The overview on the screen: every row is reached by keyboard and leads somewhere, at any width, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import StoreError
from moedeklar.model.requests import RequestDraft
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.overview.view import OverviewScreen
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.OVERVIEW)


def test_enter_on_the_first_button_continues_reading(show: Show, went: list[Target], qtbot: QtBot) -> None:
    screen = show(OverviewScreen, HERE)
    screen.focus_first()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Fortsæt ved punkt 2"
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert went == [Target(Screen.MEETING, meeting="bi", item="bi-2")]


def test_focus_asked_for_before_the_page_comes(
    workspace: FakeWorkspace, operations: Operations, navigator: Navigator, theme: Theme, qtbot: QtBot
) -> None:
    screen = OverviewScreen(workspace, operations, navigator, theme)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.show_target(HERE)
    screen.focus_first()
    qtbot.waitUntil(lambda: screen.next_card is not None and screen.next_card.button.hasFocus())


def test_tab_reaches_every_row_and_each_leads_somewhere(show: Show, went: list[Target], qtbot: QtBot) -> None:
    screen = show(OverviewScreen, HERE)
    screen.focus_first()
    rows = [row for card in screen.cards.values() for row in card.rows]
    reached = set()
    for _step in range(60):
        focused = QApplication.focusWidget()
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert set(rows) <= reached
    for row in rows:
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert went == [row.line.target for row in rows]
    assert not unnamed(screen)


def test_a_click_on_the_words_of_a_row_goes_there(show: Show, went: list[Target], qtbot: QtBot) -> None:
    screen = show(OverviewScreen, HERE)
    row = screen.cards["changed"].rows[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center() / 2)
    assert went == [Target(Screen.MEETING, meeting="bi", item="bi-3")]


def test_a_change_keeps_the_focus_in_its_row(
    show: Show, workspace: FakeWorkspace, settled: Callable[[], None], qtbot: QtBot
) -> None:
    screen = show(OverviewScreen, HERE)
    screen.cards["changed"].rows[1].setFocus()
    workspace.requests.new(RequestDraft("Økonomiudvalget", "Status på fleksjob"))
    screen.refresh(ChangeSet.of(Kind.REQUEST, "request-1"))
    settled()
    assert screen.cards["requests"].rows[0].line.title == "Status på fleksjob"
    assert screen.cards["changed"].rows[1].hasFocus()


def test_cards_that_say_the_same_stay_in_their_places(
    show: Show, workspace: FakeWorkspace, settled: Callable[[], None], qtbot: QtBot
) -> None:
    screen = show(OverviewScreen, HERE)
    before = dict(screen.cards)
    workspace.requests.new(RequestDraft("Økonomiudvalget", "Status på fleksjob"))
    screen.refresh(ChangeSet.of(Kind.REQUEST, "request-1"))
    settled()
    assert {key for key, card in screen.cards.items() if card is not before[key]} == {"requests"}
    assert list(screen.cards) == list(before)
    screen.next_card.button.setFocus()
    following = []
    rows = [row for card in screen.cards.values() for row in card.rows]
    qtbot.waitUntil(lambda: all(row.isVisible() for row in rows))
    for _row in rows:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        following.append(QApplication.focusWidget())
    assert following == rows


def test_a_change_of_something_else_asks_nothing(show: Show, workspace: FakeWorkspace) -> None:
    screen = show(OverviewScreen, HERE)
    workspace.meetings.overview = lambda: pytest.fail("asked for nothing new")  # type: ignore[method-assign]
    screen.refresh(ChangeSet.of(Kind.SETTING, "theme"))


def test_one_column_where_it_is_narrow(show: Show, qtbot: QtBot) -> None:
    screen = show(OverviewScreen, HERE)
    columns = screen.findChildren(QBoxLayout)
    assert columns
    wide = screen.cards["deadlines"].mapTo(screen, screen.cards["deadlines"].rect().topLeft())
    screen.resize(760, 640)
    qtbot.waitUntil(lambda: screen.cards["deadlines"].mapTo(screen, screen.rect().topLeft()).x() < 100)
    assert wide.x() > 500
    assert screen.area.verticalScrollBar().maximum() > 0
    assert not cut_off(screen)


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("size", [(1222, 830), (806, 630)])
def test_nothing_is_cut_off(show: Show, spoken: str, size: tuple[int, int]) -> None:
    language.set_language(spoken)
    assert not cut_off(show(OverviewScreen, HERE, size))


def test_nothing_yet_teaches_and_leads_to_the_sources(
    operations: Operations, navigator: Navigator, theme: Theme, qtbot: QtBot, went: list[Target]
) -> None:
    screen = OverviewScreen(FakeWorkspace(empty=True), operations, navigator, theme)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.show_target(HERE)
    screen.focus_first()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert went == [Target(Screen.SOURCES)]


def test_an_error_is_told_in_place_and_tried_again(
    show: Show, workspace: FakeWorkspace, settled: Callable[[], None], qtbot: QtBot
) -> None:
    working = workspace.meetings.overview

    def broken() -> object:
        raise StoreError("store_damaged", path="moedeklar.db")

    workspace.meetings.overview = broken  # type: ignore[method-assign]
    screen = show(OverviewScreen, HERE)
    again = next(b for b in screen.findChildren(QPushButton) if b.text() == "Prøv igen")
    workspace.meetings.overview = working  # type: ignore[method-assign]
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    settled()
    assert screen.next_card is not None
