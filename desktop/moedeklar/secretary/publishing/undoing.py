"""What an undo may bring out again: what was out before, without what has become closed since. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from moedeklar.model.text import committee_key
from moedeklar.secretary.publishing.openness import closed_alias
from moedeklar.secretary.publishing.records import FeedMeeting


def brought_back(
    before: Mapping[str, FeedMeeting], now: Mapping[str, FeedMeeting], closed: frozenset[str], salt: bytes
) -> list[FeedMeeting]:
    """The meetings of *before*, as they may be out again after those of *now*. *closed* are aliases of closed items.

    An item that is closed now stays at home. Where something in a meeting has become closed, what is gone from it stays
    too: it may be that very item under another title. And where an agenda was replaced by one so different that it
    counts as another meeting of that committee on that day, with something closed in it, that one stays out.
    """
    by_day = {_day(meeting): meeting for meeting in now.values() if _aliases(meeting)}
    found: dict[str, FeedMeeting] = {}
    for one, meeting in before.items():
        other = by_day.get(_day(meeting)) if one not in now else None
        kept = other or meeting.without(_closed_since(meeting, now.get(one), closed, salt))
        found[kept.id] = kept
    return list(found.values())


def left_as_it_was(
    out: Mapping[str, FeedMeeting],
    now: Mapping[str, FeedMeeting],
    chosen: frozenset[str],
    closed: frozenset[str],
    salt: bytes,
) -> list[FeedMeeting]:
    """The *chosen* meetings as they are *now*, the others as they are *out*, but for what has become closed since."""
    rest = {one: meeting for one, meeting in out.items() if one not in chosen}
    found = {meeting.id: meeting for meeting in brought_back(rest, now, closed, salt)}
    return list((found | {one: meeting for one, meeting in now.items() if one in chosen}).values())


def _closed_since(before: FeedMeeting, now: FeedMeeting | None, closed: frozenset[str], salt: bytes) -> frozenset[str]:
    shut = {item.id for item in before.items if closed_alias(item.id, salt) in closed}
    if now is not None and _aliases(now) - _aliases(before):
        there = {item.id for item in now.items}
        shut |= {item.id for item in before.items if item.is_open and item.id not in there}
    return frozenset(shut)


def _aliases(meeting: FeedMeeting) -> set[str]:
    return {item.id for item in meeting.items if not item.is_open}


def _day(meeting: FeedMeeting) -> tuple[str, str]:
    return committee_key(meeting.committee), meeting.start.day.isoformat()
