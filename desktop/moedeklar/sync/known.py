"""What the store knows of a source when a listing is taken in, read as far as it is asked for."""

from __future__ import annotations

from functools import cached_property

from moedeklar.store import journal
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.known import KnownDocument, known_documents
from moedeklar.store.resting import is_at_rest
from moedeklar.store.store import Store
from moedeklar.sync.discovery import is_settled


class Known:
    """The journal of one source and its meetings' documents. *reader* is what the journal notes as their reader."""

    def __init__(self, store: Store, source_id: str, reader: str) -> None:
        self._store = store
        self._source_id = source_id
        self._reader = reader

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """All entries of the journal, by ref."""
        return self._store.read(lambda db: journal.entries(db, self._source_id))

    @cached_property
    def documents(self) -> list[KnownDocument]:
        """All documents that are papers of meetings."""
        return self._store.read(lambda db: known_documents(db, self._source_id))

    @cached_property
    def hashes(self) -> set[str]:
        """What those documents hold."""
        return {document.sha256 for document in self.documents}

    @cached_property
    def is_at_rest(self) -> bool:
        """Whether nothing is to be done about anything that is known, as long as the source says nothing new."""
        return self._store.read(lambda db: is_at_rest(db, self._source_id, self._reader))

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be read of what stands, as long as it is as it was."""
        if self.is_at_rest:
            return True
        standing = (entry for entry in self.entries.values() if entry.outcome is not DocumentOutcome.GONE)
        return all(is_settled(entry, self._reader, self.hashes) for entry in standing)
