"""What sources are signed in to with, in a profile that has no keyring. Never part of a backup. Frozen."""

from __future__ import annotations

from sqlite_utils import Database

NAME = "m0004_secrets"

_STATEMENT = """
CREATE TABLE sync_secret (name TEXT PRIMARY KEY, secret TEXT NOT NULL, changed TEXT NOT NULL) WITHOUT ROWID
"""


def apply(db: Database) -> None:
    """Make the table."""
    db.execute(_STATEMENT)
