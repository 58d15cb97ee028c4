"""Bogmærker: marked items and pages, under their meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from moedeklar.model.changes import Kind
from moedeklar.model.work import Bookmark
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.notes.base import WorkScreen
from moedeklar.ui.notes.rows import WorkRow, bookmark_row, newest_meeting_first
from moedeklar.ui.operations import Operations
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.empty import EmptyState
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class BookmarksScreen(WorkScreen):
    """Screen.BOOKMARKS."""

    TITLE_KINDS = (Kind.BOOKMARK, Kind.MEETING, Kind.ITEM)

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        empty = EmptyState(
            theme,
            "bookmark",
            _("No bookmarks yet"),
            _("Press B on an item that you want to find again. It is kept here, in whatever meeting it was."),
        )
        empty.add_action(_("Go to the overview"), lambda: navigator.go(Target(Screen.OVERVIEW)))
        super().__init__(workspace, operations, navigator, theme, parent, _("Bookmarks"), empty)

    def ask(self) -> None:
        """Read all bookmarks."""
        self.operations.query(self.workspace.bookmarks.list, self._arrived, key="bookmarks.list")

    def remove(self, row: WorkRow) -> None:
        """Take a bookmark away; it can be undone."""
        self.operations.command(lambda: self.workspace.bookmarks.remove(row.id))

    def status_text(self) -> str:
        """ "12 bogmærker"."""
        count = len(self._rows)
        return ngettext("{n} bookmark", "{n} bookmarks", count).format(n=count)

    def _arrived(self, bookmarks: tuple[Bookmark, ...]) -> None:
        now = self.workspace.clock.now()
        ordered = newest_meeting_first(bookmarks)
        self.show_rows([bookmark_row(mark, now) for mark in ordered if isinstance(mark, Bookmark)])
