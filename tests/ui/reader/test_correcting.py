"""Correcting by hand in the reader: by key and by mouse, with marks, the way back, and offers that stop nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.agenda import Role
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.corrections import Correction, CorrectionKind, ItemNames, Offer, SectionMark, Similar
from moedeklar.model.errors import NotFound, StoreError
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.widgets.banner import Banner
from tests.fakes import agendas
from tests.fakes.workspace import FakeWorkspace

Settled = Callable[[], None]


MENUS: list[QMenu] = []


@pytest.fixture(autouse=True)
def menus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Menus are noted instead of shown: the offscreen platform cannot hand them the keyboard."""
    MENUS.clear()
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: MENUS.append(menu))
    yield
    MENUS.clear()


@pytest.fixture
def caret(reader: ReaderScreen) -> Callable[[str], None]:
    """Put the caret into these words."""

    def put(words: str) -> None:
        found = reader.text.document().find(words)
        assert not found.isNull(), words
        cursor = reader.text.textCursor()
        cursor.setPosition(found.selectionStart())
        reader.text.setTextCursor(cursor)

    return put


def text_of(reader: ReaderScreen) -> str:
    return reader.text.document().toPlainText()


def shown_menu() -> QMenu:
    return MENUS[-1]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def press(reader: ReaderScreen, qtbot: QtBot, text: str) -> None:
    """Open the menu by key and choose an entry."""
    qtbot.keyClick(reader.text, Qt.Key.Key_C)
    entry(shown_menu(), text).trigger()


def button(banner: Banner | None, text: str) -> QPushButton:
    assert banner is not None
    return next(one for one in banner.findChildren(QPushButton) if one.text() == text)


def test_a_section_is_made_the_recommendation_by_key_and_says_so(
    reader: ReaderScreen, workspace: FakeWorkspace, caret: Callable[[str], None], qtbot: QtBot, settled: Settled
) -> None:
    caret("Sagen har ingen bevillingsmæssige")
    press(reader, qtbot, "Dette er indstillingen")
    settled()
    text = text_of(reader)
    label = text.index("Indstilling · Økonomiske konsekvenser   rettet af dig · fortryd")
    assert label < text.index("Sagen har ingen bevillingsmæssige") < text.index("Sagsfremstilling")
    workspace.undo.undo()
    qtbot.waitUntil(lambda: "rettet af dig" not in text_of(reader), timeout=2000)


def test_the_mark_leads_back(
    reader: ReaderScreen, workspace: FakeWorkspace, caret: Callable[[str], None], qtbot: QtBot, settled: Settled
) -> None:
    caret("Taget til efterretning")
    press(reader, qtbot, "Dette er almindelig tekst")
    settled()
    assert reader.session.item is not None
    assert reader.session.item.content.decisions == ()
    link = reader.text.document().find("fortryd").charFormat().anchorHref()
    reader.text.anchorClicked.emit(link)
    settled()
    assert [section.text for section in reader.session.item.content.decisions] == ["Taget til efterretning."]
    assert workspace.corrections.made == {}


def test_the_mouse_means_the_place_it_points_at(reader: ReaderScreen, caret: Callable[[str], None]) -> None:
    caret("Siden tilsynet")
    at = reader.text.cursorRect(reader.text.document().find("Taget til efterretning")).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, reader.text.viewport().mapToGlobal(at))
    QApplication.sendEvent(reader.text.viewport(), event)
    inside = next(action.menu() for action in shown_menu().actions() if action.text() == "Ret opbygningen")
    assert isinstance(inside, QMenu)
    assert inside.actions()[0].text() == "Beslutning"
    assert not entry(inside, "Dette er beslutningen").isEnabled()
    assert entry(inside, "Del punktet her").isEnabled()


