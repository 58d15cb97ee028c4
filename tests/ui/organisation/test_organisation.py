"""The organisation's page, and what is locked elsewhere: shown, named, reached by keyboard, and held to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.member.presets import OfferedUpdates
from moedeklar.model.errors import StoreError
from moedeklar.model.organisation import (
    Finding,
    Preset,
    PresetCommittee,
    RequestWays,
    UpdateMode,
    UpdatePolicy,
)
from moedeklar.model.reports import RunReport
from moedeklar.model.requests import DeadlineRule, RequestStatus
from moedeklar.model.views import SourceInfo
from moedeklar.ui.committee.view import CommitteeScreen
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.organisation.logo import HIGHEST, MARGIN, WIDEST, Logo
from moedeklar.ui.organisation.view import OrganisationScreen
from moedeklar.ui.requests.editor import RequestScreen
from moedeklar.ui.settings.view import SettingsScreen
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.view import SourcesScreen
from moedeklar.ui.welcome.view import WelcomeScreen
from moedeklar.ui.widgets.decided import DecidedMark
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.ORGANISATION)
COMMITTEE = "Beskæftigelses- og Fællesskabsudvalget"
DECIDED = Preset(
    name="Nordlund Kommune",
    language="da",
    theme="dark",
    committees=(PresetCommittee(COMMITTEE, DeadlineRule(count=12)),),
    requests=RequestWays("Sekretariatet", "sekretariat@nordlund.example", "/nowhere/at/all"),
    templates={"text": "Sagen vedrører …", "recommendation": "at udvalget drøfter sagen\nat tage til efterretning"},
    closed_days=30,
    updates=UpdatePolicy(UpdateMode.NOTIFY, "https://nordlund.example/latest.json"),
    locked=frozenset({"sources", "language", "committees", "theme"}),
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="120"><rect width="600" height="120"/></svg>'
Settled = Callable[[], None]


def said(screen: OrganisationScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def workspace() -> FakeWorkspace:
    return FakeWorkspace(empty=True)


@pytest.fixture
def page(show: Show, workspace: FakeWorkspace, runner: SyncRunner) -> OrganisationScreen:
    workspace.presets.offering("https://feed.nordlund.example/system.json", "https://ris.nordlund.example/")
    return show(OrganisationScreen, HERE, runner=runner)  # type: ignore[return-value]


def test_it_says_whose_and_which_hosts_and_asks(page: OrganisationScreen, workspace: FakeWorkspace) -> None:
    words = said(page)
    assert "Nordlund Kommune har sat Mødeklar op til dig" in words
    assert "Denne app vil oprette forbindelse til feed.nordlund.example" in words
    assert "Denne app vil oprette forbindelse til ris.nordlund.example" in words
    assert unnamed(page) == []
    assert cut_off(page) == []
    assert workspace.sources.known == []


def test_agreed_to_by_keyboard_it_ends_in_an_agenda(
    page: OrganisationScreen, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot
) -> None:
    real = workspace.sources.sync

    def sync(*given: object, **named: object) -> RunReport:
        workspace.fill()
        return real(*given, **named)  # type: ignore[arg-type]

    workspace.sources.sync = sync  # type: ignore[method-assign]
    page.focus_first()
    qtbot.waitUntil(page.accept_button.hasFocus)
    qtbot.keyClick(page.accept_button, Qt.Key.Key_Space)
    assert not page.answers.isEnabled(), "it is answered once"
    qtbot.waitUntil(lambda: bool(went))
    assert went == [Target(Screen.MEETING, meeting="bi")]
    assert [one.name for one in workspace.sources.known[:2]] == ["Nordlund Kommune"] * 2


def test_without_meetings_it_says_so(page: OrganisationScreen, went: list[Target], qtbot: QtBot) -> None:
    page.accept()
    qtbot.waitUntil(lambda: page.banners.banner is not None)
    assert page.banners.banner is not None
    assert page.banners.banner.accessibleName().startswith("Der blev ikke fundet møder")
    report = next(b for b in page.banners.banner.findChildren(QPushButton) if b.text() == "Vis rapporten")
    qtbot.mouseClick(report, Qt.MouseButton.LeftButton)
    assert went == [Target(Screen.SOURCES)]


def test_while_another_run_is_under_way_it_waits_for_its_turn(
    page: OrganisationScreen, workspace: FakeWorkspace, runner: SyncRunner, went: list[Target], qtbot: QtBot
) -> None:
    held, real, runs = threading.Event(), workspace.sources.sync, list[object]()

    def sync(*given: object, **named: object) -> RunReport:
        runs.append(given)
        held.wait(10)
        workspace.fill()
        return real(*given, **named)  # type: ignore[arg-type]

    workspace.sources.sync = sync  # type: ignore[method-assign]
    runner.start()
    page.accept()
    qtbot.waitUntil(lambda: page.banners.banner is not None)
    held.set()
    qtbot.waitUntil(lambda: bool(went))
    assert len(runs) == 2


def test_an_error_is_told_and_the_question_stays(
    page: OrganisationScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    def fail(*_given: object) -> tuple[SourceInfo, ...]:
        raise StoreError("store_full", path="/x")

    workspace.presets.accept = fail  # type: ignore[method-assign]
    page.accept()
    qtbot.waitUntil(lambda: page.banners.banner is not None)
    settled()
    assert page.answers.isEnabled()
    assert page.offer_card.isVisible()


def test_declining_leads_to_the_ordinary_choice(
    page: OrganisationScreen, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.decline_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(went))
    assert went == [Target(Screen.WELCOME)]
    assert workspace.sources.known == []
    page.show_target(HERE)
    qtbot.waitUntil(lambda: page.decline_button.text() == "Lad det være")
    assert "Du har sagt nej til dette" in said(page)


def test_where_newer_versions_are_looked_for_is_asked_for_alone(
    show: Show, workspace: FakeWorkspace, runner: SyncRunner, went: list[Target], qtbot: QtBot
) -> None:
    url = "https://versions.nordlund.example/latest.json"
    workspace.presets.offering(updates=OfferedUpdates(url, "versions.nordlund.example"))
    screen = show(OrganisationScreen, HERE, runner=runner)
    words = said(screen)
    assert "Denne app vil lede efter nyere versioner af sig selv hos versions.nordlund.example" in words
    assert "navn og adgangskode" not in words
    assert screen.accept_button.text() == "Ja, forbind"
    qtbot.mouseClick(screen.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(went))
    assert went == [Target(Screen.WELCOME)]


def test_what_is_decided_is_listed_with_what_can_not_be_changed(
    show: Show, workspace: FakeWorkspace, runner: SyncRunner, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    workspace.presets.preset = replace(DECIDED, logo=str(tmp_path / "logo.svg"))
    workspace.presets.said = (Finding("warning", "preset_unknown", {"where": "colour"}, "organisation.toml"),)
    screen = show(OrganisationScreen, HERE, runner=runner)
    words = said(screen)
    for part in ("Dansk", "30 dage efter mødet", "oplyses", "sekretariat@nordlund.example", "12 dage før mødet"):
        assert part in words
    assert words.count("kan ikke ændres") == 3
    assert "har colour, som denne version ikke kender" in words
    assert screen.logo.isVisible()
    assert screen.logo.accessibleName() == "Logo for Nordlund Kommune"
    assert not screen.offer_card.isVisible()
    assert cut_off(screen) == []


def test_where_nothing_is_decided_it_says_so(show: Show, runner: SyncRunner) -> None:
    assert said(show(OrganisationScreen, HERE, runner=runner)) == "Ingen organisation har bestemt noget her"


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("navy"))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(held.data())


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (SVG, (WIDEST, 52)),
        (png(2000, 1000), (168, HIGHEST)),
        (png(40, 20), (40, 20)),
        (b"", None),
        (b"<svg nonsense", None),
        (b"\x89PNG\r\n\x1a\nnonsense", None),
    ],
)
def test_a_logo_keeps_its_shape_and_never_takes_more_than_its_place(
    data: bytes, size: tuple[int, int] | None, qtbot: QtBot, theme: object
) -> None:
    logo = Logo()
    qtbot.addWidget(logo)
    logo.show_logo(data, "Nordlund")
    assert logo.isHidden() is (size is None)
    if size is not None:
        assert (logo.sizeHint().width() - 2 * MARGIN, logo.sizeHint().height() - 2 * MARGIN) == size
        logo.resize(logo.sizeHint())
        assert not logo.grab().isNull()


# -- what is locked elsewhere --------------------------------------------------------------------------------------


def test_locked_settings_say_who_decided_and_can_be_reached(
    show: Show, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot
) -> None:
    workspace.settings.values["language"] = "en"
    workspace.presets.preset = DECIDED
    screen = show(SettingsScreen, Target(Screen.SETTINGS))
    assert screen.language.currentText() == "Dansk"
    assert not screen.language.isEnabled()
    screen.focus_first()
    assert screen.language_mark.hasFocus()
    assert screen.language_mark.text() == "Bestemt af Nordlund Kommune"
    assert screen.language_mark.accessibleName() == "Sprog: Dansk. Bestemt af Nordlund Kommune"
    assert not screen.language_mark.icon().isNull()
    assert screen.language_mark.y() > screen.language.geometry().bottom()  # beside it, it would widen the page
    assert cut_off(screen) == []
    qtbot.keyClick(screen.language_mark, Qt.Key.Key_Space)
    assert went == [HERE]


def test_the_settings_show_how_the_offer_stands(
    show: Show, workspace: FakeWorkspace, went: list[Target], settled: Settled, qtbot: QtBot
) -> None:
    screen = show(SettingsScreen, Target(Screen.SETTINGS))
    assert screen.organisation.isHidden()
    assert screen.language.isEnabled()
    assert screen.language_mark.isHidden()
    offer = workspace.presets.offering("https://feed.nordlund.example/")
    workspace.presets.decline(offer)
    screen.show_target(Target(Screen.SETTINGS))
    settled()
    assert screen.organisation.isVisible()
    assert "Du har sagt nej" in screen.organisation.said.text()
    qtbot.mouseClick(screen.organisation.button, Qt.MouseButton.LeftButton)
    assert went == [HERE]


def test_locked_sources_can_neither_be_removed_nor_added_to(
    show: Show, workspace: FakeWorkspace, runner: SyncRunner, went: list[Target], qtbot: QtBot
) -> None:
    workspace.presets.preset = DECIDED
    own = workspace.sources.add("folder", "/own", "Min egen")
    (theirs,) = workspace.presets.accept(workspace.presets.offering("https://feed.nordlund.example/"))
    screen = show(SourcesScreen, Target(Screen.SOURCES), runner=runner)
    cards = {card.source.id: card for card in screen.cards}
    assert cards[own.id].remove_button.isVisible()
    assert not cards[own.id].decided.isVisible()
    assert not cards[theirs.id].remove_button.isVisible()
    assert cards[theirs.id].decided.accessibleName() == "Nordlund Kommune. Bestemt af Nordlund Kommune"
    assert not screen.add_card.isVisible()
    assert not screen.acceptDrops()
    assert screen.decided.isVisible()
    assert cut_off(screen) == []
    qtbot.mouseClick(screen.decided, Qt.MouseButton.LeftButton)
    assert went == [HERE]


def test_a_source_of_an_organisation_that_locks_nothing_can_be_removed(
    show: Show, workspace: FakeWorkspace, runner: SyncRunner
) -> None:
    workspace.presets.accept(workspace.presets.offering("https://feed.nordlund.example/"))
    screen = show(SourcesScreen, Target(Screen.SOURCES), runner=runner)
    assert screen.cards[0].remove_button.isVisible()
    assert screen.add_card.isVisible()
    assert any(label.text() == "Fra Nordlund Kommune" for label in screen.cards[0].findChildren(QLabel))


def test_the_welcome_leads_to_what_is_set_up_where_sources_are_locked(
    show: Show, workspace: FakeWorkspace, runner: SyncRunner, went: list[Target], qtbot: QtBot
) -> None:
    workspace.presets.preset = DECIDED
    screen = show(WelcomeScreen, Target(Screen.WELCOME), runner=runner)
    screen.focus_first()
    assert not screen.question.isVisible()
    assert not screen.sample_button.isVisible()
    qtbot.keyClick(screen.organisation_button, Qt.Key.Key_Space)
    assert went == [HERE]


def test_a_locked_deadline_can_not_be_changed(show: Show, workspace: FakeWorkspace) -> None:
    workspace.fill()
    screen = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=COMMITTEE))
    assert screen.edit_button.isVisible()
    workspace.presets.preset = DECIDED
    screen = show(CommitteeScreen, Target(Screen.COMMITTEE, committee=COMMITTEE))
    assert not screen.edit_button.isVisible()
    assert screen.decided.isVisible()
    assert screen.decided.accessibleName().startswith("Frist for anmodninger: ")


def test_a_new_request_begins_with_the_templates(show: Show, workspace: FakeWorkspace) -> None:
    workspace.fill()
    workspace.presets.preset = DECIDED
    screen = show(RequestScreen, Target(Screen.REQUEST, committee=COMMITTEE))
    draft = screen.form.draft()
    assert draft.text == "Sagen vedrører …"
    assert draft.recommendation == ("at udvalget drøfter sagen", "at tage til efterretning")
    assert workspace.requests.list() == (), "looking at it keeps nothing"


def test_an_e_mail_is_opened_beside_the_letter(
    show: Show, workspace: FakeWorkspace, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace.fill()
    workspace.presets.preset = DECIDED
    screen = show(RequestScreen, Target(Screen.REQUEST, committee=COMMITTEE))
    assert screen.view.send_button.isVisible()
    assert cut_off(screen) == []
    opened: list[QUrl] = []
    screen.sending.open_url = lambda url: opened.append(url) or True  # type: ignore[func-returns-value]
    screen.sending.saver.choose = lambda _suggested: str(tmp_path / "brev")
    screen.form.title.setText("Åbne & sene")
    put, mail = screen.sending.menu.actions()
    assert put.text() == "Læg den i mappen hos Nordlund Kommune"
    mail.trigger()
    settled()
    assert (tmp_path / "brev.pdf").exists()
    assert opened[0].toString().startswith("mailto:sekretariat@nordlund.example?subject=Anmodningssag")
    assert b"%20%26%20" in bytes(opened[0].toEncoded().data()), "a sign in the title ends nothing"
    banner = screen.view.banners.banner
    assert banner is not None
    assert "brev.pdf" in banner.accessibleName()
    marked = next(b for b in banner.findChildren(QPushButton) if b.text() == "Markér som sendt")
    qtbot.waitUntil(marked.hasFocus)
    qtbot.mouseClick(marked, Qt.MouseButton.LeftButton)
    settled()
    assert workspace.requests.list()[0].request.status is RequestStatus.SENT


def test_without_a_mail_program_it_says_where_the_letter_is(
    show: Show, workspace: FakeWorkspace, settled: Settled, tmp_path: Path
) -> None:
    workspace.fill()
    workspace.presets.preset = DECIDED
    screen = show(RequestScreen, Target(Screen.REQUEST, committee=COMMITTEE))
    screen.sending.open_url = lambda _url: False
    screen.sending.saver.choose = lambda _suggested: str(tmp_path / "brev.pdf")
    screen.sending.mail()
    settled()
    assert screen.view.banners.banner is not None
    assert str(tmp_path / "brev.pdf") in screen.view.banners.banner.accessibleName()


def test_without_ways_there_is_no_button(show: Show, workspace: FakeWorkspace) -> None:
    workspace.fill()
    assert not show(RequestScreen, Target(Screen.REQUEST, committee=COMMITTEE)).view.send_button.isVisible()


def test_the_mark_is_hidden_where_nobody_decided(theme: object, qtbot: QtBot) -> None:
    mark = DecidedMark(theme)  # type: ignore[arg-type]
    qtbot.addWidget(mark)
    mark.say("Nordlund", "Sprog")
    assert (mark.isHidden(), mark.accessibleName()) == (False, "Sprog. Bestemt af Nordlund")
    mark.say("", "Sprog")
    assert mark.isHidden()
