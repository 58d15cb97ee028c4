"""What of a meeting may go out, and what stays, with the reason. Pure.

Access decides, never a title: what a system calls a neutral title is often the very title (its own and the neutral one
are equal in real exports), so of a closed item nothing goes out but its number. What goes with it stays too: its files,
also where an open item has the same one, and every paper in which a closed item stands beside open ones, since a PDF
can't be parted. Only PDF goes out as a paper of the whole: Word files carry authors, comments and deleted text. What
says nothing of when it is stays as well, as something that was hardly understood. When in doubt, nothing goes out.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from moedeklar.model.agenda import AgendaItem, Meeting, MeetingKind
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import bare
from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting

PDF = "application/pdf"
# A browser runs what is in these, and they would run under the municipality's own address.
ACTIVE = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml", "application/xml", "text/xml"})


class ClosedBy(StrEnum):
    """What says that something is closed.

    Its own mark; what its paper or a folder is called; what stands on the front of its paper; that its paper can't be
    looked through; a person (`choices`).
    """

    MARK = "mark"
    NAME = "name"
    FRONT = "front"
    UNREADABLE = "unreadable"
    HAND = "hand"


class HeldKind(StrEnum):
    """What stays at home."""

    MEETING = "meeting"
    ITEM = "item"
    PAPER = "paper"
    FILE = "file"


class Reason(StrEnum):
    """Why it stays.

    It is closed; a paper of open and closed items; a paper that is no PDF; one with pages
    that nobody has read; a file that is a closed item's too; one that
    browsers run; one that is not there; a meeting without a day or committee; one that was withdrawn by hand.
    """

    CLOSED = "closed"
    MIXED = "mixed"
    NOT_PDF = "not_pdf"
    UNREAD = "unread"
    OF_CLOSED = "of_closed"
    ACTIVE = "active"
    MISSING = "missing"
    UNDATED = "undated"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Held:
    """Something that stays at home. `name` is the secretary's to see and goes into no log: it may itself be closed.

    `item` is the id under which its item goes out; `by` says of a closed item or paper what decided that.
    """

    kind: HeldKind
    reason: Reason
    meeting_id: str
    meeting: str
    number: str = ""
    name: str = ""
    item: str = ""
    by: ClosedBy | None = None

    def __repr__(self) -> str:
        """Without the name."""
        return f"Held({self.kind.value}, {self.reason.value}, {self.meeting_id}, {self.number!r})"


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item as it stands in the folder, with its attachments: each its file, or None where there is none.

    `closed_by` says of a closed one what decided that, where it isn't its own mark.
    """

    id: str
    content: AgendaItem
    files: tuple[tuple[str, FeedFile | None], ...] = ()
    closed_by: ClosedBy = ClosedBy.MARK


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper of the whole meeting (agenda, supplement or minutes) with the ids of the items in it.

    `closed` says that an item is closed in it, or all of it; `unread` that pages of it are pictures that nobody read.
    `name` is its path in the folder; `closed_by` what says that all of it is closed, None where nothing does.
    """

    file: FeedFile
    kind: MeetingKind | None
    items: frozenset[str]
    closed: bool
    is_record: bool = False
    name: str = ""
    unread: bool = False
    closed_by: ClosedBy | None = None


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A meeting as it stands in the folder."""

    id: str
    content: Meeting
    kind: MeetingKind | None
    committee: str
    term: str | None
    start: LocalStart | None
    place: str | None
    municipality: str | None
    items: tuple[ReadItem, ...] = ()
    papers: tuple[ReadPaper, ...] = ()

    @property
    def title(self) -> str:
        """Committee and day."""
        return f"{self.committee} {self.start.day.isoformat()}" if self.start else self.committee

    @property
    def closed_items(self) -> frozenset[str]:
        """The ids of the items that are closed as they stand."""
        return frozenset(item.id for item in self.items if item.content.closed)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What of the meetings goes out, and what stays."""

    going: tuple[FeedMeeting, ...]
    held: tuple[Held, ...]


def sort_out(meetings: Iterable[ReadMeeting], salt: bytes, withheld: Iterable[str] = ()) -> Sorted:
    """Part what may go out from what stays. *salt* hides what the ids of closed items are made of."""
    everything = list(meetings)
    secret = {
        file.sha256
        for meeting in everything
        for item in meeting.items
        for name, file in item.files
        if file is not None and _is_closed(item, name)
    }
    secret |= {paper.file.sha256 for meeting in everything for paper in meeting.papers if paper.closed}
    going, held, kept_back = [], [], set(withheld)
    for meeting in everything:
        if meeting.start is None or not meeting.committee:
            held.append(Held(HeldKind.MEETING, Reason.UNDATED, meeting.id, meeting.title))
        elif meeting.id in kept_back:
            held.append(Held(HeldKind.MEETING, Reason.WITHHELD, meeting.id, meeting.title))
        else:
            going.append(_open(meeting, meeting.start, secret, salt, held))
    return Sorted(tuple(going), tuple(held))


def _is_closed(item: ReadItem, name: str) -> bool:
    closed = (bare(one.title) for one in item.content.attachments if one.closed)
    return item.content.closed or bare(name) in closed


def closed_alias(item_id: str, salt: bytes) -> str:
    """The id under which it is told that a closed item is there: it can't be traced to a title by guessing."""
    return "closed-" + hmac.new(salt, item_id.encode(), hashlib.sha256).hexdigest()[:20]


