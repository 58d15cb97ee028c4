"""What is told while words are being written, and how a note's field behaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import StoreError
from moedeklar.model.work import Colour
from moedeklar.ui.reader.screen import ReaderScreen
from tests.fakes.workspace import FakeWorkspace
from tests.ui.reader.test_writing import cards

Select = Callable[[str], None]
Settled = Callable[[], None]


def test_words_count_as_unsaved_from_the_first_key_until_they_are_stored(
    reader: ReaderScreen, qtbot: QtBot, settled: Settled
) -> None:
    told: list[tuple[str, object]] = []
    reader.unsaved.connect(lambda some: told.append(("unsaved", some)))
    reader.saving.connect(lambda count: told.append(("saving", count)))
    reader.doing.note_on_item()
    QTest.keyClicks(cards(reader)[0].editor, "ab")
    assert told == [("unsaved", True)]
    reader.flush()
    assert told[1:] == [("saving", 1), ("unsaved", False)]
    settled()
    assert told[3:] == [("saving", 0)]


def test_words_that_could_not_be_stored_count_as_unsaved_again(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StoreError("disk_full")

    told: list[object] = []
    reader.doing.note_on_item()
    QTest.keyClicks(cards(reader)[0].editor, "a")
    with monkeypatch.context() as broken:
        broken.setattr(workspace.notes, "add", full)
        reader.unsaved.connect(told.append)
        reader.saving.connect(told.append)
        reader.flush()
        settled()
    assert told == [1, False, True, 0]
    reader.flush()
    settled()
    assert told[-1] == 0
    assert workspace.notes.list()[0].text == "a"


def test_a_notes_field_shows_all_its_lines_and_never_scrolls_sideways(reader: ReaderScreen, qtbot: QtBot) -> None:
    reader.doing.note_on_item()
    editor = cards(reader)[0].editor
    text = ""
    while editor.document().size().height() < 2:
        text += "ord "
        editor.setPlainText(text)
    for shown in (text[:-4], text[:-5], text, text * 4):
        editor.setPlainText(shown)
        qtbot.wait(10)
        assert not editor.horizontalScrollBar().isVisible()
        lines = round(editor.document().size().height())
        assert editor.viewport().height() >= lines * editor.fontMetrics().lineSpacing()
        assert editor.verticalScrollBar().maximum() == 0
    before = round(editor.document().size().height())
    reader.notes.setFixedWidth(220)
    qtbot.waitUntil(lambda: round(editor.document().size().height()) > before, timeout=1000)
    high = (before + 1) * editor.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: editor.viewport().height() >= high, timeout=1000)


@pytest.mark.parametrize("written", ["", "   "])
def test_escape_on_an_empty_new_note_takes_it_away(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled, written: str
) -> None:
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    editor = cards(reader)[0].editor
    QTest.keyClicks(editor, written)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert cards(reader) == []
    assert reader.text.hasFocus()
    settled()
    assert workspace.notes.list() == ()


def test_a_notes_field_shows_that_it_has_the_keyboard(reader: ReaderScreen, qtbot: QtBot) -> None:
    reader.doing.note_on_item()
    card = cards(reader)[0]
    accent = reader.theme.colours.accent.lower()

    def framed() -> bool:
        picture = card.editor.grab().toImage()
        middle = picture.height() // 2
        return any(picture.pixelColor(x, middle).name() == accent for x in range(3))

    assert framed()
    QTest.keyClicks(card.editor, "a")
    reader.text.setFocus()
    qtbot.wait(10)
    assert not framed()


def test_the_last_line_in_view_is_the_end_and_no_step_to_undo(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    reader.resize(1222, 420)
    qtbot.wait(20)
    assert "bi-2" not in workspace.reading.read
    qtbot.keyClick(reader.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "bi-2" in workspace.reading.read, timeout=2500)
    settled()
    assert workspace.undo.undo_label is None


@pytest.mark.parametrize("selected", ["56 tilsynssager", " 56 tilsynssager", "tilsynssager"])
def test_a_note_on_highlighted_words_is_written_in_that_highlight(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Select, qtbot: QtBot, selected: str
) -> None:
    marked = workspace.notes.add_quote("bi-2", "56 tilsynssager", colour=Colour.GREEN)
    qtbot.waitUntil(lambda: len(cards(reader)) == 1, timeout=2000)
    select(selected)
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    qtbot.waitUntil(cards(reader)[0].editor.hasFocus, timeout=2000)
    assert [(note.id, note.colour) for note in workspace.notes.list()] == [(marked.id, Colour.GREEN)]


def test_a_second_note_on_part_of_written_words_is_one_of_its_own(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Select, qtbot: QtBot
) -> None:
    workspace.notes.add_quote("bi-2", "56 tilsynssager", text="min", colour=Colour.GREEN)
    qtbot.waitUntil(lambda: len(cards(reader)) == 1, timeout=2000)
    select("tilsynssager")
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(cards(reader)) == 2, timeout=2000)


def test_a_highlight_by_key_then_n_writes_in_it(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Select, qtbot: QtBot
) -> None:
    select("56 tilsynssager")
    qtbot.keyClick(reader.text, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(cards(reader)) == 1, timeout=2000)
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    qtbot.waitUntil(cards(reader)[0].editor.hasFocus, timeout=2000)
    assert len(cards(reader)) == 1
