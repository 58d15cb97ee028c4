"""The page view as a person uses it, with mouse and keyboard, on real pages from a real PDF process."""

from __future__ import annotations

import os
import signal
import threading

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.views import AttachmentView
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.pages import trouble
from moedeklar.ui.pages.screen import PagesScreen
from moedeklar.ui.theme.theme import Theme
from tests.fakes.pages import ITEM, PagesWorkspace
from tests.pdf import papers
from tests.ui.pages.conftest import LINES, settled
from tests.ui.pages.hands import PLACE, Show, drag, key, notes_of, place


def test_an_attachment_is_shown_with_its_title_pages_and_way_back(show: Show, view: AttachmentView) -> None:
    screen = show(view)
    assert screen.status_text() == "Side 1 af 14"
    assert screen.canvas.accessibleName() == "Sider i Oplæg om kontrol"
    assert "tilsynssager" in screen.canvas.accessibleDescription()
    back = next(button for button in screen.findChildren(QPushButton) if button.text() == "Punkt 2")
    assert back.accessibleName() == "Tilbage til Punkt 2"
    assert screen.thumbnails.model().rowCount() == 14


def test_only_what_is_in_sight_is_drawn(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    qtbot.waitUntil(lambda: len(screen.canvas._pictures) >= 2)
    assert len(screen.canvas._pictures) <= 3


def test_the_keyboard_goes_everywhere(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    canvas = screen.canvas
    assert canvas.hasFocus()
    key(screen, qtbot, Qt.Key.Key_End)
    assert screen.status_text() == "Side 14 af 14"
    assert canvas.verticalScrollBar().value() == canvas.verticalScrollBar().maximum()
    key(screen, qtbot, Qt.Key.Key_Home)
    assert canvas.page == 0
    for _ in range(2):
        key(screen, qtbot, Qt.Key.Key_PageDown)
    assert canvas.page >= 1
    key(screen, qtbot, Qt.Key.Key_PageUp)
    key(screen, qtbot, Qt.Key.Key_PageUp)
    assert canvas.page == 0
    key(screen, qtbot, Qt.Key.Key_Right)
    assert canvas.page == 1
    key(screen, qtbot, Qt.Key.Key_Left)
    assert canvas.page == 0
    before = canvas.verticalScrollBar().value()
    key(screen, qtbot, Qt.Key.Key_Down)
    assert canvas.verticalScrollBar().value() > before
    key(screen, qtbot, Qt.Key.Key_Up)
    assert canvas.verticalScrollBar().value() == before


def test_a_page_number_can_be_typed_and_a_small_page_chosen(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    field = screen.toolbar.findChild(QLineEdit)
    key(screen, qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert field is not None
    assert field.hasFocus()
    qtbot.keyClicks(field, "9")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.status_text() == "Side 9 af 14"
    assert screen.thumbnails.currentIndex().row() == 8
    screen.thumbnails.setFocus()
    qtbot.keyClick(screen.thumbnails, Qt.Key.Key_Down)
    assert screen.canvas.page == 9
    assert field is not None
    assert field.text() == "10"


def test_zooming_keeps_the_place_and_draws_anew(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view, page=5)
    canvas = screen.canvas
    assert canvas.fitted
    assert screen.actions_.fit.isChecked()
    under = canvas.page_under(canvas.viewport().rect().center())
    fitted = canvas.zoom
    key(screen, qtbot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom > fitted
    assert not screen.actions_.fit.isChecked()
    assert canvas.page_under(canvas.viewport().rect().center()) == pytest.approx(under, abs=3)
    qtbot.waitUntil(lambda: settled(screen, view.sha256))
    key(screen, qtbot, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    key(screen, qtbot, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom < fitted
    key(screen, qtbot, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(fitted)
    qtbot.waitUntil(lambda: settled(screen, view.sha256))


def test_words_are_selected_by_mouse_and_copied(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    drag(screen, qtbot, 0, "56", "behandlet")
    assert screen.annotator.popup.isVisible()
    key(screen, qtbot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "56 tilsynssager behandlet"
    key(screen, qtbot, Qt.Key.Key_Escape)
    assert screen.canvas.selector.selection is None
    assert not screen.annotator.popup.isVisible()
    qtbot.mouseDClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place(screen, 0, "interne"))
    assert screen.canvas.selector.text() == "interne"


def test_words_are_selected_by_keys(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    shift = Qt.KeyboardModifier.ShiftModifier
    for which in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        key(screen, qtbot, which, shift)
    assert screen.canvas.selector.text() == "Resultater 2026\n56 tilsynssager"
    key(screen, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert screen.canvas.selector.text() == "\n".join(LINES)


def test_one_opens_where_one_was(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, navigator: Navigator, qtbot: QtBot
) -> None:
    screen = show(view, page=6)
    assert screen.canvas.page == 6
    screen.canvas.go_to(8)
    qtbot.waitUntil(lambda: bool(workspace.reading.kept) and workspace.reading.kept.page == 8)
    kept = workspace.reading.kept
    assert kept is not None
    assert (kept.screen, kept.item_id, kept.attachment_id) == ("pages", ITEM, view.id)
    assert navigator.current is not None
    assert navigator.current.page == 8


def test_escape_leads_back_to_the_item(show: Show, view: AttachmentView, navigator: Navigator, qtbot: QtBot) -> None:
    screen = show(view)
    drag(screen, qtbot, 0, "56", "behandlet")
    key(screen, qtbot, Qt.Key.Key_Escape)
    assert navigator.current is not None
    assert navigator.current.screen is Screen.PAGES
    key(screen, qtbot, Qt.Key.Key_Escape)
    assert (navigator.current.screen, navigator.current.item) == (Screen.MEETING, ITEM)


def test_from_attachment_to_attachment(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    workspace.add_missing("Findes ikke")
    other = workspace.add_attachment(papers.pages(2), "Det andet bilag")
    screen = show(view)
    before, after = screen.step_actions()
    assert (before.isEnabled(), after.isEnabled()) == (False, True)
    key(screen, qtbot, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: settled(screen, other.sha256))
    assert screen.status_text() == "Side 1 af 2"
    assert (before.isEnabled(), after.isEnabled()) == (True, False)
    key(screen, qtbot, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: settled(screen, view.sha256))
    assert screen.status_text() == "Side 1 af 14"


def test_killed_while_scrolling_it_says_so_and_comes_back(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    screen = show(view)
    for page in (4, 9, 13):
        pid = workspace.pdf.process_id
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        screen.canvas.go_to(page)
        qtbot.waitUntil(screen.middle._stopped.isVisible, timeout=5000)
        qtbot.waitUntil(lambda: settled(screen, view.sha256), timeout=10_000)
        assert screen.middle.readable
    qtbot.waitUntil(lambda: not screen.middle._stopped.isVisible(), timeout=5000)


@pytest.mark.parametrize(
    ("data", "words", "outside"),
    [
        (papers.locked(), "adgangskode", True),
        (b"ikke en pdf" * 20, "beskadiget", True),
        (b"", "tom", False),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "ikke kan vises her", True),
    ],
    ids=["locked", "garbage", "empty", "doc"],
)
def test_what_cannot_be_shown_is_explained(
    show: Show,
    workspace: PagesWorkspace,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
    words: str,
    outside: bool,
) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(trouble, "show_outside", lambda path: bool(asked.append(path)) or True)
    screen = show(workspace.add_attachment(paper_or(data), "Bilag"))
    bad = workspace.add_attachment(data, "Det dårlige bilag")
    screen.show_target(Target(Screen.PAGES, meeting="bi", item=ITEM, attachment=bad.id, sha256=bad.sha256))
    qtbot.waitUntil(lambda: not screen.middle.readable, timeout=10_000)
    problem = screen.middle._problem
    assert problem is not None
    assert words in problem.accessibleDescription()
    assert "Det dårlige bilag" in problem.accessibleDescription()
    assert screen.status_text() == ""
    buttons = {button.text(): button for button in problem.findChildren(QPushButton)}
    assert ("Åbn i systemets fremviser" in buttons) is outside
    assert "Tilbage" in buttons
    if outside:
        qtbot.mouseClick(buttons["Åbn i systemets fremviser"], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(asked) == 1)


def paper_or(data: bytes) -> bytes:
    """Something readable that is another file than *data*."""
    return papers.pages(1, f"Noget andet {len(data)}")


@pytest.mark.parametrize("workspace", [2.0], indirect=True)
def test_a_page_that_takes_too_long_says_so_and_the_second_time_the_file_is_refused(
    show: Show, workspace: PagesWorkspace, screen: PagesScreen, qtbot: QtBot
) -> None:
    endless = workspace.add_attachment(papers.endless(), "Uendeligt bilag")
    good = workspace.add_attachment(papers.pages(1), "Godt bilag")
    where = Target(Screen.PAGES, meeting="bi", item=ITEM, attachment=endless.id, sha256=endless.sha256)
    screen.show_target(where)
    qtbot.waitUntil(lambda: bool(screen.canvas._failed) or not screen.middle.readable, timeout=20_000)
    # The small page is tried too, which is the second time; then nothing is asked of the process any more.
    qtbot.waitUntil(lambda: not screen.middle.readable or _ask_again(screen), timeout=20_000)
    assert screen.middle._problem is not None
    assert "Uendeligt bilag" in screen.middle._problem.accessibleDescription()
    assert "to gange" in screen.middle._problem.accessibleDescription()
    show(good)
    qtbot.waitUntil(lambda: screen.status_text() == "Side 1 af 1")


def _ask_again(screen: PagesScreen) -> bool:
    screen.canvas._failed.clear()
    screen.canvas.ask()
    return False


def test_a_file_that_is_only_named_says_so(
    show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    missing = workspace.add_missing("Bilag uden fil")
    screen = show(view)
    screen.show_target(Target(Screen.PAGES, meeting="bi", item=ITEM, attachment=missing.id))
    qtbot.waitUntil(lambda: not screen.middle.readable)
    assert screen.middle._problem is not None
    assert "ikke i kilden" in screen.middle._problem.accessibleDescription()


def test_a_damaged_file_is_shown_as_far_as_it_goes(show: Show, workspace: PagesWorkspace, qtbot: QtBot) -> None:
    whole = papers.pages(20)
    screen = show(workspace.add_attachment(whole[: int(len(whole) * 0.97)], "Halvt bilag"))
    assert screen.middle.readable
    assert screen.middle._said is not None
    assert "beskadiget" in screen.middle._said.accessibleName()


def test_a_word_document_says_that_it_is_shown_plainly_and_where_it_is_whole(
    show: Show, workspace: PagesWorkspace, qtbot: QtBot
) -> None:
    screen = show(workspace.add_attachment(papers.word_document("Brev om blåbær"), "Brev"))
    assert screen.middle.readable
    said = screen.middle._said
    assert said is not None
    assert "uden lister, tabeller" in said.accessibleName()
    (action,) = [button for button in said.findChildren(QPushButton) if button.text()]
    assert action.text() == "Åbn i systemets fremviser"
    assert show(workspace.add_attachment(papers.pages(2), "Et bilag")).middle._said is None


def test_a_turned_page_is_highlighted_where_the_words_are(show: Show, workspace: PagesWorkspace, qtbot: QtBot) -> None:
    turned = workspace.add_attachment(papers.lines(2, LINES, rotation=90), "Liggende")
    screen = show(turned)
    drag(screen, qtbot, 0, "60", "anmeldelser.")
    key(screen, qtbot, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: bool(screen.canvas._marks))
    (note,) = notes_of(workspace)
    assert isinstance(note.anchor, PageAnchor)
    ((x0, y0, _x1, y1),) = note.anchor.rects
    assert x0 == pytest.approx(72, abs=1)
    assert 125 < y0 < 140 < y1 < 150
    shown = screen.canvas.desk.rect_on_desk(0, note.anchor.rects[0])
    assert shown.height() > shown.width()


def test_every_widget_has_a_name(show: Show, view: AttachmentView, workspace: PagesWorkspace, qtbot: QtBot) -> None:
    workspace.notes.add_on_page(ITEM, view.sha256 or "", 0, (PLACE,), "60 pct.")
    screen = show(view)
    qtbot.waitUntil(lambda: len(screen.panel.cards.all) == 1)
    nameless = [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_columns_are_reached_by_a_key_and_folded_away_when_narrow(
    show: Show, view: AttachmentView, qtbot: QtBot
) -> None:
    screen = show(view)
    key(screen, qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert screen.thumbnails.hasFocus()
    qtbot.keyClick(screen.thumbnails, Qt.Key.Key_F6)
    assert screen.canvas.hasFocus()
    screen.resize(820, 640)
    qtbot.waitUntil(screen.thumbnails.isHidden)
    assert screen.width() == 820
    assert screen.panel.isVisible()
    screen.resize(640, 640)
    assert screen.panel.isHidden()
    key(screen, qtbot, Qt.Key.Key_F9)
    assert screen.panel.isVisible()
    assert screen.actions_.notes_column.isChecked()
    screen.resize(1240, 800)
    assert screen.thumbnails.isVisible()


def test_leaving_the_screen_leaves_the_process_alone(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    screen.canvas.go_to(7)
    screen.hide()
    qtbot.waitUntil(lambda: not any(thread.name == "pages" for thread in threading.enumerate()))
    screen.show()
    qtbot.waitUntil(lambda: settled(screen, view.sha256))


def test_other_changes_leave_the_place_alone(show: Show, view: AttachmentView, qtbot: QtBot) -> None:
    screen = show(view)
    screen.canvas.verticalScrollBar().setValue(400)
    at = screen.canvas.verticalScrollBar().value()
    screen.refresh(ChangeSet.of(Kind.ITEM))
    screen.refresh(ChangeSet.of(Kind.NOTE))
    qtbot.wait(100)
    assert screen.canvas.verticalScrollBar().value() == at


def test_both_themes_keep_paper_white(show: Show, view: AttachmentView, theme: Theme, qtbot: QtBot) -> None:
    screen = show(view)
    theme.apply("dark")
    shot = screen.canvas.viewport().grab().toImage()
    sheet = screen.canvas.desk.rects[0].translated(-screen.canvas.window_on_desk().topLeft())
    ratio = shot.devicePixelRatio()
    assert shot.pixelColor(int((sheet.left() + 20) * ratio), int((sheet.top() + 20) * ratio)).name() == "#ffffff"
    assert shot.pixelColor(int(8 * ratio), int(60 * ratio)).name() == theme.colours.desk
    theme.apply("light")
