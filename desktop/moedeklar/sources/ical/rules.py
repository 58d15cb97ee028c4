"""Repetitions (RRULE; RFC 5545, 3.3.10) that a meeting can have, made to end; all others are refused. Pure.

A rule may say "every second, for ever" or ask for the 30th of February: a program that follows it blindly never ends.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
A_DAY = 4  # meetings of one series on one day
LENGTH = 400  # letters of a rule
OLDEST = date(1960, 1, 1)  # before which no series of today begins
_LATE = datetime(9970, 1, 1)  # noqa: DTZ001 (a rule's own clock)
_PARTS = re.compile(r"(FREQ|INTERVAL|COUNT|UNTIL|WKST|BY[A-Z]+)=([A-Z0-9,+-]+)")
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_KNOWN = frozenset(
    (
        *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH"),
        *("BYSETPOS", *_WITHIN_A_DAY),
    )
)


def tamed(rule: str, start: date, last: date, form: str) -> str | None:
    """*rule* of a series from *start*, so that it ends by *last*; None for one that no meeting has.

    *form* is how its DTSTART is written: "date", "floating" or "zoned"; the end has to be written likewise.
    """
    parts = _parsed(rule)
    if parts is None or start < OLDEST or start > last or not _ever_fits(parts):
        return None
    end = datetime.combine(last, time(23, 59, 59))
    until = parts.pop("UNTIL", "")
    if re.match(r"\d{8}", until) and until[:8] <= f"{last:%Y%m%d}":
        end = _until(until) or end
    count = parts.pop("COUNT", "")
    if count:
        if not re.fullmatch(r"0*[1-9]\d{0,8}", count):
            return None
        end = _after(parts, start, end, int(count)) or end
    written = {"date": f"{end:%Y%m%d}", "floating": f"{end:%Y%m%dT%H%M%S}"}.get(form, f"{end:%Y%m%dT%H%M%S}Z")
    return ";".join(f"{name}={value}" for name, value in parts.items()) + f";UNTIL={written}"


def _parsed(rule: str) -> dict[str, str] | None:
    if len(rule) > LENGTH:
        return None
    parts: dict[str, str] = {}
    for part in rule.upper().strip(";").split(";"):
        found = _PARTS.fullmatch(part.strip())
        if found is None or found[1] not in _KNOWN or found[1] in parts:
            return None
        parts[found[1]] = found[2]
    times = 1
    for name in _WITHIN_A_DAY:
        times *= len(parts.get(name, "").split(","))
    if parts.get("FREQ") not in FREQUENCIES or times > A_DAY:
        return None
    if not re.fullmatch(r"0*[1-9]\d{0,3}", parts.get("INTERVAL", "1")):
        return None
    return parts


def _ever_fits(parts: dict[str, str]) -> bool:
    """Whether any day fits: in the last years that there are, since the search for one goes on until then."""
    kept = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("INTERVAL", "COUNT", "UNTIL"))
    return next(iter(rrulestr(kept, dtstart=_LATE)), None) is not None


def _until(written: str) -> datetime | None:
    """The end that the rule itself states; a day means all of it."""
    try:
        if len(written) < 15:
            return datetime.combine(datetime.strptime(written[:8], "%Y%m%d").date(), time(23, 59, 59))  # noqa: DTZ007
        return datetime.strptime(written[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (what it is in is written elsewhere)
    except ValueError:
        return None


def _after(parts: dict[str, str], start: date, end: datetime, count: int) -> datetime | None:
    """The end of the day of the *count*th repetition, None where *end* comes before."""
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    first = datetime.combine(start, time())
    days = list(islice(rrulestr(f"{text};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=first), count))
    if len(days) < count or not days:
        return None
    return datetime.combine(days[-1].date(), time()) + timedelta(days=1, seconds=-1)
