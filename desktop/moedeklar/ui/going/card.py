"""The card of closed material in the settings: the rule and who decided it, and what was removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.retention import amount, begins_sentence, gone_sentence, rule_sentence

if TYPE_CHECKING:
    from moedeklar.member.retention import RetentionStatus

CHOICES = (0, 30, 90, 365)  # days; 0 for ever


class ClosedCard(Card):
    """`days_chosen` carries days, 0 for ever; `list_wanted`, `forget_wanted` and `decided_wanted` are to be opened."""

    days_chosen = Signal(int)
    list_wanted = Signal()
    forget_wanted = Signal()
    decided_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(_("Closed material"))
        self._filling = False
        self.status: RetentionStatus | None = None
        row = QHBoxLayout()
        name = QLabel(_("Keep closed material"))
        self.days = QComboBox()
        self.days.setMinimumWidth(240)
        self.days.setAccessibleName(name.text())
        name.setBuddy(self.days)
        for days in CHOICES:
            self.days.addItem(_days(days), days)
        self.days.currentIndexChanged.connect(self._choose)
        self.mark = DecidedMark(theme, self)
        self.mark.clicked.connect(self.decided_wanted)
        row.addWidget(name, 1)
        row.addWidget(self.mark)
        row.addWidget(self.days)
        self.body.addLayout(row)
        self.said, self.last = words("", "muted"), words("", "small")
        self.body.addWidget(self.said)
        self.body.addWidget(self.last)
        self.list_button = QPushButton(_("Show what goes when …"))
        theme.set_icon(self.list_button, "list")
        self.list_button.clicked.connect(lambda _checked=False: self.list_wanted.emit())
        self.forget_button = QPushButton(_("Remove everything of an organisation …"))
        theme.set_icon(self.forget_button, "trash-2")
        self.forget_button.clicked.connect(lambda _checked=False: self.forget_wanted.emit())
        row_of_buttons = QWidget()
        buttons = FlowLayout(row_of_buttons, spacing=8)
        for button in (self.list_button, self.forget_button):
            buttons.addWidget(button)
        self.body.addWidget(row_of_buttons)

    def show_status(self, status: RetentionStatus) -> None:
        """Put it in place; nothing is chosen by that."""
        self.status = status
        self._filling = True
        days = status.rule.days if status.rule else 0
        if self.days.findData(days) < 0:
            self.days.addItem(_days(days), days)
        self.days.setCurrentIndex(self.days.findData(days))
        self._filling = False
        self.days.setEnabled(not status.locked)
        name = status.rule.name if status.rule else ""
        self.mark.say(name if status.locked else "", self.days.accessibleName(), self.days.currentText())
        begins = [begins_sentence(status.begins)] if status.begins is not None else []
        self.said.setText(" ".join([rule_sentence(status.rule), *begins]))
        last = status.last
        parts = amount(last.items, last.attachments, last.size) if last else ""
        self.last.setText(gone_sentence(last.day, last.rule, parts) if last and parts else "")
        self.last.setVisible(bool(parts))
        self.list_button.setEnabled(status.rule is not None)

    def _choose(self, _index: int) -> None:
        if not self._filling:
            self.days_chosen.emit(int(self.days.currentData()))


def _days(days: int) -> str:
    if not days:
        return _("for ever")
    return ngettext("{n} day after the meeting", "{n} days after the meeting", days).format(n=days)
