"""What goes for good, in the window: told before, listed, exported first, and removed only after all that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from moedeklar.member.removed import Removed
from moedeklar.member.retention import RetentionStatus, Upcoming
from moedeklar.model.changes import Kind
from moedeklar.model.errors import StoreError
from moedeklar.model.moments import LocalStart
from moedeklar.model.retention import Rule
from moedeklar.model.views import SourceInfo
from moedeklar.store.expired import Candidate
from moedeklar.sync.expiring import Going
from moedeklar.ui.going.forgetting import CHOOSE, CONFIRM, EXPORT, WORK, ForgetDialog
from moedeklar.ui.going.upcoming import UpcomingDialog
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.settings.view import SettingsScreen
from tests.fakes.workspace import FakeWorkspace
from tests.ui.shell.conftest import Opened, close_window, open_window, opened
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["close_window", "open_window", "opened", "show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
TODAY = date(2027, 2, 3)
RULE = Rule(30, "Nordlund Kommune")
Settled = Callable[[], None]


def upcoming(days: int, items: int = 2) -> Upcoming:
    day = TODAY + timedelta(days=days)
    meeting = Candidate("old", "Økonomiudvalget", LocalStart(day - timedelta(days=30)), day)
    return Upcoming(day, Going(meeting, items, 3, 2, 4_200_000, ("Køb af areal",)))


SOON = RetentionStatus(RULE, TODAY, None, True, None, (upcoming(4), upcoming(20, 1)), ("before-m0006.db",))


def said(opened: Opened) -> str:
    banner = opened.content.banner
    return banner.accessibleName() if banner is not None else ""


def put(opened: Opened, qtbot: QtBot, status: RetentionStatus) -> None:
    opened.workspace.retention.current = status
    opened.workspace.changed(Kind.SETTING, "retention.last")
    qtbot.waitUntil(lambda: opened.content.going.status == status or not status.tells, timeout=5000)
    opened.settle()


def test_a_quiet_line_tells_a_week_before_and_counts_as_told(opened: Opened, qtbot: QtBot) -> None:
    put(opened, qtbot, replace(SOON, upcoming=(upcoming(20),)))
    assert said(opened) == ""
    assert opened.workspace.retention.was_told == 0
    put(opened, qtbot, SOON)
    assert said(opened) == (
        "Lukket materiale fjernes fra 7. februar 2027 efter reglen fra Nordlund Kommune (2 lukkede punkter, 1 møde). "
        "Dine noter bliver."
    )
    qtbot.waitUntil(lambda: opened.workspace.retention.was_told == 1)
    banner = opened.content.banner
    assert banner is not None
    names = [one.text() for one in banner.findChildren(QAbstractButton) if one.text()]
    assert names == ["Vis hvad", "Eksportér mine noter"]
    next(one for one in banner.findChildren(QAbstractButton) if one.text() == "Vis hvad").click()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, UpcomingDialog))
    assert dialog.list.count() == 2
    assert dialog.list.item(0).text().startswith("Økonomiudvalget, 8. januar 2027\n7. februar 2027: 2 lukkede")
    dialog.reject()
    banner.findChildren(QAbstractButton)[-1].parent()
    banner._dismiss()
    qtbot.waitUntil(lambda: opened.workspace.retention.current.hidden)
    opened.settle()
    assert said(opened) == ""


def test_another_message_is_not_pushed_aside(opened: Opened, qtbot: QtBot) -> None:
    opened.content.tell("bad", "Noget andet.")
    put(opened, qtbot, SOON)
    assert said(opened) == "Noget andet."
    opened.content.clear_banner()
    qtbot.waitUntil(lambda: said(opened).startswith("Lukket materiale"))


def test_the_settings_say_the_rule_and_who_decided_it(
    show: Show, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    workspace.retention.current = replace(
        SOON, last=Removed(date(2027, 1, 30), "Nordlund Kommune", 1, 2, 3, 2, 4_200_000)
    )
    screen = show(SettingsScreen, Target(Screen.SETTINGS))
    settled()
    card = screen.closed_material.card
    assert card.said.text() == "Lukket materiale fjernes 30 dage efter mødet. Det har Nordlund Kommune bestemt."
    assert card.last.text() == (
        "Fjernet 30. januar 2027 efter reglen fra Nordlund Kommune: 2 lukkede punkter, 3 bilag, 4,2 MB."
    )
    assert not card.days.isEnabled()
    assert card.mark.isVisible()
    workspace.retention.current = replace(SOON, rule=None, locked=False, upcoming=())
    screen.show_target(Target(Screen.SETTINGS))
    settled()
    assert card.said.text() == "Lukket materiale beholdes for altid."
    card.days.setFocus()
    qtbot.keyClick(card.days, Qt.Key.Key_Down)
    settled()
    assert workspace.retention.current.own == 30
    assert card.said.text() == "Lukket materiale fjernes 30 dage efter mødet. Det har du selv bestemt."
    assert not unnamed(screen)
    assert not cut_off(screen)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ud"


@pytest.fixture
def dialog(workspace: FakeWorkspace, operations: Operations, folder: Path, qtbot: QtBot, theme: object) -> ForgetDialog:
    other = SourceInfo("source-2", "oparl", "Østerby", "https://østerby.invalid/")
    workspace.sources.known.append(other)
    made = ForgetDialog(
        workspace,  # type: ignore[arg-type]
        operations,
        workspace.sources.list(),
        ("source-1",),
        choose=lambda _parent, _title, _start: str(folder),
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_everything_goes_only_after_an_export_and_its_name(
    dialog: ForgetDialog, workspace: FakeWorkspace, folder: Path, settled: Settled, qtbot: QtBot
) -> None:
    assert [box.isChecked() for box in dialog.boxes] == [True, False]
    dialog.next.click()
    assert dialog.pages.currentIndex() == EXPORT
    assert not dialog.next.isEnabled()
    dialog.export_button.click()
    settled()
    assert workspace.exporting.exported == [(folder, True)]
    assert (folder / "moedeklar-2027-02-03.moedeklar").exists()
    dialog.next.click()
    settled()
    assert dialog.pages.currentIndex() == CONFIRM
    for said in ("Nordlund", "41 møder", "118 bilag (73,4 MB)", "12 noter og markeringer", "3 bogmærker", "2 kopier"):
        assert said in dialog.holdings.text()
    assert not dialog.next.isEnabled()
    qtbot.keyClicks(dialog.typed, "nordlun")
    assert not dialog.next.isEnabled()
    qtbot.keyClicks(dialog.typed, "d")
    assert not unnamed(dialog)
    with qtbot.waitSignal(dialog.forgotten) as told:
        qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert told.args == ["Nordlund"]
    assert workspace.forgetting.forgotten == [("source-1",)]
    assert [info.name for info in workspace.sources.list()] == ["Østerby"]


def test_an_export_that_fails_is_told_and_may_be_skipped(
    dialog: ForgetDialog, workspace: FakeWorkspace, settled: Settled
) -> None:
    def fail(*_args: object) -> None:
        raise StoreError("disk_full", path="/x")

    workspace.exporting.everything = fail  # type: ignore[method-assign]
    dialog.next.click()
    dialog.export_button.click()
    settled()
    assert dialog.problem.isVisible()
    assert not dialog.next.isEnabled()
    dialog.skip.setChecked(True)
    assert dialog.next.isEnabled()
    dialog.back.click()
    assert dialog.pages.currentIndex() == CHOOSE
    dialog.boxes[0].setChecked(False)
    assert not dialog.next.isEnabled()


def test_cancelled_while_it_works_everything_stays(
    dialog: ForgetDialog, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    going = threading.Event()
    workspace.forgetting.before = lambda: going.wait(5)
    dialog.next.click()
    dialog.skip.setChecked(True)
    dialog.next.click()
    settled()
    dialog.typed.setText("Nordlund")
    dialog.next.click()
    assert dialog.pages.currentIndex() == WORK
    dialog.reject()
    assert dialog.isVisible()
    going.set()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    settled()
    assert workspace.forgetting.forgotten == []


def test_once_nothing_is_left_the_window_begins_anew(
    show: Show, workspace: FakeWorkspace, settled: Settled, went: list[Target]
) -> None:
    screen = show(SettingsScreen, Target(Screen.SETTINGS))
    settled()
    screen.closed_material.card.forget_button.click()
    settled()
    dialog = screen.closed_material.forget_dialog
    assert dialog is not None
    assert not dialog.next.isEnabled()  # nothing is chosen where no preset speaks for it
    dialog.boxes[0].setChecked(True)
    dialog.next.click()
    dialog.skip.setChecked(True)
    dialog.next.click()
    settled()
    dialog.typed.setText("Nordlund")
    dialog.next.click()
    settled()
    settled()
    assert went[-1].screen is Screen.WELCOME
