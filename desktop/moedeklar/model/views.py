"""What screens and the command line are given: rows already joined and counted, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from moedeklar.model.agenda import AgendaItem, ItemType, Meeting, MeetingKind, Reference
from moedeklar.model.announced import Announcement, Coming
from moedeklar.model.corrections import Correction
from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import Deadline, Request
from moedeklar.model.retention import Expiry
from moedeklar.model.work import Bookmark, Note

_RECORDS = frozenset(("application/xml", "application/json"))


class FileState(StrEnum):
    """Whether an attachment can be opened. EXPIRED was removed when its time was up (see `model.retention`)."""

    PRESENT = "present"
    WAITING = "waiting"
    FAILED = "failed"
    NOT_IN_SOURCE = "not_in_source"
    EXPIRED = "expired"


class SourceState(StrEnum):
    """How a source's last run ended."""

    NEVER = "never"
    OK = "ok"
    PARTLY = "partly"
    FAILED = "failed"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source. `location` is a path or address as the person gave it; `last_success` is UTC.

    `reads_scans` says that its scanned documents are read by text recognition.
    """

    id: str
    kind: str
    name: str
    location: str
    committees: tuple[str, ...] = ()
    last_success: datetime | None = None
    state: SourceState = SourceState.NEVER
    reads_scans: bool = False


@dataclass(frozen=True, slots=True)
class OfferedCommittee:
    """A committee that a source has meetings of; `last` is the latest one's day, `meets` whether that is recent.

    `chosen` says that it is fetched from this source already.
    """

    name: str
    meetings: int
    last: date | None = None
    meets: bool = True
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document that a version came from; `name` is its path in the source; `sha256` lower-case hex.

    `expired` is the day on which its file was removed with the closed material in it.
    """

    id: str
    name: str
    sha256: str
    media_type: str
    pages: int | None = None
    expired: date | None = None

    @property
    def is_record(self) -> bool:
        """Whether it is a system's record, which says something to programs only."""
        return self.media_type in _RECORDS


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version of a meeting (agenda, supplement or minutes). `released` is UTC or None.

    `documents` are those that the source has; of a version that it no longer has, those that it had last.
    """

    id: str
    kind: MeetingKind | None
    released: datetime | None
    documents: tuple[DocumentInfo, ...]
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list. `kind` is that of the newest agenda or minutes.

    `items` counts what is on the agenda, `closed` those of them that say nothing but their title. Nobody can read
    these: `read` and `minutes_left` are of the `readable` ones, wherever progress is told. `end` and `title` are of a
    planned meeting, or of the plan that it came from.
    """

    id: str
    source_id: str
    municipality: str | None
    committee: str
    term: str | None
    start: LocalStart | None
    place: str | None
    kind: MeetingKind | None
    withdrawn: bool
    versions: tuple[VersionInfo, ...]
    items: int
    read: int
    changed: int
    prepared: int
    minutes_left: int
    closed: int = 0
    end: LocalStart | None = None
    title: str | None = None

    @property
    def is_planned(self) -> bool:
        """Whether there is no agenda yet."""
        return self.kind is MeetingKind.PLANNED

    @property
    def readable(self) -> int:
        """How many items can be read."""
        return self.items - self.closed


@dataclass(frozen=True, slots=True)
class Arrival:
    """A meeting whose papers came at `when` (UTC); `new` says that they are its first ones."""

    meeting: MeetingRow
    when: datetime
    new: bool


