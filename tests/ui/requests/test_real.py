"""The screens over the real workspace: sample fetched, agenda found, request written, letter set, list and overview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.moments import FixedClock
from moedeklar.model.requests import DeadlineUnit
from moedeklar.ui.committee.view import CommitteeScreen
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.overview.view import OverviewScreen
from moedeklar.ui.requests.drafting import Kept
from moedeklar.ui.requests.editor import RequestScreen
from moedeklar.ui.requests.list import RequestsScreen
from moedeklar.ui.search.palette import SearchPalette
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.view import SourcesScreen
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.welcome.view import WelcomeScreen
from tests.ui.showing import Show, show, theme, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Settled = Callable[[], None]


class Unattended(NobodyToAsk):
    def show_recovery_code(self, code: str) -> None:
        pass


@pytest.fixture
def workspace(
    tmp_path: Path, profile: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    secret = tmp_path / "passphrase"
    secret.write_text("en lang og god adgangssætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))
    made = Workspace.open(profile, Unattended(), fixed_clock)
    yield made
    made.close()


@pytest.fixture
def sample(workspace: Workspace) -> Workspace:
    workspace.sources.add_sample()
    workspace.sources.sync()
    return workspace


@pytest.fixture
def runner(workspace: Workspace, qapp: object) -> Iterator[SyncRunner]:
    made = SyncRunner(workspace)
    yield made
    made.close()
    made.deleteLater()


def test_first_start_to_a_readable_agenda(
    show: Show, runner: SyncRunner, workspace: Workspace, went: list[Target], qtbot: QtBot
) -> None:
    screen = show(WelcomeScreen, Target(Screen.WELCOME), runner=runner)
    qtbot.keyClick(screen.sample_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(went), timeout=30000)
    meeting = workspace.meetings.next_meeting()
    assert meeting is not None
    assert went == [Target(Screen.MEETING, meeting=meeting.id)]


def test_overview_and_committee(show: Show, sample: Workspace, settled: Settled, qtbot: QtBot) -> None:
    screen = show(OverviewScreen, Target(Screen.OVERVIEW))
    assert screen.title.text() == "Onsdag 3. februar"
    assert screen.next_card is not None
    assert screen.cards["decided"].rows
    assert screen.cards["deadlines"].rows
    key = sample.meetings.committees()[0].key
    page = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=key))
    assert len(page.rows) == 2
    page.edit_button.click()
    page.editor.unit.setCurrentIndex(list(DeadlineUnit).index(DeadlineUnit.WEEKDAYS))
    page.editor.save.click()
    settled()
    assert sample.requests.rule(key).unit is DeadlineUnit.WEEKDAYS
    assert "hverdag" in page.deadline.label.text()


def test_a_request_from_an_item_to_its_letter(
    show: Show, sample: Workspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    meeting = sample.meetings.next_meeting()
    assert meeting is not None
    item = sample.meetings.view(meeting.id).items[1]
    screen = show(RequestScreen, Target(Screen.REQUEST, item=item.id))
    assert screen.form.title.text() == item.title
    assert screen.form.references.ids == (item.id,)
    screen.form.title.selectAll()
    qtbot.keyClicks(screen.form.title, "Social kontrol")
    qtbot.keyClicks(screen.form.people.name, "Astrid Møllegaard")
    qtbot.keyClicks(screen.form.people.party, "A")
    qtbot.keyClick(screen.form.people.party, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.form.text, "Vi ønsker en drøftelse.")
    qtbot.waitUntil(lambda: "Anmodningssag vedr. social kontrol" in screen.view.preview.text.toPlainText())
    screen.saver.choose = lambda _name: str(tmp_path / "brev.pdf")
    screen.save_letter()
    qtbot.waitUntil((tmp_path / "brev.pdf").exists, timeout=20000)
    settled()
    assert screen.drafting.kept is Kept.SAVED
    (row,) = sample.requests.list()
    assert row.request.draft.text == "Vi ønsker en drøftelse."
    assert sample.pdf.page_texts((tmp_path / "brev.pdf").read_bytes(), "brev.pdf")[0].count("social kontrol") == 1
    screen.delete()
    settled()
    listed = show(RequestsScreen, Target(Screen.REQUESTS, title="Social kontrol"))
    assert listed.rows == []
    sample.undo.undo()
    listed.refresh(ChangeSet.of(Kind.REQUEST))
    settled()
    assert [one.line.title for one in listed.rows] == ["Social kontrol"]


def test_found_inside_compounds_and_in_notes(
    sample: Workspace,
    operations: Operations,
    navigator: Navigator,
    theme: Theme,
    went: list[Target],
    settled: Settled,
    qtbot: QtBot,
) -> None:
    meeting = sample.meetings.next_meeting()
    assert meeting is not None
    note = sample.notes.add(sample.meetings.view(meeting.id).items[0].id, text="Husk zebrastriben")
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    window.resize(1000, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    palette = SearchPalette(sample, operations, navigator, theme, window)
    palette.open_palette()
    qtbot.keyClicks(palette.edit, "forløb")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(went))
    target = went[0]
    assert target.item is not None
    sections = dict(sample.meetings.item(target.item).content.keyed_sections())
    assert "forløb" in sections[target.section or ""].text[target.start : target.end].casefold()
    palette.open_palette()
    qtbot.keyClicks(palette.edit, "zebrastriben")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(went) == 2)
    assert went[1].note == note.id


def test_a_source_that_is_gone_and_comes_back_keeps_the_notes(
    show: Show, runner: SyncRunner, sample: Workspace, settled: Settled, qtbot: QtBot
) -> None:
    meeting = sample.meetings.next_meeting()
    assert meeting is not None
    sample.notes.add(sample.meetings.view(meeting.id).items[0].id, text="Min egen note")
    page = show(SourcesScreen, Target(Screen.SOURCES), runner=runner)
    page.cards[0].remove_button.click()
    assert page.cards[0].removal is not None
    page.cards[0].removal.remove.click()
    settled()
    assert page.cards == []
    assert sample.meetings.list() == ()
    qtbot.mouseClick(page.sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.cards) and not runner.running, timeout=30000)
    settled()
    assert len(sample.meetings.list()) == 4
    assert [found.text for found in sample.notes.list()] == ["Min egen note"]
