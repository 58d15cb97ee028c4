"""Where pages lie on the desk, and how a place on a page is told in its own points. Pure.

Three reckonings: *own* points are the PDF's, unrotated, from the CropBox's top left (what anchors are stored in);
*shown* points are the same page as it is turned for reading; pixels are logical pixels of the desk on which all pages
lie below one another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from moedeklar.pdf.types import PdfInfo

MARGIN = 22  # pixels around the pages
GAP = 20  # pixels between two pages
PIXELS_PER_POINT = 96 / 72  # at a zoom of 100 %
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size in shown points, and the rotation that it is shown with (0, 90, 180, 270)."""

    width: float
    height: float
    rotation: int = 0

    def shown(self, rect: Rect) -> QRectF:
        """A rectangle of own points, in shown points."""
        x0, y0, x1, y1 = rect
        one, other = self._turn(x0, y0), self._turn(x1, y1)
        return QRectF(one, other).normalized()

    def own(self, x: float, y: float) -> tuple[float, float]:
        """A place in shown points, in own points."""
        if self.rotation == 90:
            return y, self.width - x
        if self.rotation == 180:
            return self.width - x, self.height - y
        if self.rotation == 270:
            return self.height - y, x
        return x, y

    def _turn(self, x: float, y: float) -> QPointF:
        if self.rotation == 90:
            return QPointF(self.width - y, x)
        if self.rotation == 180:
            return QPointF(self.width - x, self.height - y)
        if self.rotation == 270:
            return QPointF(y, self.height - x)
        return QPointF(x, y)


def sheets_of(info: PdfInfo) -> tuple[Sheet, ...]:
    """The pages of a document; a page of no size at all counts as one of a point."""
    return tuple(
        Sheet(max(width, 1.0), max(height, 1.0), rotation % 360)
        for (width, height), rotation in zip(info.pages, info.rotations, strict=True)
    )


class Desk:
    """All pages below one another, centred, at one zoom. `zoom` is 1.0 for 100 %."""

    def __init__(self, sheets: Sequence[Sheet], zoom: float, room: int) -> None:
        """*room* is the width of the window onto the desk in pixels."""
        self.sheets = tuple(sheets)
        self.zoom = zoom
        self.scale = zoom * PIXELS_PER_POINT
        sizes = [QSize(max(1, round(s.width * self.scale)), max(1, round(s.height * self.scale))) for s in self.sheets]
        widest = max((size.width() for size in sizes), default=0)
        self.width = max(room, widest + 2 * MARGIN)
        self.rects: list[QRect] = []
        top = MARGIN
        for size in sizes:
            self.rects.append(QRect((self.width - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + GAP
        self.height = top - GAP + MARGIN if self.rects else 0
        self._tops = [rect.top() for rect in self.rects]

    def page_at(self, y: float) -> int:
        """The page at height *y*, or the one above it where *y* is between two; 0 above the first."""
        return max(0, bisect_right(self._tops, y) - 1)

    def pages_between(self, top: float, bottom: float) -> range:
        """The pages of which something lies between two heights."""
        if not self.rects:
            return range(0)
        first = self.page_at(top)
        if self.rects[first].bottom() < top:
            first += 1
        return range(first, min(self.page_at(bottom) + 1, len(self.rects)))

    def rect_on_desk(self, page: int, rect: Rect) -> QRectF:
        """A rectangle in own points of a page, in pixels of the desk."""
        shown, at = self.sheets[page].shown(rect), self.rects[page].topLeft()
        return QRectF(
            at.x() + shown.x() * self.scale,
            at.y() + shown.y() * self.scale,
            shown.width() * self.scale,
            shown.height() * self.scale,
        )

    def own_point(self, page: int, x: float, y: float) -> tuple[float, float]:
        """A place in pixels of the desk, in own points of *page* (also beyond its edges)."""
        at = self.rects[page].topLeft()
        return self.sheets[page].own((x - at.x()) / self.scale, (y - at.y()) / self.scale)

    def zoom_to_fit(self, room: int) -> float:
        """The zoom at which the widest page fills *room* pixels."""
        widest = max((sheet.width for sheet in self.sheets), default=595.0)
        return max(room - 2 * MARGIN, 50) / (widest * PIXELS_PER_POINT)
