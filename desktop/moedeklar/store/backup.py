"""Everything of the member's as lines of JSON, and back. The file they travel in is `store.archive`."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlite_utils import Database

from moedeklar.model.errors import StoreError
from moedeklar.model.views import HitKind
from moedeklar.store import requests, search
from moedeklar.store.replaced import Entry, Replaced, Row, Same

# The journal of syncing is left out: after a restore every document is looked at again, which finds the files too.
_FAMILIES = ("user_", "mirror_")


@dataclass(slots=True)
class Merged:
    """What a merge did, by table: rows that were missing, rows that were older here, rows that were newer here."""

    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)


def tables(db: Database) -> tuple[str, ...]:
    """The tables that a backup holds."""
    return tuple(sorted(name for name in db.table_names() if name.startswith(_FAMILIES)))


def counts(db: Database) -> dict[str, int]:
    """How many rows each of these tables has."""
    return {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables(db)}


def dump(db: Database) -> Iterator[bytes]:
    """Each row as a line of JSON, in the transaction of *db*."""
    for table in tables(db):
        yield from _lines(db, table)


Read = Callable[[Callable[[Database], None]], None]


def rescue(read: Read) -> tuple[list[bytes], dict[str, int]]:
    """What can still be read of the person's own work in a damaged database: lines as of `dump`, and the counts.

    *read* is `Store.read`, called for each table anew: a connection that has met damage reads nothing more. What
    sources publish is left out, for it can be fetched again.
    """
    names: list[str] = []
    read(lambda db: names.extend(name for name in tables(db) if name.startswith("user_")))
    lines: list[bytes] = []
    counted = {}
    for table in names:
        found: dict[bytes, None] = {}
        # From both ends: of what lies behind a page that can't be read nothing comes the one way.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(StoreError):
                read(partial(_collect, table=table, order=f"ORDER BY rowid {order}", into=found))
        lines += found
        counted[table] = len(found)
    return lines, counted


def _collect(db: Database, table: str, order: str, into: dict[bytes, None]) -> None:
    for line in _lines(db, table, order):
        into[line] = None


def _lines(db: Database, table: str, order: str = "") -> Iterator[bytes]:
    cursor = db.execute(f"SELECT * FROM {table} {order}")
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        yield json.dumps({"table": table, "row": row}, ensure_ascii=False).encode() + b"\n"


def parse(line: bytes) -> Entry:
    """The row in a line of `dump`. Raises ValueError."""
    try:
        found = json.loads(line)
        return Entry(str(found["table"]), dict(found["row"]))
    except (KeyError, TypeError) as error:
        raise ValueError("this line holds no row") from error


def request_files(db: Database) -> tuple[str, ...]:
    """The SHA-256 of files that the person attached to requests: nothing but a backup has them."""
    return files_of_drafts(row[0] for row in db.execute("SELECT draft FROM user_request WHERE deleted IS NULL"))


def files_of_drafts(drafts: Iterable[str]) -> tuple[str, ...]:
    """The SHA-256 of the files that these drafts of requests, as JSON, have attached."""
    return tuple(sorted({sha256 for draft in drafts for sha256 in json.loads(draft).get("attachments", ())}))


def merge(
    db: Database, entries: Iterable[Entry], has_file: Callable[[str], bool], is_same: Same = lambda _here, _there: True
) -> Merged:
    """Bring *entries* into the database, inside the caller's transaction. Nothing that is here is deleted.

    *is_same* tells whether a meeting here and one of its id in the backup, without a common document, are one.
    Of a row on both sides the one that was changed last stands, removed rows included. Raises ValueError for a table
    or column that this schema does not have.
    """
    # Rows come table by table in alphabetical order, which is not the order of what refers to what.
    db.execute("PRAGMA defer_foreign_keys = ON")
    known = {table: _Table(db, table) for table in tables(db)}
    merged, found = Merged(), list(entries)
    replaced = Replaced(db, found, is_same)
    for entry in found:
        if entry.table not in known:
            raise ValueError(f"no table {entry.table}")
        if entry not in replaced:
            known[entry.table].take(replaced.lost(entry).row, merged)
    _tell_waiting(db, has_file)
    _index(db)
    return merged


class _Table:
    """One table while rows come in."""

    def __init__(self, db: Database, name: str) -> None:
        self._db = db
        self._name = name
        self._columns = {column.name for column in db.table(name).columns}
        self._keys = list(db.table(name).pks)

    def take(self, row: Row, merged: Merged) -> None:
        """Add the row, let it replace an older one, or leave it."""
        if not set(row) <= self._columns or not set(self._keys) <= set(row):
            raise ValueError(f"{self._name} has no such row")
        key = [row[name] for name in self._keys]
        where = " AND ".join(f"{name} = ?" for name in self._keys)
        age = "changed" if "changed" in self._columns else "NULL"
        here = self._db.execute(f"SELECT {age} FROM {self._name} WHERE {where}", key).fetchone()
        if here is None:
            self._insert(row)
            merged.added[self._name] += 1
        elif here[0] is not None and str(row.get("changed") or "") > here[0]:
            self._update(row, where, key)
            merged.updated[self._name] += 1
        else:
            merged.kept[self._name] += 1

    def _insert(self, row: Row) -> None:
        # The pages' texts are in the search index alone, which no backup holds: the files are to be indexed again.
        values = {**row, "indexed": None} if self._name == "mirror_file" else row
        marks = ", ".join("?" for _ in values)
        self._db.execute(f"INSERT INTO {self._name} ({', '.join(values)}) VALUES ({marks})", list(values.values()))

    def _update(self, row: Row, where: str, key: list[Any]) -> None:
        # Not INSERT OR REPLACE, which deletes first and would trip over what refers to the row.
        sets = ", ".join(f"{name} = ?" for name in row)
        self._db.execute(f"UPDATE {self._name} SET {sets} WHERE {where}", [*row.values(), *key])


def _index(db: Database) -> None:
    """Let the search find what has come, and no longer find what was removed."""
    search.reindex(db)
    db.execute("DELETE FROM search_passage WHERE kind = ?", (HitKind.REQUEST.value,))
    for request in requests.find(db):
        search.index_request(db, request)


def _tell_waiting(db: Database, has_file: Callable[[str], bool]) -> None:
    """Attachments whose files did not come along wait for the next sync."""
    rows = db.execute("SELECT DISTINCT sha256 FROM mirror_attachment WHERE state = 'present' AND sha256 IS NOT NULL")
    missing = [row[0] for row in rows.fetchall() if not has_file(row[0])]
    db.execute(
        "UPDATE mirror_attachment SET state = 'waiting' WHERE state = 'present'"
        " AND sha256 IN (SELECT value FROM json_each(?))",
        (json.dumps(missing),),
    )
