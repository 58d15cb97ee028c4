"""Settings: any JSON value by its name, in `user_setting`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from moedeklar.store.stamps import stamp


def get(db: Database, key: str, default: Any = None) -> Any:
    """The value of *key*; *default* where it was never set, or where what is kept is not readable."""
    row = db.execute("SELECT value FROM user_setting WHERE key = ?", (key,)).fetchone()
    try:
        return json.loads(row[0]) if row else default
    except ValueError:
        return default


def put(db: Database, key: str, value: Any, now: datetime) -> Any:
    """Set *key*. Raises TypeError for what JSON cannot hold."""
    text = json.dumps(value, ensure_ascii=False)
    db.table("user_setting").upsert({"key": key, "value": text, "changed": stamp(now)}, pk="key")
    return value
