"""Who was not there: lines of attendance around a decision, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedeklar.agenda.names import NAME, all_names, sentences
from moedeklar.agenda.presence import INSTEAD, SENTENCE
from moedeklar.model.agenda import Presence, PresenceKind

_LABEL = re.compile(
    r"^(?P<label>afbud|fraværende(?: med afbud| uden afbud| i mødet| medlemmer| i [^:]{4,90}(?=:\s*$))?"
    r"|ikke til ?stede(?: var)?"
    r"|ikke mødt|forfald|med afbud"
    r"|uden afbud|meldt afbud|deltog ikke|delvist fraværende)(?:\s*[:.–-]\s*|\s+fra:?\s+|\s*$)(?P<names>.*)$",
    re.IGNORECASE | re.DOTALL,
)
ATTENDANCE_STARTS = frozenset(("afb", "fra", "ikk", "for", "med", "ude", "mel", "del"))  # of those labels
_PARTLY = re.compile(
    r"\b(?:punkt|punktet|punkterne|pkt|sag|sager|sagen|sagens|behandlingen|ansøgning|dette)\b", re.IGNORECASE
)
_FOR_A_TIME = re.compile(rf"^{NAME},?\s+(?:fra|til|indtil|under|ved)?\s*(?:kl\.|klokken|punkt|pkt\.?|sag)\s*\d")
_SENTENCES = re.compile(r"(?<=[a-zæøå)\d]\.)\s+(?=[A-ZÆØÅ])")
_LONGEST_WITH_DECISION = 1500
_LONGEST = 260


def attendance_label(text: str) -> tuple[str, str] | None:
    """Of "Afbud: Kaj Sten" the label and the names; None for other text."""
    if text[:3].casefold() not in ATTENDANCE_STARTS:  # most
        return None
    found = _LABEL.match(text)
    return (found["label"], found["names"].strip()) if found else None


def is_attendance(text: str) -> bool:
    """Whether a whole paragraph tells only of attendance: "Per Eng deltog ikke i mødet."."""
    if len(text) > _LONGEST or not text[:1].isupper():
        return False
    return all(SENTENCE.match(part) or INSTEAD.match(part) for part in sentences(text))


def absent_names(presence: Sequence[Presence]) -> tuple[str, ...]:
    """Those who were absent altogether; nobody who was so at single items or for a time."""
    return tuple(
        one.name
        for one in presence
        if one.kind is PresenceKind.ABSENT and not _PARTLY.search(one.text.replace(one.name, "", 1))
    )


def is_names(text: str) -> bool:
    """Whether *text* is nothing but names, as under a heading "Fraværende"."""
    if len(text) > _LONGEST:
        return False
    first, *rest = sentences(text) or [""]
    return all_names(first) and all(SENTENCE.match(part) or INSTEAD.match(part) for part in rest)


def is_partly_absent(text: str) -> bool:
    """Whether *text*, under a heading of absence, says from when or under which item somebody was away."""
    return len(text) < _LONGEST and bool(_FOR_A_TIME.match(text))


def split_attendance(text: str) -> tuple[str, str]:
    """A paragraph's decision and the sentences of attendance that stand before or after it: ("Godkendt.", "…")."""
    if len(text) > _LONGEST_WITH_DECISION or "." not in text[:-1]:
        return text, ""
    parts = _SENTENCES.split(text)
    first, last = 0, len(parts)
    while last > first and (SENTENCE.match(parts[last - 1]) or INSTEAD.match(parts[last - 1])):
        last -= 1
    while first < last and SENTENCE.match(parts[first]):
        first += 1
    return " ".join(parts[first:last]), " ".join(parts[:first] + parts[last:])
