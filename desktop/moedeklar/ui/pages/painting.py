"""How a sheet on the desk is painted: its shadow, its picture or what is said instead, highlights and selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from moedeklar.ui.pages.geometry import Desk, Rect
from moedeklar.ui.pages.marks import BADGE, PageMark, badges
from moedeklar.ui.pages.pixmaps import Picture
from moedeklar.ui.theme.icons import draw_pixmap
from moedeklar.ui.theme.palette import LIGHT
from moedeklar.ui.theme.theme import Theme

_REACHES = (1, 2, 4)  # pixels of the shadow's layers
_PLACEHOLDER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class SheetPainter:
    """Paints sheets with one painter. Paper is white in both themes, so its colours are always the light theme's."""

    def __init__(self, painter: QPainter, theme: Theme, desk: Desk, offset: QPoint, ratio: float) -> None:
        """*offset* leads from the desk to the window, *ratio* is the screen's pixel ratio."""
        self._painter = painter
        self._theme = theme
        self._desk = desk
        self._offset = offset
        self._ratio = ratio

    def sheet(self, page: int, picture: Picture | None, words: str) -> None:
        """The sheet with its picture, or with *words* where there is none yet."""
        painter, sheet = self._painter, self._sheet(page)
        stated = self._theme.colours.shadow
        shadow = QColor(stated[:7])
        shadow.setAlpha(int(stated[7:], 16) // len(_REACHES))
        for reach in _REACHES:
            painter.fillRect(sheet.adjusted(-reach, 1 - reach, reach, reach + 2), shadow)
        painter.fillRect(sheet, QColor(LIGHT.paper))
        if picture is None:
            painter.setPen(QColor(LIGHT.faint))
            painter.setFont(self._theme.fonts.interface())
            painter.drawText(sheet.adjusted(24, 24, -24, -24), _PLACEHOLDER | Qt.TextFlag.TextWordWrap, words)
            return
        painter.save()
        painter.setClipRect(sheet)
        if abs(picture.pixmap.width() - sheet.width() * self._ratio) <= self._ratio + 1:
            # Pixel for pixel: stretching by one would blur every letter.
            painter.drawPixmap(sheet.topLeft(), picture.pixmap)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(sheet, picture.pixmap)
        painter.restore()

    def marks(self, page: int, marks: Sequence[PageMark], selected: Iterable[Rect], current: str) -> None:
        """Highlights and the selection over the print, which stays black; the note *current* framed."""
        painter = self._painter
        painter.save()
        painter.setClipRect(self._sheet(page))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for mark in marks:
            self._fill(page, mark.rects, LIGHT.highlight(mark.colour))
        self._fill(page, selected, LIGHT.accent_line)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for mark in marks:
            edge = QColor(LIGHT.edge(mark.colour))
            for rect in self._places(page, mark.rects):
                if mark.note_id == current:
                    painter.setPen(QPen(edge, 2))
                    painter.drawRect(rect.adjusted(-1, -1, 1, 1))
                elif mark.written:
                    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1.5, rect.width(), 2), edge)
        for mark, place in badges(self._sheet(page), marks):
            self._badge(mark, place, framed=mark.note_id == current)
        painter.restore()

    def _badge(self, mark: PageMark, place: QRect, *, framed: bool) -> None:
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LIGHT.edge(mark.colour)), 2 if framed else 1))
        painter.setBrush(QColor(LIGHT.highlight(mark.colour)))
        painter.drawRoundedRect(place, 5, 5)
        inside = BADGE - 8
        painter.drawPixmap(place.topLeft() + QPoint(4, 4), draw_pixmap("sticky-note", LIGHT.ink, inside, self._ratio))

    def _fill(self, page: int, rects: Iterable[Rect], colour: str) -> None:
        for rect in self._places(page, rects):
            self._painter.fillRect(rect, QColor(colour))

    def _places(self, page: int, rects: Iterable[Rect]) -> list[QRectF]:
        return [self._desk.rect_on_desk(page, rect).translated(self._offset) for rect in rects]

    def _sheet(self, page: int) -> QRect:
        return self._desk.rects[page].translated(self._offset)
