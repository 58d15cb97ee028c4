"""Mine noter and Bogmærker: rows under their meetings, filters, going there, deleting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.work import Colour
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.notes.base import WorkScreen
from moedeklar.ui.notes.bookmarks_screen import BookmarksScreen
from moedeklar.ui.notes.notes_screen import NotesScreen
from moedeklar.ui.operations import Operations
from moedeklar.ui.theme.theme import Theme
from tests.fakes import agendas
from tests.fakes.pdf import PDF_SHA
from tests.fakes.workspace import FakeWorkspace

Settled = Callable[[], None]
Make = Callable[[type[WorkScreen]], WorkScreen]


@pytest.fixture
def make(
    workspace: FakeWorkspace,
    operations: Operations,
    navigator: Navigator,
    theme: Theme,
    qtbot: QtBot,
    settled: Settled,
) -> Make:
    def build(kind: type[WorkScreen]) -> WorkScreen:
        made = kind(workspace, operations, navigator, theme)  # type: ignore[call-arg, arg-type]
        qtbot.addWidget(made)
        made.resize(900, 700)
        made.show_target(Target(Screen.NOTES))
        made.show()
        qtbot.waitExposed(made)
        settled()
        return made

    return build


@pytest.fixture
def written(workspace: FakeWorkspace) -> FakeWorkspace:
    workspace.notes.add("old-1", text="Gammelt møde")
    workspace.notes.add_quote("bi-2", "56 tilsynssager", text="Spørg formanden", colour=Colour.YELLOW)
    workspace.notes.add("bi-1", text="Dagsordenen")
    workspace.notes.add_on_page("bi-2", PDF_SHA, 1, ((0, 0, 9, 9),), "på siden", attachment_id="bi-2-a1")
    return workspace


def rows(screen: WorkScreen) -> list[str]:
    model = screen.list.rows
    return [str(model.data(model.index(n))) for n in range(model.rowCount())]


def test_notes_stand_under_their_meetings_newest_first(make: Make, written: FakeWorkspace) -> None:
    screen = make(NotesScreen)
    shown = rows(screen)
    assert shown[0] == "Beskæftigelses- og Fællesskabsudvalget · 9. feb. 2027"
    assert [text.split(",")[0] for text in shown[1:4]] == ["Dagsordenen", "Spørg formanden", "på siden"]
    assert shown[4].endswith("12. jan. 2027")
    assert screen.status_text() == "4 noter"


def test_enter_goes_to_the_passage_or_the_page(
    make: Make, written: FakeWorkspace, navigator: Navigator, qtbot: QtBot
) -> None:
    screen = make(NotesScreen)
    screen.focus_first()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert navigator.current is not None
    assert (navigator.current.screen, navigator.current.item) == (Screen.MEETING, "bi-2")
    assert navigator.current.note is not None
    assert navigator.current.section == "facts.sagsfremstilling"
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert (navigator.current.screen, navigator.current.page) == (Screen.PAGES, 1)
    assert navigator.current.attachment == "bi-2-a1"


def test_words_filter_the_list(make: Make, written: FakeWorkspace) -> None:
    screen = make(NotesScreen)
    QTest.keyClicks(screen.filter, "FORMAND tilsyn")
    assert len(rows(screen)) == 2
    screen.filter.setText("findes ikke")
    assert rows(screen) == []
    assert screen._nothing_found.isVisible()
    screen.filter.clear()
    assert len(rows(screen)) == 6


def test_those_that_need_a_look_are_counted_and_shown_alone(
    make: Make, written: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = make(NotesScreen)
    assert isinstance(screen, NotesScreen)
    assert not screen.only_look.isVisible()
    note = next(n for n in written.notes.list() if n.quote == "56 tilsynssager")
    written.notes.put(replace(note, state=AnchorState.CHECK))
    screen.refresh(ChangeSet.of(Kind.NOTE, note.id))
    settled()
    assert screen.only_look.text() == "1 skal ses efter"
    qtbot.mouseClick(screen.only_look, Qt.MouseButton.LeftButton)
    assert len(rows(screen)) == 2
    assert "Se efter" in rows(screen)[1]


def test_delete_removes_and_the_next_row_is_chosen(
    make: Make, written: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = make(NotesScreen)
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    settled()
    screen.refresh(ChangeSet.of(Kind.NOTE))
    settled()
    assert len(written.notes.list()) == 3
    assert screen.list.chosen is not None
    assert screen.list.chosen.title == "Spørg formanden"
    written.undo.undo()
    assert len(written.notes.list()) == 4


@pytest.mark.parametrize(("kind", "title"), [(NotesScreen, "Ingen noter"), (BookmarksScreen, "Ingen bogmærker")])
def test_an_empty_list_teaches(make: Make, kind: type[WorkScreen], title: str, navigator: Navigator) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    screen = make(kind)
    assert any(label.text().startswith(title) for label in screen._empty.findChildren(QLabel))
    assert not screen.filter.isVisible()
    screen._empty.findChildren(QPushButton)[0].click()
    assert navigator.current is not None
    assert navigator.current.screen is Screen.OVERVIEW


def test_bookmarks_lead_to_items_and_pages(
    make: Make, workspace: FakeWorkspace, navigator: Navigator, qtbot: QtBot
) -> None:
    workspace.bookmarks.add("bi-2")
    workspace.bookmarks.add("bi-3", "Husk tallene", "bi-2-a1", 2)
    screen = make(BookmarksScreen)
    assert screen.status_text() == "2 bogmærker"
    assert rows(screen)[1].startswith("Status for tilsynet")
    assert rows(screen)[2].startswith("Husk tallene, Punkt 3 · Forslag")
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert navigator.current is not None
    assert (navigator.current.screen, navigator.current.page) == (Screen.PAGES, 2)
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(workspace.bookmarks.list()) == 1, timeout=2000)


def test_a_click_goes_there(make: Make, workspace: FakeWorkspace, navigator: Navigator, qtbot: QtBot) -> None:
    workspace.bookmarks.add("bi-2")
    screen = make(BookmarksScreen)
    spot = screen.list.visualRect(screen.list.rows.index(1)).center()
    qtbot.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert navigator.current is not None
    assert navigator.current.item == "bi-2"


@pytest.mark.parametrize("kind", [NotesScreen, BookmarksScreen])
def test_no_row_is_blank(make: Make, workspace: FakeWorkspace, kind: type[WorkScreen]) -> None:
    meeting = replace(agendas.economy_meeting(), committee=None, items=(AgendaItem(None, ""),))
    workspace.hold("x", meeting)
    workspace.notes.add("x-1")
    workspace.bookmarks.add("x-1")
    heading, row = rows(make(kind))
    assert heading.startswith("Uden udvalg · ")
    assert row.startswith("Uden titel")
