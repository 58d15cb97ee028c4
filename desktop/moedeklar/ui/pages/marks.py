"""Highlights on pages, as they are painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.work import Colour, Note
from moedeklar.ui.pages.geometry import Rect


@dataclass(frozen=True, slots=True)
class PageMark:
    """A note's place on a page: rectangles in own points. `written` says that there are words to it."""

    note_id: str
    page: int
    rects: tuple[Rect, ...]
    colour: Colour
    written: bool

    def holds(self, x: float, y: float) -> bool:
        """Whether a place in own points lies on it."""
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.rects)


def marks_of(notes: Iterable[Note], sha256: str) -> dict[int, list[PageMark]]:
    """The highlights of a file by page, in the order of *notes*."""
    found: dict[int, list[PageMark]] = {}
    for note in notes:
        anchor = note.anchor
        if isinstance(anchor, PageAnchor) and anchor.sha256 == sha256:
            mark = PageMark(note.id, anchor.page, anchor.rects, note.colour or Colour.YELLOW, bool(note.text.strip()))
            found.setdefault(anchor.page, []).append(mark)
    return found


def reading_order(notes: Iterable[Note]) -> list[Note]:
    """Notes on pages as the pages go, from top to bottom."""

    def place(note: Note) -> tuple[int, float, float]:
        anchor = note.anchor
        if not isinstance(anchor, PageAnchor):
            return (-1, 0.0, 0.0)
        top = min(anchor.rects, key=lambda rect: (rect[1], rect[0]), default=(0.0, 0.0, 0.0, 0.0))
        return (anchor.page, top[1], top[0])

    return sorted(notes, key=place)
