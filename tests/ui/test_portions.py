"""Work in portions: one in each turn, in order, and none once what it was for has gone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from moedeklar.ui.portions import Portions


def test_between_two_portions_other_things_have_their_turn(qtbot: QtBot) -> None:
    parent, told = QObject(), []
    portions = Portions(parent)

    def portion(name: str) -> None:
        told.append(name)
        QTimer.singleShot(0, lambda: told.append("else"))

    for name in ("one", "two"):
        portions.add(lambda name=name: portion(name))
    assert portions.waiting == 2
    qtbot.waitUntil(lambda: len(told) == 4)
    assert told == ["one", "else", "two", "else"]


def test_a_portion_may_add_the_next_and_clearing_ends_them(qtbot: QtBot) -> None:
    parent, told = QObject(), []
    portions = Portions(parent)

    def more() -> None:
        told.append(len(told))
        portions.add(more)

    portions.add(more)
    qtbot.waitUntil(lambda: len(told) >= 3)
    portions.clear()
    assert portions.waiting == 0
    before = len(told)
    qtbot.wait(20)
    assert len(told) == before


def test_nothing_is_done_for_what_has_been_deleted(qtbot: QtBot) -> None:
    parent, told = QObject(), []
    Portions(parent).add(lambda: told.append("late"))
    parent.deleteLater()
    qtbot.wait(20)
    assert told == []
