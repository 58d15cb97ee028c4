"""Adding a source by its address: a council information system (OParl), or a calendar of planned meetings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.lines import Tone
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.files import choose_file
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class Typed:
    """An address as it was typed, and what to call the source ("": by the address)."""

    address: str
    name: str


class AddAddress(QWidget):
    """A line for the address, one for a name, and a button that adds. `wanted` carries a `Typed`.

    With *file_filter* a file may be chosen in place of an address; `choose` asks for it, and may be replaced.
    """

    wanted = Signal(object)

    def __init__(
        self, theme: Theme, label: str, example: str, hint: str, *, file_filter: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filter = file_filter
        self.choose: Callable[[], str] = self._ask
        self.problem = StateLine(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.address = self._line(grid, 0, label, example)
        self.address.textEdited.connect(lambda _text: self.problem.say(""))
        self.browse = QPushButton(_("Choose a file …"), self)
        theme.set_icon(self.browse, "folder-open")
        self.browse.clicked.connect(self._browse)
        if file_filter:
            grid.addWidget(self.browse, 0, 2)
        grid.addWidget(self.problem, 1, 1, 1, 2)
        self.name = self._line(grid, 2, _("Name"), _("What to call it here, if you like"))
        layout.addLayout(grid)
        self.browse.setVisible(bool(file_filter))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(words(hint, "small"), 1)
        self.add = QPushButton(_("Add"))
        self.add.setAccessibleName(_("Add the source"))
        set_role(self.add, "primary")
        self.add.clicked.connect(self._add)
        row.addWidget(self.add)
        layout.addLayout(row)
        self.setFocusProxy(self.address)

    def _line(self, grid: QGridLayout, row: int, text: str, placeholder: str) -> QLineEdit:
        label = QLabel(text)
        edit = QLineEdit()
        edit.setPlaceholderText(placeholder)
        edit.setAccessibleName(text)
        edit.returnPressed.connect(self._add)
        label.setBuddy(edit)
        grid.addWidget(label, row, 0)
        grid.addWidget(edit, row, 1)
        return edit

    def refuse(self, sentence: str) -> None:
        """Say why it was not added; what was typed stays to be corrected."""
        self.problem.say(sentence, Tone.LATE)
        self.address.setFocus()
        self.address.selectAll()

    def accepted(self) -> None:
        """It was added."""
        self.problem.say("")
        self.address.clear()
        self.name.clear()

    def _add(self) -> None:
        typed = self.address.text().strip().strip("\"'“”")
        if typed:
            self.wanted.emit(Typed(typed, self.name.text().strip()))
        else:
            self.refuse(_("Type the address first."))

    def _browse(self) -> None:
        chosen = self.choose()
        if chosen:
            self.address.setText(chosen)
            self._add()

    def _ask(self) -> str:
        return choose_file(self, _("Choose a calendar file"), str(Path.home()), self._filter)


def feed_form(theme: Theme) -> AddAddress:
    """For an OParl server."""
    hint = _(
        "Many German councils and some feeds of municipalities speak OParl, an open standard. The address is that of"
        " the system object; whoever runs the server tells it."
    )
    return AddAddress(theme, _("Address"), "https://ris.example/oparl/system", hint)


def calendar_form(theme: Theme) -> AddAddress:
    """For a calendar, by its address or as a file."""
    hint = _(
        "A calendar (iCalendar) tells which meetings are planned. Each joins its agenda once that comes from another"
        " source."
    )
    example = "webcal://nordlund.example/moeder.ics"
    return AddAddress(theme, _("Address or file"), example, hint, file_filter=_("Calendars (*.ics)"))
