"""Scrolling over pages that lie below one another: zoom, places, keys. What is on the pages is the subclass's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from moedeklar.ui.pages.geometry import GAP, MARGIN, Desk, Rect, Sheet

ZOOMS: Final = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0)
_LINE: Final = 48  # pixels that an arrow key scrolls
_OVERLAP: Final = 48  # pixels that stay in sight when a screenful is scrolled
_READING_HEIGHT: Final = 0.35  # of the window, from its top: the page there is the one being read
_WHEEL_STEP: Final = 120  # Qt's unit: one notch


class DeskView(QAbstractScrollArea):
    """A window onto a desk of pages. UI thread.

    `page_changed` carries the page (from 0) that is read now; `zoom_changed` says that `zoom` or `fitted` is another.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = Desk((), 1.0, 0)
        self._fitted = True
        self._page = 0
        self._moving = False
        self._turned = 0  # of the wheel, with Ctrl held, not yet used
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)

    @property
    def page(self) -> int:
        """The page that is read now, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1.0 for 100 %."""
        return self.desk.zoom

    @property
    def fitted(self) -> bool:
        """Whether the zoom follows the width of the window."""
        return self._fitted

    def set_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show other pages, from the first one's top; the zoom, or that it is fitted, stays."""
        self.desk = Desk(sheets, self.desk.zoom, self.viewport().width())
        self._lay_out(self._fit_zoom() if self._fitted else self.desk.zoom)
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum() // 2)
        self._page = 0
        self.page_changed.emit(0)

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zoom so that what is at *at* (in the window; its middle if None) stays there."""
        self._fitted = False
        self._zoom_around(min(max(zoom, ZOOMS[0]), ZOOMS[-1]), at)

    def step_zoom(self, steps: int, at: QPoint | None = None) -> None:
        """The next larger (1) or smaller (-1) of the usual zooms."""
        larger = [zoom for zoom in ZOOMS if zoom > self.zoom + 0.005]
        smaller = [zoom for zoom in ZOOMS if zoom < self.zoom - 0.005]
        found = larger[:1] if steps > 0 else smaller[-1:]
        if found:
            self.set_zoom(found[0], at)

    def fit_width(self) -> None:
        """Let the widest page fill the window, now and when the window changes."""
        self._fitted = True
        self._zoom_around(self._fit_zoom(), QPoint(self.viewport().width() // 2, 0))

    def go_to(self, page: int) -> None:
        """Bring a page's top to the window's; it is the page read now, also where it can't be brought so far."""
        if 0 <= page < len(self.desk.rects):
            self._scroll_to(self.desk.rects[page].top() - GAP // 2)
            self._set_page(page)

    def reveal(self, page: int, rect: Rect | None = None) -> None:
        """Bring a place on a page (own points) into view, with room above it; without a place, the page."""
        if rect is None:
            self.go_to(page)
        elif 0 <= page < len(self.desk.rects):
            place = self.desk.rect_on_desk(page, rect).toAlignedRect()
            shown = self.window_on_desk()
            if not shown.adjusted(0, GAP, 0, -GAP).contains(place.center()):
                self._scroll_to(place.top() - self.viewport().height() // 4)
            if not shown.left() <= place.left() <= shown.right():
                self.horizontalScrollBar().setValue(place.left() - MARGIN)
            self._set_page(page)

    def window_on_desk(self) -> QRect:
        """The part of the desk that is in sight."""
        at = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(at, self.viewport().size())

    def page_under(self, point: QPoint) -> tuple[int, float, float] | None:
        """The page nearest to a point of the window, and the point in its own points; None without pages."""
        if not self.desk.rects:
            return None
        on_desk = point + self.window_on_desk().topLeft()
        page = self.desk.page_at(on_desk.y())
        return (page, *self.desk.own_point(page, on_desk.x(), on_desk.y()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep what is at the top of the window there."""
        super().resizeEvent(event)
        zoom = self._fit_zoom() if self._fitted else self.desk.zoom
        self._zoom_around(zoom, QPoint(self.viewport().width() // 2, 0))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 (Qt's name)
        """Paint anew and see which page is read now."""
        self.viewport().update()
        if not self._moving:
            self._set_page(self._page_in_sight())
        self.scrolled()

    def scrolled(self) -> None:
        """What is in sight has changed. For subclasses."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Ctrl and the wheel zoom around the pointer."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _WHEEL_STEP:
            step = 1 if self._turned > 0 else -1
            self._turned -= step * _WHEEL_STEP
            self.step_zoom(step, event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll: screenfuls, ends, lines, and sideways or to the next page."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
            return
        bar, screenful = self.verticalScrollBar(), self.viewport().height() - _OVERLAP
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        sideways = self.horizontalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + screenful)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - screenful)
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + (-screenful if back else screenful))
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self._go_to_end()
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + _LINE)
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - _LINE)
            case Qt.Key.Key_Right:
                sideways.setValue(sideways.value() + _LINE) if sideways.maximum() else self.go_to(self._page + 1)
            case Qt.Key.Key_Left:
                sideways.setValue(sideways.value() - _LINE) if sideways.maximum() else self.go_to(self._page - 1)
            case _:
                event.ignore()

    def _go_to_end(self) -> None:
        self._scroll_to(self.verticalScrollBar().maximum())
        self._set_page(len(self.desk.rects) - 1)

    def _scroll_to(self, value: int) -> None:
        self._moving = True
        self.verticalScrollBar().setValue(value)
        self._moving = False

    def _page_in_sight(self) -> int:
        window = self.window_on_desk()
        return self.desk.page_at(window.top() + window.height() * _READING_HEIGHT)

    def _set_page(self, page: int) -> None:
        if page != self._page and page >= 0:
            self._page = page
            self.page_changed.emit(page)

    def _fit_zoom(self) -> float:
        return min(max(self.desk.zoom_to_fit(self.viewport().width()), ZOOMS[0]), ZOOMS[-1])

    def _zoom_around(self, zoom: float, at: QPoint | None) -> None:
        at = at if at is not None else self.viewport().rect().center()
        under, page = self.page_under(at), self._page
        self._lay_out(zoom)
        if under is not None:
            kept, x, y = under
            place = self.desk.rect_on_desk(kept, (x, y, x, y)).topLeft()
            self._scroll_to(round(place.y()) - at.y())
            self.horizontalScrollBar().setValue(round(place.x()) - at.x())
            self._set_page(page)
        self.zoom_changed.emit()
        self.scrolled()

    def _lay_out(self, zoom: float) -> None:
        room = self.viewport().size()
        self.desk = Desk(self.desk.sheets, zoom, room.width())
        for bar, length, seen in (
            (self.verticalScrollBar(), self.desk.height, room.height()),
            (self.horizontalScrollBar(), self.desk.width, room.width()),
        ):
            self._moving = True
            bar.setPageStep(seen)
            bar.setRange(0, max(0, length - seen))
            self._moving = False
        self.viewport().update()
