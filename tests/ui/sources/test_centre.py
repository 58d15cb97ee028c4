"""The sync centre over a real workspace and real servers: signing in, adding by address, and what is wrong."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import FixedClock
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.sources.add_source import CALENDAR, FEED
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.sign_in import BEARER, BROWSER, SignInDialog
from moedeklar.ui.sources.source_card import SourceCard
from moedeklar.ui.sources.view import SourcesScreen
from tests.support.oparl_body import OparlBody
from tests.support.web import Asked, Page, WebServer
from tests.ui.showing import Show, cut_off, show, theme, unnamed

__all__ = ["show", "theme"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.SOURCES)
Settled = Callable[[], None]
PASSWORD = "smørrebrød & øl"
SLOW = 20_000  # ms


@pytest.fixture
def workspace(
    tmp_path: Path, profile: Profile, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    secret = tmp_path / "passphrase"
    secret.write_text("en lang og god adgangssætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as made:
        yield made


@pytest.fixture
def runner(workspace: Workspace, qapp: object) -> Iterator[SyncRunner]:
    made = SyncRunner(workspace)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(show: Show, runner: SyncRunner) -> SourcesScreen:
    return show(SourcesScreen, HERE, runner=runner)  # type: ignore[return-value]


@pytest.fixture
def locked() -> Iterator[WebServer]:
    """A server that wants to know who one is."""
    right = "Basic " + base64.b64encode(f"kirsten:{PASSWORD}".encode()).decode()

    def answer(asked: Asked) -> Page:
        return Page.json({}) if asked.headers.get("authorization") == right else Page(b"", status=401)

    with WebServer({"/system": answer}) as server:
        yield server


def add_feed(page: SourcesScreen, address: str, qtbot: QtBot) -> None:
    """As a person does: the kind, the address, Enter."""
    qtbot.mouseClick(page.kinds.buttons[FEED], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.feed.address.hasFocus)
    qtbot.keyClicks(page.feed.address, address)
    qtbot.keyClick(page.feed.address, Qt.Key.Key_Return)


def ran(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> SourceCard:
    """The card of the one source, once it has been run."""
    qtbot.waitUntil(lambda: page.runner.last_report is not None and not page.runner.running, timeout=SLOW)
    settled()
    page.show_target(HERE)
    settled()
    return page.cards[-1]


def signing(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> SignInDialog:
    qtbot.mouseClick(page.cards[0].sign_in_button, Qt.MouseButton.LeftButton)
    dialog = page.findChildren(SignInDialog)[-1]
    qtbot.waitUntil(dialog.isVisible)
    settled()
    return dialog


def test_a_feed_is_added_by_its_address_and_fetched(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> None:
    body = OparlBody(meetings=3)
    with WebServer() as web:
        body.put_on(web)
        add_feed(page, body.system, qtbot)
        qtbot.waitUntil(lambda: bool(page.cards), timeout=SLOW)
        card = ran(page, qtbot, settled)
    assert (card.source.kind, card.source.location) == ("oparl", body.system)
    assert card.tag.text() == "Hentet"
    assert page.feed.address.text() == ""
    assert len(page.workspace.meetings.list()) == 3
    assert "igen 08.42" in card.state.text()


def test_what_is_no_address_is_told_beside_it(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> None:
    qtbot.mouseClick(page.kinds.buttons[FEED], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.feed.add, Qt.MouseButton.LeftButton)
    assert page.feed.problem.label.text() == "Skriv adressen først."
    add_feed(page, "ftp://nordlund.example/", qtbot)
    settled()
    assert "ftp://nordlund.example" in page.feed.problem.label.text()
    assert page.feed.address.text() == "ftp://nordlund.example/"
    assert page.workspace.sources.list() == ()


def test_a_calendar_is_chosen_as_a_file(page: SourcesScreen, qtbot: QtBot, settled: Settled, tmp_path: Path) -> None:
    file = tmp_path / "møder.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//DA\r\nBEGIN:VEVENT\r\nUID:1@nordlund.example\r\n"
        "DTSTAMP:20270101T000000Z\r\nDTSTART:20270309T150000Z\r\nSUMMARY:Havneudvalget\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n",
        encoding="utf-8",
    )
    qtbot.mouseClick(page.kinds.buttons[CALENDAR], Qt.MouseButton.LeftButton)
    page.calendar.choose = lambda: str(file)
    qtbot.mouseClick(page.calendar.browse, Qt.MouseButton.LeftButton)
    card = ran(page, qtbot, settled)
    assert (card.source.kind, card.source.name) == ("ical", "møder")
    assert [row.committee for row in page.workspace.meetings.list()] == ["Havneudvalget"]


def test_signing_in_with_a_name_and_a_password(
    page: SourcesScreen, locked: WebServer, qtbot: QtBot, settled: Settled
) -> None:
    add_feed(page, f"{locked.url}/system", qtbot)
    card = ran(page, qtbot, settled)
    assert card.tag.text() == "Log på"
    dialog = signing(page, qtbot, settled)
    assert not unnamed(dialog)
    assert not cut_off(dialog)
    qtbot.keyClicks(dialog.fields["user"], "kirsten")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.errors["password"].label.text() == "Det skal udfyldes."
    qtbot.keyClicks(dialog.fields["password"], "forkert")
    assert dialog.errors["password"].label.text() == ""
    qtbot.keyClick(dialog.fields["password"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.errors["password"].label.text() != "", timeout=SLOW)
    assert dialog.isVisible()
    assert dialog.fields["password"].isEnabled()
    dialog.fields["password"].setText(PASSWORD)
    page.runner.last_report = None
    with qtbot.waitSignal(dialog.accepted, timeout=SLOW):
        qtbot.keyClick(dialog.fields["password"], Qt.Key.Key_Return)
    card = ran(page, qtbot, settled)
    assert card.tag.text() != "Log på"
    dialog = signing(page, qtbot, settled)
    assert dialog.fields["user"].text() == "kirsten"
    assert dialog.fields["password"].text() == ""
    with qtbot.waitSignal(dialog.accepted, timeout=SLOW):
        qtbot.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)
    assert page.workspace.signing.way(card.source.id) is None
    ran(page, qtbot, settled)


def test_the_browser_is_waited_for_and_given_up(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> None:
    source = page.workspace.sources.add("oparl", "https://ris.example/system", "Nordlund")
    page.show_target(HERE)
    settled()
    dialog = signing(page, qtbot, settled)
    dialog.way.setCurrentIndex(dialog.way.findData(BEARER))
    assert dialog.fields["token"].isVisible()
    assert not dialog.fields["user"].isVisible()
    dialog.way.setCurrentIndex(dialog.way.findData(BROWSER))
    shown: list[str] = []
    dialog.open_url = lambda url: bool(shown.append(url.toString())) or True
    qtbot.keyClicks(dialog.fields["client"], "moedeklar")
    qtbot.keyClicks(dialog.fields["authorize_url"], "http://login.nordlund.example/authorize")
    qtbot.keyClicks(dialog.fields["token_url"], "https://login.nordlund.example/token")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.errors["authorize_url"].label.text() != "", timeout=SLOW)
    dialog.fields["authorize_url"].setText("https://login.nordlund.example/authorize")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown), timeout=SLOW)
    assert shown[0].startswith("https://login.nordlund.example/authorize?")
    assert "åbnet" in dialog.state.label.text()
    assert not dialog.fields["client"].isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.state.label.text() == "Det blev afbrudt."
    assert dialog.fields["client"].isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert page.workspace.signing.way(source.id) is None


def test_what_is_wrong_is_found_step_by_step(
    page: SourcesScreen, locked: WebServer, qtbot: QtBot, settled: Settled
) -> None:
    page.workspace.sources.add("oparl", f"{locked.url}/system", "Nordlund")
    page.show_target(HERE)
    settled()
    card = page.cards[0]
    card.doctor_button.setFocus()
    qtbot.keyClick(card.doctor_button, Qt.Key.Key_Space)
    doctor = card.doctor
    assert doctor is not None
    qtbot.waitUntil(lambda: not doctor.running, timeout=SLOW)
    assert "Pålogning" in doctor.summary.text()
    assert [check.check for check in doctor.checks if not check.ok] == ["sign-in"]
    assert doctor.checks[-1].check == "disk"
    qtbot.mouseClick(doctor.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "✗ Pålogning:" in copied
    assert "✓ Disk:" in copied
    qtbot.waitUntil(lambda: not cut_off(page))
    qtbot.mouseClick(doctor.close_button, Qt.MouseButton.LeftButton)
    assert card.doctor is None
    assert card.doctor_button.hasFocus()


def test_a_folder_that_is_gone_is_named(page: SourcesScreen, qtbot: QtBot, settled: Settled, tmp_path: Path) -> None:
    folder = tmp_path / "Møder"
    folder.mkdir()
    page.workspace.sources.add_folder(folder)
    folder.rmdir()
    page.runner.start()
    card = ran(page, qtbot, settled)
    assert card.tag.text() == "Mislykket"
    assert str(folder) in card.trouble.text()
    qtbot.mouseClick(card.doctor_button, Qt.MouseButton.LeftButton)
    doctor = card.doctor
    assert doctor is not None
    qtbot.waitUntil(lambda: not doctor.running, timeout=SLOW)
    assert "Sted" in doctor.summary.text()
    page.show_target(HERE)
    settled()
    assert page.cards[0].doctor is doctor, "what was found stays when the state is asked for again"


def test_how_often_and_whether_at_all_is_kept(
    page: SourcesScreen, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    page.workspace.sources.add_folder(tmp_path)
    page.show_target(HERE)
    settled()
    page.rhythm.often.setFocus()
    qtbot.keyClick(page.rhythm.often, Qt.Key.Key_Up)
    settled()
    assert page.workspace.schedule.minutes() == 15
    qtbot.mouseClick(page.rhythm.pause, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: page.rhythm.pause.text() == "Fortsæt")
    assert page.workspace.schedule.is_paused
    assert page.rhythm.said.text() == "Hentning er sat på pause"
    assert "på pause" in page.cards[0].state.text()
    qtbot.mouseClick(page.rhythm.pause, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: page.rhythm.pause.text() == "Pause")
    assert not page.workspace.schedule.is_paused
