"""The middle column: a thin bar of buttons, what must be said about the version, and the text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from moedeklar.ui.reader.text import ItemText
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner


class MiddleColumn(QFrame):
    """Holds the text and what stands over it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self._theme = theme
        self.text = ItemText(theme, self)
        self._state = QLabel()
        set_role(self._state, "faint")
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(26, 6, 10, 0)
        self._bar.setSpacing(2)
        self._bar.addWidget(self._state, 1)
        self._banner_box = QVBoxLayout()
        self._banner_box.setContentsMargins(16, 4, 16, 0)
        self._banner: Banner | None = None
        self._offer_box = QVBoxLayout()
        self._offer_box.setContentsMargins(16, 4, 16, 0)
        self._offer: Banner | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._bar)
        whole.addLayout(self._banner_box)
        whole.addLayout(self._offer_box)
        whole.addWidget(self.text, 1)

    def add_buttons(self, actions: Iterable[QAction]) -> None:
        """Put actions as icons at the right of the bar."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(17, 17))
            button.setAccessibleName(action.text())
            self._bar.addWidget(button)

    def say(self, words: str) -> None:
        """What is said of the item in faint words over the text."""
        self._state.setText(words)

    @property
    def banner(self) -> Banner | None:
        """The banner over the text, None for none."""
        return self._banner

    def set_banner(self, banner: Banner | None) -> None:
        """Show *banner* over the text in place of the one before."""
        _put(self._banner_box, self._banner, banner)
        self._banner = banner

    @property
    def offer(self) -> Banner | None:
        """What is offered to be done, None for nothing."""
        return self._offer

    def set_offer(self, offer: Banner | None) -> None:
        """Offer something over the text in place of what was offered before."""
        _put(self._offer_box, self._offer, offer)
        self._offer = offer


def _put(box: QVBoxLayout, before: Banner | None, banner: Banner | None) -> None:
    if before is not None:
        box.removeWidget(before)
        before.hide()
        before.deleteLater()
    if banner is not None:
        box.addWidget(banner)
