"""Draws a row of the item list: number, title, tags and counts, and the dot of what is unread; and what is inside."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from moedeklar.model.views import ItemRow
from moedeklar.ui.reader import words
from moedeklar.ui.reader.inside import InsideRows
from moedeklar.ui.reader.items import ROW, Entry, Index
from moedeklar.ui.theme.fonts import Size
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import item_title

LEFT, NUMBER, RIGHT, TOP, GAP = 10, 32, 34, 11, 8
ICON = 13
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Token:
    """One thing in the second line: plain words, a tag with a border, or an icon."""

    text: str
    tag: str = ""
    icon: str = ""


def tokens(row: ItemRow) -> list[Token]:
    """What stands under the title, in order."""
    made = []
    if row.type is not None:
        made.append(Token(words.type_word(row.type), "plain"))
    if row.attachments:
        made.append(Token(_("Attachments {n}").format(n=row.attachments)))
    if row.notes:
        made.append(Token(_("Notes {n}").format(n=row.notes)))
    if row.coming:
        made.append(Token(ngettext("{n} announced", "{n} announced", row.coming).format(n=row.coming)))
    if row.changed:
        made.append(Token(_("Changed"), "warn"))
    if row.removed:
        made.append(Token(_("Taken out"), "warn"))
    if row.from_request:
        made.append(Token(_("From your request"), "accent"))
    if row.prepared:
        made.append(Token(_("Prepared"), icon="check"))
    if row.bookmarked:
        made.append(Token("", icon="star"))
    return made


class ItemDelegate(QStyledItemDelegate):
    """Rows as high as their title needs; heights are kept for each width, so that a list of hundreds stays quick."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heights: dict[tuple[Entry, int], int] = {}
        self._inside = InsideRows(theme, LEFT + NUMBER + GAP, RIGHT)
        self._fonts()
        theme.changed.connect(self._fonts)

    def _fonts(self) -> None:
        fonts = self._theme.fonts
        self._title = fonts.interface(Size.BODY, QFont.Weight.Medium)
        self._unread = fonts.interface(Size.BODY, QFont.Weight.Bold)
        self._small = fonts.interface(Size.SMALL)
        self._tag = fonts.interface(Size.LABEL)
        self._number = fonts.interface(Size.BODY, QFont.Weight.DemiBold)
        self._inside.use_fonts()
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as the view, as high as the row needs."""
        row = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(width, self._height(row, width))

    def _height(self, row: Entry, width: int) -> int:
        known = self._heights.get((row, width))
        if known is None:
            known = self._item_height(row, width) if isinstance(row, ItemRow) else self._inside.height(row, width)
            self._heights[row, width] = known
        return known

    def _item_height(self, row: ItemRow, width: int) -> int:
        height = TOP + self._title_height(row, width) + TOP
        lines = self._lines(row, width)
        return height + 4 + len(lines) * self._line_height() if lines else height

    def _title_font(self, row: ItemRow) -> QFont:
        return self._title if row.read or row.closed else self._unread

    def _title_height(self, row: ItemRow, width: int) -> int:
        room = QRect(0, 0, width - LEFT - NUMBER - GAP - RIGHT, 10_000)
        return (
            QFontMetrics(self._title_font(row))
            .boundingRect(room, _WRAP, item_title(row.title, closed=row.closed))
            .height()
        )

    def _line_height(self) -> int:
        return QFontMetrics(self._small).height() + 5

    def _lines(self, row: ItemRow, width: int) -> list[list[Token]]:
        """The tokens broken into lines that fit; the decision, if there is one, is the last line."""
        room, used = width - LEFT - NUMBER - GAP - RIGHT + 20, 0
        lines: list[list[Token]] = []
        for token in tokens(row):
            need = self._width(token) + 10
            if not lines or used + need > room:
                lines.append([token])
                used = need
            else:
                lines[-1].append(token)
                used += need
        if row.decision:
            lines.append([Token(row.decision)])
        return lines

    def _width(self, token: Token) -> int:
        if token.tag:
            return QFontMetrics(self._tag).horizontalAdvance(token.text) + 12
        words_width = QFontMetrics(self._small).horizontalAdvance(token.text) + 2 if token.text else 0
        return words_width + (ICON + 3 if token.icon else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: Entry = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        widget: QWidget | None = option.widget
        following = index.model().index(index.row() + 1, 0).data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state, last=following is None or isinstance(following, ItemRow))
        if isinstance(row, ItemRow):
            self._item(painter, rect, row, widget)
        else:
            self._inside.paint(painter, rect, row)
        painter.restore()

    def _item(self, painter: QPainter, rect: QRect, row: ItemRow, widget: QWidget | None) -> None:
        self._head(painter, rect, row)
        self._second(painter, rect, row, widget.devicePixelRatioF() if widget is not None else 1.0)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, last: bool) -> None:
        colours = self._theme.colours
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        if last:  # what is inside an item stands under it without a line between
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 4, 4)

    def _head(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        colours = self._theme.colours
        painter.setFont(self._number)
        painter.setPen(QColor(colours.faint))
        top = rect.top() + TOP
        number = QRect(rect.left() + LEFT, top, NUMBER, QFontMetrics(self._number).height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight), row.number or "")
        painter.setFont(self._title_font(row))
        painter.setPen(QColor(colours.faint if row.closed else colours.ink))
        left = rect.left() + LEFT + NUMBER + GAP
        title = QRect(left, top, rect.width() - LEFT - NUMBER - GAP - RIGHT, self._title_height(row, rect.width()))
        painter.drawText(title, _WRAP, item_title(row.title, closed=row.closed))
        middle = QPointF(rect.right() - 17, top + QFontMetrics(self._title).height() / 2)
        if row.closed:
            pixmap = self._theme.pixmap("lock", 14, "faint", painter.device().devicePixelRatio())
            painter.drawPixmap(QPoint(round(middle.x()) - 7, round(middle.y()) - 7), pixmap)
        elif not row.read:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(middle, 4, 4)

    def _second(self, painter: QPainter, rect: QRect, row: ItemRow, ratio: float) -> None:
        width = rect.width()
        y = rect.top() + TOP + self._title_height(row, width) + 4
        for line in self._lines(row, width):
            x = rect.left() + LEFT + NUMBER + GAP
            for token in line:
                room = QRect(x, y, min(self._width(token), rect.right() - 12 - x), self._line_height())
                self._token(painter, room, token, ratio)
                x += self._width(token) + 10
            y += self._line_height()

    def _token(self, painter: QPainter, room: QRect, token: Token, ratio: float) -> None:
        colours = self._theme.colours
        if token.tag:
            ink = {"warn": colours.warn, "accent": colours.accent, "plain": colours.mute}[token.tag]
            line = {"warn": colours.warn_line, "accent": colours.accent_line, "plain": colours.line}[token.tag]
            height = QFontMetrics(self._tag).height() + 2
            box = QRectF(room.left() + 0.5, room.center().y() - height / 2 + 0.5, room.width() - 1, height)
            painter.setPen(QPen(QColor(line), 1))
            painter.setBrush(QColor(colours.paper))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(self._tag)
            painter.setPen(QColor(ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), token.text)
            return
        x = room.left()
        if token.icon:
            pixmap = self._theme.pixmap(token.icon, ICON, "dec_ink" if token.icon == "check" else "accent", ratio)
            painter.drawPixmap(QPoint(x, room.center().y() - ICON // 2), pixmap)
            x += ICON + 3
        painter.setFont(self._small)
        painter.setPen(QColor(colours.mute))
        text = QFontMetrics(self._small).elidedText(token.text, Qt.TextElideMode.ElideRight, room.right() + 1 - x)
        painter.drawText(QRect(x, room.top(), room.right() + 1 - x, room.height()), _SINGLE, text)


_SINGLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
