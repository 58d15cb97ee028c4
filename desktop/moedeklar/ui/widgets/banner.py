"""A line across a screen that says what has happened and what to do, without stopping anybody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.buttons import action_button
from moedeklar.wording.language import _

_LOOKS = {
    "info": ("banner", "info", "accent"),
    "warn": ("banner-warn", "triangle-alert", "warn"),
    "bad": ("banner-bad", "circle-alert", "bad"),
}


class Banner(QFrame):
    """Words with an icon, actions, and a cross. *kind* is "info", "warn" or "bad".

    `dismissed` is emitted when the cross is used; the banner has hidden itself by then. A screen reader is told when it
    appears.
    """

    dismissed = Signal()

    def __init__(
        self, theme: Theme, kind: str, text: str, parent: QWidget | None = None, *, dismissible: bool = True
    ) -> None:
        super().__init__(parent)
        role, self._icon, self._tone = _LOOKS[kind]
        self._theme = theme
        set_role(self, role)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(14, 8, 10, 8)
        self._layout.setSpacing(10)
        self._picture = QLabel()
        self._layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(self._words, 1)
        self._cross = QToolButton()
        theme.set_icon(self._cross, "x", "mute")
        self._cross.setAccessibleName(_("Close this message"))
        self._cross.setToolTip(self._cross.accessibleName())
        self._cross.clicked.connect(self._dismiss)
        self._layout.addWidget(self._cross)
        self._cross.setVisible(dismissible)  # not before it has a parent: it would be a window of its own
        self.set_text(text)
        self._draw()
        theme.changed.connect(self._draw)

    def set_text(self, text: str) -> None:
        """Change the words."""
        self._words.setText(text)
        self.setAccessibleName(text)

    def add_action(self, text: str, on_click: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button before the cross, and return it."""
        button = action_button(text, on_click, primary=primary)
        self._layout.insertWidget(self._layout.count() - 1, button)
        return button

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell a screen reader."""
        super().showEvent(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _draw(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, 18, self._tone, self.devicePixelRatioF()))
