"""The occurrences of a calendar's events within some months, with repetitions, exceptions and cancellations."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from moedeklar.model.errors import Cancelled as CancelledError
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import COPENHAGEN, LocalStart
from moedeklar.model.reports import Problem
from moedeklar.model.text import canonical
from moedeklar.sources.base import Cancelled
from moedeklar.sources.ical.lines import RawCalendar, RawEvent, plain, value_of
from moedeklar.sources.ical.rules import tamed

SERIES = 1_500  # occurrences of one event
PATIENCE = 10.0  # seconds for the repetitions of a calendar; what is left then is told and left out
TEXT = 300  # letters of a title or a place
# Danish and German Outlook have words of their own for what they put before a title; people put it behind as well.
_SAID_OFF = r"(?:aflyst|aflysning|annulleret|udgår|cancell?ed|abgesagt|entfällt)"
_CANCELLED = re.compile(
    rf"^\W*{_SAID_OFF}(?!\w)|(?:\W-|[–—(\[:;,*!/|]|\b(?:er|ist|is))\s*{_SAID_OFF}\W*$", re.IGNORECASE
)
_NOWHERE = frozenset(("UTC", "ETC/UTC", "GMT", "ETC/GMT", "Z", "ZULU", "UNIVERSAL"))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a calendar. `uid` is its event's, `original` the ISO day on which a repetition was due or ""."""

    uid: str
    original: str
    start: LocalStart
    end: LocalStart | None
    title: str
    place: str
    categories: tuple[str, ...]
    modified: datetime | None


@dataclass
class Occurrences:
    """Reads the occurrences of *calendar* from *first* to *last*.

    `problems` are events that could not be read; `unread` are those of them that are one meeting, with their day.
    """

    calendar: RawCalendar
    first: date
    last: date
    problems: list[Problem] = field(default_factory=list)
    unread: list[tuple[str, date]] = field(default_factory=list)

    def read(self, cancelled: Cancelled) -> Iterator[Occurrence]:
        """All of them, event by event. Raises Cancelled."""
        if self.calendar.cancels:
            return
        for zone in self.calendar.zones:
            _learn(zone)
        self._home = _home(self.calendar)
        self._until = time.monotonic() + PATIENCE
        for uid, events in self._by_uid().items():
            if cancelled():
                raise CancelledError
            try:
                yield from self._of(uid, events)
            except Exception as error:  # noqa: BLE001 (a stranger's data in two libraries: one event fails alone)
                self._fail(uid, events[0], type(error).__name__)

    def _by_uid(self) -> dict[str, list[RawEvent]]:
        """The newest statement of each event and exception; what several events call themselves is no name."""
        newest: dict[tuple[str, str], RawEvent] = {}
        for event in self.calendar.events:
            uid = event.value("UID") or derived_id("event", event.value("SUMMARY"), event.value("DTSTART"))
            key = (uid, event.value("RECURRENCE-ID"))
            known = newest.get(key)
            if known is not None and _is_other(known, event):
                key = (derived_id("event", uid, event.value("DTSTART"), event.value("SUMMARY")), key[1])
                known = newest.get(key)
            if known is None or _sequence(event) >= _sequence(known):
                newest[key] = event
        found: dict[str, list[RawEvent]] = {}
        for (uid, _recurrence), event in newest.items():
            found.setdefault(uid, []).append(event)
        return found

    def _of(self, uid: str, events: list[RawEvent]) -> Iterator[Occurrence]:
        if len(events) == 1 and not events[0].repeats:
            component: Any = icalendar.Event.from_ical(events[0].text)
            components: Iterable[Any] = [component]
        elif time.monotonic() > self._until:
            self.problems.append(_problem(events[0], "calendar_too_many"))
            return
        else:
            components = self._expanded(events)
        seen: set[str] = set()
        repeated = any("RRULE" in event.lines or "RDATE" in event.lines for event in events)
        for component in components:
            start, end = self._span(component)
            if start is None:
                self._fail(uid, events[0], "DTSTART")
                continue
            if not self.first <= start.day <= self.last or _is_cancelled(component):
                continue
            original = self._original(component, seen) if repeated or component.get("RECURRENCE-ID") else ""
            yield _occurrence(component, uid, original, start, end)

    def _expanded(self, events: list[RawEvent]) -> list[Any]:
        """The components of a series. A rule that no meeting has is left out, and told."""
        calendar = icalendar.Calendar()
        for event in events:
            rules = event.lines.pop("RRULE", [])
            day = event.day
            kept = [one for rule in rules[:4] if day and (one := tamed(value_of(rule), day, self.last, _form(event)))]
            if kept:
                event.lines["RRULE"] = [f"RRULE:{one}" for one in kept]
            if len(kept) < len(rules) and not (day and day > self.last):
                self.problems.append(_problem(events[0], "event_endless"))
            component: Any = icalendar.Event.from_ical(event.text)
            component.pop("DTSTAMP", None)
            if "UID" not in component:
                component.add("UID", "1")
            calendar.add_component(component)
        query = recurring_ical_events.of(calendar, components=["VEVENT"])
        found = query.between(self.first - timedelta(days=1), self.last + timedelta(days=2))
        if len(found) > SERIES:
            self.problems.append(_problem(events[0], "calendar_too_many"))
        return list(found[:SERIES])

    def _span(self, component: Any) -> tuple[LocalStart | None, LocalStart | None]:
        start = _moment(component, "DTSTART")
        if start is None:
            return None, None
        end = _moment(component, "DTEND")
        duration = _value(component, "DURATION")
        if end is None and isinstance(duration, timedelta):
            end = start + duration
        begins = self._local(start)
        if end is None or type(end) is not type(start):
            return begins, None
        if not isinstance(end, datetime):
            end -= timedelta(days=1)  # a whole day ends when the next begins
        ends = self._local(end)
        return begins, ends if begins < ends else None

    def _local(self, moment: date | datetime) -> LocalStart:
        if not isinstance(moment, datetime):
            return LocalStart(moment)
        local = moment.astimezone(self._home) if moment.tzinfo is not None else moment
        return LocalStart(local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None))

    def _original(self, component: Any, seen: set[str]) -> str:
        due = self._local(_moment(component, "RECURRENCE-ID") or component["DTSTART"].dt)
        day = due.day.isoformat()
        name = day if day not in seen else due.isoformat()
        seen.add(name)
        return name

    def _fail(self, uid: str, event: RawEvent, why: str) -> None:
        self.problems.append(_problem(event, "event_unreadable", why=why))
        if event.day is not None and not event.repeats:
            self.unread.append((uid, event.day))


