"""What stands where a list is empty: it says what will be there, and offers the one action that fills it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.buttons import action_button

WIDTH = 420
ICON = 40


class EmptyState(QWidget):
    """An icon, a heading, a sentence or two and buttons, in the middle of the room given."""

    def __init__(self, theme: Theme, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 24, 24, 24)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        layout.addStretch(1)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._picture)
        self._title = self._words("heading")
        self._text = self._words("muted")
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(0, 8, 0, 0)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout.addLayout(self._buttons)
        layout.addStretch(2)
        self.set_words(title, text)
        self._draw()
        theme.changed.connect(self._draw)

    def set_words(self, title: str, text: str) -> None:
        """Change heading and text, which are also the widget's accessible name and description."""
        for label, words in ((self._title, title), (self._text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def add_action(self, text: str, on_click: Callable[[], object], *, primary: bool = True) -> QPushButton:
        """Add a button to the right of those there are, and return it."""
        button = action_button(text, on_click, primary=primary)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def _words(self, role: str) -> QLabel:
        label = QLabel()
        set_role(label, role)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _draw(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, ICON, "faint", self.devicePixelRatioF()))
