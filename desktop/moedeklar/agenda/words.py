"""Small helpers on words: the spelling in which labels are looked up, and names of committees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from moedeklar.agenda.vocabulary import BODY_NOUN, BODY_PARTICLES, BODY_START

LABEL_EDGES = " \t\u00a0.:*#•·-–|>»_"
_LONGEST_ABBREVIATION = 5
_LONGEST_NOUN = 24  # letters of a word such as "repræsentantskabet"
_BODY_WORDS = (
    "udvalg",
    "råd",
    "bestyrelse",
    "kommission",
    "nævn",
    "direktion",
    "forum",
    "komit",
    "forvaltning",
    "repræsent",
    "magistrat",
    "gruppe",
    "inatsisartut",
)
_SPACED = re.compile(r"(?:\S ){3,}\S:?(?:(?:\s{2,}|\t)(?:\S )*\S:?)*\s*")
_WORD = re.compile(r"[A-Za-zÆØÅæøåéÉüÜöÖäÄ][\w'’-]*|[&/–-]")
_GENITIVE = re.compile(r"(?<=[a-zæøåA-ZÆØÅé])['’]?s$", re.IGNORECASE)
_MEETING = re.compile(r"^(?P<stem>[\wÆØÅæøå-]+?(?:bestyrelse|udvalg|råd|nævn|kommission))s?møde(?:t)?$", re.IGNORECASE)


@lru_cache(maxsize=1024)  # each short paragraph is asked for several times, and the same labels stand in every item
def label_key(text: str) -> str:
    """The spelling in which labels are compared: no case, no list mark or colon around, single spaces."""
    return " ".join(text.strip(LABEL_EDGES).casefold().replace("é", "e").replace("\u00b4", "").split())


def label_start(text: str) -> str:
    """The first two letters of `label_key`: to tell cheaply most lines that are no label."""
    return text[:20].lstrip(LABEL_EDGES)[:2].casefold()


def unspaced(text: str) -> str:
    """A heading without the spaces between its letters: "B I L A G" → "BILAG"."""
    if text[1:2] != " " or text[3:4] != " " or not _SPACED.fullmatch(text):
        return text
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}|\t", text.strip()))


def may_name_body(text: str) -> bool:
    """Whether a body may be named in *text*: what holds none of some dozen words is never one that `is_body`."""
    return holds_any(text.casefold(), _BODY_WORDS)


def holds_any(text: str, parts: Iterable[str]) -> bool:
    """Whether one of *parts* stands anywhere in *text*."""
    for part in parts:  # noqa: SIM110 (a generator costs more than what is done with it)
        if part in text:
            return True
    return False


def is_body(name: str) -> bool:
    """Whether *name* looks like a deciding body: "Økonomiudvalget", "Udvalget for Børn", "Teknik- og Miljøudvalget"."""
    if not name or len(name) > 110 or not name[0].isupper():
        return False
    words = name.replace(",", " ").split()
    if len(words) > 14 or any(
        word[0].islower() and word not in BODY_PARTICLES and not _lower_in_body(word, words) for word in words
    ):
        return False
    return bool(BODY_NOUN.search(name, max(len(name) - _LONGEST_NOUN, 0)) or BODY_START.match(name))


def _lower_in_body(word: str, words: list[str]) -> bool:
    """In "Udvalget for teknik og miljø" any small word may follow the particle; elsewhere only one that is a body."""
    return (
        bool(BODY_START.match(" ".join(words[:2])))
        and len(words) > 1
        and words[1] in {"for", "vedrørende", "til"}
        and word.isalpha()
    )


def nominative(body: str) -> str:
    """A body as it is named by itself: "Kystudvalgets" → "Kystudvalget"; no capitals throughout."""
    body = body.strip(" ,.:;-–")
    stem = _GENITIVE.sub("", body)
    if stem != body and is_body(stem):
        body = stem
    if not body.isupper() or len(body) <= _LONGEST_ABBREVIATION:
        return body
    words = [word.casefold() for word in body.split()]
    return " ".join(word if at and word in BODY_PARTICLES else word.capitalize() for at, word in enumerate(words))


def body_of_meeting(word: str) -> str | None:
    """ "Skolebestyrelsesmøde" → "Skolebestyrelsen": the body whose meeting a compound names, or None."""
    found = _MEETING.match(word)
    if not found:
        return None
    stem = found["stem"]
    stem = stem[0].upper() + stem[1:]
    return stem + (
        "n" if stem.casefold().endswith(("bestyrelse",)) else "en" if stem.casefold().endswith("kommission") else "et"
    )
