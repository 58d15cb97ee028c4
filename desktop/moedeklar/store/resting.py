"""Whether a source is as a whole run leaves it, asked of an index: the rows of the journal hold every meeting's text.

What a run does about a row is said in `sync`. Here it is told that there is no row to do anything about; where that is
not sure the answer is no, and the run looks at each.
"""

from __future__ import annotations

from sqlite_utils import Database

# A paper that another reader read, or whose meeting is not here: see `sync.discovery.is_settled`.
_UNREAD = """
SELECT 1 FROM sync_document WHERE source_id = :source AND outcome NOT IN ('gone', 'attachment', 'listed') AND (
    reader <> :reader OR (outcome = 'meeting' AND coalesce(sha256, '') NOT IN (
        SELECT sha256 FROM mirror_document WHERE source_id = :source)))
"""
# A document that is to be withdrawn, or is there again: see `sync.writing.MeetingWriter.withdraw`.
_ASTRAY = """
SELECT 1 FROM mirror_document d WHERE d.source_id = :source AND CASE WHEN d.withdrawn IS NULL THEN NOT EXISTS (
    SELECT 1 FROM sync_document e WHERE e.source_id = :source AND e.sha256 = d.sha256 AND +e.ref = d.ref
    AND e.outcome <> 'gone')
ELSE EXISTS (
    SELECT 1 FROM sync_document e WHERE e.source_id = :source AND e.sha256 = d.sha256 AND e.outcome <> 'gone') END
"""


def is_at_rest(db: Database, source_id: str, reader: str) -> bool:
    """Whether *reader* read all that the source has, every paper's meeting is here, and what is gone is withdrawn."""
    values = {"source": source_id, "reader": reader}
    return not any(db.execute(f"{sql} LIMIT 1", values).fetchone() for sql in (_UNREAD, _ASTRAY))
