"""A municipality is typed, chosen, asked for its committees, and added with those that are ticked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import Cancelled, SourceError
from moedeklar.model.views import OfferedCommittee
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.sources.municipal import AddMunicipality
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.view import SourcesScreen
from moedeklar.ui.welcome.view import WelcomeScreen
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Settled = Callable[[], None]


@pytest.fixture
def workspace() -> FakeWorkspace:
    return FakeWorkspace(empty=True)


@pytest.fixture
def page(show: Show, runner: SyncRunner) -> WelcomeScreen:
    screen = show(WelcomeScreen, Target(Screen.WELCOME), runner=runner)
    screen.focus_first()
    return screen  # type: ignore[return-value]


@pytest.fixture
def add(page: WelcomeScreen) -> AddMunicipality:
    return page.municipality


def names(add: AddMunicipality) -> list[str]:
    return [add.line.list.item(row).text() for row in range(add.line.list.count())]


def type_and_take(add: AddMunicipality, qtbot: QtBot, settled: Settled, text: str = "hvid") -> None:
    qtbot.keyClicks(add.line.edit, text)
    settled()
    qtbot.keyClick(add.line.edit, Qt.Key.Key_Return)
    settled()
    qtbot.wait(0)


def test_the_keyboard_is_in_the_line_and_typing_lists(add: AddMunicipality, qtbot: QtBot, settled: Settled) -> None:
    assert add.line.edit.hasFocus()
    qtbot.keyClicks(add.line.edit, "freder")
    settled()
    assert names(add) == [
        "Fredericia Kommune",
        "Frederiksberg Kommune",
        "Frederikshavn Kommune",
        "Frederikssund Kommune",
    ]
    assert add.line.list.isVisible()
    qtbot.keyClick(add.line.edit, Qt.Key.Key_Escape)
    assert not add.line.list.isVisible()
    add.line.edit.clear()
    settled()
    assert names(add) == []


def test_arrows_choose_and_enter_takes(
    add: AddMunicipality, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    asked: list[str] = []
    real = workspace.municipalities.offered
    workspace.municipalities.offered = lambda where, stop: asked.append(where) or real(where, stop)  # type: ignore[func-returns-value]
    qtbot.keyClicks(add.line.edit, "freder")
    settled()
    qtbot.keyClick(add.line.edit, Qt.Key.Key_Down)
    qtbot.keyClick(add.line.edit, Qt.Key.Key_Return)
    settled()
    assert asked == ["https://dagsordener.frederiksberg.dk"]
    assert add.choice.isVisible()


def test_enter_right_after_the_last_letter_takes_what_that_letter_finds(
    add: AddMunicipality, qtbot: QtBot, settled: Settled
) -> None:
    qtbot.keyClicks(add.line.edit, "h")
    settled()
    qtbot.keyClicks(add.line.edit, "vidovre")
    qtbot.keyClick(add.line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(add.choice.isVisible)
    assert "Hvidovre Kommune" in add.choice.heading.text()


def test_committees_are_ticked_with_the_keyboard_and_fetched(
    add: AddMunicipality, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot, settled: Settled
) -> None:
    type_and_take(add, qtbot, settled)
    choice = add.choice
    qtbot.waitUntil(choice.list.hasFocus)
    assert not choice.go.isEnabled()
    qtbot.keyClick(choice.list, Qt.Key.Key_Down)
    qtbot.keyClick(choice.list, Qt.Key.Key_Return)
    qtbot.keyClick(choice.list, Qt.Key.Key_Up)
    qtbot.keyClick(choice.list, Qt.Key.Key_Space)
    assert choice.ticked() == ("Byrådet", "Havneudvalget")
    assert choice.go.text() == "Hent 2 udvalg"
    qtbot.keyClick(choice.list, Qt.Key.Key_Space)
    workspace.fill()
    qtbot.mouseClick(choice.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(went))
    source = workspace.sources.known[-1]
    assert (source.kind, source.name, source.location) == (
        "firstagenda",
        "Hvidovre Kommune",
        "https://dagsordener-referater.hvidovre.dk",
    )
    assert source.committees == ("Havneudvalget",)
    assert workspace.municipalities.since == date(2026, 2, 3)
    assert went == [Target(Screen.MEETING, meeting="bi")]


def test_a_row_is_ticked_by_a_click_anywhere_on_it(add: AddMunicipality, qtbot: QtBot, settled: Settled) -> None:
    type_and_take(add, qtbot, settled)
    choice = add.choice
    for _ in range(3):
        where = choice.list.visualItemRect(choice.list.item(2)).center()
        qtbot.mouseClick(choice.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert choice.ticked() == ("Ældreudvalget",)


def test_all_committees_of_all_years(
    add: AddMunicipality, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    type_and_take(add, qtbot, settled)
    add.choice.every.click()
    assert not add.choice.list.isEnabled()
    add.choice.period.setCurrentIndex(2)
    add.choice.go.click()
    settled()
    assert (workspace.sources.known[0].committees, workspace.municipalities.since) == ((), None)


@pytest.mark.parametrize("how", ["button", "escape"])
def test_a_question_under_way_is_cancelled(
    add: AddMunicipality, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled, how: str
) -> None:
    told = threading.Event()

    def slow(_where: str, stop: Callable[[], bool]) -> tuple[OfferedCommittee, ...]:
        while not stop():
            told.wait(0.01)
        raise Cancelled

    workspace.municipalities.offered = slow
    qtbot.keyClicks(add.line.edit, "hvid")
    settled()
    qtbot.keyClick(add.line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(add.asking.isVisible)
    qtbot.waitUntil(add.cancel_button.hasFocus)
    if how == "button":
        qtbot.keyClick(add.cancel_button, Qt.Key.Key_Space)
    else:
        qtbot.keyClick(add.cancel_button, Qt.Key.Key_Escape)
    settled()
    assert add.line.isVisible()
    assert not add.asking.isVisible()
    assert add.line.edit.text() == "hvid"


def test_leaving_the_screen_asks_no_longer(
    page: WelcomeScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    stopped = threading.Event()

    def slow(_where: str, stop: Callable[[], bool]) -> tuple[OfferedCommittee, ...]:
        while not stop():
            stopped.wait(0.01)
        stopped.set()
        raise Cancelled

    workspace.municipalities.offered = slow
    qtbot.keyClicks(page.municipality.line.edit, "hvid")
    settled()
    qtbot.keyClick(page.municipality.line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(page.municipality.asking.isVisible)
    page.flush()
    assert stopped.wait(5)
    settled()


def test_a_portal_that_cannot_be_asked_says_why_and_is_asked_again(
    add: AddMunicipality, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    real = workspace.municipalities.offered

    def away(_where: str, _stop: Callable[[], bool]) -> tuple[OfferedCommittee, ...]:
        raise SourceError("municipality_unknown", name="dette net")

    workspace.municipalities.offered = away
    type_and_take(add, qtbot, settled)
    assert add.trouble.isVisible()
    assert "dette net" in add.reason.label.text()
    qtbot.waitUntil(add.again_button.hasFocus)
    workspace.municipalities.offered = real
    qtbot.keyClick(add.again_button, Qt.Key.Key_Space)
    settled()
    assert add.choice.isVisible()
    qtbot.mouseClick(add.choice.back, Qt.MouseButton.LeftButton)
    assert add.line.isVisible()


def test_a_municipality_with_another_system_is_told_at_once(
    add: AddMunicipality, qtbot: QtBot, settled: Settled
) -> None:
    type_and_take(add, qtbot, settled, "Aalborg")
    assert add.line.isVisible()
    assert "Aalborg Kommune" in add.line.problem.label.text()
    qtbot.keyClicks(add.line.edit, "x")
    assert add.line.problem.label.text() == ""


def test_what_is_no_municipality_is_told(add: AddMunicipality, qtbot: QtBot, settled: Settled) -> None:
    type_and_take(add, qtbot, settled, "qqqqqq")
    assert "qqqqqq" in add.line.problem.label.text()
    type_and_take(add, qtbot, settled, "   ")
    assert add.line.isVisible()


def test_an_address_is_taken_as_it_is(
    add: AddMunicipality, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    type_and_take(add, qtbot, settled, "dagsordener.nordlund.dk")
    add.choice.every.click()
    add.choice.go.click()
    settled()
    assert [(one.name, one.location) for one in workspace.sources.known] == [
        ("dagsordener.nordlund.dk", "https://dagsordener.nordlund.dk")
    ]


def test_in_the_list_of_sources_too(show: Show, runner: SyncRunner, qtbot: QtBot, settled: Settled) -> None:
    screen = show(SourcesScreen, Target(Screen.SOURCES), runner=runner)
    assert isinstance(screen, SourcesScreen)
    type_and_take(screen.municipality, qtbot, settled)
    screen.municipality.choice.every.click()
    screen.municipality.choice.go.click()
    qtbot.waitUntil(lambda: len(screen.cards) == 1)
    qtbot.waitUntil(lambda: not runner.running)
    settled()
    assert "Hvidovre Kommune" in screen.cards[0].accessibleName()
    assert screen.municipality.line.isVisible()


def test_other_committees_are_chosen_of_a_source_that_is_there(
    show: Show, workspace: FakeWorkspace, runner: SyncRunner, qtbot: QtBot, settled: Settled
) -> None:
    workspace.municipalities.add("https://dagsordener.greve.dk", "Greve Kommune", ("Byrådet",))
    asked: list[str] = []

    def offered(where: str, _stop: Callable[[], bool]) -> tuple[OfferedCommittee, ...]:
        asked.append(where)
        return OfferedCommittee("Byrådet", 12, chosen=True), OfferedCommittee("Havneudvalget", 3)

    workspace.municipalities.offered = offered
    screen = show(SourcesScreen, Target(Screen.SOURCES), runner=runner)
    assert isinstance(screen, SourcesScreen)
    assert not screen.cards[0].scans.isVisible(), "a portal has no scanned documents"
    qtbot.mouseClick(screen.cards[0].committees_button, Qt.MouseButton.LeftButton)
    settled()
    choice = screen.municipality.choice
    assert asked == ["https://dagsordener.greve.dk"]
    assert choice.ticked() == ("Byrådet",)
    assert not choice.every.isChecked()
    assert "Greve Kommune" in choice.heading.text()


@pytest.mark.parametrize("spoken", ["da", "en"])
def test_names_and_room(show: Show, runner: SyncRunner, qtbot: QtBot, settled: Settled, spoken: str) -> None:
    language.set_language(spoken)
    screen = show(WelcomeScreen, Target(Screen.WELCOME), (806, 630), runner=runner)
    assert isinstance(screen, WelcomeScreen)
    add = screen.municipality
    steps: list[QWidget] = [add.line, add.asking, add.trouble, add.choice]
    add.choice.offer(
        "Nordlund Kommune", (OfferedCommittee("Havneudvalget " * 9, 3, date(2027, 2, 9)),), date(2027, 2, 3)
    )
    for step in steps:
        add._show(step)
        qtbot.waitUntil(lambda step=step: step.isVisible() and not cut_off(screen))
        assert not unnamed(screen)
