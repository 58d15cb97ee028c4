"""The words of the feed's web pages. They are a Danish municipality's, in Danish whatever the program speaks. Pure."""

from __future__ import annotations

from datetime import date

from moedeklar.model.agenda import MeetingKind, Role
from moedeklar.model.moments import LocalStart

_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
KINDS = {
    MeetingKind.AGENDA: "Dagsorden",
    MeetingKind.MINUTES: "Referat",
    MeetingKind.SUPPLEMENT: "Tillægsdagsorden",
    MeetingKind.PLANNED: "Planlagt møde",
    None: "Dagsorden",
}
HEADINGS = {
    Role.RECOMMENDATION: "Indstilling",
    Role.DECISION: "Beslutning",
    Role.SUMMARY: "Resumé",
    Role.FACTS: "Sagsfremstilling",
    Role.ECONOMY: "Økonomi",
    Role.LAW: "Lovgrundlag",
    Role.COMPETENCE: "Beslutningskompetence",
    Role.ROUTE: "Sagsgang",
    Role.ATTENDANCE: "Deltagelse",
    Role.OTHER: "",
}
CLOSED = "Lukket punkt"
CLOSED_TEXT = "Punktet behandles for lukkede døre. Titel, tekst og bilag offentliggøres ikke."
WITHDRAWN = "Mødet er trukket tilbage"
WITHDRAWN_TEXT = "Mødets papirer er trukket tilbage og findes ikke længere her."
NOT_HERE = "ikke offentliggjort her"


_LAST = str.maketrans({"æ": "z1", "ø": "z2", "å": "z3"})


def in_order(name: str) -> str:
    """What *name* is sorted by in Danish: æ, ø and å come last, and large letters stand with small ones."""
    return name.casefold().translate(_LAST)


def day(value: date) -> str:
    """As "9. februar 2027"."""
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def moment(start: LocalStart) -> str:
    """As "tirsdag 9. februar 2027 kl. 16.00"."""
    at = f" kl. {start.clock:%H.%M}" if start.clock else ""
    return f"{_DAYS[start.day.weekday()]} {day(start.day)}{at}"


def size(count: int) -> str:
    """A file's size as "240 kB" or "1,2 MB"."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")
