"""The column in which an item is read: one document at a measure made for reading, cards, highlights, selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFrame,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget
from shiboken6 import isValid

from moedeklar.ui.reader.corrected import CORRECTION_LINK, UNCERTAIN_LINK
from moedeklar.ui.reader.document import ATTACHMENT_LINK, BuiltItem
from moedeklar.ui.reader.positions import Passage, Positions
from moedeklar.ui.reader.proceedings import MEETING_LINK
from moedeklar.ui.reader.writer import CARD
from moedeklar.ui.theme.palette import Palette
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

MEASURE = 70  # characters to a line
LEAST_MARGIN, TOP, BOTTOM, RADIUS = 26.0, 12.0, 60.0, 8.0
DWELL = 900  # ms for which the end must be in view before an item counts as read
FLASH = 1400  # ms


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight to draw: the passage of a note, in one of the three colours or underlined where it has none."""

    note_id: str
    passage: Passage
    colour: str | None


class ItemText(QTextBrowser):
    """Shows one `BuiltItem`. Read-only, with a caret and selection by keyboard and mouse. UI thread.

    `settled` tells that scrolling has stopped; `end_seen` that the end has been in view for a moment; `note_chosen`
    that a highlight was clicked; `attachment_chosen` and `meeting_chosen` that a link was followed, to "MEETING" or
    "MEETING/ITEM"; `undo_chosen` carries a correction to be taken back, `uncertain_chosen` the key of a section that is
    to be corrected; `menu_wanted` carries the context menu's place on the screen.
    """

    settled = Signal()
    end_seen = Signal()
    note_chosen = Signal(str)
    attachment_chosen = Signal(str)
    meeting_chosen = Signal(str)
    undo_chosen = Signal(str)
    uncertain_chosen = Signal(str)
    menu_wanted = Signal(object)
    selection_made = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._positions = Positions()
        self._marks: tuple[Mark, ...] = ()
        self._flashed: Passage | None = None
        self._shown = False
        set_role(self, "reading")
        self.setAccessibleName(_("Item text"))
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.anchorClicked.connect(self._follow)
        self._settle = _timer(self, 350, self.settled.emit)
        self._dwell = _timer(self, DWELL, self._dwelt)
        self._fade = _timer(self, FLASH, self._faded)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._scrolled)

    @property
    def positions(self) -> Positions:
        """The map of the document that is shown."""
        return self._positions

    def show_item(self, built: BuiltItem) -> None:
        """Show another document, from its beginning."""
        self._dwell.stop()
        self._shown = True
        self._flashed = None
        old = self.document()
        built.document.setParent(self)
        self._positions = built.positions
        self._marks = ()
        self.setExtraSelections([])
        self._set_margins(built)
        self.setDocument(built.document)
        if isValid(old) and old is not built.document:  # Qt itself deletes the one a new editor comes with
            old.deleteLater()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Draw these highlights in place of those before. The document itself is not touched."""
        self._marks = tuple(marks)
        self._draw_marks()

    def selected(self) -> tuple[Passage, ...]:
        """What is selected, a passage for each section; empty where nothing of a section is."""
        cursor = self.textCursor()
        return self._positions.passages(cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else ()

    def clear_selection(self) -> None:
        """Drop the selection; the caret stays where it was."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def reveal(self, passage: Passage, *, flash: bool = True) -> bool:
        """Scroll so that *passage* stands in the upper third, and flash it. False where it is not shown."""
        position = self._positions.position(passage.section, passage.start)
        if position is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.value() + self.cursorRect(cursor).top() - self.viewport().height() * 0.3))
        if flash and passage.end > passage.start:
            self._flashed = passage
            self._draw_marks()
            self._fade.start()
        return True

    def reading_place(self) -> tuple[str, int] | None:
        """The section and offset at the top of what is seen; None at the very beginning."""
        if self.verticalScrollBar().value() == 0:
            return None
        margin = self.document().rootFrame().frameFormat().leftMargin()
        return self._positions.place(self.cursorForPosition(QPointF(margin + 2, 4).toPoint()).position())

    def show_place(self, section: str, offset: int) -> None:
        """Scroll so that the place stands at the top, as `reading_place` told it."""
        position = self._positions.position(section, offset)
        if position is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(position)
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + self.cursorRect(cursor).top()))

    def note_at(self, position: int) -> str | None:
        """The note whose highlight covers a document position, the shortest where several do."""
        found = [
            (end - start, mark.note_id)
            for mark in self._marks
            for start, end in self._positions.ranges(mark.passage)
            if start <= position < end
        ]
        return min(found)[1] if found else None

    def _follow(self, link: QUrl) -> None:
        ways = {
            ATTACHMENT_LINK: self.attachment_chosen,
            MEETING_LINK: self.meeting_chosen,
            CORRECTION_LINK: self.undo_chosen,
            UNCERTAIN_LINK: self.uncertain_chosen,
        }
        for prefix, chosen in ways.items():
            if link.toString().startswith(prefix):
                chosen.emit(link.toString().removeprefix(prefix))

    def _draw_marks(self) -> None:
        colours = self._theme.colours
        drawn: list[QTextEdit.ExtraSelection] = []
        for mark in self._marks:
            form = QTextCharFormat()
            if mark.colour is None:
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                form.setUnderlineColor(QColor(colours.accent))
            else:
                form.setBackground(QColor(colours.highlight(mark.colour)))
                form.setForeground(QColor(colours.ink))
            drawn.extend(self._selections(mark.passage, form))
        if self._flashed is not None:
            form = QTextCharFormat()
            form.setBackground(QColor(colours.found))
            form.setForeground(QColor(colours.ink))
            drawn.extend(self._selections(self._flashed, form))
        self.setExtraSelections(drawn)

    def _selections(self, passage: Passage, form: QTextCharFormat) -> Iterator[QTextEdit.ExtraSelection]:
        for start, end in self._positions.ranges(passage):
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = form
            yield selection

    def _faded(self) -> None:
        self._flashed = None
        self._draw_marks()

    def _scrolled(self) -> None:
        self._settle.start()
        self.watch_end()

    def watch_end(self) -> None:
        """Begin to count how long the end has been in view, if it is: the last line, not the room below it."""
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        if self.cursorRect(end).bottom() <= self.viewport().height():
            if not self._dwell.isActive():
                self._dwell.start()
        else:
            self._dwell.stop()

    def _dwelt(self) -> None:
        if self.isVisible() and self._shown:
            self.end_seen.emit()

    def _set_margins(self, built: BuiltItem) -> None:
        document = built.document
        measure = QFontMetricsF(document.defaultFont()).averageCharWidth() * MEASURE
        margin = max(LEAST_MARGIN, (self.viewport().width() - measure) / 2)
        frame = document.rootFrame()
        form = frame.frameFormat()
        if form.leftMargin() != margin or form.topMargin() != TOP:
            form.setLeftMargin(margin)
            form.setRightMargin(margin)
            form.setTopMargin(TOP)
            form.setBottomMargin(BOTTOM)
            frame.setFrameFormat(form)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the measure centred, and the place at which reading stands."""
        place = self.reading_place()
        self._set_margins(BuiltItem(self.document(), self._positions))
        super().resizeEvent(event)
        if place is not None:
            self.show_place(*place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Cards with round corners behind the text; a text document cannot round its frames itself."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        for frame in self.document().rootFrame().childFrames():
            if frame.frameFormat().hasProperty(CARD):
                _paint_card(painter, self._theme.colours, frame, layout.frameBoundingRect(frame))
        painter.end()
        super().paintEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """A selection made by mouse offers what can be done with it; a click on a highlight chooses its note."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            self.selection_made.emit()
            return
        note = self.note_at(self.cursorForPosition(event.position().toPoint()).position())
        if note is not None:
            self.note_chosen.emit(note)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Space reads on by a page; Enter on a highlight chooses its note."""
        if event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            page = bar.pageStep() - self.fontMetrics().height() * 2
            backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-page if backwards else page))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.textCursor().charFormat().isAnchor():
            note = self.note_at(self.textCursor().position())
            if note is not None:
                self.note_chosen.emit(note)
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """The reader's own menu rather than the text field's; by mouse it is about the place that was pointed at."""
        if event.reason() is QContextMenuEvent.Reason.Mouse and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_wanted.emit(event.globalPos())


def _timer(owner: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


def _paint_card(painter: QPainter, colours: Palette, frame: QTextFrame, rect: QRectF) -> None:
    form = frame.frameFormat()
    inner = rect.adjusted(0.5, form.topMargin() + 0.5, -0.5, -form.bottomMargin() - 0.5)
    recommended = form.property(CARD) == "rec"
    painter.setPen(QPen(QColor(colours.rec_line if recommended else colours.dec_line), 1))
    painter.setBrush(QColor(colours.rec if recommended else colours.dec))
    painter.drawRoundedRect(inner, RADIUS, RADIUS)
