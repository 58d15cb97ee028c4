"""The editor by keyboard and mouse: fields, people, references, letter, status, and nothing ever lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.agenda import ItemType
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, StoreError
from moedeklar.model.requests import Request, RequestDraft, Requester, RequestStatus
from moedeklar.ui.lines import Tone
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.requests.drafting import Kept
from moedeklar.ui.requests.editor import RequestScreen
from moedeklar.ui.requests.saving import file_name, write_whole
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NEW = Target(Screen.REQUEST, committee="Økonomiudvalget")
COMMITTEE = "Beskæftigelses- og Fællesskabsudvalget"
Settled = Callable[[], None]


@pytest.fixture
def request_id(workspace: FakeWorkspace) -> str:
    draft = RequestDraft(
        COMMITTEE, "Social kontrol", (Requester("Astrid Møllegaard", "A", "formand"),), "bi", text="Før."
    )
    return workspace.requests.new(draft).id


def only(workspace: FakeWorkspace) -> Request:
    (row,) = workspace.requests.list()
    return row.request


def test_written_with_the_keyboard_alone(show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot) -> None:
    screen = show(RequestScreen, NEW)
    screen.focus_first()
    assert screen.form.title.hasFocus()
    qtbot.keyClicks(screen.form.title, "Status på fleksjob")
    qtbot.keyClick(screen.form.title, Qt.Key.Key_Tab)
    assert screen.form.treatment.hasFocus()
    qtbot.keyClick(screen.form.treatment, Qt.Key.Key_Down)
    qtbot.keyClick(screen.form.treatment, Qt.Key.Key_Tab)
    assert screen.form.text.hasFocus()
    qtbot.keyClicks(screen.form.text, "Jeg beder om en status.")
    qtbot.keyClick(screen.form.text, Qt.Key.Key_Tab)
    qtbot.keyClicks(screen.form.recommendation, "status drøftes")
    qtbot.keyClick(screen.form.recommendation, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.form.recommendation, "sagen genoptages")
    qtbot.keyClick(screen.form.recommendation, Qt.Key.Key_Tab)
    qtbot.keyClicks(screen.form.reason, "Tallene er gamle.")
    screen.flush()
    settled()
    draft = only(workspace).draft
    assert draft == RequestDraft(
        "Økonomiudvalget",
        "Status på fleksjob",
        (),
        "oko",
        ItemType.DECISION,
        "Jeg beder om en status.",
        ("status drøftes", "sagen genoptages"),
        "Tallene er gamle.",
    )
    assert screen.status_text() == "Kladden er gemt"
    assert not unnamed(screen)


def test_the_letter_follows_what_is_written(show: Show, settled: Settled, qtbot: QtBot) -> None:
    screen = show(RequestScreen, NEW)
    qtbot.keyClicks(screen.form.title, "Social kontrol")
    qtbot.waitUntil(lambda: "Social kontrol" in screen.view.preview.text.toPlainText())
    assert screen.view.preview.isVisible()


def test_the_new_request_is_found_on_the_way_back(
    show: Show, navigator: Navigator, settled: Settled, qtbot: QtBot
) -> None:
    navigator.go(NEW)
    screen = show(RequestScreen, NEW)
    qtbot.keyClicks(screen.form.title, "x")
    screen.flush()
    settled()
    assert navigator.current == Target(Screen.REQUEST, request="request-1")
    screen.show_target(navigator.current)
    assert screen.form.title.text() == "x"


def test_people_are_added_with_enter_and_by_leaving(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, NEW)
    people = screen.form.people
    qtbot.keyClicks(people.name, "Astrid Møllegaard")
    qtbot.keyClick(people.name, Qt.Key.Key_Tab)
    qtbot.keyClicks(people.party, "A")
    qtbot.keyClick(people.party, Qt.Key.Key_Tab)
    qtbot.keyClicks(people.role, "formand")
    qtbot.keyClick(people.role, Qt.Key.Key_Return)
    assert people.name.hasFocus()
    assert [chip.text for chip in people.chips] == ["Astrid Møllegaard (A), formand"]
    qtbot.keyClicks(people.name, "Jens Korsbæk")
    screen.form.title.setFocus()
    qtbot.waitUntil(lambda: len(people.chips) == 2)
    qtbot.mouseClick(people.chips[0].cross, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(people.name, "Mette Ravn")
    screen.flush()
    settled()
    assert [p.name for p in only(workspace).draft.requesters] == ["Jens Korsbæk", "Mette Ravn"]


def test_references_are_searched_for_and_chosen(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, NEW, (1100, 1400))
    references = screen.form.references
    references.field.edit.setFocus()
    qtbot.keyClicks(references.field.edit, "ressourceforløb")
    qtbot.waitUntil(references.list.isVisible)
    qtbot.keyClick(references.field.edit, Qt.Key.Key_Return)
    settled()
    assert references.ids == ("bi-5",)
    assert not references.list.isVisible()
    qtbot.keyClicks(references.field.edit, "zzz")
    qtbot.waitUntil(lambda: references.list.isVisible() and references.list.item(0).text() == "Intet fundet")
    qtbot.keyClick(references.field.edit, Qt.Key.Key_Escape)
    assert not references.list.isVisible()
    screen.form.title.setFocus()
    assert references.ids == ("bi-5",)
    references.field.edit.setFocus()
    qtbot.keyClick(references.field.edit, Qt.Key.Key_Backspace)
    assert references.ids == ()


def test_leaving_the_reference_field_chooses_nothing(show: Show, qtbot: QtBot) -> None:
    screen = show(RequestScreen, NEW, (1100, 1400))
    references = screen.form.references
    references.field.edit.setFocus()
    qtbot.keyClicks(references.field.edit, "ressourceforløb")
    qtbot.waitUntil(references.list.isVisible)
    screen.form.title.setFocus()
    assert references.ids == ()
    assert not references.list.isVisible()


def test_deadlines_are_said_for_the_meeting_chosen(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, NEW)
    assert screen.form.deadline.label.text() == "Frist onsdag 10. februar 2027 (8 dage før) · 7 dage tilbage"
    assert screen.form.deadline.tone is Tone.GOOD
    late = next(n for n in range(screen.form.meeting.count()) if screen.form.meeting.itemData(n)[1] == "bi")
    screen.form.meeting.setCurrentIndex(late)
    settled()
    assert screen.form.deadline.tone is Tone.LATE
    assert screen.form.deadline.label.text().startswith(
        "Frist mandag 1. februar 2027 (8 dage før) · udløbet for 2 dage"
    )


def test_text_is_undone_in_its_field(show: Show, qtbot: QtBot) -> None:
    screen = show(RequestScreen, NEW)
    screen.form.text.setFocus()
    qtbot.keyClicks(screen.form.text, "abc")
    screen.flush()
    qtbot.keyClick(screen.form.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.form.text.toPlainText() == ""


def test_leaving_the_screen_saves(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    assert screen.form.title.text() == "Social kontrol"
    screen.form.text.setFocus()
    qtbot.keyClicks(screen.form.text, "Nu. ")
    screen.hide()
    settled()
    assert only(workspace).draft.text == "Nu. Før."


def test_another_request_saves_the_one_before(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    qtbot.keyClicks(screen.form.title, "!")
    screen.show_target(NEW)
    settled()
    assert only(workspace).draft.title == "Social kontrol!"
    assert screen.form.title.text() == ""


def test_status_is_set_by_hand(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    screen.view.status_menu.aboutToShow.emit()
    actions = {action.text(): action for action in screen.view.status_menu.actions()}
    assert list(actions) == ["Kladde", "Sendt", "Modtaget", "På dagsordenen", "Behandlet", "Trukket tilbage"]
    actions["Sendt"].trigger()
    settled()
    assert only(workspace).status is RequestStatus.SENT
    assert screen.view.steps.accessibleName() == "Status: Sendt, trin 2 af 5"
    assert screen.view.status_button.text() == "Status: Sendt"
    assert screen.form.deadline.tone is Tone.PLAIN


def test_a_status_that_came_from_elsewhere_is_shown(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    qtbot.keyClicks(screen.form.title, "?")
    workspace.requests.set_status(request_id, RequestStatus.ON_AGENDA)
    screen.refresh(ChangeSet.of(Kind.REQUEST, request_id))
    settled()
    assert screen.view.steps.accessibleName() == "Status: På dagsordenen, trin 4 af 5"
    assert screen.form.title.text() == "Social kontrol?"


def test_deleted_goes_to_the_list(
    show: Show, workspace: FakeWorkspace, request_id: str, went: list[Target], settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    qtbot.keyClicks(screen.form.title, "!")
    qtbot.mouseClick(screen.view.delete_button, Qt.MouseButton.LeftButton)
    settled()
    assert went == [Target(Screen.REQUESTS, title="Social kontrol!")]
    assert workspace.requests.list() == ()
    screen.flush()
    settled()
    assert workspace.requests.list() == ()


def test_the_letter_is_saved_and_opened(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = show(RequestScreen, NEW)
    suggested, opened = [], []
    screen.saver.choose = lambda name: suggested.append(name) or str(tmp_path / "brev")
    screen.saver.open_url = lambda url: opened.append(url) or True
    qtbot.keyClicks(screen.form.title, "Social kontrol")
    qtbot.mouseClick(screen.view.save_button, Qt.MouseButton.LeftButton)
    settled()
    assert Path(suggested[0]).name == "Anmodning - Social kontrol.pdf"
    assert (tmp_path / "brev.pdf").read_bytes().startswith(b"%PDF")
    button = next(b for b in screen.view.banners.banner.findChildren(QPushButton) if b.text() == "Åbn")
    qtbot.waitUntil(button.hasFocus)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "brev.pdf"))]
    assert only(workspace).draft.title == "Social kontrol"


def test_a_letter_of_an_untouched_draft_stores_it_once(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = show(RequestScreen, NEW)
    screen.saver.choose = lambda _name: str(tmp_path / "brev.pdf")
    screen.save_letter()
    screen.save_letter()
    settled()
    assert (tmp_path / "brev.pdf").exists()
    assert len(workspace.requests.list()) == 1


def test_a_letter_that_cannot_be_saved_says_why(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, tmp_path: Path
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    screen.saver.choose = lambda _name: str(tmp_path / "findes ikke" / "brev.pdf")
    screen.save_letter()
    settled()
    assert "findes ikke" in screen.view.banners.banner.accessibleName()

    def broken(request_id: str) -> bytes:
        raise DocumentError("pdf_timeout", name="brev")

    workspace.requests.letter_pdf = broken  # type: ignore[method-assign]
    screen.saver.choose = lambda _name: str(tmp_path / "brev.pdf")
    screen.save_letter()
    settled()
    assert screen.view.banners.banner.accessibleName()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_saved_when_no_file_is_chosen(show: Show, request_id: str, settled: Settled, tmp_path: Path) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    screen.saver.choose = lambda _name: ""
    screen.save_letter()
    settled()
    assert screen.view.banners.banner is None


def test_a_save_that_failed_is_told_and_tried_again(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    working = workspace.requests.save

    def full(request_id: str, draft: RequestDraft) -> Request:
        raise StoreError("disk_full")

    workspace.requests.save = full  # type: ignore[method-assign]
    qtbot.keyClicks(screen.form.title, "!")
    screen.flush()
    settled()
    assert screen.drafting.kept is Kept.FAILED
    workspace.requests.save = working  # type: ignore[method-assign]
    again = next(b for b in screen.view.banners.banner.findChildren(QPushButton) if b.text() == "Prøv igen")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    settled()
    assert only(workspace).draft.title == "Social kontrol!"
    assert screen.status_text() == "Kladden er gemt"


def test_a_request_removed_elsewhere_keeps_the_words(
    show: Show, workspace: FakeWorkspace, request_id: str, settled: Settled, qtbot: QtBot
) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id))
    workspace.requests.remove(request_id)
    screen.refresh(ChangeSet.of(Kind.REQUEST, request_id))
    settled()
    assert screen.form.title.text() == "Social kontrol"
    qtbot.keyClicks(screen.form.title, "!")
    screen.flush()
    settled()
    assert only(workspace).draft.title == "Social kontrol!"


def test_a_wheel_over_a_choice_scrolls_past_it(show: Show, request_id: str, qtbot: QtBot) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id), (1100, 500))
    box = screen.form.treatment
    middle = QPointF(box.rect().center())
    event = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == 0


def test_narrow_shows_fields_or_letter(show: Show, request_id: str, qtbot: QtBot) -> None:
    screen = show(RequestScreen, Target(Screen.REQUEST, request=request_id), (806, 630))
    assert screen.view.switch.isVisible()
    assert not screen.view.preview.isVisible()
    qtbot.mouseClick(screen.view.switch, Qt.MouseButton.LeftButton)
    assert screen.view.preview.isVisible()
    assert not screen.form.isVisible()
    assert screen.view.switch.text() == "Vis felterne"
    # The letter takes the fields' place, between the head and the buttons.
    view = screen.view

    def stands_alone() -> None:
        assert view.preview.width() == view.width()
        assert view.preview.height() > view.height() * 0.6
        assert view.save_button.mapTo(view, view.save_button.rect().topLeft()).y() > view.height() * 0.85

    qtbot.waitUntil(stands_alone)
    screen.resize(1222, 830)
    qtbot.waitUntil(lambda: screen.form.isVisible() and view.preview.isVisible())
    assert view.preview.width() < view.width() * 0.6
    screen.resize(806, 630)
    qtbot.waitUntil(lambda: not screen.form.isVisible())
    qtbot.mouseClick(view.switch, Qt.MouseButton.LeftButton)
    assert screen.form.isVisible()
    assert not view.preview.isVisible()


@pytest.mark.parametrize("spoken", ["da", "en"])
@pytest.mark.parametrize("size", [(1222, 830), (806, 630)])
def test_nothing_is_cut_off(show: Show, request_id: str, spoken: str, size: tuple[int, int]) -> None:
    language.set_language(spoken)
    assert not cut_off(show(RequestScreen, Target(Screen.REQUEST, request=request_id), size))


def test_file_names_that_every_system_takes(tmp_path: Path) -> None:
    assert file_name(RequestDraft("x", 'A/B: "c"?')) == "Anmodning - A B c.pdf"
    assert file_name(RequestDraft("x")) == "Anmodning.pdf"
    assert len(file_name(RequestDraft("x", "ord " * 100))) < 110
    assert write_whole(tmp_path / "a.pdf", b"x") == ""
    assert write_whole(tmp_path, b"x") != ""
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
