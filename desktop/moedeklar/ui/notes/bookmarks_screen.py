"""Bogmærker: marked items and pages, under their meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moedeklar.model.changes import Kind
from moedeklar.model.work import Bookmark
from moedeklar.ui.notes.base import Said, WorkScreen
from moedeklar.ui.notes.rows import bookmark_row, newest_meeting_first
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.bookmarks import Bookmarks


class BookmarksScreen(WorkScreen):
    """Screen.BOOKMARKS."""

    KINDS = (Kind.BOOKMARK, Kind.MEETING, Kind.ITEM)

    def said(self) -> Said:
        """What the screen is called."""
        return Said(
            _("Bookmarks"),
            "bookmark",
            _("No bookmarks yet"),
            _("Press B on an item that you want to find again. It is kept here, in whatever meeting it was."),
        )

    @property
    def work(self) -> Bookmarks:
        """The bookmarks."""
        return self.workspace.bookmarks

    def status_text(self) -> str:
        """ "12 bogmærker"."""
        count = len(self._rows)
        return ngettext("{n} bookmark", "{n} bookmarks", count).format(n=count)

    def arrived(self, things: tuple[Bookmark, ...]) -> None:
        """Show all bookmarks."""
        now = self.workspace.clock.now()
        self.show_rows([bookmark_row(mark, now) for mark in newest_meeting_first(things)])
