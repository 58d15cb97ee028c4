"""Who was not there: lines of attendance around a decision, and the names in them."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^(?P<label>afbud|fraværende(?: med afbud| uden afbud| i mødet| medlemmer)?|ikke til ?stede(?: var)?"
    r"|ikke mødt|forfald|med afbud"
    r"|uden afbud|meldt afbud|deltog ikke|delvist fraværende)(?:\s*[:.–-]\s*|\s+fra:?\s+|\s*$)(?P<names>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAME = (
    r"[A-ZÆØÅÉÖÜ][\w.'’-]*(?:\s+(?:[A-ZÆØÅÉÖÜ][\w.'’-]*|von|van|de|la|af))*"
    r"(?:\s*\(\(?[^()]{1,25}\)\)?)?(?:,\s*[A-ZÆØÅ]{1,2}(?=\s))?"
)
_NAMES = rf"{_NAME}(?:(?:,\s*|\s+og\s+|\s+samt\s+){_NAME})*"
_SENTENCE = re.compile(
    rf"^(?P<names>{_NAMES})\s+"
    r"(?P<what>deltog(?:e)? ikke|var(?: ikke)? (?:fraværende|til ?stede|mødt|inhabil(?:e)?)|(?:havde"
    r"|har) (?:meldt|sendt) (?:afbud|forfald)"
    r"|er fraværende|forlod (?:mødet|lokalet|salen)|ankom|erklærede sig inhabil|mødte (?:som|kl\.|ikke)"
    r"|blev erklæret inhabil"
    r"|havde forladt|kom til stede|meldte afbud|deltog (?:fra|til|via|under|i stedet))\b(?P<rest>.*)$",
    re.DOTALL,
)
_INSTEAD = re.compile(
    r"^(?:i stedet (?:mødte|deltog)|som stedfortræder(?: for .{2,60})? (?:mødte|deltog))\b", re.IGNORECASE
)
_ABSENT = re.compile(r"deltoge? ikke|fraværende|ikke (?:til ?stede|mødt)|afbud|forfald|mødte ikke", re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:punkt|punktet|punkterne|pkt|sag|sager|sagen|sagens|behandlingen|ansøgning|dette)\b", re.IGNORECASE
)
_NONE = re.compile(r"^(?:ingen|-|–|intet|nej)\.?$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[;\n]\s*|,\s+(?=[A-ZÆØÅ][\wæøå.'’-]+\s)|\s+og\s+(?=[A-ZÆØÅ])|\s+[–-]\s+(?=[A-ZÆØÅ])")
_IS_NAME = re.compile(rf"^{_NAME}\.?$")
_FOR_A_TIME = re.compile(rf"^{_NAME},?\s+(?:fra|til|indtil|under|ved)?\s*(?:kl\.|klokken|punkt|pkt\.?|sag)\s*\d")
_SENTENCES = re.compile(r"(?<=[a-zæøå)]\.)\s+(?=[A-ZÆØÅ])")
_REMARK = re.compile(r"\s*\([a-zæøå].*$")  # "(i stedet mødte …)", not a party
_MOST_WORDS = 6
_LONGEST_WITH_DECISION = 1500
_LONGEST = 260


def attendance_label(text: str) -> tuple[str, str] | None:
    """Of "Afbud: Kaj Sten" the label and the names; None for other text."""
    if text[:1] not in "AFIMUDafimud":
        return None
    found = _LABEL.match(text)
    return (found["label"], found["names"].strip()) if found else None


def is_attendance(text: str) -> bool:
    """Whether a whole paragraph tells only of attendance: "Per Eng deltog ikke i mødet."."""
    if len(text) > _LONGEST or not text[:1].isupper():
        return False
    return all(_SENTENCE.match(part) or _INSTEAD.match(part) for part in _sentences(text))


def absent_names(text: str) -> tuple[str, ...]:
    """Who was absent altogether by a paragraph of attendance, as printed with party letters; nobody partly absent."""
    labelled = attendance_label(text)
    if labelled:
        return names_in(labelled[1])
    found: list[str] = []
    for part in _sentences(text):
        match = _SENTENCE.match(part)
        if match and _ABSENT.search(match["what"] + match["rest"][:30]) and not _PARTLY.search(match["rest"]):
            found += names_in(match["names"])
    return tuple(found)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of names, each as printed. A sentence after them ("… mødte som …") is left out."""
    found: list[str] = []
    for part in _SPLIT.split((_sentences(text) or [""])[0]):
        name = part.strip(" .,;•")
        if not name or _NONE.match(name):
            continue
        if not _IS_NAME.match(name) or _words(name) > _MOST_WORDS:
            break
        found.append(_REMARK.sub("", name))
    return tuple(dict.fromkeys(found))


def is_names(text: str) -> bool:
    """Whether *text* is nothing but names, as under a heading "Fraværende"."""
    if len(text) > _LONGEST:
        return False
    first, *rest = _sentences(text) or [""]
    parts = [part.strip(" .,;") for part in _SPLIT.split(first) if part.strip(" .,;")]
    named = bool(parts) and all(_IS_NAME.match(part) and 2 <= _words(part) <= _MOST_WORDS for part in parts)
    return named and all(_SENTENCE.match(part) or _INSTEAD.match(part) for part in rest)


def is_partly_absent(text: str) -> bool:
    """Whether *text*, under a heading of absence, says from when or under which item somebody was away."""
    return len(text) < _LONGEST and bool(_FOR_A_TIME.match(text))


def split_attendance(text: str) -> tuple[str, str]:
    """A paragraph's decision and the sentences of attendance that stand before or after it: ("Godkendt.", "…")."""
    if len(text) > _LONGEST_WITH_DECISION or "." not in text[:-1]:
        return text, ""
    parts = _SENTENCES.split(text)
    first, last = 0, len(parts)
    while last > first and (_SENTENCE.match(parts[last - 1]) or _INSTEAD.match(parts[last - 1])):
        last -= 1
    while first < last and _SENTENCE.match(parts[first]):
        first += 1
    return " ".join(parts[first:last]), " ".join(parts[:first] + parts[last:])


def says_none(text: str) -> bool:
    """Whether *text* says that nobody, or nothing, is listed: "Ingen", "-"."""
    return bool(_NONE.match(text))


def _words(name: str) -> int:
    return len(name.partition("(")[0].split())


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[a-zæøå)])\.\s+(?=[A-ZÆØÅ])", text.strip()) if part]
