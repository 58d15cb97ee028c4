"""What the window says over its screens: how long it stands, and where the keyboard goes when it has gone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.shell.conftest import Opened, focus_is_in_screen


def banner_words(opened: Opened) -> list[str]:
    layout = opened.content._banners
    return [layout.itemAt(n).widget().accessibleName() for n in range(layout.count())]


def test_what_is_only_told_goes_by_itself(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moedeklar.ui.shell.content.LASTS", 40)
    opened.content.tell("info", "2 nye møder.")
    assert banner_words(opened) == ["2 nye møder."]
    qtbot.waitUntil(lambda: banner_words(opened) == [])
    for kind, actions in (("info", {"Vis": lambda: None}), ("warn", None), ("bad", None)):
        opened.content.tell(kind, "Se her", actions)
        qtbot.wait(120)
        assert banner_words(opened) == ["Se her"]
    banner = opened.content.tell("info", "Læses nu")
    banner.findChildren(QAbstractButton)[-1].setFocus()
    qtbot.wait(120)
    assert banner_words(opened) == ["Læses nu"]


def test_a_banner_that_goes_gives_the_keyboard_to_the_screen(opened: Opened) -> None:
    banner = opened.content.tell("info", "Der er nyt", {"Vis": lambda: None})
    opened.settle()
    button = next(b for b in banner.findChildren(QAbstractButton) if b.isVisible())
    button.setFocus()
    assert not focus_is_in_screen(opened)
    opened.content.clear_banner()
    assert focus_is_in_screen(opened)
