"""A screen shown as in the window: filled in, polished, and with the events that a person would make."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from moedeklar.ui.navigation import Navigator, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.theme.theme import Theme
from tests.fakes.workspace import FakeWorkspace

S = TypeVar("S", bound=ScreenWidget)
Show = Callable[..., ScreenWidget]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, at the size of text that systems usually ask for, whatever a test before has left."""
    font = qapp.font()
    font.setPointSizeF(13.0 if sys.platform == "darwin" else 9.0 if sys.platform == "win32" else 10.0)
    qapp.setFont(font)
    made = Theme(qapp)
    made.apply("light")
    yield made
    made.deleteLater()


@pytest.fixture
def went(navigator: Navigator) -> list[Target]:
    """Where the navigator was asked to go, in order."""
    targets: list[Target] = []
    navigator.changed.connect(targets.append)
    return targets


@pytest.fixture
def show(
    workspace: FakeWorkspace,
    operations: Operations,
    navigator: Navigator,
    theme: Theme,
    qtbot: QtBot,
    settled: Callable[[], None],
) -> Show:
    """Show a screen at a target, and wait until all that it asked for has come."""

    def shown(kind: type[S], target: Target, size: tuple[int, int] = (1100, 800), **more: object) -> S:
        screen = kind(workspace, operations, navigator, theme, **more)  # type: ignore[arg-type]
        qtbot.addWidget(screen)
        screen.resize(*size)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        screen.show_target(target)
        settled()
        qtbot.wait(0)  # what the answers have set in motion: layouts, and the focus that is given afterwards
        return screen

    return shown


def drop(screen: QWidget, data: QMimeData) -> None:
    """Drag *data* onto the screen, which must accept it, and let go."""
    where, keys = QPointF(50, 50), Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(screen, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(screen, QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys))


def unnamed(screen: QWidget) -> list[QWidget]:
    """What can be used in *screen* and has no name that a screen reader could say."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QSlider)
    found = [w for kind in kinds for w in screen.findChildren(kind) if not w.objectName().startswith("qt_")]
    inner = [w for w in found if isinstance(w.parent(), QComboBox) or not w.isEnabled()]
    return [w for w in found if w not in inner and not _name(w)]


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def cut_off(screen: QWidget) -> list[str]:
    """The buttons whose words don't fit, and what reaches beyond the screen's right edge."""
    wrong = []
    for button in screen.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width():
            wrong.append(f"{button.text()} is cut off")
    for widget in screen.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            right = widget.mapTo(screen, widget.rect().topRight()).x()
            if right > screen.width():
                wrong.append(f"{type(widget).__name__} {widget.accessibleName()} reaches {right} of {screen.width()}")
    return wrong
