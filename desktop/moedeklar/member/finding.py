"""Finding words in everything that is here."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet
from moedeklar.model.views import Hit, HitKind
from moedeklar.store import search
from moedeklar.store.store import Store
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.store.database import Database


class Finding:
    """Search in items, attachments, notes and requests. Blocks; any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def search(self, query: str, kinds: Collection[HitKind] | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """The best hits for what was typed, best first: words, and the inside of compounds. Never an error."""
        return self._store.read(lambda db: search.find(db, query, kinds, limit))

    def check(self) -> str:
        """What is wrong with the search index, in words; "" when it is whole."""

        def work(db: Database) -> tuple[bool, ChangeSet]:
            return search.check(db), ChangeSet()

        # The check is asked for by writing to the index, so it needs the writer; it changes nothing.
        if self._store.write(work):
            return ""
        return _("it does not agree with the meetings and notes that are here")

    def rebuild(self) -> int:
        """Make the search index anew; how many passages it then has."""

        def work(db: Database) -> tuple[int, ChangeSet]:
            return search.reindex(db), ChangeSet()

        return self._store.write(work)
