"""The list that both screens show: headings of meetings, and rows with quote, words and state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from moedeklar.ui.notes.rows import Heading, WorkRow
from moedeklar.ui.theme.fonts import Size
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import broken

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1
SIDE, TOP, BAR = 16, 10, 12
QUOTE_LINES = 3
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class WorkModel(QAbstractListModel):
    """Headings and rows. UI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[WorkRow | Heading, ...] = ()

    def show_rows(self, rows: Sequence[WorkRow | Heading]) -> None:
        """Show *rows*; nothing happens where they are those shown already."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def at(self, number: int) -> WorkRow | None:
        """The row with that number; None for a heading."""
        row = self._rows[number] if 0 <= number < len(self._rows) else None
        return row if isinstance(row, WorkRow) else None

    def row_of(self, work_id: str) -> int:
        """Where a note or bookmark stands, -1 for nowhere."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, WorkRow) and row.id == work_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        """Headings included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself (`ROW`), or its words."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return row.text if isinstance(row, Heading) else row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, not chosen."""
        if self.at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class WorkDelegate(QStyledItemDelegate):
    """Draws a row as a card's content: the quote with its coloured bar, the words, then where it stands."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        """As high as its words at the view's width."""
        row = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if isinstance(row, Heading):
            return QSize(width, QFontMetrics(self._heading()).height() + 26)
        room = width - 2 * SIDE
        height = 2 * TOP + QFontMetrics(self._small()).height()
        if row.quote:
            height += self._quote_height(row, room) + 5
        if row.title:
            height += self._height(self._plain(), row.title, room) + 4
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            painter.setFont(self._heading())
            painter.setPen(QColor(self._theme.colours.mute))
            painter.drawText(option.rect.adjusted(SIDE, 10, -SIDE, 0), _LEFT, row.text)
        else:
            self._row(painter, option.rect, option.state, row)
        painter.restore()

    def _row(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: WorkRow) -> None:
        colours = self._theme.colours
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = QRectF(rect).adjusted(1, 2, -1, -3)
        painter.setPen(QPen(QColor(colours.accent_line if chosen else colours.line), 1))
        painter.setBrush(QColor(colours.accent_soft if chosen else colours.hover if hovered else colours.paper))
        painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        room = QRect(rect.left() + SIDE, rect.top() + TOP, rect.width() - 2 * SIDE, rect.height() - 2 * TOP)
        if row.quote:
            height = self._quote_height(row, room.width())
            painter.fillRect(QRectF(room.left(), room.top(), 3, height), QColor(colours.edge(row.colour or "yellow")))
            painter.setFont(self._serif())
            painter.setPen(QColor(colours.mute))
            painter.drawText(room.adjusted(BAR, 0, 0, height - room.height()), _WRAP, self._short(row, room.width()))
            room.setTop(room.top() + height + 5)
        if row.title:
            height = self._height(self._plain(), row.title, room.width())
            painter.setFont(self._plain())
            painter.setPen(QColor(colours.ink))
            painter.drawText(QRect(room.left(), room.top(), room.width(), height), _WRAP, row.title)
            room.setTop(room.top() + height + 4)
        self._foot(painter, room, row)

    def _foot(self, painter: QPainter, room: QRect, row: WorkRow) -> None:
        colours = self._theme.colours
        metrics = QFontMetrics(self._small())
        line = QRect(room.left(), room.top(), room.width(), metrics.height())
        painter.setFont(self._small())
        if row.badge:
            painter.setPen(QColor(colours.warn if row.badge_role == "tag-warn" else colours.mute))
            painter.drawText(line, _LEFT, row.badge)
            line.setLeft(line.left() + metrics.horizontalAdvance(row.badge) + 12)
        painter.setPen(QColor(colours.faint))
        painter.drawText(line, _RIGHT, row.when)
        item = metrics.elidedText(
            row.item, Qt.TextElideMode.ElideRight, line.width() - metrics.horizontalAdvance(row.when) - 16
        )
        painter.drawText(line, _LEFT, item)

    def _quote_height(self, row: WorkRow, width: int) -> int:
        metrics = QFontMetrics(self._serif())
        return min(self._height(self._serif(), row.quote, width - BAR), QUOTE_LINES * metrics.lineSpacing())

    def _short(self, row: WorkRow, width: int) -> str:
        """A long quote cut so that it fits its three lines."""
        return "\n".join(broken(row.quote, self._serif(), width - BAR, QUOTE_LINES))

    @staticmethod
    def _height(font: QFont, text: str, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 40), 100_000), _WRAP, text).height()

    def _plain(self) -> QFont:
        return self._theme.fonts.interface(Size.BODY)

    def _small(self) -> QFont:
        return self._theme.fonts.interface(Size.SMALL)

    def _serif(self) -> QFont:
        return self._theme.fonts.reading(100, Size.BODY)

    def _heading(self) -> QFont:
        return self._theme.fonts.interface(Size.SMALL, QFont.Weight.DemiBold)


class WorkList(QListView):
    """`opened` carries the row entered or clicked; `removal_wanted` the one on which Delete was pressed."""

    opened = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bare")
        self.setAccessibleName(name)
        self.rows = WorkModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(WorkDelegate(theme, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    @property
    def chosen(self) -> WorkRow | None:
        """The row that is current."""
        return self.rows.at(self.currentIndex().row())

    def show_rows(self, rows: Sequence[WorkRow | Heading]) -> None:
        """Show *rows*; the one chosen stays chosen, or its neighbour where it has gone."""
        before, number = self.chosen, self.currentIndex().row()
        place = self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        found = self.rows.row_of(before.id) if before is not None else -1
        if found < 0 and before is not None:
            found = next((n for n in (number, number - 1, number + 1) if self.rows.at(n) is not None), -1)
        if found >= 0:
            self.setCurrentIndex(self.rows.index(found))
        self.verticalScrollBar().setValue(place)

    def choose_first(self) -> None:
        """Make the first row current where none is."""
        first = next((n for n in range(self.rows.rowCount()) if self.rows.at(n) is not None), -1)
        if self.chosen is None and first >= 0:
            self.setCurrentIndex(self.rows.index(first))

    def _open(self, index: Index) -> None:
        row = self.rows.at(index.row())
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter goes there, Delete removes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.chosen is not None:
            self.removal_wanted.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Words wrap elsewhere at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
