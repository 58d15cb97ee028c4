"""The reader's actions with their keys: made once, for the keyboard, the menus, the buttons and the context menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from moedeklar.model.views import ItemView
from moedeklar.model.work import Colour
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the reader does on each of its commands."""

    highlight: Callable[[Colour], None]
    note: Callable[[], None]
    note_on_item: Callable[[], None]
    bookmark: Callable[[], None]
    prepared: Callable[[], None]
    read: Callable[[bool], None]
    step: Callable[[int], None]
    zoom: Callable[[int], None]
    cycle: Callable[[int], None]
    request: Callable[[], None]
    notes_column: Callable[[], None]


class ReaderActions:
    """Actions of one reader. Their single-letter keys work while the keyboard is in the reader, and not in fields."""

    def __init__(self, owner: QWidget, theme: Theme, do: Handlers) -> None:
        self._owner = owner
        self._theme = theme
        self.colours = tuple(
            self._make(_colour_text(colour), "highlighter", [str(n)], partial(do.highlight, colour))
            for n, colour in enumerate(Colour, 1)
        )
        self.note = self._make(_("Write a note on the words"), "sticky-note", ["N"], do.note)
        self.note_on_item = self._make(_("Write a note on the item"), "message-square", ["Shift+N"], do.note_on_item)
        self.bookmark = self._make(_("Bookmark"), "bookmark", ["B"], do.bookmark, checkable=True)
        self.prepared = self._make(_("Prepared"), "check", ["P"], do.prepared, checkable=True)
        self.read = self._make(_("Mark as read"), "circle-check", ["M"], lambda: do.read(True))
        self.unread = self._make(_("Mark as unread"), "circle-dot", ["U"], lambda: do.read(False))
        self.previous = self._make(_("Previous item"), "arrow-left", ["K", "Alt+Up", "Ctrl+PgUp"], lambda: do.step(-1))
        self.next = self._make(_("Next item"), "arrow-right", ["J", "Alt+Down", "Ctrl+PgDown"], lambda: do.step(1))
        self.previous.setIconText(_("Previous"))
        self.next.setIconText(_("Next"))
        self.larger = self._make(_("Larger text"), "zoom-in", ["Ctrl++", "Ctrl+="], lambda: do.zoom(10))
        self.smaller = self._make(_("Smaller text"), "zoom-out", ["Ctrl+-"], lambda: do.zoom(-10))
        self.usual = self._make(_("Usual text size"), "search", ["Ctrl+0"], lambda: do.zoom(0))
        self.cycle = self._make(_("Next column"), "panel-right", ["F6"], lambda: do.cycle(1))
        self.cycle_back = self._make(_("Previous column"), "panel-left", ["Shift+F6"], lambda: do.cycle(-1))
        self.request = self._make(_("New request from this item"), "file-pen", ["R"], do.request)
        self.notes_column = self._make(_("Notes column"), "panel-right", ["F9"], do.notes_column, checkable=True)

    def _make(
        self, text: str, icon: str, keys: list[str], slot: Callable[[], None], *, checkable: bool = False
    ) -> QAction:
        action = QAction(text, self._owner)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setCheckable(checkable)
        action.setIconVisibleInMenu(False)
        self._theme.set_icon(action, icon)
        action.triggered.connect(lambda _on=False: slot())
        self._owner.addAction(action)
        return action

    def show_item(self, view: ItemView | None) -> None:
        """Enable and tick what fits the item."""
        for action in (*self.colours, self.note, self.note_on_item, self.bookmark, self.prepared, self.request):
            action.setEnabled(view is not None)
        self.previous.setEnabled(view is not None and view.previous is not None)
        self.next.setEnabled(view is not None and view.next is not None)
        row = view.row if view is not None else None
        self.bookmark.setChecked(bool(row and row.bookmarked))
        self.prepared.setChecked(bool(row and row.prepared))
        self.read.setEnabled(bool(row and (not row.read or row.changed)))
        self.unread.setEnabled(bool(row and row.read))
        self._theme.set_icon(
            self.bookmark, *(("bookmark-check", "accent") if row and row.bookmarked else ("bookmark", "mute"))
        )
        self._theme.set_icon(
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
                self.request,
            ],
            "view": [self.larger, self.smaller, self.usual, None, self.notes_column],
            "go": [self.previous, self.next, None, self.cycle, self.cycle_back],
        }.get(menu, [])


def _colour_text(colour: Colour) -> str:
    return {
        Colour.YELLOW: _("Highlight in yellow"),
        Colour.GREEN: _("Highlight in green"),
        Colour.RED: _("Highlight in red"),
    }[colour]
