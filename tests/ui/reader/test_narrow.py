"""The reader in a small window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from moedeklar.model.work import Colour
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.reader.screen import ReaderScreen
from tests.fakes.workspace import FakeWorkspace
from tests.ui.reader.test_writing import cards


@pytest.fixture
def narrow(reader: ReaderScreen, qtbot: QtBot) -> ReaderScreen:
    """The reader as in a window of 1024×700, beside the navigation."""
    reader.resize(784, 610)
    qtbot.waitUntil(lambda: not reader.notes.isVisible(), timeout=1000)
    return reader


def line_room(reader: ReaderScreen) -> float:
    """How many characters of usual width stand on a line."""
    document = reader.text.document()
    margins = 2 * document.rootFrame().frameFormat().leftMargin()
    return (reader.text.viewport().width() - margins) / QFontMetricsF(document.defaultFont()).averageCharWidth()


def test_the_notes_column_takes_the_lists_place_not_the_texts(narrow: ReaderScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(narrow.text, Qt.Key.Key_N)
    qtbot.wait(20)
    assert narrow.notes.isVisible()
    assert not narrow.list.isVisible()
    assert cards(narrow)[0].editor.hasFocus()
    assert line_room(narrow) >= 45
    narrow.commands.notes_column.trigger()
    assert narrow.list.isVisible()
    assert not narrow.notes.isVisible()


def test_a_wider_window_has_all_three_columns_again(narrow: ReaderScreen, qtbot: QtBot) -> None:
    narrow.show_notes(True)
    narrow.resize(1222, 830)
    qtbot.waitUntil(lambda: narrow.list.isVisible() and narrow.notes.isVisible(), timeout=1000)


def test_going_to_a_note_shows_the_note_too(
    narrow: ReaderScreen,
    workspace: FakeWorkspace,
    navigator: Navigator,
    settled: Callable[[], None],
) -> None:
    note = workspace.notes.add_quote("bi-2", "56 tilsynssager", text="min note", colour=Colour.GREEN)
    settled()
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-2", note=note.id))
    settled()
    assert narrow.notes.isVisible()
    assert [card.editor.toPlainText() for card in cards(narrow)] == ["min note"]
