"""What the overview is made of: what has changed, what was decided, what is announced, and where to go on reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from moedeklar.member.differences import news_between
from moedeklar.model.anchors import AnchorState
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import bare, committee_key
from moedeklar.model.views import CommitteeRow, ItemRow, MeetingRow
from moedeklar.store import meetings, reading
from moedeklar.store.arrivals import Came, came_since
from moedeklar.store.standing import StandingItem, contents, standing

if TYPE_CHECKING:
    from moedeklar.store.database import Database

LASTS = timedelta(hours=4)  # how long a meeting is taken to go on
RECENT = timedelta(days=60)  # how long decisions and announced cases of a meeting are told
LATELY = timedelta(days=14)  # how long an agenda that came and is not read is told of
MOST = 50  # rows of each kind


def is_over(row: MeetingRow, now: datetime) -> bool:
    """Whether a meeting has been held: some hours after its start, or the next day where no time is known."""
    if row.start is None:
        return True
    if row.start.clock is None:
        return row.start.day < now.date()
    return row.start.instant() + LASTS < now


def committee_rows(rows: Iterable[MeetingRow], now: datetime) -> tuple[CommitteeRow, ...]:
    """The committees of *rows* by name; two municipalities' committees of one name are two, one without is last."""
    found: dict[tuple[str, str], list[MeetingRow]] = {}
    for row in rows:
        key = committee_key(row.committee)
        found.setdefault((key, row.municipality or ""), []).append(row)
    made = []
    for (key, municipality), of_committee in found.items():
        coming = [row for row in of_committee if not row.withdrawn and not is_over(row, now)]
        following = min(coming, key=lambda row: row.start or LocalStart.parse("9999-12-31"), default=None)
        newest = of_committee[-1]
        made.append(
            CommitteeRow(
                key,
                newest.committee,
                municipality or None,
                len(of_committee),
                following.id if following else None,
                following.start if following else None,
            )
        )
    return tuple(sorted(made, key=lambda row: (not row.name, row.name.casefold(), row.municipality or "")))


@dataclass(frozen=True, slots=True)
class Outlook:
    """The parts of an overview that are read in one moment."""

    rows: tuple[MeetingRow, ...]
    changed: tuple[tuple[MeetingRow, ItemRow], ...]
    decided: tuple[tuple[MeetingRow, ItemRow], ...]
    coming: tuple[tuple[MeetingRow, str], ...]
    counts: dict[str, int] = field(default_factory=dict)
    came: tuple[Came, ...] = ()

    @classmethod
    def of(cls, db: Database, now: datetime) -> Outlook:
        """Read it, all from one moment. *now* is local."""
        rows = meetings.meeting_rows(db)
        by_id = {row.id: row for row in rows}
        latest = sorted(
            (row for row in rows if row.start and row.start.instant() <= now and not row.withdrawn),
            key=lambda row: row.start or LocalStart.parse("0001-01-01"),
            reverse=True,
        )
        recent = [row for row in latest if row.start and now - row.start.instant() <= RECENT]
        touched = [by_id[meeting_id] for meeting_id in meetings.meetings_with_news(db) if meeting_id in by_id]
        return cls(
            rows,
            tuple(_with_news(db, pair) for pair in islice(_pairs(db, touched, changed=True), MOST)),
            tuple(_pairs(db, recent, changed=False))[:MOST],
            tuple(_announced(db, recent))[:MOST],
            _counts(db),
            came_since(db, now - LATELY),
        )

    def resume(self, db: Database, row: MeetingRow) -> ItemRow | None:
        """Where to go on in the meeting *row*: the item where reading stopped, or the first that is not read."""
        items = standing(db, (row.id,)).get(row.id, [])
        present = [item for item in items if not item.removed]
        place = reading.place(db)
        shown = _item_rows(db, present)
        stopped = place.item_id if place and place.meeting_id == row.id else None
        unread = [item for item in shown if not item.read and not item.closed]
        return next((item for item in unread if item.id == stopped), unread[0] if unread else None)


def _item_rows(db: Database, items: list[StandingItem]) -> tuple[ItemRow, ...]:
    return meetings.item_rows(db, items, contents(db, items))


def _pairs(db: Database, rows: list[MeetingRow], *, changed: bool) -> Iterable[tuple[MeetingRow, ItemRow]]:
    """Items of *rows* that changed since they were read or are gone since; or that have a decision not yet read."""
    items = standing(db, [row.id for row in rows])
    for row in rows:
        for item in _item_rows(db, items.get(row.id, [])):
            news = item.changed or (item.removed and (item.read or item.notes > 0))
            decided = bool(item.decision) and not item.read and not item.removed
            if news if changed else decided:
                yield row, item


def _with_news(db: Database, pair: tuple[MeetingRow, ItemRow]) -> tuple[MeetingRow, ItemRow]:
    """The pair with what changed since the item was read, where the version that was read is still here."""
    meeting, item = pair
    version = reading.marks(db, item.id).read_version if item.changed else None
    if version is None:
        return pair
    try:
        before = meetings.item_content(db, item.id, version)
    except NotFound:
        return pair
    return meeting, replace(item, news=news_between(before, meetings.item_content(db, item.id)))


def _announced(db: Database, rows: list[MeetingRow]) -> Iterable[tuple[MeetingRow, str]]:
    """What the latest meeting of each committee announced."""
    told: set[tuple[str, str | None]] = set()
    for row in rows:
        committee = (bare(row.committee), row.municipality)
        if committee in told:
            continue
        coming = meetings.coming_items(db, row)
        if coming:
            told.add(committee)
        for text in coming:
            yield row, text


def _counts(db: Database) -> dict[str, int]:
    counted = meetings.work_counts(db)
    return {
        "bookmarks": counted["bookmarks"],
        "notes": counted["notes"],
        "requests": counted["requests"],
        "check": counted[AnchorState.CHECK.value],
        "unplaced": counted[AnchorState.UNPLACED.value],
    }
