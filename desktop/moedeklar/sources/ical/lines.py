"""A calendar taken apart into the lines of its events, each by itself, whatever is wrong with the rest.

Calendars are long and often damaged: what is not needed (descriptions, attendees, alarms), and what a reader of the
whole would stumble over, is left behind here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from moedeklar.model.errors import SourceError
from moedeklar.sources.ical.stamps import STAMPED, tidy

LINE = 20_000  # bytes of an unfolded line that are looked at
LINES = 2_000  # of one event, most of them EXDATE
KEPT = frozenset(
    (
        *("UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "CATEGORIES", "STATUS", "SEQUENCE"),
        *("RECURRENCE-ID", "RRULE", "RDATE", "EXDATE", "LAST-MODIFIED"),
    )
)
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_VALUE = re.compile(r'(?:[^":]|"[^"]*")*:(.*)', re.DOTALL)
_DAY = re.compile(r":\s*(\d{4})(\d\d)(\d\d)")
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass
class RawEvent:
    """The lines of a VEVENT that may matter, unfolded, by property."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    size: int = 0

    def value(self, name: str) -> str:
        """The first value of a property, as written; "" for none."""
        return value_of(self.lines[name][0]) if name in self.lines else ""

    @property
    def day(self) -> date | None:
        """The day on which it begins, as written; None where that can't be told."""
        found = _DAY.search(self.lines.get("DTSTART", [""])[0])
        try:
            return date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            return None

    @property
    def repeats(self) -> bool:
        """Whether it has repetitions, or is one of another event."""
        return not self.lines.keys().isdisjoint(("RRULE", "RDATE", "RECURRENCE-ID"))

    @property
    def text(self) -> str:
        """It as a calendar's lines."""
        lines = [line for of_name in self.lines.values() for line in of_name]
        return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


@dataclass
class RawCalendar:
    """A calendar's events, the definitions of its time zones, and what it says of itself."""

    events: list[RawEvent] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    name: str = ""
    zone: str = ""
    cancels: bool = False
    left: int = 0


Wanted = Callable[[RawEvent], bool]


def value_of(line: str) -> str:
    """What stands behind the name and the parameters of a line."""
    found = _VALUE.match(line)
    return found[1].strip() if found else ""


def take_apart(data: bytes, most: int, wanted: Wanted = lambda _event: True) -> RawCalendar:
    """The calendar in *data*, with up to *most* of the *wanted* events; `left` counts those beyond.

    Raises SourceError: calendar_none where it is none; calendar_unfinished where it ends before its end.
    """
    reader = _Reader(most, wanted)
    for line in _unfolded(_as_utf8(data)):
        reader.take(line)
    if not reader.begun:
        raise SourceError("calendar_none")
    if reader.inside:
        raise SourceError("calendar_unfinished")
    return reader.calendar


class _Reader:
    """Takes a calendar line by line. `inside` are the components that are open, outermost first."""

    def __init__(self, most: int, wanted: Wanted) -> None:
        self._wanted = wanted
        self.calendar = RawCalendar()
        self.inside: list[str] = []
        self.begun = False
        self._most = most
        self._event: RawEvent | None = None
        self._zone: list[str] = []

    def take(self, line: str) -> None:
        name = _NAME.match(line)
        if name is None:
            return
        called = name[0].upper()
        if called == "BEGIN":
            self._begin(value_of(line).upper())
        elif not self.inside:
            return
        elif called == "END":
            self._end(value_of(line).upper())
        elif "VTIMEZONE" in self.inside:
            self._zone.append(line)
        elif self._event is not None and self.inside[-1] == "VEVENT":
            if called in KEPT and self._event.size < LINES:
                self._event.size += 1
                self._event.lines.setdefault(called, []).append(tidy(line) if called in STAMPED else line)
        elif self.inside == ["VCALENDAR"]:
            self._of_calendar(called, value_of(line))

    def _begin(self, component: str) -> None:
        if not self.inside and component != "VCALENDAR":
            return
        self.begun = True
        self.inside.append(component)
        if component == "VTIMEZONE":
            self._zone = []
        elif component == "VEVENT":
            self._event = RawEvent()
        if "VTIMEZONE" in self.inside:
            self._zone.append(f"BEGIN:{component}")

    def _end(self, component: str) -> None:
        if component not in self.inside:
            return
        if "VTIMEZONE" in self.inside:
            self._zone.append(f"END:{component}")
        while self.inside.pop() != component:
            pass  # what was not ended ends with what it is in
        if component == "VTIMEZONE":
            self.calendar.zones.append("\r\n".join((*self._zone, "")))
        elif component == "VEVENT" and self._event is not None:
            self._keep(self._event)
            self._event = None

    def _keep(self, event: RawEvent) -> None:
        if not self._wanted(event):
            return
        if len(self.calendar.events) < self._most:
            self.calendar.events.append(event)
        else:
            self.calendar.left += 1

    def _of_calendar(self, called: str, value: str) -> None:
        if called == "X-WR-CALNAME" and not self.calendar.name:
            self.calendar.name = plain(value)
        elif called == "X-WR-TIMEZONE":
            self.calendar.zone = value
        elif called == "METHOD":
            self.calendar.cancels = value.upper() == "CANCEL"


def plain(value: str) -> str:
    r"""A TEXT value (RFC 5545, 3.3.11) without its escapes: "\n", "\,", "\;", "\\"."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL)


def _as_utf8(data: bytes) -> bytes:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            rest = data[len(mark) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "replace").encode()
    return data


def _unfolded(data: bytes) -> Iterator[str]:
    """The logical lines (3.1), which are folded between octets and so may be folded within a letter."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    held = b""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line = data[start:end].rstrip(b"\r")
        start = end + 1
        if line[:1] in (b" ", b"\t"):
            if len(held) < LINE:
                held += line[1:]
            continue
        if held:
            yield _decoded(held)
        held = line
    if held:
        yield _decoded(held)


def _decoded(line: bytes) -> str:
    line = line[:LINE]
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
    return text.replace("\0", "").replace("\r", " ")
