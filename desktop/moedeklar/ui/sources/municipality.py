"""The name of a municipality is typed, and chosen from the list of those that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.lines import Tone
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

SHOWN = 6  # municipalities at once
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class MunicipalityLine(QWidget):
    """A line to type in and, below it, the municipalities that may be meant. UI thread.

    The focus stays in the line; arrows move the choice, Enter and a click take it. `chosen` carries the
    `member.portals.Place`; what can't be fetched from is told in `problem` instead.
    """

    chosen = Signal(object)

    def __init__(
        self, workspace: Workspace, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._looking = self._take_when_found = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("The municipality's name, or the address of its agendas"))
        self.edit.setAccessibleName(_("Municipality"))
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        layout.addWidget(self.edit)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Municipalities"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.list.hide()
        layout.addWidget(self.list)
        self.problem = StateLine(theme)
        layout.addWidget(self.problem)
        self.setFocusProxy(self.edit)

    def refuse(self, error: MoedeklarError) -> None:
        """Say what stands in the way; what was typed stays to be corrected."""
        self.problem.say(error_sentence(error), Tone.LATE)
        self.edit.setFocus()
        self.edit.selectAll()

    def clear(self) -> None:
        """Begin anew."""
        self.edit.clear()
        self.problem.say("")

    def _typed(self, text: str) -> None:
        self.problem.say("")
        self._take_when_found = False
        self._looking = bool(text.strip())
        if not self._looking:
            self._show(())
            return
        find = self._workspace.municipalities.suggest
        self._operations.query(lambda: find(text, SHOWN), self._show, key=f"municipality {id(self)}")

    def _show(self, names: tuple[str, ...]) -> None:
        self._looking = False
        self.list.clear()
        if self.edit.text().strip():
            self.list.addItems(list(names))
            self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self.list.setFixedHeight(height_of_rows(self.list, SHOWN))
        if names:
            self._announce(ngettext("{n} municipality", "{n} municipalities", len(names)).format(n=len(names)))
        if self._take_when_found:
            self._take()

    def _take(self) -> None:
        """Take what is chosen in the list, once it is there; or what was typed where there is none."""
        self._take_when_found = self._looking
        if self._looking:
            return
        item: QListWidgetItem | None = self.list.currentItem()
        typed = item.text() if item is not None else self.edit.text()
        if not typed.strip():
            return
        place_of = self._workspace.municipalities.place_of
        self._operations.query(lambda: place_of(typed), self._placed, self.refuse, key=f"place {id(self)}")

    def _placed(self, place: object) -> None:
        self.list.hide()
        self.chosen.emit(place)

    def _move(self, by: int) -> None:
        row = min(max(self.list.currentRow() + by, 0), self.list.count() - 1)
        self.list.setCurrentRow(row)
        item: QListWidgetItem | None = self.list.currentItem()
        if item is not None:
            self._announce(item.text())

    def _announce(self, said: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take the keys that move and choose."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in _MOVES and self.list.count():
                self._move(_MOVES[Qt.Key(key)])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if key == Qt.Key.Key_Escape and self.list.isVisible():
                self.list.hide()
                self.list.clear()
                return True
        return super().eventFilter(watched, event)


def height_of_rows(view: QListWidget, most: int) -> int:
    """How high *view* is with its rows in sight, *most* at most."""
    view.ensurePolished()
    rows = sum(view.sizeHintForRow(row) for row in range(min(view.count(), most)))
    return rows + 2 * view.frameWidth()
