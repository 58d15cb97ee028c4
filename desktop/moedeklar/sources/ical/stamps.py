"""A line with one date or time as RFC 5545 (3.3.4, 3.3.5) has it, whatever was made of it. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

STAMPED = frozenset(("DTSTART", "DTEND", "RECURRENCE-ID"))
_WELL = re.compile(
    r"[A-Za-z-]+(?:;(?!TZID=\"?/)[^:\"]*(?:\"[^\":/]*\")?)?:\d{8}T(?:[01]\d|2[0-3])\d{4}Z?|[A-Za-z-]+(?:;VALUE=DATE)?:\d{8}",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r":\s*(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?\s*$"
)
_ZONE = re.compile(r";TZID=(\"[^\"]*\"|[^;:]*)", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"")


def tidy(line: str) -> str:
    """*line* in its own form. ISO's extended form, missing seconds, 24:00 and offsets are put right.

    A zone that is called by an address ("/example.org/Europe/Copenhagen", 3.2.19) is the one that its end names; one
    that breaks the line, since it holds a colon outside quotes, is left out. What can't be read stays as it is.
    """
    if _WELL.fullmatch(line):
        return line
    found = _STAMP.search(line)
    if found is None:
        return line
    year, month, day, hour, minute, second, offset = found.groups()
    head = line[: found.start()]
    if ":" in _QUOTED.sub("", head):
        head = head.partition(";")[0]
    try:
        at = datetime(int(year), int(month), int(day), tzinfo=UTC)
        at += timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=int(second or 0))
        if offset and offset not in "Zz":
            sign = 1 if offset[0] == "+" else -1
            at -= sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    except (ValueError, OverflowError):
        return line
    if hour is None:
        return f"{_ZONE.sub('', head)}:{at:%Y%m%d}"
    if int(hour) > 24 or int(minute) > 59 or int(second or 0) > 60:
        return line
    head = _ZONE.sub("" if offset else _named, head, count=1)
    return f"{head}:{at:%Y%m%dT%H%M%S}{'Z' if offset else ''}"


def _named(found: re.Match[str]) -> str:
    """The parameter TZID, with a name that zones have everywhere in the place of an address that ends in one."""
    stated = found[1].strip('"')
    parts = stated.split("/")
    for count in (3, 2) if stated.startswith("/") else ():
        name = "/".join(parts[-count:])
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            continue
        return f";TZID={name}"
    return found[0]
