"""Draws the palette's rows: title and place on one line, the snippet with the words found below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from moedeklar.ui.search.content import Entry, pieces, shortened
from moedeklar.ui.search.model import ENTRY, Index
from moedeklar.ui.theme.fonts import Fonts, Size
from moedeklar.ui.theme.theme import Theme

EDGE = 14
ICON = 16
TEXT = EDGE + ICON + 12
PAD = 7


class PaletteDelegate(QStyledItemDelegate):
    """Colours and fonts are asked of the theme at each painting."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._made: tuple[Fonts, tuple[QFont, QFont, QFont]] | None = None

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        fonts = self._theme.fonts
        if self._made is None or self._made[0] is not fonts:
            made = (
                fonts.interface(Size.BODY, QFont.Weight.Medium),
                fonts.interface(Size.SMALL),
                fonts.interface(Size.LABEL, QFont.Weight.DemiBold),
            )
            self._made = fonts, made
        return self._made[1]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 (Qt's name)
        """Headings one small line; entries one line, or two with a snippet."""
        row = index.data(ENTRY)
        title, small, label = (QFontMetrics(font).height() for font in self._fonts())
        if not isinstance(row, Entry):
            return QSize(100, label + 16)
        return QSize(100, title + 2 * PAD + (small + 3 if row.snippet else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or an entry."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(ENTRY)
        rect: QRect = option.rect
        if not isinstance(row, Entry):
            self._heading(painter, rect, str(index.data() or ""))
        else:
            self._entry(painter, rect, row, selected=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(self._fonts()[2])
        painter.setPen(QColor(self._theme.colours.faint))
        box = rect.adjusted(EDGE, 8, -EDGE, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text.upper())

    def _entry(self, painter: QPainter, rect: QRect, entry: Entry, *, selected: bool) -> None:
        colours = self._theme.colours
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(rect.adjusted(5, 0, -5, 0), 6, 6)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRect(rect.left() + 5, rect.top() + 6, 3, rect.height() - 12), 1.5, 1.5)
        title, small, _label = self._fonts()
        height = QFontMetrics(title).height()
        top = rect.top() + PAD
        ratio = painter.device().devicePixelRatioF()
        icon = self._theme.pixmap(entry.icon, ICON, "accent" if selected else "mute", ratio)
        painter.drawPixmap(rect.left() + EDGE, top + (height - ICON) // 2, icon)
        left, right = rect.left() + TEXT, rect.right() - EDGE
        aside = self._aside(painter, QRect(left, top, right - left, height), entry, small)
        painter.setFont(title)
        painter.setPen(QColor(colours.ink))
        room = right - left - aside
        shown = QFontMetrics(title).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, height), int(Qt.AlignmentFlag.AlignVCenter), shown)
        if entry.snippet:
            line = QRect(left, top + height + 3, right - left, QFontMetrics(small).height())
            self._snippet(painter, line, entry.snippet, small)

    def _aside(self, painter: QPainter, box: QRect, entry: Entry, font: QFont) -> int:
        """Draw the place at the right end, on at most two fifths of the line; how much of the line it takes.

        The day is always whole; the committee is shortened where it must be.
        """
        if not entry.context and not entry.when:
            return 0
        metrics = QFontMetrics(font)
        parts = [entry.when] if entry.when else []
        if entry.context:
            room = max(
                box.width() * 2 // 5 - metrics.horizontalAdvance(f" · {entry.when}"), metrics.averageCharWidth() * 8
            )
            parts.insert(0, metrics.elidedText(entry.context, Qt.TextElideMode.ElideRight, room))
        shown = " · ".join(parts)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.mute))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown) + 18

    def _snippet(self, painter: QPainter, box: QRect, snippet: str, font: QFont) -> None:
        """Draw pieces from left to right until the line is full, the words found on the colour of the highlighter."""
        colours, metrics = self._theme.colours, QFontMetrics(font)
        painter.setFont(font)
        x = box.left()
        for text, found in pieces(shortened(snippet.replace("\n", " "))):
            room = box.right() - x
            if room <= metrics.averageCharWidth():
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(shown)
            if found:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.found))
                painter.drawRoundedRect(QRect(x - 1, box.top(), width + 2, box.height()), 2, 2)
            painter.setPen(QColor(colours.ink if found else colours.mute))
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(x, box.top(), width + 2, box.height()), int(align), shown)
            x += width
            if shown != text:
                break
