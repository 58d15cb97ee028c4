"""Whose meeting an event is: by the names that a person gave, else by what looks like the name of a body. Pure.

A person's names come first, looked for in the title, the categories and the place, in this order. Without one of them
the first part of the title that is a body counts ("Møde i Teknisk Udvalg" is "Teknisk Udvalg", "Byrådsmøde" is
"Byrådet"), then a category, then the name of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from moedeklar.agenda.vocabulary import BODY_NOUN, BODY_START
from moedeklar.model.text import bare, canonical

_BETWEEN = re.compile(r"\s+[-–—|·/]\s+|\s*[:;()\[\]|\n]\s*|\s*–\s+")
_BEFORE = re.compile(
    r"^(?:(?:ordinært|ekstraordinært|aflyst|ændret|flyttet|planlagt|lukket|åbent|årligt|fælles)\s+)*"
    r"(?:(?:møde|mødet|mødekalender|kalender|budgetmøde|temamøde|seminar|sitzung|meeting)\s+"
    r"(?:i|med|for|af|i\s+det|der|des|of(?:\s+the)?)\s+(?:det\s+)?)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+(?:møde|mødet|mødedato|sitzung|meeting|kl\.?\s*\d.*|d\.\s*\d.*|den\s+\d.*|nr\.?\s*\d.*))+$", re.IGNORECASE
)
_MEETING = (
    (re.compile(r"(udvalg|råd|nævn)s?møde[rt]?$", re.IGNORECASE), r"\1et"),
    (re.compile(r"(bestyrelse|kommission)s?møde[rt]?$", re.IGNORECASE), r"\1n"),
)
_OTHERS = re.compile(
    r"\b(?:committee|council|board|commission|subcommittee|ausschuss|gemeinderat|stadtrat|kreistag|bezirksrat|ortsrat)$"
    r"|ausschuss$|rat$",
    re.IGNORECASE,
)
_ENDINGS = ("erne", "et", "en", "n")


class Committees:
    """Tells the committee of events. *named* are a person's names of committees."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        longest = sorted({canonical(name) for name in named if name.strip()}, key=lambda name: (-len(name), name))
        self._named = tuple((name, _anywhere(name)) for name in longest)

    def of(self, title: str, categories: Sequence[str], place: str, calendar: str) -> tuple[str, str]:
        """The committee, "" where nothing tells it, and what the meeting is called beside it, "" for nothing more."""
        title = canonical(title)
        for text in (title, *categories, place):
            for name, pattern in self._named:
                if pattern.search(text):
                    return name, _beside(title, name)
        for text in (title, *categories):
            body = _body(text)
            if body:
                return body, _beside(title, body)
        name = _body(calendar) or canonical(calendar)
        return name, _beside(title, name)


def _anywhere(name: str) -> re.Pattern[str]:
    """Finds *name* as words of their own, in the definite form or not, and before "møde"."""
    stem = next((name[: -len(one)] for one in _ENDINGS if _is_definite(name, one)), name)
    words = r"\s+".join(re.escape(word) for word in stem.split())
    return re.compile(rf"(?<!\w){words}(?:et|en|n|erne)?(?:s?møde\w*|s)?(?!\w)", re.IGNORECASE)


def _is_definite(name: str, ending: str) -> bool:
    return name.endswith(ending) and BODY_NOUN.search(name[: -len(ending)]) is not None


def _body(text: str) -> str:
    """The first part of *text* that is the name of a body; "" where none is."""
    for part in _BETWEEN.split(text):
        name = _AFTER.sub("", _BEFORE.sub("", canonical(part)))
        for pattern, body in _MEETING:
            name = pattern.sub(body, name)
        if name and (BODY_START.search(name) or BODY_NOUN.search(name) or _OTHERS.search(name)):
            return name[:1].upper() + name[1:]
    return ""


def _beside(title: str, committee: str) -> str:
    """*title*, where it says more than whose meeting it is."""
    parts = [part for part in _BETWEEN.split(title) if part]
    said = len(parts) == 1 and _body(title) and bare(_body(title)) == bare(committee)
    return "" if said or bare(title) in (bare(committee), "") else title
