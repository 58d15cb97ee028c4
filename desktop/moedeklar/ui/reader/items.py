"""The items of a meeting as a list model; what a row says aloud is made here too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from moedeklar.model.views import ItemRow
from moedeklar.ui.reader import words
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import item_title

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1


def spoken(row: ItemRow) -> str:
    """A row in words, in the order in which a person wants to hear it."""
    parts = [_("Item {number}").format(number=row.number) if row.number else "", item_title(row.title)]
    parts.append(words.type_word(row.type))
    parts += states(row)
    if row.attachments:
        parts.append(ngettext("{n} attachment", "{n} attachments", row.attachments).format(n=row.attachments))
    if row.notes:
        parts.append(ngettext("{n} note", "{n} notes", row.notes).format(n=row.notes))
    if row.decision:
        parts.append(_("Decided: {text}").format(text=row.decision))
    return ", ".join(part for part in parts if part)


def states(row: ItemRow) -> list[str]:
    """What is said of a row beside its title."""
    said = []
    if row.closed:
        said.append(_("closed"))
    else:
        said.append(_("read") if row.read else _("unread"))
    if row.changed:
        said.append(_("changed since you read it"))
    if row.removed:
        said.append(_("not in the newest version"))
    if row.prepared:
        said.append(_("prepared"))
    if row.bookmarked:
        said.append(_("bookmarked"))
    if row.from_request:
        said.append(_("from your request"))
    return said


class ItemsModel(QAbstractListModel):
    """Rows of one meeting. `show_rows` changes only what differs: selection and scroll place stay. UI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ItemRow, ...] = ()

    def show_rows(self, rows: Sequence[ItemRow]) -> None:
        """Show *rows*; where the same items stand in the same order, only those that changed are told."""
        new = tuple(rows)
        if [row.id for row in new] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        before, self._rows = self._rows, new
        for number, (old, row) in enumerate(zip(before, new, strict=True)):
            if old != row:
                at = self.index(number)
                self.dataChanged.emit(at, at)

    def row_of(self, item_id: str) -> int:
        """The number of an item's row, -1 where it is not in the list."""
        return next((n for n, row in enumerate(self._rows) if row.id == item_id), -1)

    def at(self, number: int) -> ItemRow | None:
        """The row with that number, None beyond the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        """How many items there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The title, the row itself (`ROW`), or its words for a screen reader."""
        row = self.at(index.row())
        if row is None:
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return item_title(row.title)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return ", ".join(states(row))
        return row if role == ROW else None
