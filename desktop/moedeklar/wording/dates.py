"""Dates as people write them: "tirsdag 9. februar 2021 kl. 16.00", "om 6 dage", "i går 21.14".

Written here rather than taken from a locale library: the forms are few, and the command line must not load Qt (QLocale)
nor 30 MB of locale data to print a date.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from moedeklar.model.moments import COPENHAGEN, LocalStart
from moedeklar.wording.language import _, language, ngettext

_DA_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DA_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_EN_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _danish() -> bool:
    return language() == "da"


def weekday(day: date, *, short: bool = False) -> str:
    """ "tirsdag" or "Tuesday"; short "tir" or "Tue"."""
    name = (_DA_DAYS if _danish() else _EN_DAYS)[day.weekday()]
    return name[:3] if short else name


def month(day: date, *, short: bool = False) -> str:
    """ "februar" or "February"; short "feb." or "Feb"."""
    name = (_DA_MONTHS if _danish() else _EN_MONTHS)[day.month - 1]
    if not short or len(name) <= 3:
        return name
    return f"{name[:3]}." if _danish() else name[:3]


def long_date(day: date, *, year: bool = True) -> str:
    """ "tirsdag 9. februar 2021" or "Tuesday 9 February 2021"."""
    dot = "." if _danish() else ""
    return f"{weekday(day)} {day.day}{dot} {month(day)}" + (f" {day.year}" if year else "")


def plain_date(day: date, *, year: bool = True) -> str:
    """ "9. februar 2021" or "9 February 2021"."""
    dot = "." if _danish() else ""
    return f"{day.day}{dot} {month(day)}" + (f" {day.year}" if year else "")


def written_date(text: str | None) -> str:
    """ "9. februar 2021" for "2021-02-09"; text that is no ISO date is given back as it is, "" for none."""
    if not text:
        return ""
    try:
        return plain_date(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def short_date(day: date, *, year: bool = False) -> str:
    """ "9. feb." or "9 Feb"; with the year where asked."""
    dot = "." if _danish() else ""
    return f"{day.day}{dot} {month(day, short=True)}" + (f" {day.year}" if year else "")


def clock_time(moment: datetime) -> str:
    """ "16.00" or "16:00"."""
    return f"{moment:%H.%M}" if _danish() else f"{moment:%H:%M}"


def meeting_time(start: LocalStart | None, *, year: bool = True) -> str:
    """ "tirsdag 9. februar 2021 kl. 16.00"; "Uden dato" where there is none. Begins in lower case."""
    if start is None:
        return _("no date")
    text = long_date(start.day, year=year)
    if start.clock is None:
        return text
    moment = datetime.combine(start.day, start.clock)
    return f"{text} kl. {clock_time(moment)}" if _danish() else f"{text} at {clock_time(moment)}"


def capitalised(text: str) -> str:
    """*text* with its first letter upper case and the rest as it was."""
    return text[:1].upper() + text[1:]


def days_from(day: date, today: date) -> str:
    """ "i dag", "i morgen", "om 6 dage", "i går", "for 3 dage siden"."""
    distance = (day - today).days
    if distance == 0:
        return _("today")
    if distance == 1:
        return _("tomorrow")
    if distance == -1:
        return _("yesterday")
    if distance > 0:
        return ngettext("in {n} day", "in {n} days", distance).format(n=distance)
    return ngettext("{n} day ago", "{n} days ago", -distance).format(n=-distance)


def moment_ago(moment: datetime, now: datetime, zone: str = COPENHAGEN) -> str:
    """When something of the person's own happened: "07.42", "i går 21.14", "9. feb. 21.14", "9. feb. 2024"."""
    local, here = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    if local.date() == here.date():
        return clock_time(local)
    if local.date() == here.date() - timedelta(days=1):
        return _("yesterday {time}").format(time=clock_time(local))
    if local.year == here.year:
        return f"{short_date(local.date())} {clock_time(local)}"
    return short_date(local.date(), year=True)
