"""The window as composed over a real profile, driven by real keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.app import Program
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import FixedClock
from moedeklar.ui.navigation import Navigator, Screen
from moedeklar.ui.operations import Operations
from moedeklar.ui.unlock.recovery import RecoveryCodeDialog

PATIENCE = 20_000  # ms


class Driven:
    """A `Program` and the hands that use it. `open` first, `close` last."""

    def __init__(self, folder: Path, clock: FixedClock, qtbot: QtBot, language: str = "da") -> None:
        profile = Profile(folder)
        profile.make()
        self.qtbot = qtbot
        self._closed = False
        self.program = Program(profile, clock, language)
        self.program.window.resize(1300, 820)

    def open(self) -> None:
        """Show the window; where a recovery code is shown, keep it as a person would."""
        window = self.program.window
        self.program.start()
        self.until(lambda: window.content is not None or bool(window.findChildren(RecoveryCodeDialog)))
        for dialog in window.findChildren(RecoveryCodeDialog):
            dialog.kept.click()
            dialog.go_on.click()
        self.until(lambda: window.content is not None)
        # A window manager would give the keyboard back to the window; without one somebody has to.
        window.activateWindow()
        self.until(window.isActiveWindow)
        self.settle()

    def close(self) -> None:
        """Close the window and everything behind it. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with self.qtbot.waitSignal(self.program.window.closed, timeout=PATIENCE):
            self.program.window.close()
        self.program.stop()
        self.program.window.deleteLater()

    @property
    def workspace(self) -> Workspace:
        """What the window works with, to hold what it shows against."""
        rooms = self.program.window._rooms
        assert rooms is not None
        return rooms.workspace

    def screen(self, name: Screen) -> QWidget:
        """The screen of that name, which must be the one shown."""
        content = self.program.window.content
        assert content is not None
        made = content.stack.made(name)
        assert made is not None
        assert made is content.stack.current, f"{name} is not shown"
        return made

    @property
    def navigator(self) -> Navigator:
        """Where the window is."""
        found = self.program.window.findChild(Navigator)
        assert isinstance(found, Navigator)
        return found

    def shown(self) -> Screen:
        """The name of the screen that is shown."""
        current = self.navigator.current
        assert current is not None
        return current.screen

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the keyboard's focus is, as a person presses it."""
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Letters where the keyboard's focus is."""
        for letter in text:
            # Not keyClicks: it ends the program at letters that it knows no key for, such as é.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focus(), event)
        self.settle()

    def focus(self) -> QWidget:
        """The widget that keys go to."""
        return QApplication.focusWidget() or self.program.window.focusWidget() or self.program.window

    def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(3):
            operations = self.program.window.findChild(Operations)
            if isinstance(operations, Operations):
                self.until(lambda o=operations: o._open == 0)
            self.qtbot.wait(30)

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        self.qtbot.waitUntil(reached, timeout=PATIENCE)