def test_an_item_is_split_at_a_paragraph_and_joined_again(
    reader: ReaderScreen,
    navigator: Navigator,
    caret: Callable[[str], None],
    qtbot: QtBot,
    settled: Settled,
) -> None:
    caret("Holdet har i årets løb")
    press(reader, qtbot, "Del punktet her")
    settled()
    assert reader.session.meeting is not None
    assert len(reader.session.meeting.items) == 10
    assert "Delt af dig · fortryd" in text_of(reader)
    assert "Holdet har i årets løb" not in text_of(reader)
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-3"))
    settled()
    assert "Holdet har i årets løb" in text_of(reader)
    press(reader, qtbot, "Læg sammen med det forrige punkt")
    settled()
    assert reader.session.item is not None
    assert reader.session.item.row.id == "bi-2"
    assert "Holdet har i årets løb" in text_of(reader)


def test_a_title_is_asked_for_and_set(reader: ReaderScreen, qtbot: QtBot, settled: Settled) -> None:
    press(reader, qtbot, "Sæt titel…")
    dialog = reader.text.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    assert dialog.textValue().startswith("Status for tilsynet")
    dialog.setTextValue("Tilsyn 2026")
    dialog.accept()
    settled()
    assert reader.session.item is not None
    assert reader.session.item.row.title == "Tilsyn 2026"
    assert "Titlen er rettet af dig · fortryd" in text_of(reader)


def test_what_makes_no_sense_cannot_be_chosen(
    reader: ReaderScreen, navigator: Navigator, caret: Callable[[str], None], qtbot: QtBot, settled: Settled
) -> None:
    def enabled() -> set[str]:
        qtbot.keyClick(reader.text, Qt.Key.Key_C)
        return {one.text() for one in shown_menu().actions() if one.isEnabled() and not one.isSeparator()}

    caret("Centret anbefaler")
    assert not {"Dette er indstillingen", "Del punktet her"} & enabled()
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-1"))
    settled()
    assert "Læg sammen med det forrige punkt" not in enabled()
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-2", version="bi-v1"))
    settled()
    assert enabled() == set()


def test_other_meetings_are_asked_about_once_and_not_in_the_way(
    reader: ReaderScreen, workspace: FakeWorkspace, caret: Callable[[str], None], qtbot: QtBot, settled: Settled
) -> None:
    workspace.corrections.found = Similar(7, 5)
    caret("Sagen har ingen")
    press(reader, qtbot, "Dette er indstillingen")
    settled()
    qtbot.waitUntil(lambda: reader.middle.offer is not None, timeout=2000)
    said = reader.middle.offer
    assert said is not None
    assert said.accessibleName() == (
        "Afsnittet ”Økonomiske konsekvenser” findes også på 5 andre møder i udvalget. Er det også indstillingen dér?"
    )
    button(said, "Ikke nu").click()
    assert reader.middle.offer is None
    settled()
    assert not workspace.corrections.made["correction-1"].everywhere
    workspace.undo.undo()
    qtbot.waitUntil(lambda: "rettet af dig" not in text_of(reader), timeout=2000)
    caret("Sagen har ingen")
    press(reader, qtbot, "Dette er indstillingen")
    qtbot.waitUntil(lambda: reader.middle.offer is not None, timeout=2000)
    button(reader.middle.offer, "Gør det også dér").click()
    settled()
    assert workspace.corrections.made["correction-1"].everywhere
    assert "som på udvalgets andre møder · fortryd" in text_of(reader)


@pytest.fixture
def offered(reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled) -> Correction:
    """A correction of another meeting that fits the item that is shown."""
    old = workspace.held["old"].contents[-1].items[0]
    mark = SectionMark(Role.ECONOMY, "Økonomiske konsekvenser")
    made = Correction(
        "old-1",
        CorrectionKind.ROLE,
        workspace.meetings.snapshot("old-1"),
        ItemNames.of(old),
        workspace.clock.now(),
        section=mark,
        role=Role.DECISION,
    )
    workspace.corrections.offered = (Offer(made, "economy.økonomiskekonsekvenser"),)
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    return made


def test_what_was_done_in_another_meeting_is_offered_and_done(
    reader: ReaderScreen, workspace: FakeWorkspace, offered: Correction, settled: Settled, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: reader.middle.offer is not None, timeout=2000)
    assert reader.middle.offer is not None
    assert reader.middle.offer.accessibleName() == (
        "På et andet møde har du rettet ”Økonomiske konsekvenser” til beslutningen. Skal det også gøres her?"
    )
    button(reader.middle.offer, "Gør det her").click()
    settled()
    assert reader.session.item is not None
    assert [part.text for part in reader.session.item.content.decisions][-1].startswith("Sagen har ingen")
    assert reader.middle.offer is None


