"""A key of the keyboard, written as the system writes it."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from moedeklar.ui.theme.style import set_role


class KeyHint(QLabel):
    """Shows *keys* ("Ctrl+K") as people of this system know them ("⌘K" on macOS)."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText), parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self, "key")
