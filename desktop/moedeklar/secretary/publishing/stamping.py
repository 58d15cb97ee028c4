"""When each object was first published and last changed: last time's state and what goes out now, compared. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from moedeklar.secretary.publishing.layout import organization_id, paper_id
from moedeklar.secretary.publishing.records import FeedMeeting, FeedSettings, digest_of

FORM = 1


@dataclass(frozen=True, slots=True)
class Stamp:
    """`created` and `modified` are UTC (ISO 8601); of something `deleted` only a tombstone is left."""

    created: str
    modified: str
    digest: str
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class MeetingState:
    """A meeting that is or was published, with its parts by id. `page` is the month of its page, for ever.

    `record` is the hash under which the private store has what went out, "" where that is gone.
    """

    page: str
    stamp: Stamp
    record: str = ""
    items: dict[str, Stamp] = field(default_factory=dict)
    files: dict[str, Stamp] = field(default_factory=dict)
    papers: dict[str, Stamp] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed as it was published last. `generation` counts publishes. `withheld` are meetings withdrawn by hand."""

    settings: FeedSettings
    generation: int = 0
    created: str = ""
    modified: str = ""
    meetings: dict[str, MeetingState] = field(default_factory=dict)
    body: Stamp = Stamp("", "", "")
    organizations: dict[str, Stamp] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()
    form: int = FORM

    @property
    def live(self) -> frozenset[str]:
        """The ids of the meetings that are out."""
        return frozenset(one for one, state in self.meetings.items() if not state.stamp.deleted)

    def with_records(self, hashes: Mapping[str, str]) -> FeedState:
        """The same with the records of these meetings."""
        meetings = {
            one: replace(state, record=hashes[one]) if one in hashes else state for one, state in self.meetings.items()
        }
        return replace(self, meetings=meetings)


def advance(
    before: FeedState, settings: FeedSettings, meetings: Iterable[FeedMeeting], withheld: Iterable[str], now: str
) -> FeedState:
    """The state after *meetings*, all that go out, are published at *now* (ISO 8601, UTC).

    Where a clock was set back, it counts as a second after *before*: readers pass over what is no newer than that.
    It differs from *before* in nothing but `generation` and `modified` where nothing changed; records are not set.
    """
    now = _after(before.modified, now)
    going = {meeting.id: meeting for meeting in meetings}
    found = {one: _meeting(before.meetings.get(one), going[one], now) for one in going}
    found |= {one: _withdrawn(state, now) for one, state in before.meetings.items() if one not in going}
    committees = {organization_id(meeting.committee): meeting.committee for meeting in going.values()}
    names = before.names | committees  # a committee stays listed: its tombstoned meetings name it
    digests = {one: digest_of(name) for one, name in names.items()}
    body = digest_of((settings, sorted({meeting.term or "" for meeting in going.values()})))
    after = replace(
        before,
        settings=settings,
        meetings=dict(sorted(found.items())),
        organizations=dict(sorted(_parts(before.organizations, digests, now).items())),
        names=dict(sorted(names.items())),
        body=before.body if before.body.digest == body else Stamp(before.body.created or now, now, body),
        withheld=tuple(sorted(withheld)),
        created=before.created or now,
    )
    if before.generation and after == before:
        return before
    return replace(after, generation=before.generation + 1, modified=now)


def _after(before: str, now: str) -> str:
    if not before or datetime.fromisoformat(now) > datetime.fromisoformat(before):
        return now
    return (datetime.fromisoformat(before) + timedelta(seconds=1)).isoformat()


def _meeting(before: MeetingState | None, meeting: FeedMeeting, now: str) -> MeetingState:
    known = before or MeetingState(f"{meeting.start.day:%Y-%m}", Stamp(now, now, ""))
    items = {item.id: digest_of(item) for item in meeting.items}
    files = {file.id: digest_of(file) for file in meeting.files}
    day = meeting.start.isoformat()
    papers = {
        paper_id(item.id): digest_of((item.content.case_number, item.content.caption, meeting.committee, day))
        for item in meeting.items
        if item.content is not None and item.content.case_number
    }
    digest = digest_of((replace(meeting, items=()), tuple(items.items())))  # each item once: they are most of it
    changed = before is None or known.stamp.deleted or known.stamp.digest != digest
    return MeetingState(
        known.page,
        Stamp(known.stamp.created, now, digest) if changed else known.stamp,
        known.record if not changed else "",
        _parts(known.items, items, now),
        _parts(known.files, files, now),
        _parts(known.papers, papers, now),
    )


def _withdrawn(state: MeetingState, now: str) -> MeetingState:
    if state.stamp.deleted:
        return state
    return MeetingState(
        state.page,
        Stamp(state.stamp.created, now, "", deleted=True),
        "",
        _parts(state.items, {}, now),
        _parts(state.files, {}, now),
        _parts(state.papers, {}, now),
    )


def _parts(before: Mapping[str, Stamp], digests: Mapping[str, str], now: str) -> dict[str, Stamp]:
    """The stamps of parts with these *digests*; those of parts that are no more turn to tombstones."""
    found = {}
    for one, digest in digests.items():
        known = before.get(one)
        same = known is not None and not known.deleted and known.digest == digest
        found[one] = known if known is not None and same else Stamp(known.created if known else now, now, digest)
    for one, known in before.items():
        if one not in found:
            found[one] = known if known.deleted else Stamp(known.created, now, "", deleted=True)
    return dict(sorted(found.items()))
