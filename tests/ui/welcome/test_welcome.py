"""The first start: one question, and then a readable agenda."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import StoreError
from moedeklar.model.reports import RunReport
from moedeklar.model.views import SourceInfo
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.sources.add_source import FOLDER
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.welcome.view import WelcomeScreen
from moedeklar.wording import language
from tests.fakes.workspace import FakeWorkspace
from tests.ui.showing import Show, cut_off, drop, show, theme, unnamed, went

__all__ = ["show", "theme", "went"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
HERE = Target(Screen.WELCOME)
Settled = Callable[[], None]


@pytest.fixture
def workspace() -> FakeWorkspace:
    return FakeWorkspace(empty=True)


@pytest.fixture
def page(show: Show, runner: SyncRunner) -> WelcomeScreen:
    return show(WelcomeScreen, HERE, runner=runner)  # type: ignore[return-value]


def test_the_sample_ends_in_its_next_agenda(page: WelcomeScreen, went: list[Target], qtbot: QtBot) -> None:
    page.sample_button.setFocus()
    qtbot.keyClick(page.sample_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(went))
    assert went == [Target(Screen.MEETING, meeting="bi")]
    assert page.sample_button.isEnabled()


def test_a_folder_ends_in_its_agenda(
    page: WelcomeScreen, workspace: FakeWorkspace, went: list[Target], qtbot: QtBot, tmp_path: Path
) -> None:
    real = workspace.sources.sync

    def sync(*given: object, **named: object) -> RunReport:
        workspace.fill()
        return real(*given, **named)  # type: ignore[arg-type]

    workspace.sources.sync = sync  # type: ignore[method-assign]
    qtbot.mouseClick(page.kinds.buttons[FOLDER], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.add.path.hasFocus)
    qtbot.keyClicks(page.add.path, str(tmp_path))
    qtbot.keyClick(page.add.path, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(went))
    assert went == [Target(Screen.MEETING, meeting="bi")]


def test_a_folder_without_agendas_says_so(
    page: WelcomeScreen, went: list[Target], settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    page.kinds.choose(FOLDER)
    page.add.choose = lambda: str(tmp_path)
    qtbot.mouseClick(page.add.browse, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.banners.banner is not None)
    assert page.banners.banner is not None
    assert page.banners.banner.accessibleName().startswith("Der blev ikke fundet dagsordener")
    report = next(b for b in page.banners.banner.findChildren(QPushButton) if b.text() == "Vis rapporten")
    qtbot.mouseClick(report, Qt.MouseButton.LeftButton)
    assert went == [Target(Screen.SOURCES)]


def test_a_folder_that_is_not_there_is_told_beside_its_path(
    page: WelcomeScreen, settled: Settled, qtbot: QtBot
) -> None:
    page.kinds.choose(FOLDER)
    qtbot.keyClicks(page.add.path, "/findes/ikke")
    qtbot.keyClick(page.add.path, Qt.Key.Key_Return)
    settled()
    assert page.add.problem.label.text()
    assert not page.runner.running


def test_a_sample_that_cannot_be_made_is_told(
    page: WelcomeScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot
) -> None:
    def full() -> SourceInfo:
        raise StoreError("disk_full")

    workspace.sources.add_sample = full  # type: ignore[method-assign]
    qtbot.mouseClick(page.sample_button, Qt.MouseButton.LeftButton)
    settled()
    assert page.banners.banner is not None
    assert page.sample_button.isEnabled()


def test_names_and_room(page: WelcomeScreen, qtbot: QtBot) -> None:
    assert not unnamed(page)
    page.resize(806, 630)
    qtbot.waitUntil(lambda: not cut_off(page))


def test_in_english(show: Show, runner: SyncRunner, qtbot: QtBot) -> None:
    language.set_language("en")
    screen = show(WelcomeScreen, HERE, (806, 630), runner=runner)
    qtbot.waitUntil(lambda: not cut_off(screen))
    assert screen.sample_button.text() == "Show the sample municipality"


def test_a_folder_is_dropped(
    page: WelcomeScreen, workspace: FakeWorkspace, settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    drop(page, data)
    settled()
    qtbot.waitUntil(lambda: not page.runner.running)
    assert [source.location for source in workspace.sources.list()] == [str(tmp_path)]
