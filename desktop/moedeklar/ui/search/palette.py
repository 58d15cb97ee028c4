"""The palette over the window: one line to type in, and what is found below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.navigation import Navigator
from moedeklar.ui.operations import Operations
from moedeklar.ui.precedence import go_first
from moedeklar.ui.search.content import SHORTEST, Entry, count_words
from moedeklar.ui.search.controller import SearchController
from moedeklar.ui.search.delegate import PaletteDelegate
from moedeklar.ui.search.model import PaletteModel
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.keyhint import KeyHint
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

WIDTH = 720
PAGE = 6


class SearchPalette(QWidget):
    """Lies over *parent* while it is open. Esc, a click beside it and going somewhere close it. UI thread.

    The focus stays in the line that is typed in; arrows move the choice. Closed with Esc, it gives the focus back to
    whatever had it; `left` says that this is not there any more, as a row that a run has shown anew meanwhile.
    """

    left = Signal()

    def __init__(
        self, workspace: Workspace, operations: Operations, navigator: Navigator, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._theme = theme
        self._window = parent
        self._before: QWidget | None = None
        self._go_when_found = False
        self._announced = ""
        self.setAccessibleName(_("Search"))
        self._model = PaletteModel()
        self._build(theme)
        self._controller = SearchController(workspace, operations, self._show, self._fail, self)
        self.edit.textChanged.connect(self._typed)
        parent.installEventFilter(self)
        self.hide()

    def _build(self, theme: Theme) -> None:
        self.panel = QFrame(self)
        set_role(self.panel, "card")
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(1, 10, 1, 8)
        inside.setSpacing(6)
        top = QHBoxLayout()
        top.setContentsMargins(14, 0, 12, 0)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Search agendas, attachments and your own notes"))
        self.edit.setAccessibleName(_("Search agendas, attachments and your own notes"))
        self.edit.installEventFilter(self)
        top.addWidget(self.edit, 1)
        top.addWidget(KeyHint("Esc"))
        inside.addLayout(top)
        self.list = QListView()
        set_role(self.list, "bare")
        self.list.setAccessibleName(_("Results"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._clicked)
        inside.addWidget(self.list, 1)
        self.state = QLabel()
        set_role(self.state, "faint")
        self.state.setWordWrap(True)
        self.state.setContentsMargins(14, 2, 14, 2)
        inside.addWidget(self.state)

    def open_palette(self, text: str = "") -> None:
        """Show the palette with *text* typed already, everything in it selected."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._go_when_found = False
        self._controller.open()
        self.edit.setText(text)
        self._place()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def close_palette(self) -> None:
        """Hide it and give the focus back."""
        before = self._leave()
        if before is None or not isValid(before):
            self.left.emit()
        elif before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> QWidget | None:
        """Hide it; returns what had the focus. Going somewhere gives the focus to the screen gone to instead."""
        self._controller.close()
        self._go_when_found = False
        before, self._before = self._before, None
        self.hide()
        return before

    def _typed(self, text: str) -> None:
        self._go_when_found = False
        go_first()
        self._controller.type(text)

    def _show(self, entries: list[Entry], hits: int, waiting: bool) -> None:
        self._model.set_entries(entries)
        self.list.setVisible(bool(entries))
        self._choose(self._model.step(-1, 1))
        self._say(self._state_words(hits, waiting), announce=not waiting)
        self._place()
        if self._go_when_found and not waiting:
            self._go_when_found = False
            self._activate()

    def _state_words(self, hits: int, waiting: bool) -> str:
        text = self.edit.text().strip()
        if not text:
            return _("Type words of an item, an attachment or a note. They are found inside longer words too.")
        if len(text) < SHORTEST:
            return _("Type at least two letters.")
        if waiting:
            return _("Searching …")
        if not hits:
            return _("Nothing was found for “{words}”. Try fewer or other words.").format(words=text)
        return _("{hits}. Enter goes to the place.").format(hits=count_words(hits))

    def _fail(self, error: MoedeklarError) -> None:
        self._go_when_found = False
        self._say(error_sentence(error), announce=True)

    def _say(self, said: str, *, announce: bool) -> None:
        self.state.setText(said)
        if announce and said != self._announced and self.isVisible():
            self._announced = said
            self._announce(said)

    def _announce(self, said: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, said))

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if row == self._model.step(-1, 1):
            self.list.scrollToTop()
        elif row >= 0:
            self.list.scrollTo(index)

    def _move(self, by: int) -> None:
        self._choose(self._model.step(self.list.currentIndex().row(), by))
        entry = self._model.entry(self.list.currentIndex().row())
        if entry is not None:
            self._announce(entry.spoken)

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
        self._activate()

    def _activate(self) -> None:
        """Go to what is chosen; where a search is still under way, to the best of what it finds."""
        if self._controller.waiting:
            self._go_when_found = True
            return
        entry = self._model.entry(self.list.currentIndex().row())
        if entry is not None:
            self._leave()
            self._controller.resolve(entry.target, self._navigator.go)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Keys that the line did not take stay here and reach nothing below."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take the keys that move and choose; follow the size of the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
        if key in moves:
            self._move(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """A click beside the panel closes."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        """Dim the window below."""
        painter = QPainter(self)
        shade = QColor("black")
        shade.setAlpha(120 if self._theme.colours.dark else 70)
        painter.fillRect(self.rect(), shade)

    def _place(self) -> None:
        """Cover the parent; the panel is as high as its rows, within the window."""
        room = self._window.size()
        self.setGeometry(0, 0, room.width(), room.height())
        width = min(WIDTH, room.width() - 48)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self._model.rowCount()))
        self.state.setFixedWidth(width - 2)
        chrome = self.edit.sizeHint().height() + self.state.heightForWidth(width - 2) + 36
        height = min(rows + chrome, room.height() - 96)
        self.panel.setGeometry((room.width() - width) // 2, 48, width, max(height, chrome))
