"""Local dates of meetings, instants in UTC, and the clock that everybody is handed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import total_ordering
from typing import Protocol
from zoneinfo import ZoneInfo

COPENHAGEN = "Europe/Copenhagen"
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")


class Clock(Protocol):
    """Tells the time. `FixedClock` in tests and for the sample municipality, `SystemClock` otherwise."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at an aware instant."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was made with, in UTC."""
        return self.instant.astimezone(UTC)


def local_now(clock: Clock, zone: str = COPENHAGEN) -> datetime:
    """The aware local time of *zone* by *clock*."""
    return clock.now().astimezone(ZoneInfo(zone))


@total_ordering
@dataclass(frozen=True, slots=True)
class LocalStart:
    """When a meeting begins on the wall clock of its municipality: a day, and a time of day where one is known."""

    day: date
    clock: time | None = None

    @classmethod
    def parse(cls, text: str) -> LocalStart:
        """Read "2021-02-09" or "2021-02-09T16:00" (ISO 8601); seconds and offsets are ignored. ValueError otherwise."""
        found = _ISO.match(text)
        if not found:
            raise ValueError(f"not a local date: {text!r}")
        year, month, day, hour, minute = found.groups()
        clock = time(int(hour), int(minute)) if hour is not None else None
        return cls(date(int(year), int(month), int(day)), clock)

    def isoformat(self) -> str:
        """ "2021-02-09T16:00", or "2021-02-09" where no time of day is known."""
        if self.clock is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.clock:%H:%M}"

    def instant(self, zone: str = COPENHAGEN) -> datetime:
        """The aware local time in *zone*; the day's beginning where no time is known."""
        return datetime.combine(self.day, self.clock or time(), ZoneInfo(zone))

    def __lt__(self, other: LocalStart) -> bool:
        """Earlier; an untimed start counts as the beginning of its day."""
        return (self.day, self.clock or time()) < (other.day, other.clock or time())
