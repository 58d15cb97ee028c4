"""A tag: a word or two in a small frame that say what kind of thing or in what state it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from moedeklar.ui.theme.style import set_role

ROLES = ("tag", "tag-accent", "tag-good", "tag-warn", "tag-bad")


class Tag(QLabel):
    """*text* in one of `ROLES`. It never grows beyond its words, and is read as plain text."""

    def __init__(self, text: str = "", role: str = "tag", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self, role)

    def show_state(self, text: str, role: str = "tag") -> None:
        """Change words and look at once; "" hides the tag."""
        self.setText(text)
        self.setVisible(bool(text))
        set_role(self, role)
