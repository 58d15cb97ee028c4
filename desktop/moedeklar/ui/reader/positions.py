"""The one place that maps a document's positions to places in an item's sections, and back.

Qt counts a document in UTF-16 units over everything shown: list marks, headings, table cells, cards. Notes count in
code points of one section's canonical text (`model.agenda.Section.text`). What joins the two is a list of pieces:
stretches of canonical text that stand in the document unchanged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


def utf16_length(text: str) -> int:
    """How many positions *text* takes up in a QTextDocument: characters beyond the BMP take two."""
    return len(text) + sum(1 for c in text if c > "\uffff") if not text.isascii() else len(text)


def code_points(text: str, units: int) -> int:
    """How many whole code points of *text* lie in its first *units* UTF-16 units; half a pair counts as none of it."""
    if units <= 0:
        return 0
    if text.isascii() or not any(c > "\uffff" for c in text):
        return min(units, len(text))
    seen = 0
    for index, char in enumerate(text):
        seen += 2 if char > "\uffff" else 1
        if seen > units:
            return index
    return len(text)


@dataclass(frozen=True, slots=True)
class Piece:
    """*text* of *section* from code point *offset* on, standing in the document from *position* on."""

    section: str
    offset: int
    text: str
    position: int

    @property
    def end(self) -> int:
        """The document position after the piece."""
        return self.position + utf16_length(self.text)

    @property
    def last(self) -> int:
        """The code point offset after the piece."""
        return self.offset + len(self.text)

    def to_document(self, offset: int) -> int:
        """The document position of a section's *offset*, held within the piece."""
        inside = min(max(offset - self.offset, 0), len(self.text))
        return self.position + utf16_length(self.text[:inside])

    def to_section(self, position: int) -> int:
        """The section's offset at a document *position*, held within the piece."""
        return self.offset + code_points(self.text, position - self.position)


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points `start` to `end` of the canonical text of the section with the key `section`."""

    section: str
    start: int
    end: int


class Positions:
    """Both directions of the map for one document. Immutable; usable on any thread."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._pieces = tuple(sorted((p for p in pieces if p.text), key=lambda piece: piece.position))
        self._starts = [piece.position for piece in self._pieces]
        self._sections: dict[str, list[Piece]] = {}
        for piece in sorted(self._pieces, key=lambda piece: piece.offset):
            self._sections.setdefault(piece.section, []).append(piece)

    @property
    def sections(self) -> tuple[str, ...]:
        """The keys of the sections shown, in the order in which they are shown."""
        return tuple(dict.fromkeys(piece.section for piece in self._pieces))

    def place(self, position: int) -> tuple[str, int] | None:
        """The section and offset at a document position.

        Between pieces (a heading, a list mark, a cell's border) the next piece counts; behind the last, its end.
        None where nothing of a section is shown.
        """
        if not self._pieces:
            return None
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position <= self._pieces[index].end:
            piece = self._pieces[index]
            return piece.section, piece.to_section(position)
        if index + 1 < len(self._pieces):
            piece = self._pieces[index + 1]
            return piece.section, piece.offset
        return self._pieces[-1].section, self._pieces[-1].last

    def position(self, section: str, offset: int) -> int | None:
        """The document position of a section's offset; None for a section that is not shown.

        The space that joins two pieces stands nowhere in the document: it counts as the end of the first.
        """
        pieces = self._sections.get(section)
        if not pieces:
            return None
        index = bisect_right([piece.offset for piece in pieces], offset) - 1
        return pieces[max(index, 0)].to_document(offset)

    def ranges(self, passage: Passage) -> tuple[tuple[int, int], ...]:
        """The stretches of the document that show *passage*: one for each piece that it touches."""
        found = []
        for piece in self._sections.get(passage.section, ()):
            start, end = max(passage.start, piece.offset), min(passage.end, piece.last)
            if start < end:
                found.append((piece.to_document(start), piece.to_document(end)))
        return tuple(found)

    def passages(self, first: int, last: int) -> tuple[Passage, ...]:
        """What a selection from document position *first* to *last* covers: one passage for each section.

        White space at a passage's ends is left out, as nobody means to mark it.
        """
        covered: dict[str, list[tuple[int, int, str]]] = {}
        for piece in self._pieces:
            if piece.position >= last:
                break
            start, end = piece.to_section(max(first, piece.position)), piece.to_section(min(last, piece.end))
            if start < end and piece.end > first:
                text = piece.text[start - piece.offset : end - piece.offset]
                start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
                if start < end:
                    covered.setdefault(piece.section, []).append((start, end, text))
        return tuple(Passage(section, parts[0][0], parts[-1][1]) for section, parts in covered.items())
