"""Highlights on pages, as they are painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.work import Colour, Note
from moedeklar.ui.pages.geometry import Rect
from moedeklar.ui.pages.selection import Marked

BADGE = 24  # pixels a side, of what shows a note on a page as a whole
_NEARLY = 0.5  # points


@dataclass(frozen=True, slots=True)
class PageMark:
    """A note's place on a page: rectangles in own points, none where it is on the page as a whole.

    `written` says that there are words to it.
    """

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


def mark_to_write_in(notes: Iterable[Note], sha256: str, part: Marked) -> str | None:
    """The marking to write in for the words of *part*: a bare highlight that covers them, or a note on the very same.

    None where the words have to be marked first.
    """
    found = []
    for note in notes:
        anchor = note.anchor
        if not isinstance(anchor, PageAnchor) or (anchor.sha256, anchor.page) != (sha256, part.page):
            continue
        covers = bool(anchor.rects) and all(any(_within(rect, whole) for whole in anchor.rects) for rect in part.rects)
        if covers and (not note.text or all(any(_within(rect, one) for one in part.rects) for rect in anchor.rects)):
            found.append((len(anchor.quote), note.id))
    return min(found)[1] if found else None


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        inner[0] >= outer[0] - _NEARLY
        and inner[1] >= outer[1] - _NEARLY
        and inner[2] <= outer[2] + _NEARLY
        and inner[3] <= outer[3] + _NEARLY
    )


def badges(sheet: QRect, marks: Sequence[PageMark]) -> list[tuple[PageMark, QRect]]:
    """Where the notes on a page as a whole are shown: from the right upper corner of its *sheet* to the left."""
    whole = [mark for mark in marks if not mark.rects and mark.written]
    step = BADGE + 4
    return [
        (mark, QRect(sheet.right() - 8 - BADGE - number * step, sheet.top() + 8, BADGE, BADGE))
        for number, mark in enumerate(whole)
    ]


def reading_order(notes: Iterable[Note]) -> list[Note]:
    """Notes on pages as the pages go, from top to bottom."""

    def place(note: Note) -> tuple[int, float, float]:
        anchor = note.anchor
        if not isinstance(anchor, PageAnchor):
            return (-1, 0.0, 0.0)
        top = min(anchor.rects, key=lambda rect: (rect[1], rect[0]), default=(0.0, 0.0, 0.0, 0.0))
        return (anchor.page, top[1], top[0])

    return sorted(notes, key=place)
