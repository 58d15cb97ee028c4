"""Draws what stands inside an item in the list: a numbered announcement, a coming case with its expected meeting."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from moedeklar.model.announced import Announcement, Coming
from moedeklar.ui.theme.fonts import Size
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.names import item_title
from moedeklar.wording.proceedings import expected_at

TOP, BELOW, GAP = 2, 9, 8
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


class InsideRows:
    """Rows as high as their words need, from *left* on, with *right* pixels free. UI thread."""

    def __init__(self, theme: Theme, left: int, right: int) -> None:
        self._theme = theme
        self._left = left
        self._right = right
        self.use_fonts()

    def use_fonts(self) -> None:
        """Take the fonts of the theme as they are now."""
        self._small = self._theme.fonts.interface(Size.SMALL)

    def height(self, entry: Announcement | Coming, width: int) -> int:
        """The height of the row of *entry* in a list of *width* pixels."""
        under = QFontMetrics(self._small).height() if _under(entry) else 0
        return TOP + self._title_box(entry, width).height() + under + BELOW

    def paint(self, painter: QPainter, rect: QRect, entry: Announcement | Coming) -> None:
        """Draw the words of the row."""
        colours = self._theme.colours
        metrics = QFontMetrics(self._small)
        painter.setFont(self._small)
        top = rect.top() + TOP
        painter.setPen(QColor(colours.faint))
        painter.drawText(QRect(rect.left() + self._left, top, rect.width(), metrics.height()), _LINE, _mark(entry))
        box = self._title_box(entry, rect.width()).translated(rect.left(), top)
        painter.setPen(QColor(colours.ink))
        painter.drawText(box, _WRAP, _title(entry))
        if _under(entry):
            painter.setPen(QColor(colours.mute))
            line = QRect(box.left(), box.bottom() + 1, rect.right() - box.left() - GAP, metrics.height())
            text = metrics.elidedText(_under(entry), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _LINE, text)

    def _title_box(self, entry: Announcement | Coming, width: int) -> QRect:
        metrics = QFontMetrics(self._small)
        left = self._left + metrics.horizontalAdvance(_mark(entry)) + GAP
        room = QRect(left, 0, max(width - left - self._right, 40), 10_000)
        return QRect(left, 0, room.width(), metrics.boundingRect(room, _WRAP, _title(entry)).height())


def _mark(entry: Announcement | Coming) -> str:
    return entry.number if isinstance(entry, Announcement) and entry.numbered else "–"


def _title(entry: Announcement | Coming) -> str:
    return item_title(entry.title if isinstance(entry, Announcement) else entry.case.title)


def _under(entry: Announcement | Coming) -> str:
    return expected_at(entry.case) if isinstance(entry, Coming) else ""
