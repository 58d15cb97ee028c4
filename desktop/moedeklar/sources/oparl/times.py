"""Points in time as objects state them: ISO 8601 as the standard has it, and what servers write in its place. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from moedeklar.agenda.dates import find_date, find_time
from moedeklar.model.moments import COPENHAGEN, LocalStart

_ZONE_NAME = re.compile(r"\[[^\]]*\]$")  # "[Europe/Berlin]" (RFC 9557)
_BEFORE_OFFSET = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|[Zz])$)")
_END_OF_DAY = re.compile(r"(?<=\d[Tt ])24(?=:?00)")  # the end of a day (ISO 8601, 4.2.3)
_DAY = timedelta(days=1)


def instant(stated: str) -> datetime | None:
    """An instant in UTC; a time without a zone is that of central Europe. None for none."""
    found = _read(stated)
    if found is None:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=ZoneInfo(COPENHAGEN))
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None


def start_of(stated: str) -> LocalStart | None:
    """The day and time on the wall clock of the municipality, from an instant or a day. Midnight is no time of day.

    An offset is the municipality's own; UTC says nothing of it, and is turned into the time of central Europe.
    """
    at, found = instant(stated), _read(stated)
    if at is None or found is None:
        return None
    local = at.astimezone(ZoneInfo(COPENHAGEN)) if found.tzinfo is not None and not found.utcoffset() else found
    clock = local.time().replace(second=0, microsecond=0, tzinfo=None)
    return LocalStart(local.date(), clock if clock != time() else None)


def day_of(stated: str) -> str:
    """The day of `start_of` (ISO), "" for none."""
    found = start_of(stated)
    return found.day.isoformat() if found is not None else ""


def _read(stated: str) -> datetime | None:
    """What *stated* says, with its offset where it has one."""
    try:
        return datetime.fromisoformat(stated)
    except ValueError:
        return _otherwise(stated.strip())


def _otherwise(stated: str) -> datetime | None:
    """The same of what Python's reader does not take."""
    text = _BEFORE_OFFSET.sub("", _ZONE_NAME.sub("", stated))
    text, ends = _END_OF_DAY.subn("00", text, count=1)
    try:
        return datetime.fromisoformat(text) + ends * _DAY
    except (ValueError, OverflowError):
        pass
    found = find_date(text)
    return datetime.combine(found.day, find_time(text[found.end :]) or time()) if found else None
