"""What of a backup syncing has replaced here: versions whose documents belong to others by now, and what hangs on them.

The same folder read by a newer program, or whose papers came in another order, gives other versions and other ids. An
id of the backup may even be another meeting's here: of two meetings of a committee on one day, whichever came first has
the shorter name. What a person did there is restored as if its item were unknown, and looks for its home by what is
kept of it (`sync.homecoming`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from moedeklar.model.ids import derived_id

Row = dict[str, Any]
_VERSION = {"mirror_version": "id", "mirror_document": "version_id", "mirror_item_version": "version_id"}
_ITEM = {"mirror_item": "id", "mirror_attachment": "item_id"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of one table."""

    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class Named:
    """What a meeting is known by: its start (ISO or None), and titles and case numbers of its items."""

    start: str | None
    items: tuple[tuple[str, str | None], ...]


Same = Callable[[Named, Named], bool]


class Replaced:
    """Tells which rows of a backup are not to be taken, and which are of a meeting that has another id here."""

    def __init__(self, db: Database, entries: Iterable[Entry], is_same: Same) -> None:
        """*is_same* tells whether two meetings that have one id and no document in common are one."""
        found = list(entries)
        where = {
            document: (version, meeting)
            for document, version, meeting in db.execute(
                "SELECT d.id, v.id, v.meeting_id FROM mirror_document d JOIN mirror_version v ON v.id = d.version_id"
            ).fetchall()
        }
        meeting_of = {row.get("id"): row.get("meeting_id") for row in _rows(found, "mirror_version")}
        documents = [
            (row.get("version_id"), where.get(row.get("id"), ("", ""))) for row in _rows(found, "mirror_document")
        ]
        self._versions = _all_of((version, here[0] not in ("", version)) for version, here in documents)
        self._meetings = _all_of(
            (meeting_of.get(version), here[1] not in ("", meeting_of.get(version))) for version, here in documents
        )
        shared = {meeting_of.get(version) for version, here in documents if here[1] == meeting_of.get(version)}
        others = _others(db, found, meeting_of, shared | self._meetings, is_same)
        self._meetings |= others
        self._versions |= {version for version, meeting in meeting_of.items() if meeting in others}
        self._moved = {row.get("id") for row in _rows(found, "mirror_item") if row.get("meeting_id") in self._meetings}
        here = {row[0] for row in db.execute("SELECT id FROM mirror_item").fetchall()}
        self._items = _all_of(
            (row.get("item_id"), row.get("version_id") in self._versions and row.get("item_id") not in here)
            for row in _rows(found, "mirror_item_version")
        )

    def __contains__(self, entry: Entry) -> bool:
        """Whether the row is of what was replaced."""
        table, row = entry.table, entry.row
        if table in _VERSION:
            return row.get(_VERSION[table]) in self._versions
        if table in _ITEM:
            return row.get(_ITEM[table]) in self._items or row.get(_ITEM[table]) in self._moved
        return table == "mirror_meeting" and row.get("id") in self._meetings

    def lost(self, entry: Entry) -> Entry:
        """*entry* with an item that is not here, where its own is of a meeting that has another id here."""
        row = entry.row
        if not entry.table.startswith("user_") or row.get("item_id") not in self._moved:
            return entry
        unknown = derived_id("item", "elsewhere", row["item_id"])
        changed = {**row, "item_id": unknown}
        if "home" in row:
            changed["home"] = json.dumps(json.loads(row["home"]) | {"item_id": unknown}, ensure_ascii=False)
        return Entry(entry.table, changed)


def _others(
    db: Database, entries: list[Entry], meeting_of: dict[Any, Any], known: Collection[Any], is_same: Same
) -> frozenset[Any]:
    """The ids in the backup, but for the *known*, that another meeting has here."""
    names: dict[Any, list[tuple[str, str | None]]] = {}
    for row in _rows(entries, "mirror_item_version"):
        names.setdefault(meeting_of.get(row.get("version_id")), []).append((row["title"], row["case_number"]))
    found = set()
    for row in _rows(entries, "mirror_meeting"):
        here = db.execute("SELECT start FROM mirror_meeting WHERE id = ?", (row["id"],)).fetchone()
        if here is None or row["id"] in known:
            continue
        items = db.execute(
            "SELECT iv.title, iv.case_number FROM mirror_item_version iv JOIN mirror_version v ON v.id = iv.version_id "
            "WHERE v.meeting_id = ?",
            (row["id"],),
        ).fetchall()
        mine, theirs = Named(here[0], tuple(items)), Named(row["start"], tuple(names.get(row["id"], ())))
        if not is_same(mine, theirs):
            found.add(row["id"])
    return frozenset(found)


def _rows(entries: list[Entry], table: str) -> Iterable[Row]:
    return (entry.row for entry in entries if entry.table == table)


def _all_of(marked: Iterable[tuple[Any, bool]]) -> frozenset[Any]:
    """The keys that are marked every time they come."""
    every: dict[Any, bool] = {}
    for key, mark in marked:
        every[key] = every.get(key, True) and mark
    return frozenset(key for key, mark in every.items() if mark)
