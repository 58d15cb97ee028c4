"""A layout that sets widgets in a row and goes on in the next one, like words of a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then down, each row as high as its highest widget. The last widget may take the row's rest."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, stretch_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretch_last = stretch_last
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put *widget* before the one at *index*."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

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
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect, /) -> None:  # noqa: N802 (Qt's name)
        """Set the widgets into *rect*."""
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """All in one row."""
        left, top, right, bottom = self._margins()
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width + left + right, max((s.height() for s in sizes), default=0) + top + bottom)

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """One widget a row."""
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
        edge = rect.right() + 1 - right
        x, y, row = rect.left() + left, rect.top() + top, 0
        shown = self._shown()
        for index, item in enumerate(shown):
            size = item.sizeHint()
            if x > rect.left() + left and x + size.width() > edge:
                x, y, row = rect.left() + left, y + row + self.spacing(), 0
            if self._stretch_last and index == len(shown) - 1:
                size.setWidth(max(edge - x, size.width()))
            if apply:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            row = max(row, size.height())
        return y + row + bottom - rect.top()