def test_an_offer_that_is_closed_does_not_come_back(
    reader: ReaderScreen,
    navigator: Navigator,
    offered: Correction,
    settled: Settled,
    qtbot: QtBot,
) -> None:
    qtbot.waitUntil(lambda: reader.middle.offer is not None, timeout=2000)
    assert reader.middle.offer is not None
    reader.middle.offer.dismissed.emit()
    for item in ("bi-3", "bi-2"):
        navigator.go(Target(Screen.MEETING, meeting="bi", item=item))
        settled()
    assert reader.middle.offer is None


def test_an_offer_can_be_taken_for_the_whole_committee(
    reader: ReaderScreen, workspace: FakeWorkspace, offered: Correction, settled: Settled, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: reader.middle.offer is not None, timeout=2000)
    button(reader.middle.offer, "På alle udvalgets møder").click()
    settled()
    assert workspace.corrections.made[offered.id].everywhere


def test_a_question_about_what_is_gone_is_nothing_to_be_told_of(
    reader: ReaderScreen, workspace: FakeWorkspace, monkeypatch: pytest.MonkeyPatch, settled: Settled
) -> None:
    def gone(item_id: str) -> tuple[Offer, ...]:
        raise NotFound("not_found", id=item_id)

    monkeypatch.setattr(workspace.corrections, "offers", gone)
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert reader.middle.banner is None
    monkeypatch.setattr(workspace.corrections, "offers", lambda _item: _full_disk())
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert reader.middle.banner is not None


def _full_disk() -> tuple[Offer, ...]:
    raise StoreError("store_io", path="x", why="y")


def test_what_stands_under_no_heading_is_marked_and_can_be_named(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled
) -> None:
    held = workspace.held["bi"].contents[-1]
    loose = agendas.paragraphs(Role.OTHER, "", "Vedtægter for brugen af rådhusets gård.")
    items = tuple(replace(i, sections=(*i.sections, loose)) if i.number == "2" else i for i in held.items)
    workspace.hold("bi", *workspace.held["bi"].contents[:-1], replace(held, items=items))
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert "Ingen overskrift fortæller, hvad dette er. Sig, hvad det er…" in text_of(reader)
    reader.text.anchorClicked.emit(reader.text.document().find("Sig, hvad det er").charFormat().anchorHref())
    menu = shown_menu()
    assert menu.actions()[0].text() == "Vedtægter for brugen af rådhusets gård."
    entry(menu, "Dette er almindelig tekst").trigger()
    settled()
    assert "Ingen overskrift" not in text_of(reader)
    assert "Tekst   rettet af dig · fortryd" in text_of(reader)


def test_a_document_that_was_not_understood_says_so_on_its_item(
    reader: ReaderScreen, workspace: FakeWorkspace, settled: Settled
) -> None:
    held = workspace.held["bi"].contents[-1]
    workspace.hold("bi", *workspace.held["bi"].contents[:-1], replace(held, warnings=("no_items_found",)))
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    assert "Dokumentets opbygning er ikke forstået" in text_of(reader)


def test_corrections_that_fit_no_more_are_listed_and_can_be_removed(
    reader: ReaderScreen, workspace: FakeWorkspace, offered: Correction, settled: Settled
) -> None:
    workspace.corrections.unfitting = (offered,)
    reader.refresh(ChangeSet.of(Kind.MEETING, "bi"))
    settled()
    findings = reader.list.findings
    assert findings.isVisible()
    assert "1 rettelse passer ikke længere" in [one.text() for one in findings.findChildren(QPushButton)]
    (action,) = findings.removals.actions()
    assert action.text() == "Fjern: Status på fleksjob: ”Økonomiske konsekvenser” er beslutningen"
    action.trigger()
    settled()
    assert findings.isHidden()
