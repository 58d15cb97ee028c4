"""Paragraphs that may be headings of items, by the shape of the number that they begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from moedeklar.agenda.paragraphs import Para
from moedeklar.model.roles import LineRole

_WORDED = re.compile(
    r"^(?P<word>(?:(?-i:Nyt|NYT) )?(?:dagsordens?punkt|punkt|pkt\.?|sag|emne|(?-i:[A-ZÆØÅ]{2,5})(?= nr))(?:\s*nr\.?)?"
    r"|nr\.?)\s*"
    r"(?P<number>(?:(?-i:[A-ZÆØÅ])[.-]?)?\d{1,4}(?:[a-z](?![a-zæøå]))?(?:\.\d{1,3})?)(?![\d/-]|\.\d)\s*"
    r"(?:(?P<stop>[.:),]|[–-](?=\s))\s*|(?P<mark>\((?:lukket|åben|åbent)[^()]{0,20}\))\s*[.:–-]?\s*)?"
    r"(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DOTTED = re.compile(
    r"^(?P<number>\d{1,4}[a-zA-Z]?(?:\.\d{1,3})?)[.)](?!\d)\s*(?![\d.]*\d[\d.-])(?P<title>\S.*)$", re.DOTALL
)
_SPACED = re.compile(
    r"^(?P<number>\d{1,4}[a-zA-Z]?(?:\.\d{1,2})?)\s+"
    r"(?P<title>(?:\((?:Å|L|[ÅåLl][a-zæøå]{2,4}t?|[Oo]ffentlig)\)\s+)?[A-ZÆØÅ].*)$",
    re.DOTALL,
)
# The number and the year, or how many there are: "Punkt 3/29: Cykelsti", "Punkt 3/12".
_OF_MANY = re.compile(
    r"^(?:dagsordens?punkt|punkt|pkt\.?)(?:\s*nr\.?)?\s*(?P<number>\d{1,3} ?/ ?(?:\d{1,3}|20\d\d))(?![\d/-]|\.\d)\s*"
    r"(?:(?P<stop>[.:),]|[–-](?=\s))\s*|(?P<mark>\((?:lukket|åben|åbent)[^()]{0,20}\))\s*[.:–-]?\s*)?(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# Letters for parts of the agenda, open and closed ones: "A2. Cykelsti", "B.1 Salg af grund", "Å1 …" before "L1 …".
_LETTERED = re.compile(
    r"^(?P<number>(?-i:[A-HLOÅ])[.-]?\d{1,3})(?:[.:)]|\s*[–-](?=\s))?\s+(?P<title>[A-ZÆØÅ].*)$", re.DOTALL
)
_GLUED = re.compile(r"^(?P<number>\d{1,4})(?P<title>[A-ZÆØÅ][a-zæøåé].*)$", re.DOTALL)
_ALONE = re.compile(r"^(?P<number>(?!(?:19|20)\d\d\b)\d{1,4}[a-z]?)(?P<title>)\.?$")
_AD = re.compile(
    r"^ad\.?\s*(?:(?:pkt\.?|punkt)\s*(?:nr\.?\s*)?)?(?P<number>\d{1,3}[a-z]?)\s*(?:[.:)]|\s[–-](?=\s))?\s+"
    r"(?P<title>[A-ZÆØÅ].*)$",
    re.IGNORECASE | re.DOTALL,
)
_SHAPES_OF_WORDS = (("worded", _WORDED), ("worded", _OF_MANY), ("ad", _AD), ("lettered", _LETTERED))
_SHAPES_OF_DIGITS = (("dotted", _DOTTED), ("spaced", _SPACED), ("glued", _GLUED), ("alone", _ALONE))
_WORD_STARTS = frozenset(("ny", "da", "pu", "pk", "sa", "em", "nr", "ad"))
# What the item is called elsewhere, or who presents it: "(ØU 15/07)", "(Malene)".
_OTHER_NUMBER = re.compile(r"^\((?:[A-ZÆØÅ]{1,4}\.? ?\d{1,4}/\d{2,4}|[A-ZÆØÅ][\w. ]{1,30})\)$")
_NUMBER_TWICE = re.compile(r"^(\d{1,4}\.)\s+(?=\1\s)")  # the number of the list and that of the item
_PAGE_BEFORE = re.compile(r"^\d{1,3}\s+(?=\d{1,4}\.\s+[A-ZÆØÅ])")  # of a page that was one line once
_DIGITS = "0123456789"
_VALUE = re.compile(r"(?:([A-ZÆØÅ])[.-]?)?(\d+)(?:\.(\d+)|([a-zA-Z]))?")
_OPEN_PARTS = "ÅO"  # "åbne" and "offentlige" items stand before those of all other letters
_SHUT_NUMBER = re.compile(r"L[.-]?\d")
_PART = 10_000  # by how much numbers of a part of the agenda are higher than those of the part before it
LONGEST_TITLE = 320


@dataclass(slots=True)
class Heading:
    """A paragraph that may begin an item. `belief` sums what speaks for it; `end` is the first paragraph after it.

    `mark` is what stands between number and title and says that the item is closed or open; `repeats` are other places
    where the same heading is printed, and what those are if this one begins an item.
    """

    at: int
    number: str | None
    title: str
    shape: str
    belief: int = 0
    end: int = 0
    certain: bool = False
    doubted: bool = False
    title_before: bool = False
    labelled: bool = False
    listed: bool = False
    mark: str = ""
    repeats: list[tuple[Heading, LineRole]] = field(default_factory=list)


def may_begin(text: str) -> bool:
    """Whether *text* begins with a digit, a word that stands before a number, capitals and "nr", or a letter and digit.

    No other paragraph is a `candidate`, but for those with a list mark. Cheap, since all are asked.
    """
    if text[:1].isdigit() or text[:2].casefold() in _WORD_STARTS:
        return True
    return text[1:3].lstrip(".-")[:1].isdigit() or " nr" in text[2:8]


def candidate(para: Para, at: int) -> Heading | None:
    """The heading that *para* would be by the shape of its number, not yet believed; None where it has none."""
    text = para.text
    if para.mark:
        text = _NUMBER_TWICE.sub("", para.numbered) if text[:1].isdigit() else para.numbered
    if not may_begin(text) or len(text) > LONGEST_TITLE:
        return None
    digits = text[:1].isdigit()
    text = _PAGE_BEFORE.sub("", text) if digits and text[:4].lstrip(_DIGITS)[:1] == " " else text
    for shape, pattern in _SHAPES_OF_DIGITS if digits else _SHAPES_OF_WORDS:
        found = pattern.match(text)
        if found:
            title = found["title"].strip()
            title = _OTHER_NUMBER.sub("", title) if title[:1] == "(" else title
            if shape == "worded" and title:
                if not (found["stop"] or found["mark"] or title[0].isupper() or title[0].isdigit()):
                    return None
                title = f"{title} {found['mark'] or ''}".strip()
            mark = (found["mark"] or "") if shape == "worded" else ""
            return Heading(at, found["number"], title, shape, end=at + 1, mark=mark)
    return None


def value_of(heading: Heading) -> float:
    """The number of *heading* as one that can be compared: 2b and 2.2 between 2 and 3, B1 after A9; 0 without one."""
    number = heading.number or ""
    if number.isdecimal():
        return float(number)
    found = _VALUE.match(number)
    if not found:
        return 0.0
    part = int(found[3]) / 1000 if found[3] else (ord(found[4].casefold()) - 96) / 100 if found[4] else 0.0
    return int(found[2]) + part + (_PART * _rank(found[1]) if found[1] else 0)


def _rank(letter: str) -> int:
    return _OPEN_PARTS.find(letter) + 1 if letter in _OPEN_PARTS else ord(letter)


def has_shut_number(heading: Heading) -> bool:
    """Whether the number of *heading* says that its item is closed: "L1" for "lukket"."""
    return _SHUT_NUMBER.match(heading.number or "") is not None
