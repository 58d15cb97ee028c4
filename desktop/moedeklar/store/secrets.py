"""Secrets of sources by their names (`sync_secret`), where the profile has no keyring to keep them in.

The database is encrypted as a whole, and no backup holds this table.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from moedeklar.store.stamps import stamp


def get(db: Database, name: str) -> str | None:
    """The secret called *name*, or None."""
    row = db.execute("SELECT secret FROM sync_secret WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def put(db: Database, name: str, secret: str, now: datetime) -> None:
    """Keep *secret* as *name*."""
    db.table("sync_secret").upsert({"name": name, "secret": secret, "changed": stamp(now)}, pk="name")


def remove(db: Database, name: str) -> None:
    """Forget *name*; nothing where there is none."""
    db.execute("DELETE FROM sync_secret WHERE name = ?", (name,))
