"""The bar at the top: name, menus, the way into the search, and how fetching stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenuBar, QPushButton, QToolButton, QWidget

from moedeklar.model.reports import SyncEvent
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.keyhint import KeyHint
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.language import _


class SearchField(QLineEdit):
    """Looks like a field and opens the search; what is typed into it goes along. `wanted` carries the first letters."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "search")
        self.setReadOnly(True)
        self.setAccessibleName(_("Search"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        hint = KeyHint("Ctrl+K")
        self._reserved = hint.sizeHint().width() + 34
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Where the whole sentence has no room, one word says it too."""
        super().resizeEvent(event)
        words = _("Search in agendas, attachments and your own notes")
        fits = self.fontMetrics().horizontalAdvance(words) + self._reserved <= event.size().width()
        self.setPlaceholderText(words if fits else _("Search"))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """A click opens the search."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter and letters open it too; Tab goes on."""
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.wanted.emit("")
        elif text.isprintable() and text.strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wanted.emit(text)
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """Assembled by the window. `sync_wanted` and `cancel_wanted` come from the right-hand end."""

    sync_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: Theme, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "topbar")
        self.search = SearchField()
        self._state = QPushButton()
        set_role(self._state, "quiet")
        self._state.setToolTip(_("Fetch what is new (F5)"))
        self._state.clicked.connect(self.sync_wanted)
        self._line = ProgressLine(_("Fetching"))
        self._line.setFixedWidth(90)
        self._words = QLabel()
        set_role(self._words, "small")
        self._cancel = QToolButton()
        self._cancel.setAccessibleName(_("Stop fetching"))
        self._cancel.setToolTip(_("Stop fetching"))
        theme.set_icon(self._cancel, "x")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._lay_out(menus)
        self.show_idle("")

    def _lay_out(self, menus: QMenuBar) -> None:
        name = QLabel("Mødeklar")
        set_role(name, "heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 10, 5)
        row.setSpacing(10)
        row.addWidget(name)
        row.addWidget(menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(520)
        row.addWidget(self.search, 6)
        row.addStretch(3)
        for widget in (self._words, self._line, self._cancel, self._state):
            row.addWidget(widget)

    def show_idle(self, words: str) -> None:
        """Nothing is being fetched: when it last was."""
        self._state.setText(words)
        self._state.setAccessibleName(words or _("Fetch what is new"))
        self._state.setVisible(bool(words))
        for widget in (self._words, self._line, self._cancel):
            widget.hide()

    def show_running(self, event: SyncEvent | None, *, cancelling: bool = False) -> None:
        """A run is under way: how far it has come."""
        done, total = (event.done, event.total) if event is not None else (0, 0)
        if event is not None and event.files_total:
            done, total = event.files_done, event.files_total
        words = _("Fetching {done} of {total}").format(done=done, total=total) if total else _("Fetching …")
        if cancelling:
            words = _("Stopping …")
        self._words.setText(words)
        self._line.set_progress(done, total, words)
        self._cancel.setEnabled(not cancelling)
        self._state.hide()
        for widget in (self._words, self._line, self._cancel):
            widget.show()
