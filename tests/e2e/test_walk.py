"""The walk of a member through the window, by keyboard: from a folder of papers to a prepared meeting and a request."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moedeklar.model.anchors import AnchorState
from moedeklar.model.moments import FixedClock
from moedeklar.ui.navigation import Screen
from moedeklar.ui.pages.screen import PagesScreen
from moedeklar.ui.reader.notes_column import WayCard
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.requests.editor import RequestScreen
from moedeklar.ui.sources.add_source import FOLDER
from moedeklar.ui.welcome.view import WelcomeScreen
from moedeklar.wording import language
from tests.support.papers import agenda_lines, write_pdf
from tests.support.window import Driven

pytestmark = [pytest.mark.walk, pytest.mark.qt_log_ignore("does not support raise")]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NOW = FixedClock(datetime(2027, 2, 3, 6, 42, tzinfo=UTC))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """The agenda of a meeting to come, with an attachment of twelve pages beside it."""
    folder = tmp_path / "papirer"
    lines = agenda_lines(16, 2, 2027, decided=False)
    at = next(n for n, (text, _size) in enumerate(lines) if text.startswith("Punkt 3"))
    lines[at:at] = [("Bilag", 12), ("Trafiktal 2026", 10)]
    write_pdf(folder / "dagsorden.pdf", lines)
    write_pdf(folder / "bilag" / "Trafiktal 2026.pdf", [(f"Tælling {n} ved Askeby", 20) for n in range(240)])
    return folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new profile's folder; its passphrase stands in a file."""
    secret = tmp_path / "passphrase"
    secret.write_text("to heste og en vogn\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))
    before = language.language()
    yield tmp_path / "profil"
    language.set_language(before)


Open = Callable[[], Driven]


@pytest.fixture
def opened(folder: Path, qtbot: QtBot) -> Iterator[Open]:
    """Opens the window over the profile; what a failing test left open is closed."""
    made: list[Driven] = []

    def begin() -> Driven:
        hands = Driven(folder, NOW, qtbot)
        made.append(hands)
        hands.open()
        return hands

    yield begin
    for hands in made:
        hands.close()


def reader(hands: Driven) -> ReaderScreen:
    screen = hands.screen(Screen.MEETING)
    assert isinstance(screen, ReaderScreen)
    return screen


def put_caret(screen: ReaderScreen, words: str) -> None:
    """The caret before *words*, as after a click there."""
    found = screen.text.document().find(words)
    assert not found.isNull(), words
    found.setPosition(found.selectionStart())
    screen.text.setTextCursor(found)
    screen.text.setFocus()


def first_start(hands: Driven, papers: Path) -> None:
    """Welcome → a folder is chosen → typed in → the next meeting stands there to be read."""
    assert hands.shown() is Screen.WELCOME
    welcome = hands.screen(Screen.WELCOME)
    assert isinstance(welcome, WelcomeScreen)
    hands.qtbot.mouseClick(welcome.kinds.buttons[FOLDER], Qt.MouseButton.LeftButton)
    hands.until(welcome.add.path.hasFocus)
    hands.type(str(papers))
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: hands.shown() is Screen.MEETING)
    hands.settle()


