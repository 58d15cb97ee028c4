"""Selecting words on pages: where it begins and ends, what it says, where it lies. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from moedeklar.pdf.types import Word
from moedeklar.ui.pages.geometry import Rect

Words = Mapping[int, Sequence[Word]]
_FAR_SIDEWAYS = 0.5  # a word beside the pointer is nearer than one above or below it


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A word of the document: its page (from 0) and its number on the page."""

    page: int
    word: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The part of a selection that lies on one page: one rectangle a line in own points, and the words."""

    page: int
    rects: tuple[Rect, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Selection:
    """From the word where it was begun to the word where the caret is, both included, in either direction."""

    anchor: Spot
    caret: Spot

    @property
    def first(self) -> Spot:
        """The one that comes first in the document."""
        return min(self.anchor, self.caret)

    @property
    def last(self) -> Spot:
        """The one that comes last in the document."""
        return max(self.anchor, self.caret)

    def to(self, caret: Spot) -> Selection:
        """The same beginning with another end."""
        return replace(self, caret=caret)

    def on_page(self, page: int, words: Words) -> Sequence[Word]:
        """The words selected on one page."""
        if not self.first.page <= page <= self.last.page:
            return ()
        there = words.get(page, ())
        start = self.first.word if page == self.first.page else 0
        end = self.last.word + 1 if page == self.last.page else len(there)
        return there[start:end]

    def parts(self, words: Words) -> tuple[Marked, ...]:
        """What is selected, page by page, where there are words."""
        found = []
        for page in range(self.first.page, self.last.page + 1):
            there = self.on_page(page, words)
            if there:
                found.append(Marked(page, line_rects(there), " ".join(word.text for word in there)))
        return tuple(found)

    def text(self, words: Words) -> str:
        """What is selected, a line of the page a line."""
        lines = []
        for page in range(self.first.page, self.last.page + 1):
            for _line, group in groupby(self.on_page(page, words), key=lambda word: word.line):
                lines.append(" ".join(word.text for word in group))
        return "\n".join(lines)


def line_rects(words: Iterable[Word]) -> tuple[Rect, ...]:
    """One rectangle for each line that *words* stand in, in own points to a hundredth."""
    found = []
    for _line, group in groupby(words, key=lambda word: word.line):
        held = list(group)
        found.append(
            (
                round(min(word.x0 for word in held), 2),
                round(min(word.y0 for word in held), 2),
                round(max(word.x1 for word in held), 2),
                round(max(word.y1 for word in held), 2),
            )
        )
    return tuple(found)


def nearest(words: Sequence[Word], x: float, y: float) -> int | None:
    """The number of the word at or nearest to a place in own points; None on a page without words."""
    if not words:
        return None
    return min(range(len(words)), key=lambda n: _distance(words[n], x, y))


def near(words: Sequence[Word], x: float, y: float) -> int | None:
    """The word that `nearest` finds, unless it stands more than a line's height above or below the place.

    Sideways any distance is near: one begins in the margin.
    """
    number = nearest(words, x, y)
    if number is None:
        return None
    word = words[number]
    return number if max(word.y0 - y, 0.0, y - word.y1) <= word.y1 - word.y0 else None


def hit(words: Sequence[Word], x: float, y: float) -> bool:
    """Whether a word, or the space just beside it, is at that place."""
    return any(word.y0 <= y <= word.y1 and word.x0 - 2 <= x <= word.x1 + 2 for word in words)


def _distance(word: Word, x: float, y: float) -> float:
    aside = max(word.x0 - x, 0.0, x - word.x1)
    away = max(word.y0 - y, 0.0, y - word.y1)
    return aside * _FAR_SIDEWAYS + away * 4


def beside(words: Words, spot: Spot, step: int, pages: int) -> Spot:
    """The next word (1) or the one before (-1), over empty pages too; *spot* where there is none, or none is known."""
    word = spot.word + step
    if 0 <= word < len(words.get(spot.page, ())):
        return Spot(spot.page, word)
    page = spot.page + step
    while 0 <= page < pages and page in words:
        if words[page]:
            return Spot(page, 0 if step > 0 else len(words[page]) - 1)
        page += step
    return spot


def line_beside(words: Words, spot: Spot, step: int, pages: int) -> Spot:
    """The word below (1) or above (-1), over pages too; the last or first word where there is none."""
    there = words.get(spot.page, ())
    if not there:
        return spot
    here = there[spot.word]
    middle = (here.x0 + here.x1) / 2
    line = [n for n, word in enumerate(there) if word.line == here.line + step]
    if line:
        return Spot(spot.page, min(line, key=lambda n: abs((there[n].x0 + there[n].x1) / 2 - middle)))
    return beside(words, Spot(spot.page, len(there) - 1 if step > 0 else 0), step, pages)
