"""The three columns of the page view, and which of them there is room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

NARROW = 1000  # pixels; below this the small pages are folded away
NARROWEST = 760  # below this the notes are, too
SHORTEST = 300
WIDTHS = (150, 700, 300)


class Columns(QSplitter):
    """Small pages, pages, notes. The person's own choice of columns holds until the width crosses a limit.

    `room_changed` says that columns may have been shown or folded away.
    """

    room_changed = Signal()

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._all = (left, middle, right)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for column, stretch in zip(self._all, (0, 1, 0), strict=True):
            self.addWidget(column)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes(list(WIDTHS))

    def show_column(self, column: QWidget, shown: bool) -> None:
        """Show or fold away the left or the right column."""
        column.setVisible(shown)
        self.room_changed.emit()

    def toggle(self, column: QWidget) -> None:
        """Show the left or the right column where it is folded away, and the other way round."""
        self.show_column(column, not column.isVisible())

    def beside_focus(self, step: int) -> QWidget:
        """The column after (1) or before (-1) the one that has the keyboard, around the ends."""
        shown = [column for column in self._all if column.isVisible()]
        focus = QGuiApplication.focusObject()
        here = [n for n, c in enumerate(shown) if isinstance(focus, QWidget) and (c is focus or c.isAncestorOf(focus))]
        return shown[((here[0] if here else 0) + step) % len(shown)]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """What the pages alone need: a window must be able to become so narrow that columns are folded away."""
        return QSize(self._all[1].minimumSizeHint().width(), SHORTEST)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fold columns away, or show them again, where a limit is crossed."""
        super().resizeEvent(event)
        now, before = event.size().width(), event.oldSize().width()
        for limit, column in ((NARROW, self._all[0]), (NARROWEST, self._all[2])):
            narrow = now < limit
            if before < 0 or narrow != (before < limit):
                column.setVisible(not narrow)
        self.room_changed.emit()
