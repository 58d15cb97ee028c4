"""Dates and times of day as Danish agendas write them."""

from __future__ import annotations

import re
from datetime import date, time
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MONTH_PATTERN = (
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec)\b"
)
MONTH_ENDS = frozenset(("uar", "rts", "ril", "uni", "uli", "ust", "ber", "ept", *_MONTHS))
_BETWEEN = " .,-/\t\r\n\u00a0"
# As pages whose dates are set in English print them: "April 3, 2026".
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_FIRST = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Januar|Februar|Marts|Maj|Juni|Juli|Oktober)"
)
_DATE = re.compile(
    r"(?=[\djfmasond])(?<![\d.-])(?:"  # what it may begin with, since most letters are none of these
    r"(?P<iso>(?P<iy>[12]\d{3})-(?P<im>\d\d)-(?P<id>\d\d))(?!\d)"
    r"|(?P<d>\d{1,2})(?:[-./](?P<m>\d{1,2})(?:[-./]|(?<=\.\d\d)\s|(?<=/\d)\s|(?<=/\d\d)\s)|(?:\.\s*|\s+|-)(?P<name>"
    + MONTH_PATTERN
    + r")\.?[\s,-]*)(?P<y>[12]\d{3})"
    r"|(?P<first>" + _MONTHS_FIRST + r") (?P<fd>\d{1,2}), (?P<fy>[12]\d{3})"
    r")(?!\d|-\d)",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"(?=\d)(?<!\d)(\d{1,2})\.\s*(" + MONTH_PATTERN + ")", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")  # begins with letters to look for, which is quick
_ISO = re.compile(r"(?<![\d.-])\d{4}-\d\d-\d\d(?!\d)")
_NUMBERS_BEFORE = re.compile(r"\d[-./]\d{1,2}[-./\s]$|\d, $")  # "09-02-", "9.02 ", "April 3, "
_LONGEST_NUMBERS = 5
_DIGIT = re.compile(r"\d")
_BEFORE_YEAR, _AFTER_YEAR = 30, 9  # characters of a date around its year
_CLOCK = re.compile(r"(?=k)(?<![\w.])(?:kl(?:okken)?\b\.?\s*:?\s*)(\d{1,2})(?:[.:](\d\d))?(?![\d.:]*\d)", re.IGNORECASE)
_BARE_CLOCK = re.compile(r"(?=\d)(?<![\d.:-])(\d{1,2})[.:](\d\d)(?::\d\d)?(?![\d:]|\.\d|-\d(?!\d?[.:]\d\d))")


class FoundDate(NamedTuple):
    """A day that a text names, and where in the text it stands."""

    day: date
    start: int
    end: int


def find_date(text: str, at: int = 0) -> FoundDate | None:
    """The first date with a year in *text* from *at* on: "9. februar 2027", "09-02-2027", "06. feb 2023", "2027-02-09".

    Dates that do not exist (31-02-2021, 01-01-0001) are passed over.
    """
    for year in _YEAR.finditer(text, at):  # of which most lines have none
        if not _may_end_date(text, year):
            continue
        for found in _DATE.finditer(text, max(year.start() - _BEFORE_YEAR, at), year.end() + _AFTER_YEAR):
            if found["iso"]:
                day = _day(found["iy"], found["im"], found["id"])
            elif found["first"]:
                name = found["first"][:3].casefold()
                months = _ENGLISH if name in _ENGLISH else _MONTHS
                day = _day(found["fy"], str(months.index(name) + 1), found["fd"])
            else:
                month = found["m"] or str(_MONTHS.index(found["name"][:3].casefold()) + 1)
                day = _day(found["y"], month, found["d"])
            if day:
                return FoundDate(day, found.start(), found.end())
    return None


def _may_end_date(text: str, year: re.Match[str]) -> bool:
    """Whether what stands around *year* is as in a date: cheap, for years in running text and in case numbers."""
    start, end = year.span()
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit():
        return _ISO.match(text, start) is not None
    before = text[max(start - _BEFORE_YEAR, 0) : start]
    word = before.rstrip(_BETWEEN)
    if word[-1:].isdigit():
        return _NUMBERS_BEFORE.search(before[-_LONGEST_NUMBERS:]) is not None
    return word[-3:].casefold() in MONTH_ENDS and _DIGIT.search(word) is not None


def find_day_in(text: str, year: int) -> date | None:
    """The first "14. november" in *text*, in *year*."""
    found = _DAY_AND_MONTH.search(text)
    return _day(str(year), str(_MONTHS.index(found[2][:3].casefold()) + 1), found[1]) if found else None


def find_time(text: str, *, marked: bool = False) -> time | None:
    """The first time of day in *text*: "kl. 16", "kl. 16:00", and where not *marked* also "16.30"."""
    found = _CLOCK.search(text) or (None if marked else _BARE_CLOCK.search(text))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def without_dates(text: str) -> str:
    """*text* with dates and times cut out, to see what else a heading says."""
    return _BARE_CLOCK.sub(" ", _CLOCK.sub(" ", _DAY_AND_MONTH.sub(" ", _DATE.sub(" ", text))))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1850 <= found.year <= 2200 else None
