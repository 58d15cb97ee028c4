"""The page view's actions with their keys: made once, for the keyboard, the menus and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from moedeklar.ui.noting.actions import NotingActions, NotingHandlers
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class Handlers(NotingHandlers):
    """What the page view does on each of its commands."""

    note_on_page: Callable[[], None]
    remove: Callable[[], None]
    copy: Callable[[], None]
    select_page: Callable[[], None]
    fit: Callable[[], None]
    page: Callable[[], None]
    leave: Callable[[], None]
    show_pages: Callable[[], None]


class PagesActions(NotingActions):
    """Actions of one page view."""

    def __init__(self, owner: QWidget, theme: Theme, do: Handlers) -> None:
        super().__init__(owner, theme, do, before=_("Previous attachment"), after=_("Next attachment"))
        self.page_note = self.make(_("Note on the page"), "message-square", ["Shift+N"], do.note_on_page)
        self.remove = self.make(_("Delete the note"), "trash-2", [], do.remove)
        self.copy = self.make(_("Copy"), "copy", [QKeySequence.StandardKey.Copy], do.copy)
        self.select_page = self.make(_("Select the whole page"), "file-text", ["Ctrl+A"], do.select_page)
        self.larger = self.make(_("Zoom in"), "plus", ["Ctrl++", "Ctrl+="], lambda: do.zoom(1))
        self.smaller = self.make(_("Zoom out"), "minus", ["Ctrl+-"], lambda: do.zoom(-1))
        self.fit = self.make(_("Fit to width"), "move-horizontal", ["Ctrl+0"], do.fit, checkable=True)
        self.page = self.make(_("Go to page …"), "file-text", ["Ctrl+G"], do.page)
        self.leave = self.make(_("Back to the item"), "arrow-left", ["Esc"], do.leave)
        self.pages = self.make(_("Small pages"), "panel-left", ["F8"], do.show_pages, checkable=True)
        self.show_steps(before=False, after=False)

    def show_steps(self, *, before: bool, after: bool) -> None:
        """Enable the ways to the other attachments where there are any."""
        self.previous.setEnabled(before)
        self.next.setEnabled(after)

    def set_readable(self, readable: bool) -> None:
        """Enable what needs pages to be shown."""
        on_pages = (self.note, self.page_note, self.copy, self.select_page)
        for action in (*self.colours, *on_pages, self.larger, self.smaller, self.fit, self.page):
            action.setEnabled(readable)

    def for_menu(self, menu: str) -> list[QAction | None]:
        """What the window's menus "edit", "view" and "go" show while the pages are there; None is a line."""
        return {
            "edit": [*self.colours, self.note, self.page_note, None, self.copy, self.select_page],
            "view": [self.larger, self.smaller, self.fit, None, self.pages, self.notes_column],
            "go": [self.leave, self.page, self.previous, self.next, None, self.cycle, self.cycle_back],
        }.get(menu, [])
