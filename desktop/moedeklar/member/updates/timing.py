"""When newer versions are looked for: at most once a day, and not while the person has a meeting. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from moedeklar.model.moments import COPENHAGEN
from moedeklar.model.views import MeetingRow

DAY = timedelta(days=1)
JITTER = timedelta(hours=2)  # at most so much later, so that not everybody asks when offices open
BEFORE, AFTER = timedelta(minutes=30), timedelta(hours=4)  # of a meeting's start: when it is under way


def next_look(now: datetime, looked: datetime | None, jitter: float) -> datetime:
    """When to look next, at once where it never was. *jitter* is from 0 to 1.

    A clock that was set back makes nobody wait longer than that.
    """
    return now if looked is None else min(looked, now) + DAY + JITTER * jitter


def under_way(rows: Iterable[MeetingRow], now: datetime) -> MeetingRow | None:
    """The meeting that is under way at *now* (aware): half an hour before its start until four hours after.

    One that is withdrawn, or of which only the day is known, is none.
    """
    for row in rows:
        if row.withdrawn or row.start is None or row.start.clock is None:
            continue
        start = row.start.instant(COPENHAGEN)
        if start - BEFORE <= now < start + AFTER:
            return row
    return None


def over_at(row: MeetingRow) -> datetime | None:
    """When `under_way` no longer tells of it, in the meeting's own local time."""
    return row.start.instant(COPENHAGEN) + AFTER if row.start is not None else None
