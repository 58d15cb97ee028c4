"""Bookmarks on items and on pages of attachments, each step undoable."""

from __future__ import annotations

from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import NotFound
from moedeklar.model.ids import new_id
from moedeklar.model.work import Bookmark
from moedeklar.store import bookmarks, meetings
from moedeklar.store.attachment_views import attachment_views
from moedeklar.store.database import Database
from moedeklar.store.store import Store
from moedeklar.wording.language import pgettext


class Bookmarks:
    """A person's bookmarks. Every mutating call blocks until it is stored, and can be undone."""

    def __init__(self, store: Store, undo: Undo) -> None:
        self._store = store
        self._undo = undo

    def add(self, item_id: str, name: str = "", attachment_id: str | None = None, page: int | None = None) -> Bookmark:
        """Mark an item, or a page (from 0) of one of its attachments. Raises NotFound, also for another item's.

        What is marked already keeps its mark, under the new *name* where one is given.
        """

        def work(db: Database) -> tuple[tuple[Bookmark, Bookmark | None], ChangeSet]:
            home, now = meetings.home_for_new(db, item_id), self._store.clock.now()
            if attachment_id is not None and attachment_id not in {one.id for one in attachment_views(db, item_id)}:
                raise NotFound("not_found", id=attachment_id)
            there = bookmarks.find(db, item_id=item_id)
            before = next((one for one in there if (one.attachment_id, one.page) == (attachment_id, page)), None)
            if before is None:
                made = Bookmark(new_id("bookmark"), home, name, now, attachment_id, page)
                return (bookmarks.add(db, made), None), _changed(made.id)
            if name in ("", before.name):
                return (before, before), ChangeSet()
            return (bookmarks.rename(db, before.id, name, now), before), _changed(before.id)

        made, before = self._store.write(work)
        self._remember(made, before)
        return made

    def remove(self, bookmark_id: str) -> None:
        """Remove the bookmark; undone, it is back with its id. Raises NotFound."""
        self._away(bookmark_id)
        self._undo.push(
            lambda: pgettext("undo", "removal of a bookmark"),
            lambda: self._back(bookmark_id),
            lambda: self._away(bookmark_id),
        )

    def toggle(self, item_id: str) -> bool:
        """Mark the item, or take its mark away; whether it is marked now. Marks on its attachments stay."""
        there = self._store.read(lambda db: bookmarks.find(db, item_id=item_id))
        own = [bookmark for bookmark in there if bookmark.attachment_id is None]
        if own:
            self.remove(own[0].id)
        else:
            self.add(item_id)
        return not own

    def list(self) -> tuple[Bookmark, ...]:
        """All bookmarks, oldest first."""
        return self._store.read(bookmarks.find)

    def _remember(self, made: Bookmark, before: Bookmark | None) -> None:
        """Let adding *made*, or giving it another name than it had *before*, be undone."""
        if before is None:
            undo, redo = (lambda: self._away(made.id)), (lambda: self._back(made.id))
        elif before != made:
            undo, redo = (lambda: self._rename(before)), (lambda: self._rename(made))
        else:
            return
        self._undo.push(lambda: pgettext("undo", "bookmark"), undo, redo)

    def _rename(self, bookmark: Bookmark) -> None:
        now = self._store.clock.now()
        self._store.write(lambda db: (bookmarks.rename(db, bookmark.id, bookmark.name, now), _changed(bookmark.id)))

    def _away(self, bookmark_id: str) -> None:
        now = self._store.clock.now()
        self._store.write(lambda db: (bookmarks.remove(db, bookmark_id, now), _changed(bookmark_id)))

    def _back(self, bookmark_id: str) -> None:
        now = self._store.clock.now()
        self._store.write(lambda db: (bookmarks.bring_back(db, bookmark_id, now), _changed(bookmark_id)))


def _changed(bookmark_id: str) -> ChangeSet:
    return ChangeSet.of(Kind.BOOKMARK, bookmark_id)
