"""Names of people as agendas print them: with party letters, in lists, one or many."""

from __future__ import annotations

import re

NAME = (
    r"[A-ZÆØÅÉÖÜ][\w.'’-]*(?:\s+(?:[A-ZÆØÅÉÖÜ][\w.'’-]*|von|van|de|la|af))*"
    r"(?:\s*\(\(?[^()]{1,25}\)\)?)?(?:(?<=[a-zæøå]),\s*[A-ZÆØÅ]{1,2}(?=\s|$))?"
)
NAMES = rf"{NAME}(?:(?:,\s*|,?\s+og\s+|\s+samt\s+){NAME})*"
_NONE = re.compile(r"^(?:ingen|-|–|intet|nej)\.?$", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*[;\n]\s*|,\s+(?=[A-ZÆØÅ][\wæøå.'’-]+\s)|,?\s+(?:og|samt)\s+(?=[A-ZÆØÅ])|\s+[–-]\s+(?=[A-ZÆØÅ])"
)
_IS_NAME = re.compile(rf"^{NAME}\.?$")
_REMARK = re.compile(r"\s*\([a-zæøå].*$")  # "(i stedet mødte …)", not a party
_SENTENCES = re.compile(r"(?<=[a-zæøå)\d])\.\s+(?=[A-ZÆØÅ])")
_MOST_WORDS = 6


def sentences(text: str) -> list[str]:
    """*text* cut after each full stop that ends a sentence, without those full stops but the last."""
    return [part for part in _SENTENCES.split(text.strip()) if part]


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of names, each as printed. A sentence after them ("… mødte som …") is left out."""
    found: list[str] = []
    for part in _SPLIT.split((sentences(text) or [""])[0]):
        name = part.strip(" .,;•")
        if not name or _NONE.match(name):
            continue
        if not _IS_NAME.match(name) or _words(name) > _MOST_WORDS:
            break
        found.append(_REMARK.sub("", name))
    return tuple(dict.fromkeys(found))


def all_names(text: str) -> bool:
    """Whether *text*, one sentence, is nothing but full names."""
    parts = [part.strip(" .,;") for part in _SPLIT.split(text) if part.strip(" .,;")]
    return bool(parts) and all(_IS_NAME.match(part) and 2 <= _words(part) <= _MOST_WORDS for part in parts)


def says_none(text: str) -> bool:
    """Whether *text* says that nobody, or nothing, is listed: "Ingen", "-"."""
    return bool(_NONE.match(text))


def _words(name: str) -> int:
    return len(name.partition("(")[0].split())
