"""What is known of a source in few words: its meetings and their documents, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting of a source by which papers find it. `start` is ISO or ""."""

    id: str
    committee_key: str
    start: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of a source and where it belongs."""

    id: str
    ref: str
    sha256: str
    version_id: str
    meeting_id: str
    withdrawn: bool


def known_meetings(db: Database, source_id: str) -> list[KnownMeeting]:
    """All meetings of a source, in few words."""
    rows = db.execute(
        "SELECT id, committee_key, coalesce(start, ''), withdrawn IS NOT NULL FROM mirror_meeting WHERE source_id = ?",
        (source_id,),
    )
    return [KnownMeeting(row[0], row[1], row[2], bool(row[3])) for row in rows.fetchall()]


def standing_meetings(db: Database, source_id: str) -> int:
    """How many meetings a source has that are not withdrawn."""
    row = db.execute(
        "SELECT count(*) FROM mirror_meeting WHERE source_id = ? AND withdrawn IS NULL", (source_id,)
    ).fetchone()
    return int(row[0])


def known_documents(db: Database, source_id: str) -> list[KnownDocument]:
    """All documents of a source that are papers of a meeting."""
    rows = db.execute(
        "SELECT d.id, d.ref, d.sha256, d.version_id, v.meeting_id, d.withdrawn IS NOT NULL FROM mirror_document d "
        "JOIN mirror_version v ON v.id = d.version_id WHERE d.source_id = ? ORDER BY d.ref",
        (source_id,),
    )
    return [KnownDocument(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows.fetchall()]


def source_of(db: Database, meeting_id: str) -> str | None:
    """The id of the source that a meeting is of; None where there is no such meeting."""
    row = db.execute("SELECT source_id FROM mirror_meeting WHERE id = ?", (meeting_id,)).fetchone()
    return str(row[0]) if row else None
