"""What of the papers that a run reads is not kept, since its time is up (see `model.retention`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property

from moedeklar.model.retention import Expiring, meeting_without_closed
from moedeklar.store import mirror
from moedeklar.store.expired import day_of, expired_hashes
from moedeklar.store.store import Store
from moedeklar.sync.lookup import DocumentsBefore
from moedeklar.sync.reading import Understood


class LeavingOut:
    """Leaves the closed material of old meetings out of what was read of one source, before anything of it is kept."""

    def __init__(self, store: Store, source_id: str, expiring: Expiring | None, before: DocumentsBefore) -> None:
        self._store = store
        self._source_id = source_id
        self._expiring = expiring
        self._before = before

    def of(self, one: Understood) -> Understood:
        """*one* without what is not kept; with neither content nor file where there was anything of it."""
        if self._expiring is None or one.meeting is None:
            return one
        day = one.meeting.start.day if one.meeting.start else self._fetched(one)
        if day is None or not self._expiring.is_due(day):
            return one
        left = meeting_without_closed(one.meeting)
        return replace(one, meeting=left, data=b"", is_expired=True) if left is not one.meeting else one

    def has_let_go(self, sha256: str) -> bool:
        """Whether the file of a paper with this hash was removed."""
        return sha256 in self._hashes

    def _fetched(self, one: Understood) -> date | None:
        """The day on which the undated meeting of a paper was first fetched; None where it is new."""
        ids = self._before.meetings([one.sha256], [one.document.ref])
        records = self._store.read(lambda db: mirror.load(db, sorted(ids))).values()
        return min((day_of(None, version.added) for record in records for version in record.versions), default=None)

    @cached_property
    def _hashes(self) -> set[str]:
        return self._store.read(lambda db: expired_hashes(db, self._source_id))
