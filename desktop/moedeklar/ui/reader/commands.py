"""The reader's actions with their keys: made once, for the keyboard, the menus, the buttons and the context menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from moedeklar.model.views import ItemView
from moedeklar.ui.noting.actions import NotingActions, NotingHandlers
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class Handlers(NotingHandlers):
    """What the reader does on each of its commands."""

    note_on_item: Callable[[], None]
    bookmark: Callable[[], None]
    prepared: Callable[[], None]
    read: Callable[[bool], None]
    request: Callable[[], None]
    cite: Callable[[], None]
    correct: Callable[[], None]


class ReaderActions(NotingActions):
    """Actions of one reader."""

    def __init__(self, owner: QWidget, theme: Theme, do: Handlers) -> None:
        super().__init__(owner, theme, do, before=_("Previous item"), after=_("Next item"))
        self.note_on_item = self.make(_("Write a note on the item"), "message-square", ["Shift+N"], do.note_on_item)
        self.bookmark = self.make(_("Bookmark"), "bookmark", ["B"], do.bookmark, checkable=True)
        self.prepared = self.make(_("Prepared"), "check", ["P"], do.prepared, checkable=True)
        self.read = self.make(_("Mark as read"), "circle-check", ["M"], lambda: do.read(True))
        self.unread = self.make(_("Mark as unread"), "circle-dot", ["U"], lambda: do.read(False))
        self.previous.setIconText(_("Previous"))
        self.next.setIconText(_("Next"))
        self.larger = self.make(_("Larger text"), "zoom-in", ["Ctrl++", "Ctrl+="], lambda: do.zoom(10))
        self.smaller = self.make(_("Smaller text"), "zoom-out", ["Ctrl+-"], lambda: do.zoom(-10))
        self.usual = self.make(_("Usual text size"), "search", ["Ctrl+0"], lambda: do.zoom(0))
        self.request = self.make(_("New request from this item"), "file-pen", ["R"], do.request)
        self.cite = self.make(_("Copy as citation"), "link", ["Ctrl+Shift+C"], do.cite)
        self.correct = self.make(_("Correct the reading…"), "pencil", ["C"], do.correct)

    def show_item(self, view: ItemView | None) -> None:
        """Enable and tick what fits the item."""
        on_item = (self.note_on_item, self.bookmark, self.prepared, self.request, self.cite, self.correct)
        for action in (*self.colours, self.note, *on_item):
            action.setEnabled(view is not None)
        self.previous.setEnabled(view is not None and view.previous is not None)
        self.next.setEnabled(view is not None and view.next is not None)
        row = view.row if view is not None else None
        self.bookmark.setChecked(bool(row and row.bookmarked))
        self.prepared.setChecked(bool(row and row.prepared))
        self.read.setEnabled(bool(row and (not row.read or row.changed)))
        self.unread.setEnabled(bool(row and row.read))
        self.theme.set_icon(
            self.bookmark, *(("bookmark-check", "accent") if row and row.bookmarked else ("bookmark", "mute"))
        )
        self.theme.set_icon(
            self.prepared,
            "circle-check" if row and row.prepared else "check",
            "dec_ink" if row and row.prepared else "mute",
        )

    def for_menu(self, menu: str) -> list[QAction | None]:
        """What the window's menus "edit", "view" and "go" show while the reader is there; None is a line."""
        return {
            "edit": [
                *self.colours,
                self.note,
                self.note_on_item,
                None,
                self.bookmark,
                self.prepared,
                self.read,
                self.unread,
                None,
                self.cite,
                self.correct,
                self.request,
            ],
            "view": [self.larger, self.smaller, self.usual, None, self.notes_column],
            "go": [self.previous, self.next, None, self.cycle, self.cycle_back],
        }.get(menu, [])
