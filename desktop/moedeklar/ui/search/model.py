"""The palette's lines as a model: headings that cannot be chosen, and entries that can."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from moedeklar.ui.search.content import Entry, Group, group_name

ENTRY = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PaletteModel(QAbstractListModel):
    """Rows of `Entry` under rows of `Group`."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Entry | Group] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show *entries*, which come grouped; each group gets a heading."""
        self.beginResetModel()
        self._rows = []
        last: Group | None = None
        for entry in entries:
            if entry.group is not last:
                self._rows.append(entry.group)
                last = entry.group
            self._rows.append(entry)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 (Qt's name)
        """Headings counted too."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, what a screen reader says, and (`ENTRY`) the row itself."""
        row = self._rows[index.row()]
        if role == ENTRY:
            return row
        if isinstance(row, Group):
            return group_name(row) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be seen only."""
        if isinstance(self._rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def entry(self, row: int) -> Entry | None:
        """The entry in *row*; None for a heading or no such row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Entry) else None

    def step(self, row: int, by: int) -> int:
        """The row of the entry that lies *by* entries further, stopping at either end; -1 where there is none."""
        choices = [n for n, found in enumerate(self._rows) if isinstance(found, Entry)]
        if not choices:
            return -1
        if row not in choices:
            return choices[0] if by >= 0 else choices[-1]
        return choices[max(0, min(len(choices) - 1, choices.index(row) + by))]
