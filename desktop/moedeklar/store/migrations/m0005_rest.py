"""What tells that a source is at rest without reading the whole journal, which holds every meeting's text. Frozen."""

from __future__ import annotations

from sqlite_utils import Database

NAME = "m0005_rest"

_STATEMENT = "CREATE INDEX sync_document_content ON sync_document (source_id, sha256, outcome, reader, problem)"


def apply(db: Database) -> None:
    """Make the index."""
    db.execute(_STATEMENT)
