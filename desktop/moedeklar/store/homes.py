"""Where a person's notes, bookmarks and reading marks stand in what the source publishes now.

Written by `sync` when the ground under them moves. What the person wrote is never touched, only its place. Removed rows
are moved along with the others, since the person may bring them back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlite_utils import Database

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.codec import decode, encode
from moedeklar.model.work import ItemSnapshot
from moedeklar.store.rows import select

_ANCHOR: Any = TextAnchor | PageAnchor | None
_HERE = (
    "SELECT i.id FROM mirror_item i JOIN mirror_meeting m ON m.id = i.meeting_id "
    "WHERE m.source_id NOT IN (SELECT id FROM user_source WHERE removed IS NOT NULL) "
    "AND EXISTS (SELECT 1 FROM mirror_item_version v WHERE v.item_id = i.id)"
)
_STANDS = f"{_HERE} AND m.withdrawn IS NULL"
# Where each must be: a mark of having read stays with what was read, also once that is withdrawn.
_HOMES = {"user_note": _STANDS, "user_bookmark": _STANDS, "user_reading": _HERE}
_TABLES = tuple(_HOMES)


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note's place, without its words."""

    id: str
    item_id: str
    anchor: TextAnchor | PageAnchor | None
    state: AnchorState
    attachment_id: str | None


def places(db: Database, meeting_id: str) -> list[NotePlace]:
    """The places of all notes of a meeting, of removed notes too."""
    return _places(select(db, "SELECT * FROM user_note WHERE meeting_id = :id ORDER BY created, id", id=meeting_id))


def notes_of_item(db: Database, item_id: str) -> list[NotePlace]:
    """The places of all notes on an item, of removed notes too."""
    return _places(select(db, "SELECT * FROM user_note WHERE item_id = :id ORDER BY created, id", id=item_id))


def places_in_file(db: Database, sha256: str) -> list[NotePlace]:
    """The places of all notes on pages of a file."""
    return _places(
        select(db, "SELECT * FROM user_note WHERE json_extract(anchor, '$.sha256') = :sha ORDER BY id", sha=sha256)
    )


def put(db: Database, place: NotePlace) -> None:
    """Keep a new place of a note; its time of change stays, for the person did not change it."""
    anchor = json.dumps(encode(place.anchor), ensure_ascii=False) if place.anchor else None
    db.execute("UPDATE user_note SET anchor = ?, state = ? WHERE id = ?", (anchor, place.state.value, place.id))


def orphans(db: Database) -> list[ItemSnapshot]:
    """The homes that notes, bookmarks and reading marks name and that are not here, or of a source that was removed.

    Of notes and bookmarks also those in meetings that are withdrawn.
    """
    found: dict[str, ItemSnapshot] = {}
    for table, here in _HOMES.items():
        rows = db.execute(f"SELECT item_id, home FROM {table} WHERE item_id NOT IN ({here}) ORDER BY changed")
        for item_id, home in rows.fetchall():
            found[item_id] = decode(ItemSnapshot, json.loads(home))
    return [found[item_id] for item_id in sorted(found)]


def meetings_of(db: Database, committee_key: str, day: str) -> list[str]:
    """The meetings of a committee on a day (ISO; "" for undated ones) that are shown."""
    rows = db.execute(
        "SELECT id FROM mirror_meeting WHERE committee_key = ? AND substr(coalesce(start, ''), 1, 10) = ? "
        "AND withdrawn IS NULL AND source_id NOT IN (SELECT id FROM user_source WHERE removed IS NOT NULL) ORDER BY id",
        (committee_key, day),
    ).fetchall()
    return [row[0] for row in rows]


