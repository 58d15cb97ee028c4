"""An item's heading taken apart: number, title, type marker and the mark of a closed item."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from moedeklar.agenda.vocabulary import (
    CLOSED_ANYWHERE,
    CLOSED_PREFIX,
    CLOSED_SUFFIX,
    CLOSED_WORDS,
    OPEN_PREFIX,
    STATED_SUFFIX,
    TYPE_WORDS,
)
from moedeklar.agenda.words import holds_any, label_key
from moedeklar.model.agenda import ItemType
from moedeklar.model.text import bare

_LEADER = re.compile(r"\s*(?:\.{3,}|…+|(?:\. ){3,}|_{3,})\s*\d{0,4}\s*$")
_LONGEST_MARK = 30
_LONGEST_ENTRY = 1000
_LEADER_MARKS = "0123456789.…_ "
LEADER_ENDS = frozenset(_LEADER_MARKS)
_SUFFIX = re.compile(
    r"\s*[(\[](?P<type>B|O|D|C|beslutning(?:ssag|spunkt)?|orientering(?:ssag|spunkt)?|drøftelse(?:ssag|spunkt)?"
    r"|til [a-zæøå]+)?\s*[)\]]\s*$",
    re.IGNORECASE,
)
_CASE = re.compile(r"\s*\((?P<case>\d{4}-\d{5,8}|\d\d/\d{3,6}|\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d-\d+(?:-\d+)?)\)$")
_DASHED = re.compile(r"\s+[–-]\s*(?P<type>beslutning(?:ssag)?|orientering(?:ssag)?|drøftelse(?:ssag)?)$", re.IGNORECASE)
_CLOSING_WORDS = ("lukke", "closed", "fortrolig", "ikke offentlig", "ikke-offentlig")
_LETTER_CLOSED = ("(L)", "[L]")
_TYPE_STEMS = ("beslutning", "orientering", "drøftelse")
_MARK_BEGINS = frozenset("([")
_MARK_ENDS = frozenset(")].")
_STATED_ENDS = ("Åben", "Åbent", "Lukket", " punkt", " sag")
_LETTERED = (" – ", " - ", ": ")
_PREFIX = re.compile(
    r"^(?:(?P<word>beslutning(?:ssag)?|orientering(?:ssag)?|drøftelse(?:ssag)?)\s*(?::|\s[–-])\s*"
    r"|(?P<letter>[BOD])(?: [–-]|:) )(?=\S)",
    re.IGNORECASE,
)


class Title(NamedTuple):
    """A title without its marks, and what the marks said; `case` is a case number that stood in brackets after it."""

    text: str
    type: ItemType | None
    closed: bool
    case: str | None = None


@lru_cache(maxsize=1024)
def read_title(printed: str) -> Title:
    """The title in *printed*, a heading without its number.

    A mark that is all there is ("Lukket punkt") stays the title, and so does one in its middle or at its end after a
    dash ("Valg af havnefoged - Lukket punkt"), where it may be the author's own wording.
    """
    text = without_leader(printed)
    if text[:1] in _MARK_BEGINS or text[:3].casefold() == "åbe":
        text = _without(OPEN_PREFIX, text)
    stated = STATED_SUFFIX.search(text) if text.endswith(_STATED_ENDS) else None
    if stated:
        rest = read_title(text[: stated.start()])
        return rest._replace(closed=rest.closed or "Lukket" in stated[0])
    folded = text.casefold()
    closing = text.startswith(_LETTER_CLOSED) or text.endswith(_LETTER_CLOSED) or holds_any(folded, _CLOSING_WORDS)
    typed = holds_any(folded, _TYPE_STEMS)
    lettered = text.startswith(_LETTERED, 1)
    if not (closing or typed or lettered or text[-1:] in _MARK_ENDS):  # most by far
        return Title(text, None, closed=False)
    closed = closing and is_closed(text)
    kind: ItemType | None = None
    case = _CASE.search(text) if text.endswith(")") else None
    if case and case.start() > 0:
        text = text[: case.start()]
    for _ in range(2 if text.endswith((")", "]", ").", "].")) else 0):  # "(Orientering) (Lukket)" in either order
        if closing:
            closed = closed or bool(CLOSED_SUFFIX.search(text))
            text = _without(CLOSED_SUFFIX, text)
        found = _SUFFIX.search(text)
        if found and found.start() > 0:
            kind = kind or TYPE_WORDS.get((found["type"] or "").casefold())
            text = text[: found.start()].rstrip()
    if closing:
        text = _without(CLOSED_PREFIX, text)
    found = _PREFIX.match(text) if typed or lettered else None
    if found and text[found.end() :]:
        kind = kind or TYPE_WORDS[(found["word"] or found["letter"]).casefold()]
        text = text[found.end() :]
    found = _DASHED.search(text) if typed else None
    if found and found.start() > 0:
        kind = kind or TYPE_WORDS[found["type"].casefold()]
        text = text[: found.start()]
    return Title(text.strip(), kind, closed, case["case"] if case else None)


@lru_cache(maxsize=1024)
def title_key(printed: str) -> str:
    """The spelling in which titles are compared, of *printed* as `read_title` takes it."""
    return bare_title(read_title(printed).text)


@lru_cache(maxsize=1024)  # a title stands in the contents, over its item, and is compared with what is around it
def bare_title(title: str) -> str:
    """`bare` of *title*, or of a part of it."""
    return bare(title)


def is_closed(title: str) -> bool:
    """Whether a title says that its item is for closed doors."""
    lettered = title.startswith(_LETTER_CLOSED) or title.endswith(_LETTER_CLOSED)
    if not lettered and not holds_any(title.casefold(), _CLOSING_WORDS):  # most
        return False
    return bool(CLOSED_ANYWHERE.search(title)) or (len(title) < _LONGEST_MARK and label_key(title) in CLOSED_WORDS)


def without_leader(text: str) -> str:
    """A line of a table of contents without its dots and page number."""
    found = find_leader(text)
    return (text[: found.start()] if found else text).strip()


def has_leader(text: str) -> bool:
    """Whether *text* ends in dots, with or without a page number, as in a table of contents."""
    return find_leader(text) is not None


def find_leader(text: str) -> re.Match[str] | None:
    """The dots and page number at the end of *text*, as in a table of contents."""
    if (
        text[-1:] in LEADER_ENDS
        and (text[-1] != "." or text[-2:] == "..")  # most end in one full stop
        and len(text) < _LONGEST_ENTRY
        and (".." in text or "…" in text or ". ." in text or "__" in text)
    ):
        return _LEADER.search(text, len(text.rstrip(_LEADER_MARKS)))
    return None


def _without(pattern: re.Pattern[str], text: str) -> str:
    shorter = pattern.sub("", text, count=1).strip()
    return shorter or text
