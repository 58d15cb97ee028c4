"""The first start with a municipality: its address is typed, a committee ticked, and its next agenda is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.model.moments import FixedClock
from moedeklar.model.views import FileState
from moedeklar.ui.navigation import Screen
from moedeklar.ui.welcome.view import WelcomeScreen
from tests.fakes.firstagenda import body
from tests.support.portal import Portal
from tests.support.window import Driven


@pytest.fixture(autouse=True)
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "adgangssætning"
    path.write_text("fire små ord på ét sted\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))


@pytest.fixture
def driven(tmp_path: Path, fixed_clock: FixedClock, qtbot: QtBot):
    made = Driven(tmp_path / "profil", fixed_clock, qtbot)
    made.open()
    yield made
    made.close()


def test_with_the_keyboard_alone_from_an_address_to_the_next_agenda(driven: Driven) -> None:
    with Portal.of(body(3, 1, 3)) as portal:
        welcome = driven.screen(Screen.WELCOME)
        assert isinstance(welcome, WelcomeScreen)
        add = welcome.municipality
        driven.type(portal.url)
        driven.press(Qt.Key.Key_Return)
        driven.until(add.choice.list.hasFocus)
        names = [add.choice.list.item(row).text().partition("  ")[0] for row in range(add.choice.list.count())]
        assert names == ["Byrådet", "Børne- og Skoleudvalget", "Havneudvalget"]
        driven.press(Qt.Key.Key_Down)
        driven.press(Qt.Key.Key_Down)
        driven.press(Qt.Key.Key_Space)
        while not add.choice.go.hasFocus():
            driven.press(Qt.Key.Key_Tab)
        driven.press(Qt.Key.Key_Space)
        driven.until(lambda: driven.shown() is Screen.MEETING)
        driven.settle()
        calls = portal.calls()
    meetings = driven.workspace.meetings.list()
    assert [one.committee for one in meetings] == ["Havneudvalget"]
    assert driven.navigator.current is not None
    assert driven.navigator.current.meeting == meetings[0].id
    items = [driven.workspace.meetings.item(row.id) for row in driven.workspace.meetings.view(meetings[0].id).items]
    assert {one.state for item in items for one in item.attachments} == {FileState.PRESENT}
    assert calls.count("udvalgsliste") == 2, "once to choose, once to fetch"


def test_without_a_network_it_says_so_and_offers_the_folder(driven: Driven) -> None:
    welcome = driven.screen(Screen.WELCOME)
    assert isinstance(welcome, WelcomeScreen)
    add = welcome.municipality
    driven.type("http://127.0.0.1:9")
    driven.press(Qt.Key.Key_Return)
    driven.until(add.trouble.isVisible)
    driven.until(add.again_button.hasFocus)
    assert "127.0.0.1" in add.reason.label.text()
    assert welcome.add.isEnabled()
    driven.press(Qt.Key.Key_Escape)
    driven.until(add.line.edit.hasFocus)
    assert driven.workspace.sources.list() == ()
