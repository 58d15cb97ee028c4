"""Attachments of items and the files that the store holds: rows of `mirror_attachment` and `mirror_file`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from moedeklar.model.errors import NotFound
from moedeklar.model.views import FileState
from moedeklar.store.rows import Value, select, upsert


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """An attachment of an item over all versions. `gone` is since when the item names others and not this one.

    `source_ref` is the document of the source that it is, `problem` the code of what stood in the way.
    """

    id: str
    item_id: str
    position: int
    title: str
    document_number: str | None = None
    source_ref: str | None = None
    sha256: str | None = None
    state: FileState = FileState.NOT_IN_SOURCE
    problem: str | None = None
    gone: str | None = None


def of_items(db: Database, item_ids: Iterable[str]) -> list[AttachmentRecord]:
    """The attachments of these items, by item and position."""
    rows = select(
        db, "SELECT * FROM mirror_attachment WHERE item_id IN (:ids) ORDER BY item_id, position, id", item_ids
    )
    return [_record(row) for row in rows]


def of_meetings(db: Database, meeting_ids: Iterable[str]) -> list[AttachmentRecord]:
    """The attachments of all items of these meetings."""
    rows = select(
        db,
        "SELECT a.* FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id WHERE i.meeting_id IN (:ids) "
        "ORDER BY i.meeting_id, a.item_id, a.position, a.id",
        meeting_ids,
    )
    return [_record(row) for row in rows]


def files_of_meeting(db: Database, meeting_id: str) -> list[str]:
    """The hashes of the meeting's documents and of its items' attachments."""
    rows = db.execute(
        "SELECT d.sha256 FROM mirror_document d JOIN mirror_version v ON v.id = d.version_id WHERE v.meeting_id = ? "
        "UNION SELECT a.sha256 FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id "
        "WHERE i.meeting_id = ? AND a.sha256 IS NOT NULL",
        (meeting_id, meeting_id),
    ).fetchall()
    return [row[0] for row in rows]


def documents_of_source(db: Database, source_id: str) -> list[tuple[str, str]]:
    """The documents of a source that are there, as (ref, meeting id)."""
    rows = db.execute(
        "SELECT d.ref, v.meeting_id FROM mirror_document d JOIN mirror_version v ON v.id = d.version_id "
        "WHERE d.source_id = ? AND d.withdrawn IS NULL ORDER BY d.ref",
        (source_id,),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def files_of_source(db: Database, source_id: str) -> list[tuple[str, str]]:
    """The papers and attachments of a source whose files are to be here, as pairs of ref and SHA-256."""
    rows = db.execute(
        "SELECT ref, sha256 FROM mirror_document "
        "WHERE source_id = :source AND withdrawn IS NULL AND expired IS NULL "
        "UNION SELECT a.source_ref, a.sha256 FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id "
        "JOIN mirror_meeting m ON m.id = i.meeting_id WHERE m.source_id = :source AND a.state = 'present' "
        "AND a.source_ref IS NOT NULL AND a.sha256 IS NOT NULL ORDER BY 1",
        {"source": source_id},
    )
    return [(row[0], row[1]) for row in rows.fetchall()]


def all_files(db: Database) -> list[str]:
    """The hashes of all papers and attachments, of whichever source, whose files are to be here; some more than once.

    Quicker than `files_of_source` where only few files are wanted after all.
    """
    rows = db.execute(
        "SELECT sha256 FROM mirror_document WHERE withdrawn IS NULL AND expired IS NULL "
        "UNION ALL SELECT sha256 FROM mirror_attachment WHERE state = 'present' AND sha256 IS NOT NULL"
    )
    return [row[0] for row in rows.fetchall()]


def bytes_of_source(db: Database, source_id: str) -> int:
    """How large the files of a source's attachments are together, each counted once."""
    row = db.execute(
        "SELECT coalesce(sum(size), 0) FROM mirror_file WHERE sha256 IN (SELECT a.sha256 FROM mirror_attachment a "
        "JOIN mirror_item i ON i.id = a.item_id JOIN mirror_meeting m ON m.id = i.meeting_id WHERE m.source_id = ?)",
        (source_id,),
    ).fetchone()
    return int(row[0])


