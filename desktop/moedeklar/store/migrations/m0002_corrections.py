"""Corrections by hand, and beside a corrected version what its document was read as. Frozen."""

from __future__ import annotations

from sqlite_utils import Database

NAME = "m0002_corrections"

_STATEMENTS = (
    """
    CREATE TABLE user_correction (
        id TEXT PRIMARY KEY, meeting_id TEXT NOT NULL, committee_key TEXT NOT NULL, day TEXT NOT NULL,
        everywhere INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
        deleted TEXT)
    """,
    "CREATE INDEX user_correction_meeting ON user_correction (committee_key, day)",
    "ALTER TABLE mirror_version ADD COLUMN reading TEXT",
)


def apply(db: Database) -> None:
    """Make the table and the column."""
    for statement in _STATEMENTS:
        db.execute(statement)