class News(StrEnum):
    """What is new in a version of an item, against the one that was read."""

    DECISION = "decision"
    DECISION_CHANGED = "decision_changed"
    RECOMMENDATION = "recommendation"
    TITLE = "title"
    TEXT = "text"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in a meeting's list. `decision` is the first words of its last decision, "" for none.

    `changed` says that the text has changed since the person read it; `removed` that the newest version lacks it;
    `coming` is how many coming cases it lists. `news` says what has changed, one ATTACHMENT for each new one; only
    where changes are told (`Overview.changed`).
    """

    id: str
    number: str | None
    title: str
    type: ItemType | None
    closed: bool
    attachments: int
    notes: int
    bookmarked: bool
    read: bool
    changed: bool
    prepared: bool
    from_request: bool
    decision: str
    coming: int
    removed: bool = False
    news: tuple[News, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment of an item. `sha256`, `size` (bytes) and `pages` where the file is here.

    `closed` says that its system states that it is not public, be its item open or not.
    """

    id: str
    title: str
    document_number: str | None
    state: FileState
    sha256: str | None = None
    media_type: str | None = None
    size: int | None = None
    pages: int | None = None
    notes: int = 0
    problem: str | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier treatment that an item mentions, with the meeting and item that it was, where they are here.

    `committee` is the meeting's, `decision` the first words of what was decided there, each "" where unknown.
    """

    reference: Reference
    meeting_id: str | None = None
    item_id: str | None = None
    committee: str = ""
    title: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with all that is shown of it. `previous` and `next` are item ids in the shown version.

    `recognised` says that its text was read off pictures of pages, `expiry` that what it said was removed.
    """

    row: ItemRow
    meeting_id: str
    version_id: str
    content: AgendaItem
    attachments: tuple[AttachmentView, ...]
    notes: tuple[Note, ...]
    bookmarks: tuple[Bookmark, ...]
    previous: str | None
    next: str | None
    position: int
    count: int
    request_id: str | None = None
    earlier: tuple[Earlier, ...] = ()
    corrections: tuple[Correction, ...] = ()
    recognised: bool = False
    expiry: Expiry | None = None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting in one version: its row, the version shown, its items and what the document said of the whole.

    `announcements` are the numbered ones inside its items, `coming` the cases announced for later meetings, `unfitting`
    the member's corrections that fit nothing in it any more.
    """

    row: MeetingRow
    version: VersionInfo
    items: tuple[ItemRow, ...]
    content: Meeting
    item_ids: tuple[str, ...]
    announcements: tuple[Announcement, ...] = ()
    coming: tuple[Coming, ...] = ()
    unfitting: tuple[Correction, ...] = ()


class HitKind(StrEnum):
    """What a search found."""

    ITEM = "item"
    ATTACHMENT = "attachment"
    NOTE = "note"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Hit:
    """A search hit. `snippet` marks the words found by U+E000 and U+E001 around them; `start`/`end` place them.

    `section`, `start`, `end` are of an item's section; `page` (from 0) of an attachment. `context` says where it
    comes from: the committee and the date are in `committee` and `start_of_meeting`.
    """

    kind: HitKind
    id: str
    meeting_id: str | None
    item_id: str | None
    attachment_id: str | None
    title: str
    snippet: str
    committee: str
    start_of_meeting: LocalStart | None
    section: str | None = None
    start: int = 0
    end: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """A committee with its meetings counted. `key` is the bare name; `next_start` the nearest coming meeting."""

    key: str
    name: str
    municipality: str | None
    meetings: int
    next_meeting_id: str | None
    next_start: LocalStart | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list, with its deadline where a meeting is known and the item it became."""

    request: Request
    deadline: Deadline | None
    meeting_start: LocalStart | None
    item_number: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the first screen shows. `now` is local. `changed` pairs a meeting with an item.

    `arrived` are agendas of coming meetings that came lately and of which nothing is read.
    """

    now: datetime
    next_meeting: MeetingRow | None
    resume_item: ItemRow | None
    upcoming: tuple[MeetingRow, ...]
    committees: tuple[CommitteeRow, ...]
    changed: tuple[tuple[MeetingRow, ItemRow], ...]
    decided: tuple[tuple[MeetingRow, ItemRow], ...]
    deadlines: tuple[tuple[MeetingRow, Deadline], ...]
    requests: tuple[RequestRow, ...]
    coming: tuple[tuple[MeetingRow, str], ...]
    counts: dict[str, int]
    arrived: tuple[Arrival, ...] = ()
