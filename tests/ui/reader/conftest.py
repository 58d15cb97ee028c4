"""A reader on the fake workspace, shown, with a meeting open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.reader.screen import ReaderScreen
from moedeklar.ui.theme.theme import Theme
from tests.fakes.workspace import FakeWorkspace


@pytest.fixture
def reader(
    workspace: FakeWorkspace,
    operations: Operations,
    navigator: Navigator,
    theme: Theme,
    qtbot: QtBot,
    settled: Callable[[], None],
) -> Iterator[ReaderScreen]:
    """The reader at item 2 of the next meeting; what the store tells reaches it as it does in the window."""
    made = ReaderScreen(workspace, operations, navigator, theme)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1222, 830)
    navigator.changed.connect(lambda target: made.show_target(target) if target.screen is Screen.MEETING else None)
    ends = workspace.changes.subscribe(_queued(made))
    made.show()
    qtbot.waitExposed(made)
    navigator.go(Target(Screen.MEETING, meeting="bi", item="bi-2"))
    settled()
    made.text.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(made.text.hasFocus, timeout=2000)
    yield made
    made.flush()
    settled()
    ends()


def _queued(reader: ReaderScreen) -> Callable[[object], None]:
    from PySide6.QtCore import QObject, Signal

    class Carrier(QObject):
        told = Signal(object)

    carrier = Carrier(reader)
    carrier.told.connect(reader.refresh, Qt.ConnectionType.QueuedConnection)
    return carrier.told.emit


@pytest.fixture
def select(reader: ReaderScreen) -> Callable[[str], None]:
    """Select words by keyboard, from where they begin."""

    def do(words: str) -> None:
        document = reader.text.document()
        found = document.find(words)
        assert not found.isNull(), words
        cursor = reader.text.textCursor()
        cursor.setPosition(found.selectionStart())
        reader.text.setTextCursor(cursor)
        cursor.setPosition(found.selectionEnd(), cursor.MoveMode.KeepAnchor)
        reader.text.setTextCursor(cursor)

    return do
