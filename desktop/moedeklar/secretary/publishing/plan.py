"""What a publish will do, to be looked at before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from moedeklar.model.moments import LocalStart
from moedeklar.model.reports import RunReport
from moedeklar.secretary.publishing.choices import Choices
from moedeklar.secretary.publishing.comparing import Detail, compared
from moedeklar.secretary.publishing.openness import Held
from moedeklar.secretary.publishing.records import FeedItem, FeedMeeting
from moedeklar.secretary.publishing.rendering import Object
from moedeklar.secretary.publishing.stamping import FeedState
from moedeklar.secretary.publishing.writing import Difference, size_of
from moedeklar.store.precedence import give_way


class Change(StrEnum):
    """What a publish does to a meeting."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting in a plan: its open items, how many are closed, its files, and which items are new or changed.

    `details` say of a changed one point by point what is another.
    `start` is None only of one that is withdrawn and of which nothing is known any more.
    """

    id: str
    committee: str
    start: LocalStart | None
    change: Change
    items: int = 0
    closed: int = 0
    files: int = 0
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a plan writes, and what was decided by hand when it was made. Not for eyes."""

    state: FeedState
    records: Mapping[str, FeedMeeting]
    objects: Mapping[str, Object]
    difference: Difference
    closed: frozenset[str]
    choices: Choices
    put_back: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes out to `target`, what stays and why, and what changes against last time.

    `writes` are names of objects in the order in which they are put, `removes` of what is deleted then, `size` bytes,
    `files` how many of the objects are a meeting's own files.
    `report` is of reading the folder: what could not be read is in it, and does not go out.
    """

    target: str
    meetings: tuple[PlannedMeeting, ...]
    held: tuple[Held, ...]
    writes: tuple[str, ...]
    removes: tuple[str, ...]
    size: int
    report: RunReport = field(default_factory=RunReport)
    based_on: int = 0
    files: int = 0
    outgoing: Outgoing | None = field(default=None, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.writes and not self.removes

    def record(self, meeting_id: str) -> FeedMeeting | None:
        """The meeting as it goes out; None for one that does not."""
        return self.outgoing.records.get(meeting_id) if self.outgoing is not None else None

    def sizes(self) -> tuple[int, ...]:
        """How many bytes each of `writes` has."""
        objects = self.outgoing.objects if self.outgoing is not None else {}
        return tuple(size_of(objects[name]) for name in self.writes if name in objects)

    def counted(self, change: Change) -> int:
        """How many meetings change so."""
        return sum(1 for meeting in self.meetings if meeting.change is change)


def planned(
    before: Mapping[str, FeedMeeting], after: Mapping[str, FeedMeeting], gone: Iterable[str]
) -> tuple[PlannedMeeting, ...]:
    """The meetings of a plan, the latest first. *gone* are ids of those that turn to tombstones. Pure."""
    found = [_meeting(before.get(one), meeting) for one, meeting in after.items()]
    for one in gone:
        known = before.get(one)
        start, committee = (known.start, known.committee) if known else (None, "")
        removed = _captions(known.items) if known else ()
        found.append(PlannedMeeting(one, committee, start, Change.WITHDRAWN, removed=removed))
    return tuple(sorted(found, key=lambda one: (one.start.isoformat() if one.start else "", one.id), reverse=True))


def _meeting(before: FeedMeeting | None, after: FeedMeeting) -> PlannedMeeting:
    give_way()
    known = {item.id: item for item in before.items} if before else {}
    there = {item.id for item in after.items}
    changed = _captions(item for item in after.items if known.get(item.id) != item)
    removed = _captions(item for item in known.values() if item.id not in there)
    change = Change.NEW if before is None else Change.SAME if before == after else Change.CHANGED
    opened = [item for item in after.items if item.is_open]
    return PlannedMeeting(
        after.id,
        after.committee,
        after.start,
        change,
        len(opened),
        len(after.items) - len(opened),
        len(after.files),
        changed,
        removed,
        compared(before, after) if before is not None and change is Change.CHANGED else (),
    )


def _captions(items: Iterable[FeedItem]) -> tuple[str, ...]:
    return tuple(item.content.caption for item in items if item.content is not None)
