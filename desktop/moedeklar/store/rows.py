"""Reading and writing many rows of one shape, without asking the schema each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlite_utils import Database

from moedeklar.store.precedence import give_way

PART = 200  # rows between which the window may go first
Value = str | int | float | None
Made = TypeVar("Made")


def select(db: Database, sql: str, ids: Iterable[str] = (), **values: Value) -> list[dict[str, Any]]:
    """The rows of *sql*, in which `(:ids)` stands for the list *ids*, however long, and `:name` for a value."""
    listed = sql.replace("(:ids)", "(SELECT value FROM json_each(:ids))")
    give_way()
    cursor = db.execute(listed, {"ids": json.dumps(list(ids)), **values})
    names = [column[0] for column in cursor.description]
    found: list[dict[str, Any]] = []
    while rows := cursor.fetchmany(PART):
        found += [dict(zip(names, row, strict=True)) for row in rows]
        give_way()
    return found


def grouped(
    rows: Iterable[dict[str, Any]], column: str, make: Callable[[dict[str, Any]], Made]
) -> dict[str, tuple[Made, ...]]:
    """What *make* makes of each row, in order, by what the rows have in *column*."""
    found: dict[str, list[Made]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(make(row))
    return {key: tuple(made) for key, made in found.items()}


def upsert(db: Database, table: str, row: Mapping[str, Value], *keys: str) -> None:
    """Insert *row*, or set the columns that it names where a row with the same *keys* is there."""
    give_way()
    names = list(row)
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}",
        [row[name] for name in names],
    )
