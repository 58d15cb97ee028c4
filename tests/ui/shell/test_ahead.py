"""The screens are built beforehand, while nothing else is under way."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.shell.ahead import ORDER, Ahead
from moedeklar.ui.shell.screens import ScreenStack
from tests.ui.shell.conftest import Opened


class Reading:
    quiet = False


def test_all_that_anybody_may_go_to_are_built_once(opened: Opened, qtbot: QtBot) -> None:
    stack, person = opened.content.stack, Reading()
    shown = stack.current
    ahead = Ahead(stack, lambda: person.quiet)
    qtbot.wait(400)
    assert stack.made(Screen.COMMITTEE) is None
    person.quiet = True
    qtbot.waitUntil(lambda: ahead.finished, timeout=10_000)
    made = [stack.made(name) for name in ORDER]
    assert None not in made
    assert stack.current is shown
    for name in (Screen.COMMITTEE, Screen.NOTES, Screen.SETTINGS):
        opened.go(name, committee="økonomiudvalget") if name is Screen.COMMITTEE else opened.go(name)
        assert stack.current is made[ORDER.index(name)]


def test_what_cannot_be_made_is_left(qtbot: QtBot) -> None:
    stack = ScreenStack({}, lambda _name, _screen: None)
    qtbot.addWidget(stack)
    assert not stack.prepare(Screen.NOTES)


def test_what_was_built_ahead_has_its_style(opened: Opened) -> None:
    stack = opened.content.stack
    assert stack.prepare(Screen.SETTINGS)
    assert not stack.prepare(Screen.SETTINGS)
    prepared = stack.made(Screen.SETTINGS)
    assert prepared is not None
    assert not prepared.isVisible()
    opened.navigator.go(Target(Screen.SETTINGS))
    assert stack.current is prepared
    assert prepared.findChildren(QWidget)
