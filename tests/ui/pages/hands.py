"""What a person does with the pages, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.work import Note
from moedeklar.ui.pages.screen import PagesScreen
from tests.fakes.pages import PagesWorkspace

Show = Callable[..., PagesScreen]
PLACE = (72.0, 130.0, 250.0, 145.0)  # about the third line of a page


def place(screen: PagesScreen, page: int, text: str) -> QPoint:
    """Where a word stands in the window."""
    word = next(word for word in screen.canvas.selector.words[page] if word.text == text)
    rect = screen.canvas.desk.rect_on_desk(page, (word.x0, word.y0, word.x1, word.y1))
    return rect.translated(-screen.canvas.window_on_desk().topLeft()).center().toPoint()


def drag(screen: PagesScreen, qtbot: QtBot, page: int, first: str, last: str) -> None:
    """Select with the mouse from one word to another."""
    view, start, end = screen.canvas.viewport(), place(screen, page, first), place(screen, page, last)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def key(screen: PagesScreen, qtbot: QtBot, which: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= modifier
    qtbot.keyClick(screen.canvas, which, modifiers)


def notes_of(workspace: PagesWorkspace) -> list[Note]:
    return [note for note in workspace.notes.list() if isinstance(note.anchor, PageAnchor)]
