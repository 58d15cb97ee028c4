"""The page view's actions with their keys: made once, for the keyboard, the menus and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from moedeklar.model.work import Colour
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the page view does on each of its commands."""

    highlight: Callable[[Colour], None]
    note: Callable[[], None]
    remove: Callable[[], None]
    copy: Callable[[], None]
    select_page: Callable[[], None]
    zoom: Callable[[int], None]
    fit: Callable[[], None]
    page: Callable[[], None]
    step: Callable[[int], None]
    leave: Callable[[], None]
    cycle: Callable[[int], None]
    show_pages: Callable[[], None]
    show_notes: Callable[[], None]


class PagesActions:
    """Actions of one page view. Their keys work while the keyboard is in it; single letters not in fields."""

    def __init__(self, owner: QWidget, theme: Theme, do: Handlers) -> None:
        self._owner = owner
        self._theme = theme
        self.colours = tuple(
            self._make(_colour_text(colour), "highlighter", [str(n)], partial(do.highlight, colour))
            for n, colour in enumerate(Colour, 1)
        )
        self.note = self._make(_("Write a note on the words"), "sticky-note", ["N"], do.note)
        self.remove = self._make(_("Delete the note"), "trash-2", [], do.remove)
        self.copy = self._make(_("Copy"), "copy", [QKeySequence.StandardKey.Copy], do.copy)
        self.select_page = self._make(_("Select the whole page"), "file-text", ["Ctrl+A"], do.select_page)
        self.larger = self._make(_("Zoom in"), "plus", ["Ctrl++", "Ctrl+="], lambda: do.zoom(1))
        self.smaller = self._make(_("Zoom out"), "minus", ["Ctrl+-"], lambda: do.zoom(-1))
        self.fit = self._make(_("Fit to width"), "move-horizontal", ["Ctrl+0"], do.fit, checkable=True)
        self.page = self._make(_("Go to page …"), "file-text", ["Ctrl+G"], do.page)
        keys = ["K", "Alt+Up", "Ctrl+PgUp"]
        self.previous = self._make(_("Previous attachment"), "arrow-left", keys, lambda: do.step(-1))
        keys = ["J", "Alt+Down", "Ctrl+PgDown"]
        self.next = self._make(_("Next attachment"), "arrow-right", keys, lambda: do.step(1))
        self.leave = self._make(_("Back to the item"), "arrow-left", ["Esc"], do.leave)
        self.cycle = self._make(_("Next column"), "panel-right", ["F6"], lambda: do.cycle(1))
        self.cycle_back = self._make(_("Previous column"), "panel-left", ["Shift+F6"], lambda: do.cycle(-1))
        self.pages = self._make(_("Small pages"), "panel-left", ["F8"], do.show_pages, checkable=True)
        self.notes = self._make(_("Notes column"), "panel-right", ["F9"], do.show_notes, checkable=True)
        self.show_steps(before=False, after=False)

    def _make(
        self,
        text: str,
        icon: str,
        keys: list[str] | list[QKeySequence.StandardKey],
        slot: Callable[[], None],
        *,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(text, self._owner)
        shortcuts = [QKeySequence(key) for key in keys]
        action.setShortcuts(shortcuts)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        hint = f" ({shortcuts[0].toString(QKeySequence.SequenceFormat.NativeText)})" if shortcuts else ""
        action.setToolTip(text + hint)
        action.setCheckable(checkable)
        action.setIconVisibleInMenu(False)
        self._theme.set_icon(action, icon)
        action.triggered.connect(lambda _on=False: slot())
        self._owner.addAction(action)
        return action

    def show_steps(self, *, before: bool, after: bool) -> None:
        """Enable the ways to the other attachments where there are any."""
        self.previous.setEnabled(before)
        self.next.setEnabled(after)

    def set_readable(self, readable: bool) -> None:
        """Enable what needs pages to be shown."""
        on_pages = (self.note, self.copy, self.select_page, self.larger, self.smaller, self.fit, self.page)
        for action in (*self.colours, *on_pages):
            action.setEnabled(readable)

    def for_menu(self, menu: str) -> list[QAction | None]:
        """What the window's menus "edit", "view" and "go" show while the pages are there; None is a line."""
        return {
            "edit": [*self.colours, self.note, None, self.copy, self.select_page],
            "view": [self.larger, self.smaller, self.fit, None, self.pages, self.notes],
            "go": [self.leave, self.page, self.previous, self.next, None, self.cycle, self.cycle_back],
        }.get(menu, [])


def _colour_text(colour: Colour) -> str:
    return {
        Colour.YELLOW: _("Highlight in yellow"),
        Colour.GREEN: _("Highlight in green"),
        Colour.RED: _("Highlight in red"),
    }[colour]