def _open(meeting: ReadMeeting, start: LocalStart, secret: set[str], salt: bytes, held: list[Held]) -> FeedMeeting:
    items = tuple(_item(meeting, item, secret, salt, held) for item in meeting.items)
    papers = [paper for paper in meeting.papers if _may_go(meeting, paper, secret, held)]
    return FeedMeeting(
        meeting.id,
        meeting.committee,
        start,
        meeting.term,
        meeting.place,
        meeting.kind,
        meeting.municipality,
        meeting.content.attendance,
        items,
        tuple(paper.file for paper in papers if paper.kind is not MeetingKind.MINUTES),
        tuple(paper.file for paper in papers if paper.kind is MeetingKind.MINUTES),
    )


def _item(meeting: ReadMeeting, item: ReadItem, secret: set[str], salt: bytes, held: list[Held]) -> FeedItem:
    number, title = item.content.number or "", item.content.caption
    out_as = closed_alias(item.id, salt) if item.content.closed else item.id

    def stays(kind: HeldKind, reason: Reason, name: str, by: ClosedBy | None = None) -> None:
        held.append(Held(kind, reason, meeting.id, meeting.title, number, name, out_as, by))

    if item.content.closed:
        stays(HeldKind.ITEM, Reason.CLOSED, title, item.closed_by)
        for name, _ in item.files:
            stays(HeldKind.FILE, Reason.CLOSED, name)
        return FeedItem(out_as, item.content.number)
    files, missing = [], []
    for name, file in item.files:
        reason = Reason.CLOSED if _is_closed(item, name) else _reason(file, secret)
        if reason is None and file is not None:
            files.append(file)
            continue
        stays(HeldKind.FILE, reason or Reason.MISSING, name)
        if reason not in (Reason.OF_CLOSED, Reason.CLOSED):
            missing.append(name)
    named = frozenset(bare(name) for name in (*(file.title for file in files), *missing))
    return FeedItem(item.id, item.content.number, _public(item.content, named), tuple(files), tuple(missing))


def _reason(file: FeedFile | None, secret: set[str]) -> Reason | None:
    if file is None:
        return Reason.MISSING
    if file.sha256 in secret:
        return Reason.OF_CLOSED
    return Reason.ACTIVE if file.media_type in ACTIVE else None


def _public(content: AgendaItem, named: frozenset[str]) -> AgendaItem:
    """*content* without what is of no use to others: places on a disk, a system's own ids, a member's corrections.

    Of the attachments only those whose bare titles are *named* are told of.
    """
    told = (one for one in content.attachments if bare(one.title) in named)
    attachments = tuple(replace(one, ref=None, source_id=None) for one in told)
    sections = tuple(replace(section, corrected="") for section in content.sections)
    return replace(content, sections=sections, attachments=attachments, source_id=None, page=None, corrected=())


def _may_go(meeting: ReadMeeting, paper: ReadPaper, secret: set[str], held: list[Held]) -> bool:
    if paper.is_record:
        return False  # a system's own file, which says nothing to people
    if paper.closed or paper.items & meeting.closed_items or paper.file.sha256 in secret:
        only = paper.items <= meeting.closed_items
        reason = Reason.CLOSED if only else Reason.MIXED
    elif paper.unread:
        reason = Reason.UNREAD
    elif paper.file.media_type != PDF:
        reason = Reason.NOT_PDF
    else:
        return True
    held.append(Held(HeldKind.PAPER, reason, meeting.id, meeting.title, "", paper.file.title, by=paper.closed_by))
    return False