def move(db: Database, old_item: str, home: ItemSnapshot) -> None:
    """Give everything of *old_item* the home *home*. A reading mark that is there already stays as it is."""
    snapshot = json.dumps(encode(home), ensure_ascii=False)
    for table in ("user_note", "user_bookmark"):
        db.execute(
            f"UPDATE {table} SET item_id = ?, meeting_id = ?, home = ? WHERE item_id = ?",
            (home.item_id, home.meeting_id, snapshot, old_item),
        )
    db.execute("UPDATE user_request SET item_id = ? WHERE item_id = ?", (home.item_id, old_item))
    db.execute(
        "UPDATE OR IGNORE user_reading SET item_id = ?, meeting_id = ?, home = ? WHERE item_id = ?",
        (home.item_id, home.meeting_id, snapshot, old_item),
    )


def placed_among(db: Database, item_ids: Iterable[str]) -> list[str]:
    """Of these items those that nobody publishes any more and whose notes do not say so yet."""
    rows = select(
        db,
        "SELECT DISTINCT item_id FROM user_note WHERE item_id IN (:ids) AND state <> :state "
        "AND item_id NOT IN (SELECT id FROM mirror_item) ORDER BY item_id",
        item_ids,
        state=AnchorState.UNPLACED.value,
    )
    return [row["item_id"] for row in rows]


def lose(db: Database, item_ids: Iterable[str]) -> None:
    """Mark the notes of these items as unplaced; words and places are kept."""
    db.execute(
        "UPDATE user_note SET state = ? WHERE item_id IN (SELECT value FROM json_each(?))",
        (AnchorState.UNPLACED.value, json.dumps(list(item_ids))),
    )


def _places(rows: list[dict[str, Any]]) -> list[NotePlace]:
    return [
        NotePlace(
            row["id"],
            row["item_id"],
            cast(
                "TextAnchor | PageAnchor | None",
                decode(_ANCHOR, json.loads(row["anchor"]) if row["anchor"] else None),
            ),
            AnchorState(row["state"]),
            row["attachment_id"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Attached:
    """A row of the person's own as it was, and the item that it was on."""

    table: str
    item_id: str
    row: dict[str, Any]

    @property
    def anchor(self) -> TextAnchor | PageAnchor | None:
        """Where a note stood."""
        found = self.row.get("anchor")
        return cast("TextAnchor | PageAnchor | None", decode(_ANCHOR, json.loads(found) if found else None))


def attached(db: Database, meeting_id: str) -> tuple[Attached, ...]:
    """Every note, bookmark, reading mark and request on an item of a meeting as it is now, removed ones too."""
    inside = "IN (SELECT id FROM mirror_item WHERE meeting_id = :id)"
    return tuple(
        Attached(table, row["item_id"], row)
        for table in (*_TABLES, "user_request")
        for row in select(db, f"SELECT * FROM {table} WHERE item_id {inside}", id=meeting_id)
    )


def put_back(db: Database, one: Attached) -> None:
    """Give a row the item and place that it had, or an item the mark of having been read; all else stays as it is."""
    columns = {
        "user_note": ("item_id", "meeting_id", "home", "attachment_id", "anchor", "state"),
        "user_bookmark": ("item_id", "meeting_id", "home", "attachment_id"),
        "user_request": ("item_id",),
        "user_reading": ("read_hash", "read_version", "read_at"),
    }[one.table]
    key = "item_id" if one.table == "user_reading" else "id"
    sets = ", ".join(f"{name} = ?" for name in columns)
    values = [*(one.row[name] for name in columns), one.row[key]]
    db.execute(f"UPDATE {one.table} SET {sets} WHERE {key} = ?", values)


def move_note(db: Database, note_id: str, home: ItemSnapshot) -> None:
    """Give one note another item."""
    snapshot = json.dumps(encode(home), ensure_ascii=False)
    db.execute(
        "UPDATE user_note SET item_id = ?, meeting_id = ?, home = ? WHERE id = ?",
        (home.item_id, home.meeting_id, snapshot, note_id),
    )


def move_pages(db: Database, item_id: str, old_attachment: str, attachment: str) -> None:
    """Give what is on pages of one attachment of an item another one: the same file under another id."""
    for table in ("user_note", "user_bookmark"):
        db.execute(
            f"UPDATE {table} SET attachment_id = ? WHERE attachment_id = ? AND item_id = ?",
            (attachment, old_attachment, item_id),
        )
