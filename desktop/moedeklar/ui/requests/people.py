"""Who asks: chips, and a small form for adding one more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.requests import Requester
from moedeklar.model.text import canonical
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.chips import Chip
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.language import _
from moedeklar.wording.requests import requester_name


class People(QWidget):
    """The requesters of a draft. `changed` after every addition and removal.

    A name that was typed is added when Enter is pressed or the form is left, so that it can't be forgotten there.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._people: list[Requester] = []
        self.setAccessibleName(_("Requesters"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(6)
        self._field = QFrame()
        self._flow = FlowLayout(self._field, spacing=6)
        outside.addWidget(self._field)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.name = self._edit(_("Name"), 3, row)
        self.party = self._edit(_("Party"), 0, row)
        self.party.setMaxLength(4)
        self.party.setMaximumWidth(76)
        self.role = self._edit(_("Role (chair …)"), 3, row)
        self.add = QPushButton(_("Add"))
        theme.set_icon(self.add, "plus")
        self.add.setAccessibleName(_("Add requester"))
        self.add.clicked.connect(self._add)
        row.addWidget(self.add)
        outside.addLayout(row)
        self.chips: list[Chip] = []
        self._show()

    def _edit(self, hint: str, stretch: int, row: QHBoxLayout) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(_("New requester: {field}").format(field=hint))
        edit.setMinimumWidth(60)
        edit.installEventFilter(self)
        row.addWidget(edit, stretch)
        return edit

    @property
    def people(self) -> tuple[Requester, ...]:
        """Those shown, in order."""
        return tuple(self._people)

    def set_people(self, people: tuple[Requester, ...]) -> None:
        """Show *people*; nothing is emitted."""
        self._people = list(people)
        for edit in (self.name, self.party, self.role):
            edit.clear()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Enter adds; leaving the form adds as well."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add()
                self.name.setFocus()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._left)
        return super().eventFilter(watched, event)

    def commit(self) -> None:
        """Add what is typed in the form."""
        self._add()

    def _left(self) -> None:
        if QApplication.focusWidget() not in (self.name, self.party, self.role, self.add):
            self._add()

    def _add(self) -> None:
        name = canonical(self.name.text())
        if not name:
            return
        self._people.append(Requester(name, canonical(self.party.text()), canonical(self.role.text())))
        for edit in (self.name, self.party, self.role):
            edit.clear()
        self._show()
        self.changed.emit()

    def _remove(self, key: str) -> None:
        at = int(key)
        if at < len(self._people):
            del self._people[at]
            self._show()
            self.name.setFocus()
            self.changed.emit()

    def _show(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(self._theme, str(n), requester_name(p), self._field) for n, p in enumerate(self._people)]
        for chip in self.chips:
            chip.removed.connect(self._remove)
            self._flow.addWidget(chip)
            chip.show()
        previous: QWidget | None = None
        for chip in self.chips:
            if previous is not None:
                QWidget.setTabOrder(previous, chip.cross)
            previous = chip.cross
        if previous is not None:
            QWidget.setTabOrder(previous, self.name)
        self._field.setVisible(bool(self.chips))
        self._field.updateGeometry()
