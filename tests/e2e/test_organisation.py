"""The first start with a preset in the system's configuration: it is shown, asked for, and only then connected to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.model.moments import FixedClock
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.organisation.view import OrganisationScreen
from moedeklar.ui.theme.theme import Theme
from tests.support.oparl_body import OparlBody
from tests.support.web import WebServer
from tests.support.window import Driven

PRESET = """
name = "Nordlund Kommune"
language = "en"
theme = "dark"
locked = [{locked}]

[[sources]]
kind = "oparl"
location = "{system}"
committees = ["Havneudvalget"]
years = 4

[[committees]]
name = "Havneudvalget"
deadline = {{ count = 12 }}
"""


class Site:
    """The computer and the server of an organisation."""

    def __init__(self, folder: Path, web: WebServer, body: OparlBody) -> None:
        self.web = web
        self.body = body
        self.path = folder / "moedeklar" / "organisation.toml"

    def lay(self, *, locked: str = "", more: str = "") -> None:
        """Lay the preset where the system has it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(PRESET.format(system=self.body.system, locked=locked) + more, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    secret = tmp_path / "adgangssætning"
    secret.write_text("fire små ord på ét sted\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(secret))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "xdg"))
    body = OparlBody(meetings=10)
    with WebServer() as web:
        body.put_on(web)
        yield Site(tmp_path / "xdg", web, body)


@contextmanager
def started(tmp_path: Path, clock: FixedClock, qtbot: QtBot, language: str = "") -> Iterator[Driven]:
    driven = Driven(tmp_path / "profil", clock, qtbot, language=language)
    try:
        driven.open()
        yield driven
    finally:
        driven.close()


def said(driven: Driven) -> str:
    """Every word on the screen shown."""
    content = driven.program.window.content
    assert content is not None
    return "\n".join(label.text() for label in content.findChildren(QLabel) if label.isVisible())


def test_nothing_is_asked_of_the_server_before_a_person_agrees_by_keyboard(
    site: Site, tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot
) -> None:
    site.lay()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        page = driven.screen(Screen.ORGANISATION)
        assert isinstance(page, OrganisationScreen)
        host = site.web.url.partition("://")[2]
        words = said(driven)
        assert "Nordlund Kommune has set up Mødeklar for you" in words, "its language is spoken already"
        assert f"This app will connect to {host}" in words
        assert "Only Havneudvalget" in words
        assert isinstance(driven.program.theme, Theme)
        assert driven.program.theme.colours.name == "dark"
        driven.until(page.accept_button.hasFocus)
        driven.press(Qt.Key.Key_Tab)
        assert page.decline_button.hasFocus()
        qtbot.wait(300)
        assert site.web.asked == [], "looked at, and nothing was connected to"
        driven.press(Qt.Key.Key_Backtab)
        driven.press(Qt.Key.Key_Space)
        driven.until(lambda: driven.shown() is Screen.MEETING)
        driven.settle()
        assert site.web.asked
        meetings = driven.workspace.meetings.list()
        assert {one.committee for one in meetings} == {"Havneudvalget"}
        current = driven.navigator.current
        assert current is not None
        assert current.meeting is not None
        assert driven.workspace.meetings.view(current.meeting).items, "a readable agenda"
        assert driven.workspace.requests.rule("Havneudvalget").count == 12
    with started(tmp_path, fixed_clock, qtbot) as driven:
        assert driven.shown() is not Screen.ORGANISATION, "it is asked once"


def test_no_thanks_leads_to_the_ordinary_choice_and_can_be_taken_back(
    site: Site, tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot
) -> None:
    site.lay()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        page = driven.screen(Screen.ORGANISATION)
        assert isinstance(page, OrganisationScreen)
        driven.until(page.accept_button.hasFocus)
        driven.press(Qt.Key.Key_Tab)
        driven.press(Qt.Key.Key_Return)
        driven.until(lambda: driven.shown() is Screen.WELCOME)
        assert driven.workspace.sources.list() == ()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        assert driven.shown() is Screen.WELCOME
        assert site.web.asked == []
        driven.navigator.go(Target(Screen.ORGANISATION))
        page = driven.screen(Screen.ORGANISATION)
        assert isinstance(page, OrganisationScreen)
        driven.until(page.accept_button.hasFocus)
        driven.settle()
        assert "You have declined this" in said(driven)
        driven.press(Qt.Key.Key_Return)
        driven.until(lambda: driven.shown() is Screen.MEETING)


def test_a_later_host_is_asked_for_in_a_profile_that_is_used(
    site: Site, tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot
) -> None:
    site.lay()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        page = driven.screen(Screen.ORGANISATION)
        assert isinstance(page, OrganisationScreen)
        page.accept()
        driven.until(lambda: driven.shown() is Screen.MEETING)
    with WebServer() as other:
        elsewhere = OparlBody(meetings=3)
        elsewhere.put_on(other)
        site.lay(more=f'[[sources]]\nkind = "oparl"\nlocation = "{elsewhere.system}"\nname = "Havnen"\n')
        with started(tmp_path, fixed_clock, qtbot) as driven:
            content = driven.program.window.content
            assert content is not None
            driven.until(lambda: "has set up something for you" in said(driven))
            qtbot.wait(300)
            assert other.asked == []
            driven.navigator.go(Target(Screen.ORGANISATION))
            driven.settle()
            assert "has more for you to read" in said(driven)
            page = driven.screen(Screen.ORGANISATION)
            assert isinstance(page, OrganisationScreen)
            assert [one.host for one in page._page.offer.sources] == [other.url.partition("://")[2]]  # type: ignore[union-attr]
    site.lay()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        assert len(driven.workspace.sources.list()) == 1


def test_what_is_locked_counts_whatever_the_database_says(
    site: Site, tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot
) -> None:
    with started(tmp_path, fixed_clock, qtbot) as driven:
        driven.workspace.settings.set("language", "da")
        driven.workspace.settings.set("theme", "light")
    site.lay(locked='"language", "theme"')
    with started(tmp_path, fixed_clock, qtbot) as driven:
        assert driven.program.theme.colours.name == "dark"
        assert "has set up Mødeklar for you" in said(driven)


def test_a_source_that_is_no_longer_named_is_told_once_and_a_fault_each_time(
    site: Site, tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot
) -> None:
    site.lay()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        page = driven.screen(Screen.ORGANISATION)
        assert isinstance(page, OrganisationScreen)
        page.accept()
        driven.until(lambda: driven.shown() is Screen.MEETING)
    site.path.write_text('name = "Nordlund Kommune"\nlanguage = "en"\n', encoding="utf-8")
    with started(tmp_path, fixed_clock, qtbot) as driven:
        driven.until(lambda: "no longer names the source" in said(driven))
        driven.settle()
        assert len(driven.workspace.sources.list()) == 1
        assert driven.workspace.meetings.list()
    with started(tmp_path, fixed_clock, qtbot) as driven:
        assert "no longer names" not in said(driven)
    site.path.write_text("name = 4", encoding="utf-8")
    for _start in range(2):
        with started(tmp_path, fixed_clock, qtbot, language="en") as driven:
            driven.until(lambda d=driven: "name must be text" in said(d))
            driven.navigator.go(Target(Screen.ORGANISATION))
            driven.settle()
            assert str(site.path) in said(driven)
