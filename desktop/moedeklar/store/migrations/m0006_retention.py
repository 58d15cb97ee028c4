"""What was removed because its time was up, and what is still to be thrown away. Frozen."""

from __future__ import annotations

from sqlite_utils import Database

NAME = "m0006_retention"

# "closed" and "expired" stand in an item's content only where they are true.
_CLOSED = "instr(content, '\"closed\": true') > 0 AND instr(content, '\"expired\": true') = 0"

_STATEMENTS = (
    "ALTER TABLE mirror_document ADD COLUMN expired TEXT",
    """
    CREATE TABLE mirror_expiry (
        item_id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', day TEXT NOT NULL, rule TEXT NOT NULL) WITHOUT ROWID
    """,
    "CREATE TABLE sync_discard (kind TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID",
    "CREATE INDEX mirror_attachment_file ON mirror_attachment (sha256)",
    "CREATE INDEX mirror_document_file ON mirror_document (sha256)",
    f"CREATE INDEX mirror_item_version_closed ON mirror_item_version (version_id) WHERE {_CLOSED}",
    f"CREATE INDEX sync_document_closed ON sync_document (sha256) WHERE {_CLOSED}",
)


def apply(db: Database) -> None:
    """Make the column, the tables and the indexes."""
    for statement in _STATEMENTS:
        db.execute(statement)
