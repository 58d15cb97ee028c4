"""Which meetings of a source a person wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moedeklar.agenda.version import READER_VERSION
from moedeklar.model.agenda import Meeting
from moedeklar.model.ids import derived_id
from moedeklar.model.text import committee_key


@dataclass(frozen=True, slots=True)
class Choice:
    """Committees by name (none: all of them), and the first day. Undated meetings are always wanted."""

    committees: tuple[str, ...] = ()
    since: date | None = None

    def wants(self, meeting: Meeting) -> bool:
        """Whether *meeting* is chosen."""
        if self.since is not None and meeting.start is not None and meeting.start.day < self.since:
            return False
        keys = {committee_key(name) for name in self.committees}
        return not keys or committee_key(meeting.committee or "") in keys

    @property
    def reader(self) -> str:
        """What the journal notes as the reader: after another choice everything is looked at again."""
        if not self.committees and self.since is None:
            return READER_VERSION
        keys = sorted(committee_key(name) for name in self.committees)
        return f"{READER_VERSION}.{derived_id('choice', str(self.since or ''), *keys)}"
