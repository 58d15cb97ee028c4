"""The palette by keyboard and mouse: type, choose, go, come back."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import StoreError
from moedeklar.model.requests import RequestDraft
from moedeklar.model.views import Hit
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.search.palette import SearchPalette
from moedeklar.ui.theme.theme import Theme
from tests.fakes.pdf import PDF_SHA
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import theme, went

__all__ = ["theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit("noget andet"))
    made.resize(1000, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.findChild(QLineEdit).setFocus()
    return made


@pytest.fixture
def palette(
    workspace: FakeWorkspace, operations: Operations, navigator: Navigator, theme: Theme, window: QWidget
) -> SearchPalette:
    return SearchPalette(workspace, operations, navigator, theme, window)


def titles(palette: SearchPalette) -> list[str]:
    model = palette.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def chosen(palette: SearchPalette) -> str:
    return str(palette.list.currentIndex().data())


def typed(palette: SearchPalette, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(palette.edit, text)
    qtbot.waitUntil(lambda: not palette._controller.waiting)


def test_what_had_the_focus_may_be_gone_by_then(palette: SearchPalette, window: QWidget, qtbot: QtBot) -> None:
    field = window.findChild(QLineEdit)
    palette.open_palette()
    field.deleteLater()
    qtbot.waitSignal(field.destroyed).wait()
    with qtbot.waitSignal(palette.left):
        qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_opens_with_places_and_gives_the_focus_back(palette: SearchPalette, window: QWidget, qtbot: QtBot) -> None:
    palette.open_palette()
    assert palette.edit.hasFocus()
    qtbot.waitUntil(lambda: "Økonomiudvalget" in titles(palette))
    assert titles(palette)[:2] == ["Gå til", "Overblik"]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.findChild(QLineEdit).hasFocus()


def test_finds_while_typing_and_goes_to_the_passage(palette: SearchPalette, went: list[Target], qtbot: QtBot) -> None:
    palette.open_palette()
    typed(palette, qtbot, "tilsynssager")
    assert titles(palette)[0] == "Punkter"
    assert palette.state.text() == "1 fund. Enter går til stedet."
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert went[0].item == "bi-2"
    assert went[0].section == "facts.sagsfremstilling"
    assert went[0].end - went[0].start == len("tilsynssager")


def test_arrows_and_pages_move_over_the_headings(palette: SearchPalette, qtbot: QtBot) -> None:
    palette.open_palette()
    qtbot.waitUntil(lambda: "Økonomiudvalget" in titles(palette))
    for key, expected in [
        (Qt.Key.Key_Down, "Bogmærker"),
        (Qt.Key.Key_Up, "Overblik"),
        (Qt.Key.Key_Up, "Overblik"),
        (Qt.Key.Key_PageDown, "Indstillinger"),
        (Qt.Key.Key_PageUp, "Overblik"),
    ]:
        qtbot.keyClick(palette.edit, key)
        assert chosen(palette) == expected
    qtbot.keyClicks(palette.edit, "tilsyn")
    qtbot.waitUntil(lambda: "Bilag" in titles(palette))
    while chosen(palette) != "Tilsynsholdets oplæg":
        qtbot.keyClick(palette.edit, Qt.Key.Key_Down)


def test_an_attachment_opens_its_file_at_the_page(
    palette: SearchPalette, went: list[Target], settled: Callable[[], None], qtbot: QtBot
) -> None:
    palette.open_palette()
    typed(palette, qtbot, "tilsynsholdets opl")
    assert chosen(palette) == "Tilsynsholdets oplæg"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Enter)
    settled()
    assert went[0].screen is Screen.PAGES
    assert (went[0].sha256, went[0].page, went[0].item) == (PDF_SHA, 0, "bi-2")


def test_notes_and_requests_are_found(
    palette: SearchPalette, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot
) -> None:
    note = workspace.notes.add("bi-3", text="Spørg til zebraen")
    workspace.requests.new(RequestDraft("Økonomiudvalget", "Zebrastriber i Askeby"))
    palette.open_palette()
    typed(palette, qtbot, "zebra")
    assert [t for t in titles(palette) if t in ("Noter", "Anmodninger")] == ["Noter", "Anmodninger"]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert went[0].note == note.id


def test_enter_before_the_answer_goes_to_what_is_found(
    palette: SearchPalette, went: list[Target], qtbot: QtBot
) -> None:
    palette.open_palette()
    qtbot.keyClicks(palette.edit, "tilsynssager")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.waitUntil(lambda: bool(went))
    assert went[0].item == "bi-2"


def test_a_slow_answer_to_old_words_is_dropped(
    palette: SearchPalette, workspace: FakeWorkspace, settled: Callable[[], None], qtbot: QtBot
) -> None:
    real, go_on, asked = workspace.finding.search, threading.Event(), []

    def search(query: str, limit: int = 50) -> tuple[Hit, ...]:
        asked.append(query)
        if query == "tilsynssager":
            go_on.wait(5)
        return real(query, limit=limit)

    workspace.finding.search = search  # type: ignore[method-assign]
    palette.open_palette()
    qtbot.keyClicks(palette.edit, "tilsynssager")
    qtbot.waitUntil(lambda: asked == ["tilsynssager"])
    palette.edit.setText("ressourcef")
    qtbot.waitUntil(lambda: not palette._controller.waiting)
    go_on.set()
    settled()
    assert chosen(palette) == "Erfaringer med ressourceforløb i Nordlund Kommune"


def test_short_and_empty_answers_say_what_to_do(palette: SearchPalette, qtbot: QtBot) -> None:
    palette.open_palette()
    qtbot.keyClicks(palette.edit, "k")
    assert palette.state.text() == "Skriv mindst to bogstaver."
    typed(palette, qtbot, "vælteplan")
    assert palette.state.text() == "Intet fundet for ”kvælteplan”. Prøv færre eller andre ord."
    assert not palette.list.isVisible()
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.isVisible()


def test_the_count_is_announced(palette: SearchPalette, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    palette.open_palette()
    typed(palette, qtbot, "tilsynssager")
    assert said[-1] == "1 fund. Enter går til stedet."
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert said[-1].startswith("Punkter, Status for tilsynet")


def test_a_click_goes_and_a_click_beside_closes(palette: SearchPalette, went: list[Target], qtbot: QtBot) -> None:
    palette.open_palette()
    row = palette.list.visualRect(palette.list.model().index(2, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert went == [Target(Screen.BOOKMARKS)]
    palette.open_palette()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not palette.isVisible()


def test_follows_the_window_and_stays_inside(palette: SearchPalette, window: QWidget, qtbot: QtBot) -> None:
    palette.open_palette()
    qtbot.waitUntil(lambda: "Økonomiudvalget" in titles(palette))
    window.resize(640, 360)
    qtbot.waitUntil(lambda: palette.width() == 640)
    assert palette.panel.geometry().bottom() < 360
    assert palette.panel.width() <= 640 - 48


def test_an_error_is_told_in_the_palette(palette: SearchPalette, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    def broken(query: str, limit: int = 50) -> tuple[Hit, ...]:
        raise StoreError("unheard_of")

    workspace.finding.search = broken  # type: ignore[method-assign]
    palette.open_palette()
    typed(palette, qtbot, "tilsyn")
    assert "unheard_of" in palette.state.text()
