"""Marking and writing: highlights, notes that save themselves, undo by the workspace, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.errors import StoreError
from moedeklar.model.work import Colour, Note
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.noting.note_card import AUTOSAVE, NoteCard
from moedeklar.ui.reader.screen import ReaderScreen
from tests.fakes.workspace import FakeWorkspace

Settled = Callable[[], None]
Select = Callable[[str], None]


def notes(workspace: FakeWorkspace) -> list[Note]:
    return list(workspace.notes.list(item_id="bi-2"))


def cards(reader: ReaderScreen) -> list[NoteCard]:
    return [card for card in reader.notes.findChildren(NoteCard) if not card.isHidden()]


def drawn(reader: ReaderScreen) -> list[tuple[str, str]]:
    return [
        (selection.cursor.selectedText(), selection.format.background().color().name())
        for selection in reader.text.extraSelections()
    ]


@pytest.mark.parametrize(
    ("key", "colour"), [(Qt.Key.Key_1, Colour.YELLOW), (Qt.Key.Key_2, Colour.GREEN), (Qt.Key.Key_3, Colour.RED)]
)
def test_a_key_highlights_the_selection(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Select, qtbot: QtBot, key: Qt.Key, colour: Colour
) -> None:
    select("56 tilsynssager")
    qtbot.keyClick(reader.text, key)
    qtbot.waitUntil(lambda: len(drawn(reader)) == 1, timeout=2000)
    note = notes(workspace)[0]
    assert isinstance(note.anchor, TextAnchor)
    assert (note.quote, note.colour, note.anchor.section) == ("56 tilsynssager", colour, "facts.sagsfremstilling")
    ground = QColor(reader.theme.colours.highlight(colour)).name()
    assert drawn(reader) == [("56 tilsynssager", ground)]
    assert not reader.text.textCursor().hasSelection()


def test_words_are_selected_by_keyboard_alone(reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    found = reader.text.document().find("Centret anbefaler")
    found.setPosition(found.selectionStart())
    reader.text.setTextCursor(found)
    for _ in range(2):
        both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(reader.text, Qt.Key.Key_Right, both)
    qtbot.keyClick(reader.text, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: bool(notes(workspace)), timeout=2000)
    assert notes(workspace)[0].quote == "Centret anbefaler"


def test_a_highlight_reaches_over_table_list_and_emoji(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot
) -> None:
    document = reader.text.document()
    cursor = document.find("4,4 mio. kr.")
    cursor.setPosition(cursor.selectionStart())
    cursor.setPosition(document.find("Forvaltningen vender").selectionStart() + 13, cursor.MoveMode.KeepAnchor)
    reader.text.setTextCursor(cursor)
    qtbot.keyClick(reader.text, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(notes(workspace)), timeout=2000)
    quote = notes(workspace)[0].quote
    # A selection that leaves a table holds all of it: so Qt shows it, and so it is marked.
    assert quote.startswith("År Sager Fundet og betalt tilbage 2025 41")
    assert quote.endswith("i maj 📅. Forvaltningen")
    qtbot.waitUntil(lambda: len(drawn(reader)) == 13, timeout=2000)
    assert drawn(reader)[-2][0] == "Der holdes et fælles møde i Havnholm i maj 📅."


def test_the_key_of_another_colour_recolours_what_the_caret_is_on(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Select, qtbot: QtBot, settled: Settled
) -> None:
    select("56 tilsynssager")
    qtbot.keyClick(reader.text, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(drawn(reader)) == 1, timeout=2000)
    cursor = reader.text.document().find("56 tilsynssager")
    cursor.setPosition(cursor.selectionStart() + 3)
    reader.text.setTextCursor(cursor)
    qtbot.keyClick(reader.text, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: notes(workspace)[0].colour is Colour.RED, timeout=2000)
    assert len(notes(workspace)) == 1


def test_n_writes_on_the_selection_and_saves_by_itself(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Select, qtbot: QtBot
) -> None:
    select("56 tilsynssager")
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(cards(reader)) == 1 and cards(reader)[0].editor.hasFocus(), timeout=2000)
    QTest.keyClicks(cards(reader)[0].editor, "Hvor mange 1, 2 eller n?")
    assert notes(workspace)[0].text == ""
    qtbot.waitUntil(lambda: notes(workspace)[0].text == "Hvor mange 1, 2 eller n?", timeout=AUTOSAVE + 1500)
    qtbot.keyClick(cards(reader)[0].editor, Qt.Key.Key_Escape)
    assert reader.text.hasFocus()


def test_a_note_on_the_item_is_stored_once_something_is_written(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    qtbot.keyClick(reader.text, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    editor = cards(reader)[0].editor
    assert editor.hasFocus()
    QTest.keyClicks(editor, "Spørg")
    reader.flush()
    QTest.keyClicks(editor, " formanden")
    reader.flush()
    settled()
    qtbot.wait(20)
    settled()
    assert [(note.text, note.anchor) for note in notes(workspace)] == [("Spørg formanden", None)]
    assert [card.editor.toPlainText() for card in cards(reader)] == ["Spørg formanden"]
    assert editor.hasFocus()


def test_an_empty_draft_goes_away(reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    qtbot.mouseClick(reader.notes.new_button, Qt.MouseButton.LeftButton)
    assert len(cards(reader)) == 1
    reader.text.setFocus()
    qtbot.waitUntil(lambda: not cards(reader), timeout=1000)
    assert notes(workspace) == []


def test_what_is_written_is_stored_on_leaving_the_field_and_the_item(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled, navigator: Navigator
) -> None:
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    QTest.keyClicks(cards(reader)[0].editor, "et")
    reader.text.setFocus()
    settled()
    assert [note.text for note in notes(workspace)] == ["et"]
    qtbot.waitUntil(lambda: cards(reader)[0].handle.id is not None, timeout=1000)
    cards(reader)[0].editor.setFocus()
    QTest.keyClicks(cards(reader)[0].editor, "to")
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-3"))
    settled()
    assert "to" in notes(workspace)[0].text
    assert cards(reader) == []


def test_a_refresh_never_takes_words_being_written(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    note = workspace.notes.add("bi-2", text="gammel")
    qtbot.waitUntil(lambda: len(cards(reader)) == 1, timeout=2000)
    editor = cards(reader)[0].editor
    editor.setFocus()
    QTest.keyClicks(editor, "ny ")
    workspace.notes.put(replace(note, text="fra et andet program"))
    qtbot.wait(30)
    settled()
    assert editor.toPlainText() == "ny gammel"


def test_a_note_that_cannot_be_stored_stays_in_the_field_and_is_told(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> Note:
        raise StoreError("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(workspace.notes, "add", full)
        qtbot.keyClick(reader.text, Qt.Key.Key_N)
        QTest.keyClicks(cards(reader)[0].editor, "må ikke tabes")
        reader.flush()
        settled()
    assert cards(reader)[0].dirty
    assert reader.middle.banner is not None
    reader.flush()
    settled()
    assert [note.text for note in notes(workspace)] == ["må ikke tabes"]


def test_a_deleted_note_comes_back_with_undo(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    workspace.notes.add("bi-2", text="vigtig")
    qtbot.waitUntil(lambda: len(cards(reader)) == 1, timeout=2000)
    cards(reader)[0]._remove.click()
    qtbot.waitUntil(lambda: not cards(reader), timeout=2000)
    workspace.undo.undo()
    qtbot.waitUntil(lambda: [card.editor.toPlainText() for card in cards(reader)] == ["vigtig"], timeout=2000)


def test_a_click_on_a_note_shows_its_passage_and_flashes_it(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot
) -> None:
    reader.resize(1222, 420)
    workspace.notes.add_quote("bi-2", "I 2025 var beløbet det halve", colour=Colour.GREEN)
    qtbot.waitUntil(lambda: len(cards(reader)) == 1, timeout=2000)
    assert reader.text.verticalScrollBar().value() == 0
    qtbot.mouseClick(cards(reader)[0], Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert reader.text.verticalScrollBar().value() > 0
    assert drawn(reader)[-1][1] == QColor(reader.theme.colours.found).name()
    qtbot.waitUntil(lambda: len(drawn(reader)) == 1, timeout=3000)


def test_states_after_a_new_version_are_said_and_confirmed(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot
) -> None:
    note = workspace.notes.add_quote("bi-2", "56 tilsynssager", colour=Colour.YELLOW)
    workspace.notes.put(replace(note, state=AnchorState.CHECK))
    qtbot.waitUntil(lambda: bool(cards(reader)) and not cards(reader)[0]._confirm.isHidden(), timeout=2000)
    assert cards(reader)[0]._state.text() == "Se efter"
    qtbot.mouseClick(cards(reader)[0]._confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.notes.get(note.id).state is AnchorState.PLACED, timeout=2000)
    workspace.notes.put(replace(note, state=AnchorState.UNPLACED))
    qtbot.waitUntil(lambda: cards(reader)[0]._state.text() == "Uden plads", timeout=2000)
    assert drawn(reader) == []
    assert cards(reader)[0]._quote.text() == "56 tilsynssager"


def test_a_selection_by_mouse_offers_its_bar(reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    found = reader.text.document().find("Taget til efterretning")
    start, end = reader.text.textCursor(), reader.text.textCursor()
    start.setPosition(found.selectionStart())
    end.setPosition(found.selectionEnd())
    view = reader.text.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=reader.text.cursorRect(start).center())
    qtbot.mouseMove(view, reader.text.cursorRect(end).center())
    QTest.mouseMove(view, reader.text.cursorRect(end).center())
    if not reader.text.textCursor().hasSelection():  # the offscreen platform moves no pointer
        reader.text.setTextCursor(found)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=reader.text.cursorRect(end).center())
    if reader.popup.isHidden():
        reader.text.setTextCursor(found)
        reader.text.selection_made.emit()
    assert reader.popup.isVisible()
    assert view.rect().contains(reader.popup.geometry())
    reader.popup.colour_wanted.emit("red")
    qtbot.waitUntil(lambda: bool(notes(workspace)), timeout=2000)
    assert notes(workspace)[0].colour is Colour.RED
    assert reader.popup.isHidden()


def test_a_search_hit_is_revealed_and_flashed(
    reader: ReaderScreen, workspace: FakeWorkspace, navigator: Navigator, qtbot: QtBot, settled: Settled
) -> None:
    hit = workspace.finding.search("118 igangværende")[0]
    navigator.go(
        Target(
            Screen.MEETING, meeting=hit.meeting_id, item=hit.item_id, section=hit.section, start=hit.start, end=hit.end
        )
    )
    settled()
    assert drawn(reader)[-1][0] == "118 igangværende"
    assert reader.list.chosen == "bi-5"


def test_single_letters_belong_to_the_field_while_writing(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    editor = cards(reader)[0].editor
    for key in (Qt.Key.Key_B, Qt.Key.Key_P, Qt.Key.Key_J, Qt.Key.Key_1):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert editor.toPlainText() == "bpj1"
    settled()
    assert not workspace.bookmarks.list()
    assert reader.list.chosen == "bi-2"
