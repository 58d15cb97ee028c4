"""What minutes tell besides: votes, presence, statements; announcements and coming cases to jump to, note on, cite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.agenda import Role
from moedeklar.model.anchors import TextAnchor
from moedeklar.model.announced import Announcement, Coming
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.moments import LocalStart
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.reader.items import Entry, entry_title
from moedeklar.ui.reader.screen import ReaderScreen
from tests.fakes import agendas
from tests.fakes.workspace import FakeWorkspace

Settled = Callable[[], None]


@pytest.fixture
def go(navigator: Navigator, settled: Settled) -> Callable[[str], None]:
    def there(item: str) -> None:
        navigator.go(Target(Screen.MEETING, meeting="bi", item=item))
        settled()

    return there


def text_of(reader: ReaderScreen) -> str:
    return reader.text.document().toPlainText()


def entries(reader: ReaderScreen) -> list[Entry]:
    model = reader.list.model
    return [entry for n in range(model.rowCount()) if (entry := model.at(n)) is not None]


def choose(reader: ReaderScreen, title: str) -> None:
    reader.list.list.setFocus()
    at = next(n for n, entry in enumerate(entries(reader)) if entry_title(entry) == title)
    reader.list.list.setCurrentIndex(reader.list.model.index(at))


def test_everything_that_was_recorded_stands_under_the_decision(
    reader: ReaderScreen, go: Callable[[str], None]
) -> None:
    go("bi-3")
    text = text_of(reader)
    lines = (
        "Beslutning",
        "Afstemning  For: A, C. Imod: Ø",
        "Mindretalsudtalelse  Ø: Enhedslisten ønsker",
        "Fraværende  Jens Korsbæk (C)",
        "Stedfortræder  Line Holm (C) for Jens Korsbæk (C)",
        "Inhabil  Ole Bak (Ø)",
        "Forlod mødet  Astrid Møllegaard (A)",
        "Uddelt på mødet  Et notat om nøgletal",
        "Sagsfremstilling",
        "Sagen tidligere",
        "12. januar 2027 · punkt 1",
        "Status på fleksjob – Taget til efterretning.",
        "Økonomiudvalget · 3. november 2026 · punkt 7",
        "Mødet er ikke blandt dine papirer",
    )
    places = [text.index(line) for line in lines]
    assert places == sorted(places)


def test_an_earlier_treatment_is_a_way_to_it_from_the_text_and_from_the_column(
    reader: ReaderScreen, go: Callable[[str], None], navigator: Navigator, settled: Settled
) -> None:
    go("bi-3")
    document = reader.text.document()
    link = document.find("12. januar 2027").charFormat().anchorHref()
    assert not document.find("3. november 2026").charFormat().isAnchor()
    reader.text.anchorClicked.emit(QUrl(link))
    settled()
    assert navigator.current == Target(Screen.MEETING, meeting="old", item="old-1")
    navigator.back()
    settled()
    cards = {card.accessibleName(): card for card in reader.notes.findChildren(QPushButton)}
    here = next(card for name, card in cards.items() if name.startswith("12. januar 2027"))
    away = next(card for name, card in cards.items() if name.startswith("Økonomiudvalget"))
    assert not away.isEnabled()
    here.click()
    settled()
    assert reader.session.item is not None
    assert reader.session.item.row.id == "old-1"


def test_announcements_and_coming_cases_stand_under_their_items(reader: ReaderScreen) -> None:
    listed = entries(reader)
    titles = [entry_title(entry) for entry in listed]
    at = titles.index("Meddelelser")
    assert titles[at + 1 : at + 4] == ["Nyt fra jobcentret", "Konference i Havnholm", "Lukket punkt"]
    assert isinstance(listed[at + 1], Announcement)
    coming = titles.index("Kommende sager")
    assert titles[coming + 1 : coming + 5] == [case.title for case in agendas.COMING]
    assert all(isinstance(entry, Coming) for entry in listed[coming + 1 : coming + 5])


def test_coming_cases_of_no_item_come_last(reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled) -> None:
    held = workspace.held["bi"]
    items = tuple(item for item in held.contents[-1].items if item.number != "7")
    workspace.hold("bi", replace(held.contents[-1], items=items))
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert [entry_title(entry) for entry in entries(reader)[-4:]] == [case.title for case in agendas.COMING]


def test_an_announcement_is_jumped_to_noted_on_and_cited(
    reader: ReaderScreen, workspace: FakeWorkspace, qtbot: QtBot, settled: Settled
) -> None:
    choose(reader, "Konference i Havnholm")
    settled()
    assert reader.session.item is not None
    assert reader.session.item.row.id == "bi-8"
    assert reader.text.positions.place(reader.text.textCursor().position()) == (
        "facts.sagsfremstilling",
        reader.session.item.content.sections[0].text.index("Konference"),
    )
    assert entry_title(reader.list.entry) == "Konference i Havnholm"  # type: ignore[arg-type]
    qtbot.keyClick(
        reader.list.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert QGuiApplication.clipboard().text() == (
        "Beskæftigelses- og Fællesskabsudvalget 9. februar 2027, pkt. 8.2: Konference i Havnholm"
    )
    qtbot.keyClick(reader.list.list, Qt.Key.Key_N)
    settled()
    (note,) = workspace.notes.list(item_id="bi-8")
    assert isinstance(note.anchor, TextAnchor)
    assert note.quote == "Konference i Havnholm Der er tilmelding til den 1. marts. Deltagelse er gratis."


def test_the_caret_in_an_announcement_means_it_too(
    reader: ReaderScreen, workspace: FakeWorkspace, go: Callable[[str], None], qtbot: QtBot, settled: Settled
) -> None:
    go("bi-8")
    cursor = reader.text.textCursor()
    cursor.setPosition(reader.text.document().find("flytter i marts").selectionStart())
    reader.text.setTextCursor(cursor)
    reader.commands.cite.trigger()
    assert QGuiApplication.clipboard().text().endswith("pkt. 8.1: Nyt fra jobcentret")
    qtbot.keyClick(reader.text, Qt.Key.Key_N)
    settled()
    (note,) = workspace.notes.list(item_id="bi-8")
    assert note.quote.startswith("Nyt fra jobcentret")


def test_an_item_is_cited_where_no_announcement_is_meant(reader: ReaderScreen) -> None:
    reader.commands.cite.trigger()
    assert QGuiApplication.clipboard().text() == (
        "Beskæftigelses- og Fællesskabsudvalget 9. februar 2027, pkt. 2: "
        "Status for tilsynet med de udlejede boliger og lokaler i Nordlund Kommune 2026"
    )


def test_coming_cases_say_when_and_lead_to_the_meeting(
    reader: ReaderScreen,
    workspace: FakeWorkspace,
    go: Callable[[str], None],
    navigator: Navigator,
    qtbot: QtBot,
    settled: Settled,
) -> None:
    march = replace(agendas.past_meeting(), start=LocalStart.parse("2027-03-09T16:00"))
    workspace.hold("march", march)
    go("bi-7")
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    document = reader.text.document()
    text = text_of(reader)
    assert "forventes marts 2027" in text
    assert text.count("Besøg hos virksomheder") == 1  # nothing is known of when: the list itself says it
    behind = document.find("Hvornår sagerne forventes")
    assert document.find("Regnskab 2026", behind).charFormat().anchorHref() == "meeting:march"
    choose(reader, "Regnskab 2026 og budgetopfølgning")
    settled()
    qtbot.keyClick(reader.list.list, Qt.Key.Key_Return)
    settled()
    assert navigator.current is not None
    assert navigator.current.meeting == "march"


def test_what_was_not_understood_is_told_quietly_and_found(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled
) -> None:
    findings = reader.list.findings
    assert findings.isHidden()
    held = workspace.held["bi"].contents[-1]
    loose = agendas.paragraphs(Role.OTHER, "", "Vedtægter for brugen af rådhusets gård.")
    items = tuple(
        replace(item, sections=(*item.sections, loose)) if item.number == "5" else item for item in held.items
    )
    workspace.hold("bi", replace(held, items=items, coverage=0.978, warnings=("no_committee",)))
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert findings.isVisible()
    assert findings.text == "97 % af dokumentet er forstået.\nDokumentet nævner intet udvalg."
    (action,) = findings.menu.actions()
    assert action.text() == "5  Erfaringer med ressourceforløb i Nordlund Kommune  ·  39 bogstaver"
    action.trigger()
    settled()
    assert reader.session.item is not None
    assert reader.session.item.row.id == "bi-5"
    assert reader.text.positions.place(reader.text.textCursor().position()) == ("other", 0)


def test_a_share_that_stands_nowhere_is_still_told(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled
) -> None:
    workspace.hold("bi", replace(workspace.held["bi"].contents[-1], coverage=0.5))
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert reader.list.findings.text == "50 % af dokumentet er forstået."
    assert reader.list.findings.menu.isEmpty()


def test_text_that_was_read_off_pictures_says_so_on_the_meeting_and_the_item(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled, go: Callable[[str], None]
) -> None:
    said = "Læst med tekstgenkendelse; bogstaver kan være forkerte, og noget kan mangle."
    go("bi-3")
    assert said not in text_of(reader)
    held = workspace.held["bi"].contents[-1]
    workspace.hold("bi", replace(held, recognised=True, warnings=("pages_without_text 2, 5–7",)))
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert said in text_of(reader)
    first, second = reader.list.findings.text.splitlines()
    assert first == said
    assert second.endswith("er ikke læst: 2, 5–7.")
