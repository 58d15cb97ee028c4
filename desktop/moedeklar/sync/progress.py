"""How far a source's listing has been taken in: asking it for what came since, and saying so once all of it is here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import AttentionNeeded
from moedeklar.sources.base import Listing, RecordSource, Source, Use
from moedeklar.store import journal
from moedeklar.store.journal import DocumentOutcome, Entry, Position, expired_ref
from moedeklar.store.store import Store
from moedeklar.sync.discovery import guard_moment
from moedeklar.sync.known import Known
from moedeklar.sync.states import entry_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database

_NEEDS_NO_FILE = (DocumentOutcome.LISTED, DocumentOutcome.GONE)


class Progress:
    """The position of one source in one run. *reader* is the version of what reads, the person's choice included."""

    def __init__(self, source: Source, store: Store, reader: str, *, scans: bool = False) -> None:
        self._source = source
        self._store = store
        self._reader = reader + ("+scans" if scans else "")
        self._before = store.read(lambda db: journal.position(db, source.id))
        self._cursor = ""

    def discover(
        self,
        known: Known,
        cancelled: Callable[[], bool],
        *,
        accept: bool = False,
        rest: str = "",
    ) -> Listing:
        """The listing, of what has changed where everything from before is here and was read by this very reader.

        *rest* is the cursor of a listing that said that there is more. Where the source went backwards it stops, or
        lists everything anew where a person said *accept*. Raises SourceError, AttentionNeeded, Cancelled.
        """
        self._cursor = rest or self._from_where(known)
        listing = self._source.discover(cancelled, self._cursor)
        try:
            guard_moment(listing.moment, self._before.moment if self._before else None)
        except AttentionNeeded:
            if not accept:
                raise
            if self._cursor:
                self._cursor = ""
                listing = self._source.discover(cancelled)
        return listing

    def keep_listed(self, listing: Listing, entries: dict[str, Entry]) -> None:
        """Journal the files that a source of records lists, so that each can be fetched without being listed again."""
        if not isinstance(self._source, RecordSource):
            return
        found = []
        for document in listing.documents:
            entry = entries.get(document.ref)
            is_news = entry is None or (entry.outcome in _NEEDS_NO_FILE and not entry.sha256)
            if document.use is Use.ATTACHMENT and is_news and expired_ref(document.ref) not in entries:
                made = entry_of(document, DocumentOutcome.LISTED)
                if made != entry:
                    found.append(made)
        entries |= {entry.ref: entry for entry in found}

        def work(db: Database) -> tuple[None, ChangeSet]:
            journal.put_listed(db, self._source.id, found)
            return None, ChangeSet()

        if found:
            self._store.write(work)

    def done(self, listing: Listing, *, whole: bool) -> None:
        """Everything listed is here, or with not *whole* some of it is to be tried again, and so listed again.

        Where there is more to come nothing is said: a run that is cut short begins anew.
        """
        if listing.more:
            return
        cursor = listing.cursor if whole else self._cursor
        now = Position(self._reader, cursor, listing.moment or (self._before.moment if self._before else None))

        def work(db: Database) -> tuple[None, ChangeSet]:
            journal.set_position(db, self._source.id, now)
            return None, ChangeSet()

        if now != self._before and (now.cursor or now.moment or self._before):
            self._store.write(work)

    def _from_where(self, known: Known) -> str:
        before = self._before
        if before is None or not before.cursor or before.reader != self._reader:
            return ""
        return before.cursor if known.is_settled else ""
