"""What a person has done with items, counted for lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from moedeklar.store.rows import select


@dataclass(slots=True)
class ItemMarks:
    """Reading marks and counts of one item."""

    read_hash: str | None = None
    prepared: bool = False
    notes: int = 0
    bookmarked: bool = False
    attachments: int = 0
    request_id: str | None = None

    def is_read(self, text_hash: str) -> bool:
        """Whether the text with this hash is the one that was read."""
        return self.read_hash == text_hash

    def is_changed(self, text_hash: str) -> bool:
        """Whether another text was read."""
        return self.read_hash is not None and self.read_hash != text_hash


def marks_of(db: Database, item_ids: Iterable[str], *, counts: bool = True) -> dict[str, ItemMarks]:
    """The marks of each item; without *counts* only what was read and prepared."""
    found = {item_id: ItemMarks() for item_id in item_ids}
    for row in select(db, "SELECT item_id, read_hash, prepared_at FROM user_reading WHERE item_id IN (:ids)", found):
        marks = found[row["item_id"]]
        marks.read_hash, marks.prepared = row["read_hash"], row["prepared_at"] is not None
    if counts:
        _count(db, found)
    return found


def _count(db: Database, found: dict[str, ItemMarks]) -> None:
    for row in select(
        db,
        "SELECT item_id, count(*) AS n FROM user_note WHERE deleted IS NULL AND item_id IN (:ids) GROUP BY item_id",
        found,
    ):
        found[row["item_id"]].notes = row["n"]
    for row in select(
        db, "SELECT DISTINCT item_id FROM user_bookmark WHERE deleted IS NULL AND item_id IN (:ids)", found
    ):
        found[row["item_id"]].bookmarked = True
    for row in select(
        db,
        "SELECT item_id, count(*) AS n FROM mirror_attachment WHERE gone IS NULL AND item_id IN (:ids) "
        "GROUP BY item_id",
        found,
    ):
        found[row["item_id"]].attachments = row["n"]
    for row in select(db, "SELECT id, item_id FROM user_request WHERE deleted IS NULL AND item_id IN (:ids)", found):
        found[row["item_id"]].request_id = row["id"]
