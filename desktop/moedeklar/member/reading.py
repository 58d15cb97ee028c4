"""What is read, what is prepared, and where reading stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.work import Place
from moedeklar.store import meetings, reading
from moedeklar.store.database import Database
from moedeklar.store.reading import Marks
from moedeklar.store.store import Store
from moedeklar.wording.language import pgettext


class Reading:
    """A person's marks on items. Blocks until stored; what is done by hand can be undone."""

    def __init__(self, store: Store, undo: Undo) -> None:
        self._store = store
        self._undo = undo

    def mark_read(
        self, item_id: str, read: bool = True, *, version_id: str | None = None, by_hand: bool = True
    ) -> None:
        """Mark the item as read as it stands in *version_id* or in the newest version, or as unread. Raises NotFound.

        With *by_hand* False (its end has been in view) there is nothing to undo: undoing a highlight must not first
        take back a mark that nobody made.
        """

        def change(db: Database, before: Marks) -> Marks:
            if not read:
                return replace(before, read_hash=None, read_version=None, read_at=None)
            text_hash, version = meetings.text_of(db, item_id, version_id)
            if before.read_hash == text_hash:
                return before
            return replace(before, read_hash=text_hash, read_version=version, read_at=self._store.clock.now())

        self._mark(
            item_id,
            change,
            (lambda: pgettext("undo", "read") if read else pgettext("undo", "unread")) if by_hand else None,
        )

    def set_prepared(self, item_id: str, prepared: bool) -> None:
        """Mark the item as prepared for the meeting, or as not. Raises NotFound."""

        def change(_db: Database, before: Marks) -> Marks:
            if prepared and before.prepared_at is not None:
                return before
            return replace(before, prepared_at=self._store.clock.now() if prepared else None)

        self._mark(
            item_id, change, lambda: pgettext("undo", "prepared") if prepared else pgettext("undo", "not prepared")
        )

    def place(self) -> Place | None:
        """Where reading stopped; None at the first start."""
        return self._store.read(reading.place)

    def keep_place(self, place: Place) -> None:
        """Remember where reading stopped. Told to nobody, and not undoable."""
        now = self._store.clock.now()
        self._store.write(lambda db: (reading.keep_place(db, place, now), ChangeSet()))

    def _mark(self, item_id: str, change: Callable[[Database, Marks], Marks], label: Callable[[], str] | None) -> None:
        def work(db: Database) -> tuple[tuple[Marks, Marks], ChangeSet]:
            before = reading.marks(db, item_id)
            after = change(db, before)
            if after == before:
                return (before, after), ChangeSet()
            reading.put(db, meetings.snapshot(db, item_id), after, self._store.clock.now())
            return (before, after), ChangeSet.of(Kind.READING, item_id)

        before, after = self._store.write(work)
        if label is not None and after != before:
            self._undo.push(label, lambda: self._put(item_id, before), lambda: self._put(item_id, after))

    def _put(self, item_id: str, marks: Marks) -> None:
        def work(db: Database) -> tuple[Marks, ChangeSet]:
            home = meetings.snapshot(db, item_id)
            return reading.put(db, home, marks, self._store.clock.now()), ChangeSet.of(Kind.READING, item_id)

        self._store.write(work)