def _problem(event: RawEvent, code: str, **params: str) -> Problem:
    title = canonical(plain(event.value("SUMMARY")))[:TEXT] or event.value("UID")[:TEXT]
    return Problem(title, code, tuple(sorted(params.items())))


def _occurrence(component: Any, uid: str, original: str, start: LocalStart, end: LocalStart | None) -> Occurrence:
    listed = component.get("CATEGORIES") or ()
    groups = listed if isinstance(listed, list) else [listed]
    categories = tuple(canonical(str(one))[:TEXT] for group in groups for one in getattr(group, "cats", ()))
    modified = _moment(component, "LAST-MODIFIED")
    return Occurrence(
        uid,
        original,
        start,
        end,
        _text(component, "SUMMARY"),
        _text(component, "LOCATION"),
        categories,
        modified.astimezone(UTC) if isinstance(modified, datetime) and modified.tzinfo is not None else None,
    )


def _text(component: Any, name: str) -> str:
    found = component.get(name)
    return canonical(str(found[0] if isinstance(found, list) and found else found or ""))[:TEXT]


def _moment(component: Any, name: str) -> Any:
    """The date or time of a property; None where it has none that can be read."""
    found = _value(component, name)
    return found if isinstance(found, date) else None


def _value(component: Any, name: str) -> Any:
    found = component.get(name)
    try:
        return getattr(found[0] if isinstance(found, list) and found else found, "dt", None)
    except icalendar.error.BrokenCalendarProperty:
        return None


def _is_cancelled(component: Any) -> bool:
    return _text(component, "STATUS").upper() == "CANCELLED" or bool(_CANCELLED.search(_text(component, "SUMMARY")))


def _sequence(event: RawEvent) -> tuple[int, str]:
    number = event.value("SEQUENCE")
    return int(number) if number.isdigit() and len(number) < 10 else 0, event.value("LAST-MODIFIED")


def _is_other(known: RawEvent, event: RawEvent) -> bool:
    """Whether two events of one UID are two, since nothing says which is the newer statement."""
    same = _sequence(known) == _sequence(event)
    return same and known.value("DTSTART") != event.value("DTSTART")


def _form(event: RawEvent) -> str:
    line = event.lines.get("DTSTART", [""])[0]
    if "T" not in value_of(line).upper():
        return "date"
    return "zoned" if "TZID" in line.upper() or value_of(line).upper().endswith("Z") else "floating"


def _learn(zone: str) -> None:
    """Make a calendar's own time zone known to the library; a damaged one is none."""
    try:
        icalendar.Timezone.from_ical(zone)
    except Exception:  # noqa: BLE001 (the names that zones have everywhere are known without it)
        return


def _home(calendar: RawCalendar) -> ZoneInfo:
    """The zone of the calendar's municipality, or Denmark's.

    It is what the calendar says, unless that is UTC, or the only one that its events are in.
    """
    own = calendar.zone if calendar.zone.upper() not in _NOWHERE else ""
    stated = {own} if own else {name for event in calendar.events for name in _zones(event)}
    for name in stated if len(stated) == 1 else ():
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            break
    return ZoneInfo(COPENHAGEN)


def _zones(event: RawEvent) -> Iterator[str]:
    line = event.lines.get("DTSTART", [""])[0]
    head = line[: len(line) - len(value_of(line))]
    for part in head.rstrip(":").split(";")[1:]:
        name, _equals, value = part.partition("=")
        if name.upper() == "TZID":
            yield value.strip('"')
