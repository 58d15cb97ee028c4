"""A document that was understood as a paper of a meeting, in the few words by which meetings are told apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from moedeklar.model.agenda import Meeting, MeetingKind, Origin
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import bare, canonical, committee_key, essence, split_term
from moedeklar.sync.likeness import ItemMark

# That it is planned, then agendas, then what is added to them, then what became of them. A paper of unknown kind is
# most like an agenda.
_ORDER = {
    MeetingKind.PLANNED: -1,
    MeetingKind.AGENDA: 0,
    None: 1,
    MeetingKind.SUPPLEMENT: 2,
    MeetingKind.MINUTES: 3,
}
_KOMMUNE = "kommune"


def rank(kind: MeetingKind | None) -> int:
    """Where papers of this kind stand among the versions of a meeting."""
    return _ORDER[kind]


def municipality_key(municipality: str | None) -> str:
    """What a municipality is compared by: "Nordlund Kommune" is "Nordlund". "" where none is known."""
    key = bare(municipality or "")
    return key.removesuffix("s" + _KOMMUNE).removesuffix(_KOMMUNE) or key


def fingerprint(meeting: Meeting) -> str:
    """Equal for two documents that say the same, whatever they were set in: titles, sections and decisions count.

    Of what a system states, access and attachments count too: there they do not depend on how a document was read. Of
    a planned meeting when and where it is.
    """
    digest = hashlib.blake2b(digest_size=16)
    if meeting.kind is MeetingKind.PLANNED:
        said = (meeting.start, meeting.end, meeting.place, meeting.title)
        digest.update("\x1e".join(str(one) for one in said if one is not None).encode())
    for item in meeting.items:
        digest.update(essence(item.title).encode() + b"\x1e")
        for section in item.sections:
            digest.update(essence(section.text).encode() + b"\x1f")
        if meeting.origin is not None:
            digest.update(b"\x1d" + bytes([item.closed]))
            for attachment in item.attachments:
                digest.update(essence(attachment.title).encode() + (b"\x1a\x1c" if attachment.closed else b"\x1c"))
    return digest.hexdigest()


def key_of(meeting: Meeting) -> tuple[str, str]:
    """Committee and day: papers of one meeting agree on these. "" for no date."""
    return committee_key(meeting.committee or ""), meeting.start.day.isoformat() if meeting.start else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a source, understood. `released` is UTC: when the source says it was published or changed.

    `meeting_id` and `agenda_id` are the source's own (see `Origin`), "" where it states none.
    """

    ref: str
    sha256: str
    kind: MeetingKind | None
    committee: str
    term: str | None
    start: LocalStart | None
    place: str | None
    municipality: str | None
    marks: tuple[ItemMark, ...]
    fingerprint: str
    released: datetime
    meeting_id: str = ""
    agenda_id: str = ""

    @classmethod
    def of(cls, ref: str, sha256: str, meeting: Meeting, released: datetime, corrected: Meeting | None = None) -> Paper:
        """The paper that the document *ref* with this content is; *released* where it states nothing of that itself.

        Its items are those of *corrected* where given. The fingerprint is of what was read: a correction makes no other
        version of it.
        """
        name, term = split_term(meeting.committee or "")
        origin = meeting.origin or Origin()
        return cls(
            ref,
            sha256,
            meeting.kind,
            name,
            meeting.term or term,
            meeting.start,
            canonical(meeting.place) if meeting.place else None,
            meeting.municipality,
            tuple(ItemMark.of(item) for item in (corrected or meeting).items),
            fingerprint(meeting),
            (origin.released or released).astimezone(UTC),
            (origin.meeting_id or "").casefold(),
            origin.agenda_id or "",
        )

    def home(self, source_id: str) -> str | None:
        """The id of the meeting that the source says it is of; None where it says nothing.

        Two systems that export into one place may count alike: only with the committee an id is one meeting's own. An
        address is so anyway, and the committee may be called otherwise some day.
        """
        if not self.meeting_id:
            return None
        committee = "" if "://" in self.meeting_id else committee_key(self.committee)
        return derived_id("meeting", source_id, "stated", self.meeting_id, committee)

    @property
    def folder(self) -> str:
        """Where the document lies, for telling which of two meetings a supplement belongs to."""
        return str(PurePosixPath(self.ref).parent)

    @property
    def key(self) -> tuple[str, str]:
        """See `key_of`."""
        return committee_key(self.committee), self.start.day.isoformat() if self.start else ""

    @property
    def clock(self) -> str:
        """The time of day as "16:00", "" where none is known."""
        return f"{self.start.clock:%H:%M}" if self.start and self.start.clock else ""

    @property
    def order(self) -> tuple[int, datetime, str, str]:
        """The order of papers within a meeting, whatever order they arrived in."""
        return rank(self.kind), self.released, self.fingerprint, self.ref
