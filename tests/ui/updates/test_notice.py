"""The quiet line over the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

from moedeklar.model.organisation import UpdateMode
from moedeklar.model.reports import Problem
from moedeklar.model.updates import Kind, Step
from moedeklar.ui.updates.whats_new import WhatsNewDialog
from tests.ui.shell.conftest import Opened, close_window, open_window, opened
from tests.ui.updates.states import FOUND, OFFER, URL

__all__ = ["close_window", "open_window", "opened"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Put = Callable[..., None]


@pytest.fixture
def put(opened: Opened, qtbot: QtBot) -> Put:
    """Put updates into a state, and wait until the notice knows."""

    def into(**state: object) -> None:
        opened.workspace.updates.put(**state)
        wanted = opened.workspace.updates.now
        follower = opened.content.notice.follower
        qtbot.waitUntil(lambda: follower.state == wanted)
        opened.settle()

    return into


def said(opened: Opened) -> str:
    """What the banner says; "" where there is none."""
    banner = opened.content.banner
    return banner.accessibleName() if banner is not None else ""


def buttons(opened: Opened) -> list[str]:
    banner = opened.content.banner
    assert banner is not None
    return [one.text() for one in banner.findChildren(QAbstractButton) if one.text()]


def press(opened: Opened, text: str) -> None:
    banner = opened.content.banner
    assert banner is not None
    next(one for one in banner.findChildren(QAbstractButton) if one.text() == text).click()
    opened.settle()


def test_nothing_is_said_where_there_is_nothing_newer(opened: Opened, put: Put) -> None:
    put(kind=Kind.SETUP)
    assert said(opened) == ""


def test_a_newer_version_is_told_of_quietly(opened: Opened, put: Put) -> None:
    put(**FOUND)
    assert said(opened) == "Version 9.9.9 af Mødeklar er kommet."
    assert buttons(opened) == ["Hvad er nyt", "Hent"]
    press(opened, "Hvad er nyt")
    dialog = opened.window.findChild(WhatsNewDialog)
    assert dialog is not None
    assert "Færgen" in dialog.text.toPlainText()
    dialog.close()


def test_below_the_minimum_it_warns(opened: Opened, put: Put) -> None:
    put(**{**FOUND, "offer": replace(OFFER, urgent=True), "hidden": True})
    assert "ikke længere god nok" in said(opened)
    assert opened.content.banner is not None
    assert opened.content.banner.property("role") == "banner-warn"


def test_a_package_is_opened_in_the_browser(opened: Opened, put: Put) -> None:
    put(**{**FOUND, "can_fetch": False, "kind": Kind.DEB})
    asked: list[QUrl] = []
    opened.content.notice.follower.open_url = lambda url: bool(asked.append(url)) or True
    assert buttons(opened) == ["Hvad er nyt", "Hent den i browseren"]
    press(opened, "Hent den i browseren")
    assert asked == [QUrl(URL)]


def test_what_was_closed_stays_closed(opened: Opened, put: Put) -> None:
    put(**FOUND)
    banner = opened.content.banner
    assert banner is not None
    banner._cross.click()
    opened.settle()
    assert opened.workspace.updates.asked == ["hide"]
    put(done=1)
    assert said(opened) == ""
    put(**{**FOUND, "offer": replace(OFFER, version="9.9.10")})
    assert "9.9.10" in said(opened)


@pytest.mark.parametrize("changed", [{"hidden": True}, {"mode": UpdateMode.OFF}, {"idle_reason": "update_source"}])
def test_what_is_not_wanted_is_not_told(opened: Opened, put: Put, changed: dict[str, object]) -> None:
    put(**{**FOUND, **changed})
    assert said(opened) == ""


def test_nothing_is_told_during_a_meeting_and_all_is_after_it(opened: Opened, put: Put, qtbot: QtBot) -> None:
    opened.content.notice._later.setInterval(20)
    put(**FOUND, meeting=True)
    assert said(opened) == ""
    opened.workspace.updates.now = replace(opened.workspace.updates.now, meeting=False)
    qtbot.waitUntil(lambda: "9.9.9" in said(opened))


def test_it_takes_no_other_banners_place(opened: Opened, put: Put, qtbot: QtBot) -> None:
    opened.content.tell("bad", "Disken er fuld.", {"Prøv igen": lambda: None})
    put(**FOUND)
    assert said(opened) == "Disken er fuld."
    opened.content.clear_banner()
    qtbot.waitUntil(lambda: "9.9.9" in said(opened))
    opened.content.tell("bad", "Disken er fuld igen.", {"Prøv igen": lambda: None})
    opened.settle()
    assert said(opened) == "Disken er fuld igen."
    opened.content.clear_banner()
    qtbot.waitUntil(lambda: "9.9.9" in said(opened))


def test_fetching_tells_how_far_it_is_and_can_be_cancelled(opened: Opened, put: Put) -> None:
    put(**FOUND)
    press(opened, "Hent")
    put(step=Step.DOWNLOADING, done=1_000_000, total=56_000_000)
    assert said(opened) == "Henter version 9.9.9: 1,0 af 56,0 MB"
    banner = opened.content.banner
    put(done=2_000_000)
    assert said(opened) == "Henter version 9.9.9: 2,0 af 56,0 MB"
    assert opened.content.banner is banner  # the keyboard stays where it is
    press(opened, "Annuller")
    assert opened.workspace.updates.asked == ["fetch", "cancel"]


def test_why_a_fetch_failed_is_told_to_who_asked_for_it(opened: Opened, put: Put) -> None:
    put(**FOUND, problem=Problem("update", "update_changed"))
    assert said(opened) == "Version 9.9.9 af Mødeklar er kommet."
    press(opened, "Hent")
    put(step=Step.DOWNLOADING)
    put(step=Step.IDLE)
    assert "ikke den, der blev underskrevet" in said(opened)
    assert buttons(opened) == ["Hent den i browseren"]


def test_what_nobody_asked_for_is_fetched_without_a_word(opened: Opened, put: Put) -> None:
    put(**{**FOUND, "mode": UpdateMode.AUTO, "step": Step.DOWNLOADING})
    assert said(opened) == ""
    put(step=Step.READY)
    assert said(opened).endswith("Den bliver installeret, når du afslutter Mødeklar.")
    assert buttons(opened) == ["Hvad er nyt", "Installér og genstart"]


def test_the_window_closes_once_everything_is_ready(opened: Opened, put: Put, qtbot: QtBot) -> None:
    put(**FOUND, step=Step.READY)
    press(opened, "Installér og genstart")
    assert opened.workspace.updates.asked == ["install"]
    put(step=Step.TRYING)
    assert said(opened) == "Version 9.9.9 bliver prøvet …"
    with qtbot.waitSignal(opened.window.closed, timeout=5000):
        opened.workspace.updates.put(step=Step.DONE)


def test_another_language_tells_it_anew(opened: Opened, put: Put, qtbot: QtBot) -> None:
    put(**FOUND)
    opened.window._choose_language("en")
    qtbot.waitUntil(lambda: said(opened) == "Version 9.9.9 of Mødeklar is here.")
    assert len(opened.workspace.updates._listeners) == 1


def test_the_programs_own_changes_are_in_the_help(opened: Opened) -> None:
    action = next(one for one in opened.window.actions() if one.text() == "Hvad er nyt")
    action.trigger()
    dialog = opened.window.findChild(QDialog)
    assert isinstance(dialog, WhatsNewDialog)
    assert "Unreleased" in dialog.text.toPlainText()
    dialog.close()
