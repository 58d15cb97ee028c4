"""How far something has come, as a thin line with its meaning in words."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from moedeklar.ui.theme.style import set_role


class ProgressLine(QProgressBar):
    """A line of four pixels. What it means is said in words, in the tool tip and to a screen reader."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        set_role(self, "thin")

    def set_progress(self, done: int, total: int, words: str = "") -> None:
        """Show *done* of *total*; a total of 0 shows that something is under way whose length is unknown."""
        self.setRange(0, max(total, 0))
        self.setValue(min(max(done, 0), max(total, 0)))
        self.setAccessibleDescription(words)
        self.setToolTip(words)
