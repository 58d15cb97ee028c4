"""The card of the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from moedeklar.model.organisation import UpdateMode
from moedeklar.model.reports import Problem
from moedeklar.model.updates import Kind, Outcome, Step
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.settings.view import SettingsScreen
from moedeklar.ui.updates.card import UpdateCard
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went
from tests.ui.updates.states import FOUND, LOOKED, OFFER, URL

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.SETTINGS)
Settled = Callable[[], None]


@pytest.fixture
def card(show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot) -> Callable[..., UpdateCard]:
    """Shows the card in a state."""
    screens: list[SettingsScreen] = []

    def shown(**state: object) -> UpdateCard:
        if not screens:
            screens.append(show(SettingsScreen, HERE))
        workspace.updates.put(**state)
        wanted = workspace.updates.now
        qtbot.waitUntil(lambda: screens[0].updates.follower.state == wanted)
        settled()
        return screens[0].updates

    return shown


def offered(card: UpdateCard) -> list[str]:
    """The buttons that are there."""
    return [button.text() for button in card.findChildren(QAbstractButton) if button.isVisible()]


def test_from_source_it_says_why_nothing_is_looked_for(card: Callable[..., UpdateCard]) -> None:
    made = card(idle_reason="update_source")
    assert "ikke installeret" in made.said.text()
    assert not made.mode.isEnabled()
    assert offered(made) == []
    assert not made.problem.isVisible()


def test_without_an_address_it_says_so(card: Callable[..., UpdateCard]) -> None:
    made = card(idle_reason="update_no_address", kind=Kind.DEB)
    assert "ingen adresse" in made.said.text()
    assert offered(made) == []


def test_when_was_looked_and_what_came_of_it(card: Callable[..., UpdateCard], workspace: FakeWorkspace) -> None:
    made = card(kind=Kind.SETUP)
    assert made.said.text() == "Der er ikke tjekket endnu."
    made = card(looked=LOOKED, outcome=Outcome.CURRENT)
    assert "06.42" in made.said.text()
    assert "nyeste version" in made.said.text()
    made.look.click()
    assert workspace.updates.asked == ["look"]


def test_why_it_failed_is_told_in_words(card: Callable[..., UpdateCard]) -> None:
    problem = Problem("update", "update_expired", (("day", "2027-01-01"), ("host", "nordlund.invalid")))
    made = card(kind=Kind.SETUP, looked=LOOKED, outcome=Outcome.FAILED, problem=problem)
    assert "lykkedes ikke" in made.said.text()
    assert "1. januar 2027" in made.problem.text()
    assert made.problem.isVisible()
    assert offered(made) == ["Se efter nu"]


def test_a_version_is_fetched_and_installed_from_here(
    card: Callable[..., UpdateCard], workspace: FakeWorkspace, qtbot: QtBot
) -> None:
    made = card(**FOUND)
    assert offered(made) == ["Se efter nu", "Hent", "Hvad er nyt"]
    qtbot.mouseClick(made.fetch, Qt.MouseButton.LeftButton)
    made = card(step=Step.DOWNLOADING, done=12_000_000, total=56_000_000)
    assert made.progress.isVisible()
    assert made.progress.value() == 12_000_000
    assert "12,0 af 56,0 MB" in made.said.text()
    assert offered(made) == ["Annuller"]
    qtbot.mouseClick(made.cancel, Qt.MouseButton.LeftButton)
    made = card(step=Step.READY)
    assert "hentet og kontrolleret" in made.said.text()
    qtbot.mouseClick(made.install, Qt.MouseButton.LeftButton)
    assert workspace.updates.asked == ["fetch", "cancel", "install"]
    assert card(step=Step.DONE).said.text().startswith("Version 9.9.9 er klar")


def test_a_package_is_fetched_in_the_browser(card: Callable[..., UpdateCard], qtbot: QtBot) -> None:
    made = card(**{**FOUND, "can_fetch": False})
    opened: list[QUrl] = []
    made.follower.open_url = lambda url: bool(opened.append(url)) or True
    qtbot.mouseClick(made.page, Qt.MouseButton.LeftButton)
    assert opened == [QUrl(URL)]
    assert "Hent" not in offered(made)
    assert "browseren" in made.said.text()


def test_what_is_new_is_shown_and_fetches_nothing(card: Callable[..., UpdateCard]) -> None:
    made = card(**FOUND)
    made.news.click()
    dialog = made.window().findChild(QDialog)
    assert dialog is not None
    assert "Færgen sejler igen." in dialog.text.toPlainText()
    assert dialog.windowTitle() == "Hvad er nyt i version 9.9.9"
    dialog.close()


def test_a_choice_is_handed_on(
    card: Callable[..., UpdateCard], workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    made = card(kind=Kind.SETUP)
    assert made.mode.currentText() == "Fortæl mig om nyere versioner"
    made.mode.setFocus()
    qtbot.keyClick(made.mode, Qt.Key.Key_End)
    settled()
    assert workspace.updates.now.mode is UpdateMode.AUTO
    made = card(mode=UpdateMode.OFF)
    assert offered(made) == []


def test_a_locked_mode_is_shown_as_locked(card: Callable[..., UpdateCard], workspace: FakeWorkspace) -> None:
    made = card(kind=Kind.SETUP, mode=UpdateMode.AUTO, locked=True, organisation="Nordlund Kommune")
    assert not made.mode.isEnabled()
    assert made.mode.currentText() == "Installér nyere versioner af sig selv"
    assert made.mark.isVisible()
    assert made.mark.text() == "Bestemt af Nordlund Kommune"
    assert made.mode.currentText() in made.mark.accessibleName()
    asked: list[bool] = []
    made.decided_wanted.connect(lambda: asked.append(True))
    made.mark.click()
    assert asked == [True]
    assert not made.locked.isVisible()
    made = card(organisation="")
    assert not made.mark.isVisible()
    assert "dem, der passer" in made.locked.text()
    assert not card(locked=False).mark.isVisible()


def test_below_the_minimum_it_urges(card: Callable[..., UpdateCard]) -> None:
    made = card(**{**FOUND, "offer": replace(OFFER, urgent=True)})
    assert "ikke længere god nok" in made.said.text()


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("size", [(1222, 830), (806, 630)])
def test_nothing_is_cut_off(
    show: Show, workspace: FakeWorkspace, spoken: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    language.set_language(spoken)
    workspace.updates.put(**{**FOUND, "step": Step.READY, "locked": True, "organisation": "Nordlund Kommune"})
    screen = show(SettingsScreen, HERE, size)
    assert screen.updates.install.isVisible()
    qtbot.waitUntil(lambda: not cut_off(screen))
    assert not unnamed(screen)


def test_a_screen_that_is_gone_is_told_nothing(show: Show, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    screen = show(SettingsScreen, HERE)
    before = len(workspace.updates._listeners)
    screen.deleteLater()
    qtbot.waitUntil(lambda: len(workspace.updates._listeners) == before - 1)
    workspace.updates.put(kind=Kind.SETUP)
