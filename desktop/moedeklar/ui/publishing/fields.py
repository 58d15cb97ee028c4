"""Fields of a form, each with its label before it and what is wrong with it below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

WIDEST_LABEL = 190  # pixels; longer ones take two lines


class Field:
    """A line in row *row* of *grid* (which takes two rows), with a label and a place for an error."""

    def __init__(self, grid: QGridLayout, row: int, text: str, theme: Theme, placeholder: str = "") -> None:
        self.label = QLabel(text)
        self.label.setWordWrap(True)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(text)
        self.edit.setPlaceholderText(placeholder)
        self.error = StateLine(theme)
        self.button: QPushButton | None = None
        self.label.setBuddy(self.edit)
        grid.addWidget(self.label, row, 0)
        grid.addWidget(self.edit, row, 1, 1, 2)
        grid.addWidget(self.error, row + 1, 1, 1, 2)
        self.error.hide()
        self.edit.textEdited.connect(lambda _typed: self.refuse(""))
        self._grid, self._row = grid, row

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text().strip().strip("\"'“”")

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with it, "" for nothing."""
        self.error.say(sentence, Tone.LATE)
        self.edit.setAccessibleDescription(sentence)

    def show(self, shown: bool) -> None:
        """Show it or not."""
        for part in (self.label, self.edit, self.button):
            if part is not None:
                part.setVisible(shown)
        self.error.setVisible(shown and bool(self.error.label.text()))

    def add_button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        """A button beside it."""
        self.button = QPushButton(text)
        self.button.setAccessibleName(name)
        self.button.clicked.connect(lambda _checked=False: pressed())
        self._stretch(1)
        self._grid.addWidget(self.button, self._row, 2)
        return self.button

    def show_button(self, shown: bool) -> None:
        """Show the button or not; without it the line takes its room."""
        if self.button is not None:
            self.button.setVisible(shown)
            self._stretch(1 if shown else 2)

    def _stretch(self, columns: int) -> None:
        self._grid.removeWidget(self.edit)  # else it is in the grid twice
        self._grid.addWidget(self.edit, self._row, 1, 1, columns)


def form_grid(parent: QWidget | None = None) -> QGridLayout:
    """A grid for fields."""
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    return grid


def align_labels(*fields: Field) -> None:
    """Give all labels the width of the widest that is shown, so that fields of several grids stand in one line."""
    for field in fields:
        field.label.ensurePolished()
    shown = [field.label for field in fields if not field.label.isHidden()]
    widest = max((label.fontMetrics().horizontalAdvance(label.text()) + 2 for label in shown), default=0)
    for field in fields:
        field.label.setFixedWidth(min(widest, WIDEST_LABEL))


def start_of(text: str) -> str:
    """Where a dialog for a folder begins: at what is typed, else at home."""
    return text or str(Path.home())


def needed() -> str:
    """What is said of a field that must not be empty."""
    return _("It has to be filled in.")
