"""The piece of a text that is shown of a search hit, with the words that were found marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

OPEN, CLOSE = "\ue000", "\ue001"  # around what was found; private-use letters that no document holds
BEFORE, LENGTH = 60, 200  # letters shown in front of the first word found, and in all
WINDOW = 160  # letters within which several words count as standing together


def best_place(body: str, terms: Sequence[str]) -> tuple[int, int] | None:
    """Where the first word stands of the stretch that has most of *terms*, whole words before parts; None for none."""
    best: tuple[int, int, int] | None = None
    place: tuple[int, int] | None = None
    found = [(match.start(), match.end(), match.group().casefold()) for match in _pattern(tuple(terms)).finditer(body)]
    ahead = 0
    for at, (start, end, _) in enumerate(found):
        ahead = max(ahead, at)
        while ahead < len(found) and found[ahead][0] < start + WINDOW:
            ahead += 1
        together = len({word for *_, word in found[at : min(ahead, at + 40)]})
        score = (together, int(_is_whole(body, start, end)), -start)
        if best is None or score > best:
            best, place = score, (start, end)
    return place


def snippet(body: str, terms: Sequence[str], place: tuple[int, int] | None) -> str:
    """The text around *place*, cut between words, what was found marked; the beginning where *place* is None."""
    middle = place[0] if place else 0
    start = max(0, middle - BEFORE)
    end = min(len(body), start + LENGTH)
    if start > 0:
        start = _next_word(body, start, middle)
    if end < len(body):
        end = max(body.rfind(" ", start, end), place[1] if place else 0) if " " in body[start:end] else end
    piece = body[start:end].replace(OPEN, "").replace(CLOSE, "").replace("\n", " ")
    marked = _pattern(tuple(terms)).sub(lambda match: f"{OPEN}{match.group()}{CLOSE}", piece)
    return f"{'… ' if start else ''}{marked.strip()}{' …' if end < len(body) else ''}"


def _next_word(body: str, start: int, middle: int) -> int:
    found = re.compile(r"\s").search(body, start, middle)
    return found.end() if found else start


def _is_whole(body: str, start: int, end: int) -> bool:
    return not body[max(0, start - 1) : start].isalnum() and not body[end : end + 1].isalnum()


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    # A short term is looked for at the beginning of words only, and so is marked only there.
    parts = [(r"\b" if len(term) < 3 else "") + re.escape(term) for term in sorted(terms, key=len, reverse=True)]
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)