def whose(db: Database, attachment_id: str) -> tuple[AttachmentRecord, str, str]:
    """The attachment, and the ids of its meeting and source. Raises NotFound."""
    rows = select(
        db,
        "SELECT a.*, m.id AS meeting_id, m.source_id FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id "
        "JOIN mirror_meeting m ON m.id = i.meeting_id WHERE a.id = :id",
        id=attachment_id,
    )
    if not rows:
        raise NotFound("not_found", id=attachment_id)
    return _record(rows[0]), rows[0]["meeting_id"], rows[0]["source_id"]


def names_of_meetings(db: Database, meeting_ids: Iterable[str]) -> list[tuple[str, tuple[str, str]]]:
    """What these meetings call their attachments, each with the meeting's committee key and day (ISO or "")."""
    rows = select(
        db,
        "SELECT DISTINCT a.title, m.committee_key, substr(coalesce(m.start, ''), 1, 10) AS day "
        "FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id "
        "JOIN mirror_meeting m ON m.id = i.meeting_id WHERE m.id IN (:ids)",
        meeting_ids,
    )
    return [(row["title"], (row["committee_key"], row["day"])) for row in rows]


def waiting(db: Database, source_id: str) -> list[tuple[AttachmentRecord, str, str]]:
    """Attachments of a source whose file is there to be fetched, each with its meeting's id and start (ISO or "")."""
    rows = select(
        db,
        "SELECT a.*, m.id AS meeting_id, coalesce(m.start, '') AS start FROM mirror_attachment a "
        "JOIN mirror_item i ON i.id = a.item_id JOIN mirror_meeting m ON m.id = i.meeting_id "
        "WHERE m.source_id = :source AND a.state IN ('waiting', 'failed') ORDER BY start, a.item_id, a.position",
        source=source_id,
    )
    return [(_record(row), row["meeting_id"], row["start"]) for row in rows]


def of_refs(db: Database, source_id: str, refs: Iterable[str]) -> list[AttachmentRecord]:
    """The attachments whose file is one of these documents of a source."""
    rows = select(
        db,
        "SELECT a.* FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id "
        "JOIN mirror_meeting m ON m.id = i.meeting_id WHERE m.source_id = :source AND a.source_ref IN (:ids) "
        "ORDER BY a.id",
        refs,
        source=source_id,
    )
    return [_record(row) for row in rows]


def put(db: Database, record: AttachmentRecord) -> None:
    """Write *record*."""
    row: dict[str, Value] = {
        "id": record.id,
        "item_id": record.item_id,
        "position": record.position,
        "title": record.title,
        "document_number": record.document_number,
        "source_ref": record.source_ref,
        "sha256": record.sha256,
        "state": record.state.value,
        "problem": record.problem,
        "gone": record.gone,
    }
    upsert(db, "mirror_attachment", row, "id")


def put_file(db: Database, sha256: str, media_type: str, size: int, pages: int | None = None) -> None:
    """Say that the store holds a file. A known number of pages stays known."""
    db.execute(
        "INSERT INTO mirror_file (sha256, media_type, size, pages) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (sha256) DO UPDATE SET pages = coalesce(excluded.pages, pages)",
        (sha256, media_type, size, pages),
    )


@dataclass(frozen=True, slots=True)
class UnindexedFile:
    """A file of an attachment whose pages the search does not know yet."""

    sha256: str
    media_type: str
    size: int
    name: str


def unindexed(db: Database) -> list[UnindexedFile]:
    """The files of attachments that are to be indexed, those of the latest meetings first."""
    rows = db.execute(
        "SELECT f.sha256, f.media_type, f.size, min(a.title) FROM mirror_file f "
        "JOIN mirror_attachment a ON a.sha256 = f.sha256 JOIN mirror_item i ON i.id = a.item_id "
        "JOIN mirror_meeting m ON m.id = i.meeting_id WHERE f.indexed IS NULL "
        "GROUP BY f.sha256 ORDER BY max(m.start) DESC, f.sha256"
    ).fetchall()
    return [UnindexedFile(*row) for row in rows]


def set_indexed(db: Database, sha256: str, when_or_why: str, pages: int | None = None) -> None:
    """Say that a file has been indexed (a stamp), or why it never will be (a code)."""
    db.execute(
        "UPDATE mirror_file SET indexed = ?, pages = coalesce(?, pages) WHERE sha256 = ?", (when_or_why, pages, sha256)
    )


def _record(row: dict[str, Any]) -> AttachmentRecord:
    return AttachmentRecord(
        row["id"],
        row["item_id"],
        row["position"],
        row["title"],
        row["document_number"],
        row["source_ref"],
        row["sha256"],
        FileState(row["state"]),
        row["problem"],
        row["gone"],
    )
