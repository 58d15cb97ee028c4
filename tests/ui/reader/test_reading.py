"""Reading: what an item shows, moving between items, versions, marks and the place of reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.agenda import AgendaItem, MeetingKind, Origin, Role
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.work import Place
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.reader.notes_column import WayCard
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.widgets.empty import EmptyState
from tests.fakes import agendas
from tests.fakes.workspace import FakeWorkspace

Settled = Callable[[], None]


def text_of(reader: ReaderScreen) -> str:
    return reader.text.document().toPlainText()


def test_recommendation_and_decision_come_first(reader: ReaderScreen) -> None:
    text = text_of(reader)
    places = [
        text.index(words)
        for words in (
            "Punkt 2 · Sag 15.00.00-G01-9-27 · Orientering",
            "Status for tilsynet",
            "Indstilling",
            "Centret anbefaler",
            "Beslutning · 9. februar 2027 · indstillingen fulgt",
            "Taget til efterretning.",
            "Sagsfremstilling",
            "Økonomiske konsekvenser",
            "Tilsynsholdets oplæg",
        )
    ]
    assert places == sorted(places)


def test_tables_lists_and_bold_words_are_kept(reader: ReaderScreen) -> None:
    document = reader.text.document()
    found = document.find("2,2 mio. kr.")
    assert found.currentTable() is not None
    assert found.currentTable().rows() == 3
    assert "•\tSamarbejdet med jobcentret" in text_of(reader)
    assert document.find("Tilsynsholdet går").charFormat().font().bold()


def test_keys_lead_to_the_next_item_and_back(reader: ReaderScreen, qtbot: QtBot, settled: Settled) -> None:
    for key, modifier, item in (
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "bi-3"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, "bi-4"),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier, "bi-5"),
        (Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "bi-4"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier, "bi-3"),
    ):
        qtbot.keyClick(reader.text, key, modifier)
        settled()
        assert reader.session.item is not None
        assert reader.session.item.row.id == item
        assert reader.list.chosen == item
    assert reader.status_text() == "Punkt 3 af 9"


def test_the_list_chooses_with_arrows_and_enter_goes_reading(
    reader: ReaderScreen, qtbot: QtBot, settled: Settled
) -> None:
    reader.list.list.setFocus()
    qtbot.keyClick(reader.list.list, Qt.Key.Key_Down)
    settled()
    assert reader.list.chosen == "bi-3"
    assert "nøgletal" in text_of(reader)
    qtbot.keyClick(reader.list.list, Qt.Key.Key_Return)
    assert reader.text.hasFocus()


def test_a_closed_item_says_calmly_that_it_is_closed(
    reader: ReaderScreen, navigator: Navigator, settled: Settled
) -> None:
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-9"))
    settled()
    assert "Lukket punkt" in text_of(reader)
    assert "for lukkede døre" in text_of(reader)


def test_announcements_votes_absence_and_coming_cases_are_shown(
    reader: ReaderScreen, navigator: Navigator, settled: Settled
) -> None:
    shown = {}
    for item in ("bi-3", "bi-4", "bi-7", "bi-8"):
        navigator.go(Target(Screen.MEETING, meeting="bi", item=item))
        settled()
        shown[item] = text_of(reader)
    assert "For: A, C. Imod: Ø" in shown["bi-3"]
    assert "1.\tat der afsættes" in shown["bi-3"]
    assert "Jens Korsbæk" in shown["bi-4"]
    assert "Regnskab 2026" in shown["bi-7"]
    assert "1. Nyt fra jobcentret" in shown["bi-8"]


def test_without_an_item_the_first_unread_is_opened(
    reader: ReaderScreen, navigator: Navigator, workspace: FakeWorkspace, settled: Settled
) -> None:
    workspace.reading.read |= {"bi-1", "bi-2"}
    workspace.reading.changed.clear()
    navigator.go(Target(Screen.MEETING, meeting="bi"))
    settled()
    assert reader.list.chosen == "bi-3"


def test_an_older_version_is_read_under_a_banner(
    reader: ReaderScreen, navigator: Navigator, qtbot: QtBot, settled: Settled
) -> None:
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-2", version="bi-v1"))
    settled()
    assert "Beslutning ·" not in text_of(reader)
    banner = reader.middle.banner
    assert banner is not None
    assert "ældre udgave: Dagsorden" in banner.accessibleName()
    reader.doing.choose_version("bi-v2")
    settled()
    assert reader.middle.banner is None
    assert "Beslutning ·" in text_of(reader)


def test_an_item_is_read_when_its_end_has_been_in_view(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    reader.resize(1222, 400)
    qtbot.wait(1100)
    assert "bi-2" not in workspace.reading.read
    bar = reader.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: "bi-2" in workspace.reading.read, timeout=3000)


def test_an_older_version_does_not_count_as_read(
    reader: ReaderScreen, navigator: Navigator, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-6", version="bi-v1"))
    settled()
    qtbot.wait(1200)
    assert "bi-6" not in workspace.reading.read


def test_read_unread_prepared_and_bookmark_by_key(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    for key, holds in (
        (Qt.Key.Key_M, lambda: "bi-2" in workspace.reading.read),
        (Qt.Key.Key_U, lambda: "bi-2" not in workspace.reading.read),
        (Qt.Key.Key_P, lambda: "bi-2" in workspace.reading.prepared),
        (Qt.Key.Key_P, lambda: "bi-2" not in workspace.reading.prepared),
        (Qt.Key.Key_B, lambda: len(workspace.bookmarks.list()) == 1),
        (Qt.Key.Key_B, lambda: not workspace.bookmarks.list()),
    ):
        qtbot.keyClick(reader.text, key)
        qtbot.waitUntil(holds, timeout=2000)
        settled()
        qtbot.wait(10)
        settled()


def test_the_place_is_kept_and_found_again(
    reader: ReaderScreen, navigator: Navigator, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    reader.resize(1222, 420)
    bar = reader.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: workspace.reading.kept is not None and bool(workspace.reading.kept.section), timeout=3000)
    kept = workspace.reading.kept
    assert isinstance(kept, Place)
    place = reader.text.reading_place()
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-3"))
    settled()
    navigator.go(
        Target(Screen.MEETING, meeting="bi", item="bi-2", section=kept.section, start=kept.offset, end=kept.offset)
    )
    settled()
    assert reader.text.reading_place() == place


def test_a_refresh_keeps_place_and_selection(
    reader: ReaderScreen, workspace: FakeWorkspace, select: Callable[[str], None], qtbot: QtBot, settled: Settled
) -> None:
    reader.resize(1222, 420)
    reader.text.verticalScrollBar().setValue(300)
    select("56 tilsynssager")
    place = reader.text.verticalScrollBar().value()
    workspace.changed(Kind.MEETING)
    qtbot.wait(20)
    settled()
    assert reader.text.verticalScrollBar().value() == place
    assert reader.text.textCursor().selectedText() == "56 tilsynssager"


def test_a_new_version_is_shown_at_the_same_place(
    reader: ReaderScreen, workspace: FakeWorkspace, navigator: Navigator, qtbot: QtBot, settled: Settled
) -> None:
    workspace.hold("ny", agendas.committee_meeting())
    navigator.go(Target(Screen.MEETING, meeting="ny", item="ny-2"))
    settled()
    assert "Beslutning" not in text_of(reader)
    workspace.hold("ny", agendas.committee_meeting(), agendas.committee_minutes())
    reader.refresh(ChangeSet.of(Kind.MEETING, "ny"))
    settled()
    assert "Beslutning · 9. februar 2027" in text_of(reader)
    assert reader.list.chosen == "ny-2"


def test_text_grows_and_shrinks_by_key(reader: ReaderScreen, qtbot: QtBot) -> None:
    before = reader.text.document().size().height()
    with qtbot.waitSignal(reader.reading_size_changed) as told:
        qtbot.keyClick(reader.text, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [110]
    assert reader.text.document().size().height() > before
    qtbot.keyClick(reader.text, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert reader.text.document().size().height() == before


def test_a_meeting_without_items_offers_its_document(
    reader: ReaderScreen, workspace: FakeWorkspace, navigator: Navigator, settled: Settled
) -> None:
    from dataclasses import replace

    workspace.hold("scan", replace(agendas.council_meeting(), items=()))
    navigator.go(Target(Screen.MEETING, meeting="scan"))
    settled()
    reader.doing.open_document()
    assert navigator.current is not None
    assert navigator.current.screen is Screen.PAGES
    assert navigator.current.document == "scan-d1"


def test_a_systems_record_is_no_document_to_open(
    reader: ReaderScreen, workspace: FakeWorkspace, navigator: Navigator, settled: Settled
) -> None:
    from dataclasses import replace

    from moedeklar.model.agenda import Origin

    assert reader.list._pdf.isVisible()
    workspace.hold("eksport", replace(agendas.council_meeting(), origin=Origin("26")))
    navigator.go(Target(Screen.MEETING, meeting="eksport"))
    settled()
    assert not reader.list._pdf.isVisible()
    reader.doing.open_document()
    assert navigator.current is not None
    assert navigator.current.screen is Screen.MEETING


def test_attachments_open_from_the_text_and_from_the_column(
    reader: ReaderScreen, navigator: Navigator, qtbot: QtBot
) -> None:
    document = reader.text.document()
    found = document.find("Tilsynsholdets oplæg")
    found.setPosition(found.selectionStart() + 2)
    reader.text.setTextCursor(found)
    reader.text.ensureCursorVisible()
    spot = reader.text.cursorRect(found).center()
    qtbot.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert navigator.current is not None
    assert (navigator.current.screen, navigator.current.attachment) == (Screen.PAGES, "bi-2-a1")


def test_an_attachment_that_waits_is_fetched_when_asked_for(
    reader: ReaderScreen, navigator: Navigator, workspace: FakeWorkspace, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    workspace.meetings.waiting.add("bi-2-a1")
    workspace.sources.broken.add("bi-2-a1")
    reader.refresh(ChangeSet.of(Kind.ATTACHMENT, "bi-2-a1"))
    settled()
    assert "venter på at blive hentet · Hent nu" in reader.text.toPlainText()
    reader.doing.open_attachment("bi-2-a1")
    qtbot.waitUntil(lambda: reader.middle._banner is not None and "nordlund" in reader.middle._banner.accessibleName())
    assert navigator.current is not None
    assert navigator.current.screen is Screen.MEETING
    workspace.sources.broken.clear()
    card = next(card for card in reader.notes.findChildren(WayCard) if "Hent nu" in card.accessibleName())
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: navigator.current is not None and navigator.current.screen is Screen.PAGES)
    assert navigator.current.attachment == "bi-2-a1"
    assert navigator.current.sha256
    assert reader.middle._banner is None


@pytest.mark.parametrize("width", [806, 1222])
def test_a_narrow_window_folds_the_notes_column_away(reader: ReaderScreen, qtbot: QtBot, width: int) -> None:
    reader.resize(width, 620)
    qtbot.waitUntil(lambda: reader.notes.isVisible() == (width > 900), timeout=1000)
    assert reader.commands.notes_column.isChecked() == reader.notes.isVisible()
    qtbot.keyClick(reader.text, Qt.Key.Key_F9)
    assert reader.notes.isVisible() != (width > 900)


def test_f6_goes_round_the_columns(reader: ReaderScreen, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    def column() -> str:
        focus = QApplication.focusWidget()
        for name, part in (("list", reader.list), ("text", reader.middle), ("notes", reader.notes)):
            if focus is not None and part.isAncestorOf(focus):
                return name
        return ""

    seen = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(column())
    assert seen == ["notes", "list", "text"]


def test_four_hundred_items_stay_quick(
    reader: ReaderScreen, workspace: FakeWorkspace, navigator: Navigator, settled: Settled, qtbot: QtBot
) -> None:
    import time

    workspace.hold("long", agendas.long_meeting(400))
    navigator.go(Target(Screen.MEETING, meeting="long"))
    settled()
    assert reader.list.model.rowCount() == 400
    reader.list.grab()
    began = time.perf_counter()
    for number in range(100, 140):
        reader.list.choose(f"long-{number}")
        reader.list.list.viewport().grab()
    assert (time.perf_counter() - began) / 40 < 0.1


def test_an_item_without_title_bears_the_first_words_of_its_text(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled
) -> None:
    told = agendas.paragraphs(Role.FACTS, "Sagsfremstilling", "Vejen i Askeby er revnet. " * 5)
    items = (AgendaItem("1", "", sections=(told,)), AgendaItem("2", ""))
    workspace.hold("x", replace(agendas.economy_meeting(), committee=None, items=items))
    reader.show_target(Target(Screen.MEETING, meeting="x", item="x-1"))
    settled()
    model = reader.list.model
    assert [model.data(model.index(n)) for n in range(2)] == [
        "Vejen i Askeby er revnet. Vejen i Askeby er revnet. Vejen …",
        "Uden titel",
    ]
    assert str(model.data(model.index(1), int(Qt.ItemDataRole.AccessibleTextRole))).startswith("Punkt 2, Uden titel")
    assert reader.list._title.text() == "Uden udvalg"
    assert "Vejen i Askeby er revnet. Vejen i Askeby er revnet. Vejen …" in text_of(reader)
    reader.show_target(Target(Screen.MEETING, meeting="x", item="x-2"))
    settled()
    assert "Uden titel" in text_of(reader)


def test_a_planned_meeting_says_that_there_is_no_agenda_yet_and_leads_to_a_request(
    reader: ReaderScreen, workspace: FakeWorkspace, navigator: Navigator, settled: Settled
) -> None:
    plan = replace(agendas.council_meeting(), kind=MeetingKind.PLANNED, items=(), origin=Origin("42"))
    workspace.hold("plan", plan)
    navigator.go(Target(Screen.MEETING, meeting="plan"))
    settled()
    (said,) = [one for one in reader.findChildren(EmptyState) if one.isVisible()]
    assert said.accessibleName() == "Ingen dagsorden endnu"
    (ask,) = [one for one in said.findChildren(QPushButton) if one.isVisible()]
    assert ask.text() == "Ny anmodning"
    ask.click()
    assert navigator.current == Target(Screen.REQUEST, meeting="plan", committee=plan.committee)
