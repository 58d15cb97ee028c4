"""What is read and prepared (`user_reading`), and where reading stopped (`user_place`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from moedeklar.model.codec import decode, encode
from moedeklar.model.work import ItemSnapshot, Place
from moedeklar.store.stamps import stamp, unstamp

_PLACE = "reading"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is kept of an item. `read_hash` is the text's hash when it was read: another hash since means unread."""

    read_hash: str | None = None
    read_version: str | None = None
    read_at: datetime | None = None
    prepared_at: datetime | None = None


def marks(db: Database, item_id: str) -> Marks:
    """The marks of an item, all None for one that has none."""
    row = db.execute(
        "SELECT read_hash, read_version, read_at, prepared_at FROM user_reading WHERE item_id = ?", (item_id,)
    ).fetchone()
    if row is None:
        return Marks()
    return Marks(row[0], row[1], unstamp(row[2]) if row[2] else None, unstamp(row[3]) if row[3] else None)


def put(db: Database, home: ItemSnapshot, found: Marks, now: datetime) -> Marks:
    """Keep the marks of the item that *home* is of."""
    values: dict[str, Any] = {
        "item_id": home.item_id,
        "meeting_id": home.meeting_id,
        "home": json.dumps(encode(home), ensure_ascii=False),
        "read_hash": found.read_hash,
        "read_version": found.read_version,
        "read_at": stamp(found.read_at) if found.read_at else None,
        "prepared_at": stamp(found.prepared_at) if found.prepared_at else None,
        "changed": stamp(now),
    }
    db.table("user_reading").upsert(values, pk="item_id")
    return found


def place(db: Database) -> Place | None:
    """Where reading stopped, None at the first start. A place that this program cannot read counts as none."""
    row = db.execute("SELECT value FROM user_place WHERE key = ?", (_PLACE,)).fetchone()
    try:
        return decode(Place, json.loads(row[0])) if row else None
    except (ValueError, KeyError, TypeError):
        return None


def keep_place(db: Database, found: Place, now: datetime) -> Place:
    """Remember where reading stopped."""
    value = json.dumps(encode(found), ensure_ascii=False)
    db.table("user_place").upsert({"key": _PLACE, "value": value, "changed": stamp(now)}, pk="key")
    return found
