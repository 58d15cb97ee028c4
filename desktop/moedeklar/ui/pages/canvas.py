"""The pages themselves: drawn by the PDF process, painted here, with highlights and the selection over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from moedeklar.pdf.types import Word
from moedeklar.ui.pages.desk_view import DeskView
from moedeklar.ui.pages.geometry import Sheet
from moedeklar.ui.pages.marks import PageMark, badges
from moedeklar.ui.pages.painting import SheetPainter
from moedeklar.ui.pages.pixmaps import Picture, PixmapCache
from moedeklar.ui.pages.selector import Selector
from moedeklar.ui.pages.worker import Draw, PageWorker, Read, Task
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

MEMORY: Final = 96 << 20  # bytes of drawn pages that are kept
_ASK_AFTER: Final = 25  # ms of rest after scrolling or zooming before pages are asked for
_AUTOSCROLL: Final = 30  # ms between steps while a selection is dragged out of the window
_POINTS_PER_INCH: Final = 72
_SPOKEN: Final = 4000  # letters of a page that a screen reader is given
_MOVES: Final = {
    Qt.Key.Key_Left: (-1, False),
    Qt.Key.Key_Right: (1, False),
    Qt.Key.Key_Up: (-1, True),
    Qt.Key.Key_Down: (1, True),
}


class PageCanvas(DeskView):
    """Shows one document. UI thread; never waits for the PDF process.

    `note_chosen` carries the id of a note whose highlight was clicked; `selected` says that a selection was finished by
    the pointer; `menu_wanted` carries a place on the screen and the id of the note there, or "".
    """

    note_chosen = Signal(str)
    selected = Signal()
    menu_wanted = Signal(object, str)

    def __init__(self, worker: PageWorker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._theme = theme
        self._sha256 = ""
        self._title = ""
        self._pictures = PixmapCache(MEMORY)
        self._failed: dict[int, str] = {}
        self._marks: Mapping[int, Sequence[PageMark]] = {}
        self._current_note = ""
        self.selector = Selector(self)
        self.selector.changed.connect(self.viewport().update)
        self._ask_timer = QTimer(self)
        self._ask_timer.setSingleShot(True)
        self._ask_timer.setInterval(_ASK_AFTER)
        self._ask_timer.timeout.connect(self.ask)
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(_AUTOSCROLL)
        self._drag_timer.timeout.connect(self._scroll_while_dragging)
        self._dragged_to = QPoint()
        self.page_changed.connect(self._tell_reader)
        theme.changed.connect(self.viewport().update)
        self._tell_reader()

    def show_document(self, sha256: str, title: str, sheets: Sequence[Sheet]) -> None:
        """Show another document from its first page."""
        self._sha256, self._title = sha256, title
        self._pictures.clear()
        self._failed.clear()
        self._marks, self._current_note = {}, ""
        self.selector.reset(len(sheets))
        self.set_sheets(sheets)
        self._tell_reader()

    def set_marks(self, marks: Mapping[int, Sequence[PageMark]]) -> None:
        """Show these highlights, by page."""
        self._marks = marks
        self.viewport().update()

    def set_current_note(self, note_id: str) -> None:
        """Frame the highlight of one note; "" for none."""
        self._current_note = note_id
        self.viewport().update()

    def take_picture(self, task: Draw, image: QImage) -> None:
        """A page has been drawn; small ones are not for here."""
        if task.small or task.sha256 != self._sha256 or not 0 <= task.page < len(self.desk.sheets):
            return
        held = self._pictures.get(task.page)
        if held is not None and task.dpi != self._dpi():
            return  # drawn for a zoom that is no longer: what is shown meanwhile is as good
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._failed.pop(task.page, None)
        self._pictures.put(task.page, Picture(pixmap, task.dpi), self._in_sight())
        self.viewport().update()

    def take_words(self, task: Read, words: tuple[Word, ...]) -> None:
        """The words of a page are known."""
        if task.sha256 == self._sha256:
            self.selector.words[task.page] = words
            if task.page == self.page:
                self._tell_reader()

    def fail_page(self, task: Draw | Read, sentence: str) -> None:
        """A page can't be drawn, or its words not read; the rest can."""
        if task.sha256 == self._sha256:
            if isinstance(task, Draw):
                self._failed[task.page] = sentence
            else:
                self.selector.words.setdefault(task.page, ())
            self.viewport().update()

    def ask(self) -> None:
        """Tell the worker what is wanted now: pages in sight, their words, then the neighbours."""
        seen = self._in_sight()
        if not self._sha256 or not seen:
            return
        near = [page for page in (seen[-1] + 1, seen[0] - 1) if 0 <= page < len(self.desk.sheets)]
        self._worker.want("pages", [*self._tasks(seen), *self._tasks(near)])

    def scrolled(self) -> None:
        """Other pages may be in sight: ask for them after a moment's rest."""
        self._ask_timer.start()

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The desk, the sheets in sight, and what is on them."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.colours.desk))
        offset = -self.window_on_desk().topLeft()
        sheets = SheetPainter(painter, self._theme, self.desk, offset, self.devicePixelRatioF())
        selected = {part.page: part.rects for part in self.selector.parts()}
        for page in self._in_sight():
            waiting = _("Page {n} is being drawn …").format(n=page + 1)
            sheets.sheet(page, self._pictures.get(page), self._failed.get(page, waiting))
            sheets.marks(page, self._marks.get(page, ()), selected.get(page, ()), self._current_note)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    # -- pointer and keys ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Begin a selection, or go on with it where Shift is held."""
        under = self.page_under(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and under is not None:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.selector.extend(*under) if shift else self.selector.press(*under)
            self._drag_timer.start()
            self._dragged_to = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Drag the selection; otherwise show by the pointer's shape what is there."""
        at = event.position().toPoint()
        under = self.page_under(at)
        if under is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._dragged_to = at
            self.selector.drag(*under)
        elif self._note_under(at):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            word = self.selector.over_word(*under)
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if word else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """End the selection; a click on a highlight chooses its note."""
        self._drag_timer.stop()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.selector.selection is not None:
            self.selected.emit()
            return
        note = self._note_under(event.position().toPoint())
        self.set_current_note(note)
        if note:
            self.note_chosen.emit(note)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Select the word."""
        under = self.page_under(event.position().toPoint())
        if under is not None:
            self.selector.select_word(*under)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for the menu, also by the keyboard's menu key."""
        note = self._note_under(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self._current_note
        self.menu_wanted.emit(event.globalPos(), note)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Shift and arrows select; the rest scrolls."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        move = _MOVES.get(Qt.Key(event.key())) if shift else None
        if move is None:
            super().keyPressEvent(event)
            return
        self.selector.move(self.page, move[0], by_line=move[1])
        parts = self.selector.parts()
        if parts:
            self.reveal(parts[-1].page, parts[-1].rects[-1])

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """On a screen of another pixel ratio pages are drawn anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.scrolled()

    def _scroll_while_dragging(self) -> None:
        y, height = self._dragged_to.y(), self.viewport().height()
        beyond = y if y < 0 else max(0, y - height)
        if beyond:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond // 2 + (1 if beyond > 0 else -1))
            under = self.page_under(QPoint(self._dragged_to.x(), min(max(y, 0), height)))
            if under is not None:
                self.selector.drag(*under)

    def _note_under(self, point: QPoint) -> str:
        under = self.page_under(point)
        if under is None:
            return ""
        page, x, y = under
        marks = self._marks.get(page, ())
        sheet = self.desk.rects[page].translated(-self.window_on_desk().topLeft())
        on_page = next((mark.note_id for mark, place in badges(sheet, marks) if place.contains(point)), "")
        return on_page or next((mark.note_id for mark in reversed(list(marks)) if mark.holds(x, y)), "")

    # -- what is in sight ----------------------------------------------------------------------------------------

    def _in_sight(self) -> range:
        window = self.window_on_desk()
        return self.desk.pages_between(window.top(), window.bottom())

    def _dpi(self) -> float:
        return round(self.desk.scale * _POINTS_PER_INCH * self.devicePixelRatioF(), 3)

    def _tasks(self, pages: Sequence[int]) -> list[Task]:
        dpi = self._dpi()
        tasks: list[Task] = []
        for page in pages:
            held = self._pictures.get(page)
            if page not in self._failed and (held is None or held.dpi != dpi):
                tasks.append(Draw(self._sha256, page, dpi))
        tasks += [Read(self._sha256, page) for page in pages if page not in self.selector.words]
        return tasks

    def _tell_reader(self) -> None:
        """What a screen reader reads: the document's title, the page, and what is printed on it."""
        self.setAccessibleName(_("Pages of {title}").format(title=self._title))
        printed = " ".join(word.text for word in self.selector.words.get(self.page, ()))[:_SPOKEN]
        count = len(self.desk.sheets)
        where = _("Page {n} of {count}").format(n=self.page + 1, count=count) if count else ""
        self.setAccessibleDescription(f"{where}. {printed}" if printed else where)
