"""Which committees of a municipality are wanted, and from when on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from moedeklar.model.views import OfferedCommittee
from moedeklar.ui.rows import words
from moedeklar.ui.sources.municipality import height_of_rows
from moedeklar.ui.theme.style import set_role
from moedeklar.wording.dates import plain_date
from moedeklar.wording.language import _, ngettext

_NAME = Qt.ItemDataRole.UserRole
_SHOWN = 9  # committees at once; a council has a dozen, and as many that no longer meet
YEAR = 365  # days


class CommitteeChoice(QWidget):
    """Committees to tick. `wanted` carries their names (none: all) and the first day or None; `left` goes back."""

    wanted = Signal(tuple, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.heading = words("")
        layout.addWidget(self.heading)
        self.every = QCheckBox(_("All committees"))
        self.every.toggled.connect(self._every)
        layout.addWidget(self.every)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Committees"))
        self.list.itemChanged.connect(lambda _item: self._count())
        self.list.setItemDelegate(_WholeRow(self.list))
        self.list.installEventFilter(self)
        layout.addWidget(self.list)
        layout.addLayout(self._period())
        layout.addLayout(self._buttons())
        self.setFocusProxy(self.list)

    def _period(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(_("Meetings from"))
        self.period = QComboBox()
        self.period.setAccessibleName(_("Meetings from"))
        for text, days in (
            (_("the last twelve months"), YEAR),
            (_("the last four years"), 4 * YEAR + 1),
            (_("all years"), 0),
        ):
            self.period.addItem(text, days)
        label.setBuddy(self.period)
        row.addWidget(label)
        row.addWidget(self.period)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = QPushButton(_("Fetch"))
        set_role(self.go, "primary")
        self.go.clicked.connect(self._go)
        self.back = QPushButton(_("Another municipality"))
        self.back.clicked.connect(self.left)
        row.addWidget(self.go)
        row.addWidget(self.back)
        row.addStretch(1)
        return row

    def offer(self, name: str, committees: Sequence[OfferedCommittee], today: date) -> None:
        """Show what *name*, a municipality, has; ticked what is fetched already. *today* is the local day."""
        self._today = today
        self.heading.setText(_("Which committees of {name} do you read?").format(name=name))
        self.every.setChecked(bool(committees) and all(one.chosen for one in committees))
        self.list.clear()
        for one in committees:
            item = QListWidgetItem(f"{one.name}  ·  {_detail(one)}")
            item.setData(_NAME, one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(height_of_rows(self.list, _SHOWN))
        self._count()

    def ticked(self) -> tuple[str, ...]:
        """The names of those that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Enter ticks as Space does."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if watched is self.list and pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item: QListWidgetItem | None = self.list.currentItem()
            if item is not None:
                item.setCheckState(_other(item.checkState()))
            return True
        return super().eventFilter(watched, event)

    def _every(self, every: bool) -> None:
        self.list.setEnabled(not every)
        self._count()

    def _count(self) -> None:
        count = len(self.ticked())
        self.go.setEnabled(self.every.isChecked() or count > 0)
        if self.every.isChecked() or not count:
            self.go.setText(_("Fetch"))
        else:
            self.go.setText(ngettext("Fetch {n} committee", "Fetch {n} committees", count).format(n=count))

    def _go(self) -> None:
        days = int(self.period.currentData())
        since = self._today - timedelta(days=days) if days else None
        self.wanted.emit(() if self.every.isChecked() else self.ticked(), since)


class _WholeRow(QStyledItemDelegate):
    """Ticks where the row is clicked, and not on its box alone."""

    def editorEvent(  # noqa: N802 (Qt's name)
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click, or a key that the list hands on."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
            return bool(model.setData(index, _other(state), Qt.ItemDataRole.CheckStateRole))
        return False


def _other(state: Qt.CheckState) -> Qt.CheckState:
    return Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked


def _detail(one: OfferedCommittee) -> str:
    counted = ngettext("{n} meeting", "{n} meetings", one.meetings).format(n=one.meetings)
    if one.last is None:
        return counted
    last = plain_date(one.last)
    return _("{count}, latest {day}").format(count=counted, day=last)
