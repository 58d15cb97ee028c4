"""A layout that sets widgets in a row and goes on in the next one, like words of a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then down, each row as high as its highest widget and the others in its middle.

    With *stretch_last* the last widget takes the rest of its row. It is the layout of a widget, never part of another
    layout: that one would take over its items and let go of them while they are still shown.
    """

    def __init__(self, parent: QWidget, *, spacing: int = 6, stretch_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretch_last = stretch_last
        # Qt asks for these again and again while it lays a screen out.
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._smallest: QSize | None = None
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put *widget* before the one at *index*."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def invalidate(self) -> None:
        """Something in it has another size, or is shown or hidden: measure anew."""
        super().invalidate()
        self._heights.clear()
        self._hint = self._smallest = None

    def addItem(self, item: QLayoutItem, /) -> None:  # noqa: N802 (Qt's name)
        """Append *item*."""
        self._items.append(item)

    def count(self) -> int:
        """How many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:  # noqa: N802 (Qt's name)
        """The item at *index*, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:  # noqa: N802 (Qt's name)
        """Take the item at *index* out, None beyond the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """The narrower it is, the higher."""
        return True

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 (Qt's name)
        """The height of all rows at *width*."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), apply=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect, /) -> None:  # noqa: N802 (Qt's name)
        """Set the widgets into *rect*."""
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """All in one row."""
        if self._hint is None:
            self._hint = self._in_one_row()
        return self._hint

    def _in_one_row(self) -> QSize:
        left, top, right, bottom = self._margins()
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width + left + right, max((s.height() for s in sizes), default=0) + top + bottom)

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """One widget a row."""
        if self._smallest is None:
            self._smallest = self._one_a_row()
        return self._smallest

    def _one_a_row(self) -> QSize:
        left, top, right, bottom = self._margins()
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size + QSize(left + right, top + bottom)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _margins(self) -> tuple[int, int, int, int]:
        margins = self.contentsMargins()
        return margins.left(), margins.top(), margins.right(), margins.bottom()

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        left, top, right, bottom = self._margins()
        room = rect.width() - left - right
        y = rect.top() + top
        rows = self._rows(room)
        for row in rows:
            height = max(item.sizeHint().height() for item in row)
            x = rect.left() + left
            for item in row:
                size = item.sizeHint()
                if self._stretch_last and item is rows[-1][-1]:
                    size.setWidth(max(rect.left() + left + room - x, size.width()))
                if apply:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return y - (self.spacing() if rows else 0) + bottom - rect.top()

    def _rows(self, room: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if not rows or used + self.spacing() + width > room:
                rows.append([])
                used = width
            else:
                used += self.spacing() + width
            rows[-1].append(item)
        return rows
