"""Which meetings of a source a person wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moedeklar.agenda.version import READER_VERSION
from moedeklar.model.agenda import Meeting
from moedeklar.model.ids import derived_id
from moedeklar.model.retention import Expiring
from moedeklar.model.text import TOGETHER, committee_key
from moedeklar.sources.base import RemoteDocument


@dataclass(frozen=True, slots=True)
class Choice:
    """Committees by name (none: all of them), and the first day. Undated meetings are always wanted.

    `disk` is how many bytes of attachments at most are fetched; those of meetings further away stay where they are.
    `expiring` says of which meetings what is closed is not kept any more.
    """

    committees: tuple[str, ...] = ()
    since: date | None = None
    disk: int | None = None
    expiring: Expiring | None = None

    def wants(self, meeting: Meeting) -> bool:
        """Whether *meeting* is chosen."""
        if self.since is not None and meeting.start is not None and meeting.start.day < self.since:
            return False
        return self._has(meeting.committee or "")

    def wants_listed(self, document: RemoteDocument) -> bool:
        """Whether what the list says of *document* leaves it possible that its meeting is chosen."""
        if self.since is not None and document.start is not None and document.start.day < self.since:
            return False
        return not document.committee or self._has(document.committee)

    def _has(self, committee: str) -> bool:
        """Whether *committee* is chosen, or one of several that meet together."""
        names = (committee, *committee.split(TOGETHER))
        return not self._keys or any(committee_key(name) in self._keys for name in names)

    @property
    def _keys(self) -> frozenset[str]:
        return frozenset(committee_key(name) for name in self.committees)

    @property
    def reader(self) -> str:
        """What the journal notes as the reader: after another choice everything is looked at again."""
        if not self.committees and self.since is None:
            return READER_VERSION
        return f"{READER_VERSION}.{derived_id('choice', str(self.since or ''), *sorted(self._keys))}"
