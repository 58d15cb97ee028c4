"""The editor of a committee's deadline rule."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from moedeklar.model.requests import DeadlineRule, DeadlineUnit
from moedeklar.ui.requests.words import unit_name
from moedeklar.ui.theme.style import set_role
from moedeklar.wording.dates import capitalised, weekday
from moedeklar.wording.language import _
from moedeklar.wording.requests import rule_sentence

MOST = 90
_A_MONDAY = date(2024, 1, 1)


class RuleEditor(QWidget):
    """Fields for a rule, with the rule in words below them while it is made.

    `saved` carries the new `DeadlineRule`, `cancelled` says that the old one stays.
    """

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Deadline rule"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._row("", self._counting())
        self.clock_on = QCheckBox(_("Before a time of day"))
        self.clock = QTimeEdit(QTime(12, 0))
        self.clock.setDisplayFormat("HH:mm")
        self.clock.setAccessibleName(_("Time of day"))
        _indent(self.clock)
        self.clock_on.toggled.connect(self.clock.setEnabled)
        clock = QHBoxLayout()
        clock.setSpacing(8)
        clock.addWidget(self.clock_on)
        clock.addWidget(self.clock)
        clock.addStretch(1)
        self._row(_("Time"), clock)
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText(_("e.g. the mayor; empty: the committee's secretariat"))
        self._row(_("Sent to"), self.recipient)
        self.reference = QComboBox()
        self.reference.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reference.setMinimumContentsLength(16)
        self._row(_("Counted from"), self.reference)
        self.words = QLabel()
        self.words.setWordWrap(True)
        set_role(self.words, "muted")
        self._grid.addWidget(self.words, self._grid.rowCount(), 0, 1, 2)
        self._grid.addLayout(self._buttons(), self._grid.rowCount(), 0, 1, 2)
        self._connect()

    def _counting(self) -> QHBoxLayout:
        self.unit = QComboBox()
        self.unit.setAccessibleName(_("What is counted"))
        for unit in DeadlineUnit:
            self.unit.addItem(unit_name(unit), unit.value)
        self.count = QSpinBox()
        self.count.setRange(0, MOST)
        self.count.setAccessibleName(_("How many"))
        _indent(self.count)
        self.weekday = QComboBox()
        self.weekday.setAccessibleName(_("Weekday"))
        for n in range(7):
            self.weekday.addItem(capitalised(weekday(_A_MONDAY + timedelta(days=n))), n + 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.weekday)
        row.addWidget(self.unit, 1)
        return row

    def _row(self, name: str, field: QWidget | QHBoxLayout) -> None:
        row = self._grid.rowCount()
        label = QLabel(name or _("Deadline"))
        set_role(label, "small")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        if isinstance(field, QHBoxLayout):
            self._grid.addLayout(field, row, 1)
        else:
            label.setBuddy(field)
            field.setAccessibleName(name)
            self._grid.addWidget(field, row, 1)

    def _buttons(self) -> QHBoxLayout:
        self.save = QPushButton(_("Save the rule"))
        set_role(self.save, "primary")
        self.save.clicked.connect(lambda: self.saved.emit(self.rule()))
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.unit.currentIndexChanged.connect(self._changed)
        self.count.valueChanged.connect(self._changed)
        self.weekday.currentIndexChanged.connect(self._changed)
        self.clock_on.toggled.connect(self._changed)
        self.clock.timeChanged.connect(self._changed)
        self.recipient.textChanged.connect(self._changed)
        self.reference.currentIndexChanged.connect(self._changed)

    def show_rule(self, rule: DeadlineRule, others: tuple[str, ...]) -> None:
        """Fill in *rule*; *others* are committees whose meeting it may count from."""
        self.unit.setCurrentIndex(list(DeadlineUnit).index(rule.unit))
        by_weekday = rule.unit is DeadlineUnit.WEEKDAY_BEFORE
        self.count.setValue(8 if by_weekday else rule.count)
        self.weekday.setCurrentIndex(max(0, min(6, rule.count - 1)) if by_weekday else 0)
        self.clock_on.setChecked(rule.clock is not None)
        self.clock.setEnabled(rule.clock is not None)
        if rule.clock is not None:
            self.clock.setTime(QTime(rule.clock.hour, rule.clock.minute))
        self.recipient.setText(rule.recipient)
        self.reference.clear()
        self.reference.addItem(_("this committee's own meeting"), "")
        for name in dict.fromkeys((*others, *filter(None, (rule.reference_committee,)))):
            self.reference.addItem(_("the meeting of {committee}").format(committee=name), name)
        self.reference.setCurrentIndex(max(0, self.reference.findData(rule.reference_committee)))
        self._changed()

    def rule(self) -> DeadlineRule:
        """What the fields say."""
        unit = list(DeadlineUnit)[max(0, self.unit.currentIndex())]
        by_weekday = unit is DeadlineUnit.WEEKDAY_BEFORE
        at = self.clock.time()
        return DeadlineRule(
            unit,
            self.weekday.currentIndex() + 1 if by_weekday else self.count.value(),
            time(at.hour(), at.minute()) if self.clock_on.isChecked() else None,
            self.recipient.text().strip(),
            self.reference.currentData() or "",
        )

    def _changed(self, *_arguments: object) -> None:
        by_weekday = self.unit.currentIndex() == list(DeadlineUnit).index(DeadlineUnit.WEEKDAY_BEFORE)
        self.count.setVisible(not by_weekday)
        self.weekday.setVisible(by_weekday)
        self.words.setText(capitalised(rule_sentence(self.rule())) + ".")


def _indent(box: QAbstractSpinBox) -> None:
    """Keep the digits off the frame: the style sheet's padding does not reach the line inside a spin box."""
    edit = box.findChild(QLineEdit)
    if edit is not None:
        edit.setTextMargins(7, 0, 0, 0)
