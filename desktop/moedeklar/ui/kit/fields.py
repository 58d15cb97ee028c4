"""A file that is chosen: its name, a button to choose it by, and below what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


class FileField(QWidget):
    """The name may be typed or pasted too. `changed` is emitted when another file is named, `said` holds the lines."""

    changed = Signal()

    def __init__(
        self, title: str, hint: str, choose: Callable[[], str], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choose = choose
        self._last = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = QLabel(title)
        set_role(label, "heading")
        column.addWidget(label)
        column.addWidget(words(hint, "small"))
        self.edit = QLineEdit()
        self.edit.setAccessibleName(title)
        self.edit.setClearButtonEnabled(True)
        label.setBuddy(self.edit)
        self.choose = QPushButton(_("Choose …"))
        self.choose.setAccessibleName(_("{what}: choose a file").format(what=title))
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addWidget(self.edit, 1)
        self.row.addWidget(self.choose)
        column.addLayout(self.row)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        self.said: list[StateLine] = []
        self.choose.clicked.connect(self._ask)
        self.edit.editingFinished.connect(self._named)
        self.edit.textChanged.connect(lambda text: None if text else self._named())

    @property
    def name(self) -> str:
        """The file named, without what a person pastes around it."""
        return self.edit.text().strip().strip('"')

    def set_name(self, name: str) -> None:
        """Name a file, as though it had been chosen."""
        self.edit.setText(name)
        self._named()

    def say(self, lines: Sequence[tuple[str, Tone]]) -> None:
        """Show *lines* below the name, in place of those before."""
        for line in self.said:
            line.hide()
            line.deleteLater()
        self.said = []
        for text, tone in lines:
            line = StateLine(self._theme)
            line.say(text, tone)
            self._lines.addWidget(line)
            self.said.append(line)

    def _ask(self) -> None:
        chosen = self._choose()
        if chosen:
            self.set_name(chosen)

    def _named(self) -> None:
        if self.name != self._last:
            self._last = self.name
            self.changed.emit()
