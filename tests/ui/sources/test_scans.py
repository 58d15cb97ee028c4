"""Scanned documents in the list of sources: reading them is offered where there are any, and remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moedeklar.model.reports import EventKind, Problem, RunReport, SyncEvent
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.sources.content import has_unread_scans, progress_words
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.view import SourcesScreen
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Settled = Callable[[], None]
SCAN = RunReport(failed=(Problem("referat.pdf", "scan_no_text"),))
MIXED = RunReport(new=1, notices=(Problem("dagsorden.pdf", "pages_without_text", (("pages", "2"),)),))


@pytest.fixture
def page(show: Show, runner: SyncRunner) -> SourcesScreen:
    return show(SourcesScreen, Target(Screen.SOURCES), runner=runner)  # type: ignore[return-value]


def ended(page: SourcesScreen, qtbot: QtBot, settled: Settled) -> None:
    qtbot.waitUntil(lambda: not page.runner.running)
    settled()


@pytest.mark.parametrize(
    ("report", "offered"),
    [
        (SCAN, True),
        (MIXED, True),
        (RunReport(new=2), False),
        (RunReport(failed=(Problem("referat.pdf", "ocr_missing"),)), False),
        (RunReport(failed=(Problem("referat.pdf", "scan_unreadable"),)), False),
    ],
)
def test_it_is_offered_where_something_is_unread(page: SourcesScreen, report: RunReport, offered: bool) -> None:
    assert has_unread_scans(report) is offered
    page.cards[0].report.show_report(report)
    assert page.cards[0].report.scans_button.isVisible() is offered
    assert unnamed(page) == []
    assert cut_off(page) == []


def test_the_reports_button_reads_the_scans_of_what_was_fetched(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    workspace.schedule.told["source-1"] = SCAN
    page.show_target(Target(Screen.SOURCES))
    settled()
    workspace.schedule.told["source-1"] = workspace.sources.report = RunReport(new=1)
    button = page.cards[0].report.scans_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settled()
    ended(page, qtbot, settled)
    assert [source.reads_scans for source in workspace.sources.list()] == [True]
    assert page.runner.last_report == RunReport(new=1)
    assert not page.cards[0].report.scans_button.isVisible()
    assert page.cards[0].scans.isChecked()


def test_the_sources_own_box_is_remembered(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    assert not page.cards[0].scans.isChecked()
    page.cards[0].scans.click()
    settled()
    ended(page, qtbot, settled)
    assert workspace.sources.list()[0].reads_scans
    assert page.runner.last_report is not None
    runs: list[object] = []
    page.runner.started.connect(lambda: runs.append(1))
    page.cards[0].scans.click()
    settled()
    assert not workspace.sources.list()[0].reads_scans
    assert runs == []


def test_without_the_data_it_is_said_what_to_install(
    page: SourcesScreen, workspace: FakeWorkspace, settled: Settled
) -> None:
    workspace.sources.scans_can_be_read = False
    page.cards[0].scans.click()
    settled()
    assert page.banners.banner is not None
    assert "tesseract-ocr-dan" in page.banners.banner._words.text()
    assert page.cards[0].scans.isChecked()
    assert page.runner.last_report is None


def test_while_a_run_is_under_way_nothing_else_is_asked_for(page: SourcesScreen) -> None:
    for running in (True, False):
        page.cards[0].set_running(running)
        assert page.cards[0].report.scans_button.isEnabled() is not running
        assert page.cards[0].scans.isEnabled() is not running


def test_the_page_that_is_read_is_told() -> None:
    event = SyncEvent(EventKind.PROGRESS, "src", "referat.pdf", 3, 12, page=2, pages=9)
    assert progress_words(event).endswith(" · referat.pdf, side 2 af 9")
