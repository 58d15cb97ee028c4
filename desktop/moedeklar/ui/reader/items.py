"""The items of a meeting and what is inside them as a list model; what a row says aloud is made here too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from moedeklar.model.announced import Announcement, Coming
from moedeklar.model.views import ItemRow, MeetingView
from moedeklar.ui.reader import words
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import item_title
from moedeklar.wording.proceedings import expected_at

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1
Entry = ItemRow | Announcement | Coming


def entries_of(view: MeetingView) -> tuple[Entry, ...]:
    """What the list shows: each item with its announcements and the coming cases it lists; other coming cases last."""
    made: list[Entry] = []
    for row in view.items:
        made.append(row)
        made += [one for one in view.announcements if one.item_id == row.id]
        made += [one for one in view.coming if one.item_id == row.id]
    return (*made, *(one for one in view.coming if one.item_id is None))


def item_of(entry: Entry) -> str | None:
    """The id of the item that the entry is, or stands in."""
    return entry.id if isinstance(entry, ItemRow) else entry.item_id


def entry_title(entry: Entry) -> str:
    """What the entry is called."""
    if isinstance(entry, ItemRow):
        return item_title(entry.title)
    return entry.case.title if isinstance(entry, Coming) else item_title(entry.title)


def spoken(entry: Entry) -> str:
    """An entry in words, in the order in which a person wants to hear it."""
    if isinstance(entry, Announcement):
        number = _("Item {number}").format(number=entry.number) if entry.numbered else _("Announcement")
        return f"{number}, {entry.title}"
    if isinstance(entry, Coming):
        return ", ".join(part for part in (_("Coming case"), entry.case.title, expected_at(entry.case)) if part)
    return _spoken_item(entry)


def _spoken_item(row: ItemRow) -> str:
    parts = [
        _("Item {number}").format(number=row.number) if row.number else "",
        item_title(row.title, closed=row.closed),
    ]
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
    """Entries of one meeting. `show_rows` changes only what differs: selection and scroll place stay. UI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Entry, ...] = ()

    def show_rows(self, rows: Sequence[Entry]) -> None:
        """Show *rows*; where the same entries stand in the same order, only those that changed are told."""
        new = tuple(rows)
        if [_key(row) for row in new] != [_key(row) for row in self._rows]:
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
        return next((n for n, row in enumerate(self._rows) if isinstance(row, ItemRow) and row.id == item_id), -1)

    def last_inside(self, number: int) -> int:
        """The number of the last entry inside the item of that row: its own where there is none."""
        while number + 1 < len(self._rows) and not isinstance(self._rows[number + 1], ItemRow):
            number += 1
        return number

    def at(self, number: int) -> Entry | None:
        """The entry with that number, None beyond the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        """How many entries there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The title, the entry itself (`ROW`), or its words for a screen reader."""
        row = self.at(index.row())
        if row is None:
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return entry_title(row)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return ", ".join(states(row)) if isinstance(row, ItemRow) else entry_title(row)
        return row if role == ROW else None


def _key(entry: Entry) -> tuple[object, ...]:
    """What makes an entry the same one as before."""
    if isinstance(entry, ItemRow):
        return (entry.id,)
    return (entry.item_id, entry_title(entry), entry.number if isinstance(entry, Announcement) else "")
