"""Highlights and notes on pages, with mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from moedeklar.model.anchors import AnchorState, PageAnchor
from moedeklar.model.views import AttachmentView
from moedeklar.model.work import Colour
from moedeklar.ui.pages.marks import badges
from moedeklar.ui.theme.palette import LIGHT
from tests.fakes.pages import ITEM, PagesWorkspace
from tests.pdf import papers
from tests.ui.pages.hands import PLACE, Show, drag, key, notes_of, place


@pytest.mark.parametrize(
    ("which", "colour"), [(Qt.Key.Key_1, Colour.YELLOW), (Qt.Key.Key_2, Colour.GREEN), (Qt.Key.Key_3, Colour.RED)]
)
def test_one_key_a_colour(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot, which: Qt.Key, colour: Colour
) -> None:
    screen = show(view)
    drag(screen, qtbot, 0, "60", "anmeldelser.")
    key(screen, qtbot, which)
    qtbot.waitUntil(lambda: bool(notes_of(workspace)) and bool(screen.canvas._marks))
    (note,) = notes_of(workspace)
    assert (note.colour, note.quote, note.attachment_id) == (colour, "60 pct. fra interne anmeldelser.", view.id)
    assert note.home.item_id == ITEM
    assert isinstance(note.anchor, PageAnchor)
    assert (note.anchor.sha256, note.anchor.page) == (view.sha256, 0)
    ((x0, y0, _x1, y1),) = note.anchor.rects
    assert x0 == pytest.approx(72, abs=1)
    assert y0 < 140 < y1 < 150
    # It is painted on the page, under the print.
    at = place(screen, 0, "interne")
    shot = screen.canvas.viewport().grab().toImage()
    ratio = shot.devicePixelRatio()
    found = {shot.pixelColor(int((at.x() + dx) * ratio), int(at.y() * ratio)).name() for dx in range(-15, 15)}
    assert QColor(LIGHT.highlight(colour)).name() in found


def test_a_note_on_words_is_written_beside_them(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    screen = show(view)
    drag(screen, qtbot, 0, "4,4", "kr.")
    key(screen, qtbot, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: isinstance(QGuiApplication.focusObject(), QPlainTextEdit))
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "Hvor kommer det fra? 123")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: notes_of(workspace)[0].text == "Hvor kommer det fra? 123")
    assert screen.canvas.hasFocus()
    assert notes_of(workspace)[0].quote == "4,4 mio. kr."


def test_a_page_as_a_whole_takes_a_note_also_where_it_has_no_words(
    show: Show, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    scan = workspace.add_attachment(papers.pages(3, text=""), "Scannet bilag")
    screen = show(scan)
    key(screen, qtbot, Qt.Key.Key_PageDown)
    page = screen.canvas.page
    key(screen, qtbot, Qt.Key.Key_N)
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "Stemplet mangler")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(notes_of(workspace)) == 1)
    (note,) = notes_of(workspace)
    assert isinstance(note.anchor, PageAnchor)
    assert (note.text, note.anchor.page, note.anchor.rects, note.attachment_id) == (
        "Stemplet mangler", page, (), scan.id,
    )  # fmt: skip
    # It is shown at the page's corner, and leads to its card.
    qtbot.waitUntil(lambda: bool(screen.canvas._marks))
    sheet = screen.canvas.desk.rects[page].translated(-screen.canvas.window_on_desk().topLeft())
    ((mark, badge),) = badges(sheet, screen.canvas._marks[page])
    assert mark.note_id == note.id
    with qtbot.waitSignal(screen.canvas.note_chosen, check_params_cb=lambda chosen: chosen == note.id):
        qtbot.mouseClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, pos=badge.center())
    # And what was written there can be added to, without a second card.
    assert len(screen.panel.cards.all) == 1
    key(screen, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert len(screen.panel.cards.all) == 2
    qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Escape)
    assert len(screen.panel.cards.all) == 1


def test_a_note_on_highlighted_words_is_written_in_that_highlight(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    screen = show(view)
    drag(screen, qtbot, 0, "4,4", "året")
    key(screen, qtbot, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(screen.canvas._marks))
    drag(screen, qtbot, 0, "mio.", "kr.")
    key(screen, qtbot, Qt.Key.Key_N)
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "Hvorfra?")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: notes_of(workspace)[0].text == "Hvorfra?")
    (note,) = notes_of(workspace)
    assert (note.colour, note.quote) == (Colour.GREEN, "4,4 mio. kr. i året")
    qtbot.waitUntil(lambda: screen.canvas._marks[0][0].written)
    # Other words of a passage that has its note get one of their own.
    drag(screen, qtbot, 0, "mio.", "kr.")
    key(screen, qtbot, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: len(notes_of(workspace)) == 2)


def test_a_highlight_is_chosen_recoloured_removed_and_brought_back(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    screen = show(view)
    note = workspace.notes.add_on_page(
        ITEM, view.sha256 or "", 0, (PLACE,), "60 pct.", colour=Colour.YELLOW, attachment_id=view.id
    )
    qtbot.waitUntil(lambda: bool(screen.canvas._marks))
    qtbot.mouseClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place(screen, 0, "interne"))
    key(screen, qtbot, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: workspace.notes.get(note.id).colour is Colour.RED)
    screen.annotator.remove()
    qtbot.waitUntil(lambda: not screen.canvas._marks)
    assert not notes_of(workspace)
    workspace.undo.undo()
    qtbot.waitUntil(lambda: bool(screen.canvas._marks))


def test_the_column_leads_to_the_place(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    low = (72.0, 700.0, 250.0, 715.0)
    late = workspace.notes.add_on_page(ITEM, view.sha256 or "", 11, (low,), "sent", text="Se her")
    workspace.notes.add_on_page(ITEM, view.sha256 or "", 2, (PLACE,), "tidligt")
    screen = show(view)
    qtbot.waitUntil(lambda: len(screen.panel.cards.all) == 2)
    assert [card.note.quote for card in screen.panel.cards.all if card.note] == ["tidligt", "sent"]
    card = screen.panel.cards.all[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert screen.status_text() == "Side 12 af 14"
    rect = screen.canvas.desk.rect_on_desk(11, low).toAlignedRect()
    assert screen.canvas.window_on_desk().contains(rect)
    show(view, note=late.id)
    qtbot.waitUntil(lambda: screen.canvas._current_note == late.id)


def test_a_note_that_is_to_be_checked_can_be_confirmed(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    note = workspace.notes.add_on_page(ITEM, view.sha256 or "", 0, (PLACE,), "60 pct.")
    workspace.notes.put(replace(note, state=AnchorState.CHECK))
    screen = show(view)
    qtbot.waitUntil(lambda: len(screen.panel.cards.all) == 1)
    qtbot.mouseClick(screen.panel.cards.all[0]._confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.notes.get(note.id).state is AnchorState.PLACED, timeout=2000)
