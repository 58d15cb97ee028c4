"""Calendars of the invented Nordlund, written line by line."""

from __future__ import annotations

from collections.abc import Iterable

ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Nordlund",
    "BEGIN:STANDARD",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


def event(start: str, *more: str, title: str = "Møde i Havneudvalget", uid: str | None = "1@nordlund") -> list[str]:
    """An event; *start* is a value ("20270209T160000") or parameters and a value (";VALUE=DATE:20270209")."""
    begins = f"DTSTART{start}" if start.startswith(";") else f"DTSTART:{start}"
    named = [f"UID:{uid}"] if uid else []
    return ["BEGIN:VEVENT", *named, begins, f"SUMMARY:{title}", *more, "END:VEVENT"]


def calendar(*events: Iterable[str], head: Iterable[str] = (), ended: bool = True) -> bytes:
    """A calendar of *events* with CR LF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nordlund//DA", *head]
    lines += [line for one in events for line in one]
    return "".join(f"{line}\r\n" for line in [*lines, *(["END:VCALENDAR"] if ended else [])]).encode()
