"""The whole window on the fake workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.shell.content import WindowContent
from moedeklar.ui.shell.memory import WindowMemory
from moedeklar.ui.shell.qt_language import QtLanguage
from moedeklar.ui.shell.window import MainWindow
from moedeklar.ui.theme.theme import Theme
from tests.fakes.workspace import FakeWorkspace


class Opened:
    """A window with its parts at hand."""

    def __init__(self, window: MainWindow, workspace: FakeWorkspace, qtbot: QtBot) -> None:
        self.window = window
        self.workspace = workspace
        self._qtbot = qtbot

    @property
    def content(self) -> WindowContent:
        content = self.window.content
        assert content is not None
        return content

    @property
    def navigator(self) -> Navigator:
        rooms = self.window._rooms
        assert rooms is not None
        return rooms.navigator

    def go(self, screen: Screen, **more: str) -> None:
        self.navigator.go(Target(screen, **more))  # type: ignore[arg-type]
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way, and what came of it has been told."""
        rooms = self.window._rooms
        assert rooms is not None
        for _ in range(3):
            self._qtbot.waitUntil(lambda: rooms.operations._open == 0, timeout=5000)
            self._qtbot.wait(15)


@pytest.fixture
def opened(workspace: FakeWorkspace, theme: Theme, qtbot: QtBot) -> Iterator[Opened]:
    """The window at the next meeting's item 2."""
    yield from open_window(workspace, theme, qtbot)


@pytest.fixture
def open_empty(theme: Theme, qtbot: QtBot) -> Iterator[Opened]:
    """The window of a person who has nothing yet."""
    yield from open_window(FakeWorkspace(empty=True), theme, qtbot, Target(Screen.WELCOME))


def open_window(workspace: FakeWorkspace, theme: Theme, qtbot: QtBot, start: Target | None = None) -> Iterator[Opened]:
    language = QtLanguage()
    language.speak("da")
    window = MainWindow(theme, WindowMemory(None), language)
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.open_workspace(workspace, start or Target(Screen.MEETING, meeting="bi", item="bi-2"))  # type: ignore[arg-type]
    made = Opened(window, workspace, qtbot)
    made.settle()
    yield made
    close(window, qtbot)
    window.deleteLater()
    language.speak("en")  # Qt's own translator is one per program too


@pytest.fixture
def close_window(qtbot: QtBot) -> Callable[[MainWindow], None]:
    return lambda window: close(window, qtbot)


def close(window: MainWindow, qtbot: QtBot) -> None:
    """Close as a person does, and wait until the window has let go of everything."""
    if window._rooms is not None:
        with qtbot.waitSignal(window.closed, timeout=5000):
            window.close()


def focus_is_in_screen(opened: Opened) -> bool:
    shown, focus = opened.content.stack.current, QApplication.focusWidget()
    return shown is not None and focus is not None and (focus is shown or shown.isAncestorOf(focus))
