"""One note beside the text: its quote, its words (edited in place, saved by themselves), its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from moedeklar.model.anchors import AnchorState, PageAnchor
from moedeklar.model.work import Colour, Note
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.tag import Tag
from moedeklar.wording.dates import capitalised, moment_ago
from moedeklar.wording.language import _
from moedeklar.wording.names import item_title

AUTOSAVE = 1000  # ms after the last key
QUOTE_LENGTH = 220
AROUND = 10  # pixels over and under the lines of a note: the frame of the field, its padding, the document's margin


@dataclass
class Handle:
    """A note's id, which a new note has only once it is stored; commands read it when they run, in order."""

    id: str | None = None


def colour_word(colour: Colour) -> str:
    """The name of a highlight colour."""
    return {Colour.YELLOW: _("Yellow"), Colour.GREEN: _("Green"), Colour.RED: _("Red")}[colour]


def state_words(state: AnchorState) -> tuple[str, str, str]:
    """A note's state as a badge, the badge's role, and what it means; three times "" where all is as it was."""
    said = {
        AnchorState.PLACED: ("", "", ""),
        AnchorState.MOVED: (
            _("Moved"),
            "tag",
            _("The same words stand elsewhere in the new version; the note went with them."),
        ),
        AnchorState.CHECK: (
            _("Please check"),
            "tag-warn",
            _("The words have changed. The note stands where the text is most alike."),
        ),
        AnchorState.UNPLACED: (
            _("Without a place"),
            "tag-warn",
            _("The words are no longer in the text. The note is kept with what it was about."),
        ),
    }
    return said[state]


class GrowingText(QPlainTextEdit):
    """A text field as high as what is written in it. `left` when it loses the keyboard, `escaped` on Esc."""

    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "note-text")
        self.setAccessibleName(_("Text of the note"))
        self.setPlaceholderText(_("Write a note"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        lines = max(1, round(self.document().size().height()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """A narrower field is a higher one."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that the person has gone elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc, and Ctrl+Enter, are done with the note."""
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL
        if event.key() == Qt.Key.Key_Escape or done:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


_CONTROL = Qt.KeyboardModifier.ControlModifier


class Quote(QLabel):
    """The words that were marked, in the serif, with a bar in the highlight's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour: Colour | None = None
        set_role(self, "quote")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(11, 0, 0, 0)

    def show_quote(self, quote: str, colour: Colour | None) -> None:
        """Show *quote*, shortened where it is long; nothing for none."""
        self._colour = colour
        self.setText(quote if len(quote) <= QUOTE_LENGTH else quote[:QUOTE_LENGTH].rstrip() + " …")
        self.setVisible(bool(quote))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The bar, then the words."""
        painter = QPainter(self)
        colours = self._theme.colours
        painter.fillRect(QRectF(0, 1, 3, self.height() - 2), QColor(colours.edge(self._colour or Colour.YELLOW)))
        painter.end()
        super().paintEvent(event)


class NoteCard(QFrame):
    """Shows and edits one note. Whoever made it saves what `edited` carries. UI thread.

    `touched` tells that `dirty` may be another than before; what is handed over with `edited` was handed over then.
    """

    edited = Signal(object, str)  # Handle, text
    touched = Signal()
    colour_wanted = Signal(object, str)
    removal_wanted = Signal(object)
    confirmed = Signal(object)
    chosen = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "note")
        self.handle = Handle()
        self.note: Note | None = None
        self._stored = ""
        self._theme = theme
        self._quote = Quote(theme)
        self.editor = GrowingText()
        self._time = QLabel()
        set_role(self._time, "faint")
        self._state = Tag()
        self._confirm = QPushButton(_("OK here"))
        set_role(self._confirm, "link")
        self._confirm.setToolTip(_("The note stands in the right place"))
        self._confirm.clicked.connect(lambda: self.confirmed.emit(self.handle))
        self._more = self._tool("ellipsis", _("More about the note"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._remove = self._tool("trash-2", _("Delete the note"))
        self._remove.clicked.connect(lambda: self.removal_wanted.emit(self.handle))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE)
        self._timer.timeout.connect(self.flush)
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.flush)
        self.editor.escaped.connect(self._finished)
        self._lay_out()
        self._fill_menu()
        self._show_state(AnchorState.PLACED)

    def _tool(self, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIconSize(QSize(14, 14))
        self._theme.set_icon(button, icon, "faint")
        return button

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._time)
        foot.addWidget(self._state)
        foot.addWidget(self._confirm)
        foot.addStretch(1)
        foot.addWidget(self._more)
        foot.addWidget(self._remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 8, 6)
        whole.setSpacing(5)
        whole.addWidget(self._quote)
        whole.addWidget(self.editor)
        whole.addLayout(foot)

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        for colour in Colour:
            action = menu.addAction(colour_word(colour))
            action.triggered.connect(lambda _on=False, c=colour: self.colour_wanted.emit(self.handle, str(c)))
        self._more.setMenu(menu)

    @property
    def dirty(self) -> bool:
        """Whether something is written that has not been handed over for saving; a draft of blanks alone is nothing."""
        return self.editor.toPlainText() != self._stored and not self.empty_draft

    @property
    def blank(self) -> bool:
        """Whether nothing is written."""
        return not self.editor.toPlainText().strip()

    @property
    def empty_draft(self) -> bool:
        """Whether this is a note that is not stored, nor handed over, and has no words."""
        return self.handle.id is None and not self._stored and self.blank

    def show_note(self, note: Note, now: datetime) -> None:
        """Show *note*; words being written are never taken away."""
        self.note = note
        self.handle.id = note.id
        self._quote.show_quote(note.quote, note.colour)
        if not self.dirty and not self._timer.isActive() and note.text != self._stored:
            self._stored = note.text
            self.editor.setPlainText(note.text)
        when = capitalised(moment_ago(note.changed, now))
        if isinstance(note.anchor, PageAnchor):
            when = _("Page {n}").format(n=note.anchor.page + 1) + f" · {when}"
        self._time.setText(when)
        self._show_state(note.state)
        self._more.setVisible(note.anchor is not None)
        about = note.quote or item_title(note.home.title)
        self.setAccessibleName(_("Note on “{words}”").format(words=about[:80]))
        self.editor.setAccessibleName(_("Text of the note on “{words}”").format(words=about[:80]))

    def show_draft(self, name: str) -> None:
        """A note on something whole (*name* says on what) that is not stored yet."""
        self._quote.hide()
        self._more.hide()
        self._time.setText(name)
        self.setAccessibleName(name)

    def _show_state(self, state: AnchorState) -> None:
        badge, role, meaning = state_words(state)
        self._state.setVisible(bool(badge))
        if badge:
            self._state.show_state(badge, role)
            self._state.setToolTip(meaning)
        self._confirm.setVisible(state is AnchorState.CHECK)

    def failed(self) -> None:
        """What was handed over last could not be stored: it counts as unsaved again."""
        self._stored = self.note.text if self.note is not None else ""
        self.touched.emit()

    def flush(self) -> None:
        """Hand over what is written and not saved, at once."""
        self._timer.stop()
        text = self.editor.toPlainText()
        if self.dirty:
            self._stored = text
            self.edited.emit(self.handle, text)
            self.touched.emit()

    def _typed(self) -> None:
        if self.dirty:
            self._timer.start()
        else:
            self._timer.stop()
        self.touched.emit()

    def _finished(self) -> None:
        self.flush()
        self.done.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """A click on the card shows its passage."""
        super().mousePressEvent(event)
        self.chosen.emit(self.handle)
