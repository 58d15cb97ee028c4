"""The list of requests: statuses, deadlines, an empty state that teaches, and a deletion that can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.requests import RequestDraft, RequestStatus
from moedeklar.ui.lines import Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.requests.list import RequestsScreen
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.REQUESTS)
Settled = Callable[[], None]


def test_rows_tell_status_and_deadline(show: Show, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot) -> None:
    workspace.requests.new(RequestDraft("Økonomiudvalget", "Status på fleksjob", meeting_id="oko"))
    sent = workspace.requests.new(RequestDraft("Økonomiudvalget", "Social kontrol", meeting_id="oko"))
    workspace.requests.set_status(sent.id, RequestStatus.SENT)
    screen = show(RequestsScreen, HERE)
    draft, other = (row.line for row in screen.rows)
    assert draft.detail == "Økonomiudvalget · Torsdag 18. februar 2027 kl. 08.30 · frist onsdag 10. februar 2027"
    assert (draft.aside, draft.aside_tone, draft.trailing) == ("7 dage tilbage", Tone.GOOD, "Kladde")
    assert (other.aside, other.trailing) == ("", "Sendt")
    assert screen.status_text() == "2 anmodninger"
    screen.focus_first()
    qtbot.keyClick(screen.rows[0], Qt.Key.Key_Return)
    assert went == [Target(Screen.REQUEST, request="request-1")]
    assert not unnamed(screen)


def test_empty_teaches(show: Show, went: list[Target], qtbot: QtBot) -> None:
    screen = show(RequestsScreen, HERE)
    write = next(b for b in screen.findChildren(QPushButton) if b.text() == "Skriv en anmodning")
    qtbot.mouseClick(write, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.new_button, Qt.MouseButton.LeftButton)
    assert went == [Target(Screen.REQUEST)] * 2


def test_a_deletion_is_undone(show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot) -> None:
    made = workspace.requests.new(RequestDraft("Økonomiudvalget", "Social kontrol"))
    workspace.requests.remove(made.id)
    screen = show(RequestsScreen, Target(Screen.REQUESTS, title="Social kontrol"))
    assert "”Social kontrol” er slettet." in screen.banners.banner.accessibleName()
    undo = next(b for b in screen.banners.banner.findChildren(QPushButton) if b.text() == "Fortryd")
    qtbot.waitUntil(undo.hasFocus)
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    settled()
    screen.refresh(ChangeSet.of(Kind.REQUEST, made.id))
    settled()
    assert [row.line.title for row in screen.rows] == ["Social kontrol"]
    assert screen.banners.banner is None


@pytest.mark.parametrize("spoken", ["da", "en"])
def test_nothing_is_cut_off(show: Show, workspace: FakeWorkspace, spoken: str) -> None:
    language.set_language(spoken)
    long = "En meget lang titel om alt det, som udvalget gerne vil drøfte på sit næste møde, og lidt til"
    workspace.requests.new(RequestDraft("Beskæftigelses- og Fællesskabsudvalget", long, meeting_id="bi"))
    assert not cut_off(show(RequestsScreen, HERE, (806, 630)))
