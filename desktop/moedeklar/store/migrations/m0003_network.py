"""What a network's source needs of the journal: versions, kinds, a place to go on from, and a queue. Frozen."""

from __future__ import annotations

from sqlite_utils import Database

NAME = "m0003_network"

_STATEMENTS = (
    "ALTER TABLE sync_document ADD COLUMN version TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sync_document ADD COLUMN media_type TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE sync_cursor (source_id TEXT PRIMARY KEY, reader TEXT NOT NULL, cursor TEXT NOT NULL, moment TEXT)
    """,
    """
    CREATE TABLE sync_retry (
        source_id TEXT NOT NULL, ref TEXT NOT NULL, tries INTEGER NOT NULL, next_try TEXT NOT NULL,
        problem TEXT NOT NULL, PRIMARY KEY (source_id, ref)) WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    """Make the columns and the tables."""
    for statement in _STATEMENTS:
        db.execute(statement)
