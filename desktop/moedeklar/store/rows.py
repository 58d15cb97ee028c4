"""Reading and writing many rows of one shape, without asking the schema each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

Value = str | int | float | None


def select(db: Database, sql: str, ids: Iterable[str] = (), **values: Value) -> list[dict[str, Any]]:
    """The rows of *sql*, in which `(:ids)` stands for the list *ids*, however long, and `:name` for a value."""
    listed = sql.replace("(:ids)", "(SELECT value FROM json_each(:ids))")
    cursor = db.execute(listed, {"ids": json.dumps(list(ids)), **values})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def upsert(db: Database, table: str, row: Mapping[str, Value], *keys: str) -> None:
    """Insert *row*, or set the columns that it names where a row with the same *keys* is there."""
    names = list(row)
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}",
        [row[name] for name in names],
    )