def test_from_a_folder_to_a_prepared_member(opened: Open, papers: Path, qtbot: QtBot) -> None:
    hands = opened()
    first_start(hands, papers)
    screen = reader(hands)
    assert "Fritids- og Byudvalget" in hands.workspace.meetings.list()[0].committee

    # Read on, and mark a passage by keyboard alone.
    screen.text.setFocus()
    hands.press(Qt.Key.Key_J)
    assert screen.text.document().toPlainText().startswith("Punkt 2")
    put_caret(screen, "Udvalget bad i foråret")
    for _ in range(4):
        hands.press(Qt.Key.Key_Right, CTRL | SHIFT)
    hands.press(Qt.Key.Key_2)
    put_caret(screen, "Planen er blevet til")
    for _ in range(3):
        hands.press(Qt.Key.Key_Right, CTRL | SHIFT)
    hands.press(Qt.Key.Key_N)
    hands.type("Spørg Kirstine")
    screen.text.setFocus()
    hands.settle()
    hands.press(Qt.Key.Key_B)
    hands.press(Qt.Key.Key_P)
    made = hands.workspace.notes.list()
    assert sorted(note.quote for note in made) == ["Planen er blevet", "Udvalget bad i foråret"]
    assert [note.text for note in made if note.text] == ["Spørg Kirstine"]

    # Undo and redo, the newest first.
    hands.press(Qt.Key.Key_Z, CTRL)
    item = screen.session.item
    assert item is not None
    assert not hands.workspace.meetings.item(item.row.id).row.prepared
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.workspace.bookmarks.list() == ()
    hands.press(Qt.Key.Key_Z, CTRL | SHIFT)
    hands.press(Qt.Key.Key_Z, CTRL | SHIFT)
    row = hands.workspace.meetings.item(item.row.id).row
    assert (row.prepared, row.bookmarked, row.notes) == (True, True, 2)
    hands.close()

    # Opened again: where reading stopped, with everything there. Then the minutes arrive.
    again = opened()
    screen = reader(again)
    assert screen.session.item is not None
    assert screen.session.item.row.id == item.row.id
    assert len(screen.text.extraSelections()) >= 2
    write_pdf(papers / "referat.pdf", agenda_lines(16, 2, 2027, decided=True))
    again.press(Qt.Key.Key_F5)
    again.until(lambda: len(again.workspace.meetings.list()[0].versions) == 2)
    again.until(lambda: "Godkendt." in screen.text.document().toPlainText())
    notes = again.workspace.notes.list()
    assert {note.state for note in notes} == {AnchorState.PLACED}
    assert {note.home.item_id for note in notes} == {item.row.id}


def test_search_leads_to_the_passage_of_a_note(opened: Open, papers: Path, qtbot: QtBot) -> None:
    hands = opened()
    first_start(hands, papers)
    meeting = hands.workspace.meetings.list()[0]
    second = hands.workspace.meetings.view(meeting.id).item_ids[1]
    hands.workspace.notes.add_quote(second, "koster 1,2 mio. kr.", text="Hvem betaler i Kirstinehøj?")
    hands.settle()
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("kirstinehøj")
    qtbot.wait(300)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    screen = reader(hands)
    assert screen.session.item is not None
    assert screen.session.item.row.id == second
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("caféer")
    qtbot.wait(300)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    assert "Lektiecaféer" in reader(hands).text.document().toPlainText()


def test_the_attachment_comes_back_when_its_process_is_killed(opened: Open, papers: Path, qtbot: QtBot) -> None:
    hands = opened()
    first_start(hands, papers)
    screen = reader(hands)
    screen.text.setFocus()
    hands.press(Qt.Key.Key_J)
    card = next(card for card in screen.notes.findChildren(WayCard) if card.isEnabled())
    card.setFocus()
    hands.press(Qt.Key.Key_Space)
    pages = hands.screen(Screen.PAGES)
    assert isinstance(pages, PagesScreen)
    hands.until(lambda: hands.workspace.pdf.process_id is not None and "1 af" in pages.status_text())
    pages.canvas.setFocus()
    first = hands.workspace.pdf.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    for _ in range(4):
        hands.press(Qt.Key.Key_PageDown)
    hands.until(lambda: hands.workspace.pdf.process_id not in (None, first))
    hands.press(Qt.Key.Key_End)
    hands.until(lambda: not pages.status_text().startswith("Side 1 "))
    hands.press(Qt.Key.Key_Escape)
    assert reader(hands).session.item is not None


def test_a_request_is_written_and_listed(opened: Open, papers: Path, qtbot: QtBot) -> None:
    hands = opened()
    first_start(hands, papers)
    reader(hands).text.setFocus()
    hands.press(Qt.Key.Key_R)
    editor = hands.screen(Screen.REQUEST)
    assert isinstance(editor, RequestScreen)
    editor.form.title.setFocus()
    editor.form.title.selectAll()
    hands.type("Lys på stien til Havnholm")
    editor.form.text.setFocus()
    hands.type("Stien er mørk fra oktober til marts.")
    qtbot.waitUntil(lambda: bool(hands.workspace.requests.list()), timeout=5000)
    hands.settle()
    hands.until(lambda: hands.workspace.requests.list()[0].request.draft.text.endswith("marts."))
    row = hands.workspace.requests.list()[0]
    assert row.request.draft.title == "Lys på stien til Havnholm"
    assert row.deadline is not None
    assert row.deadline.days_left == 5
    assert hands.workspace.requests.letter_pdf(row.request.id).startswith(b"%PDF-")
