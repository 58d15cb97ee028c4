"""What was removed because its time was up (`mirror_expiry`), and what is there of which it will be.

A version's item that was emptied says so in its content; when, by whose rule, and the title that is kept where a person
has work on the item, stand here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.codec import decode
from moedeklar.model.moments import COPENHAGEN, LocalStart
from moedeklar.model.retention import Expiry
from moedeklar.store.rows import select
from moedeklar.store.stamps import unstamp

# As the indexes of the schema have it, which are used only where it is written the same.
CLOSED = "instr(content, '\"closed\": true') > 0 AND instr(content, '\"expired\": true') = 0"
EMPTIED = "instr(content, '\"expired\": true') > 0"

# The work of a person that keeps the title of item i.
_WORK = (
    "(EXISTS (SELECT 1 FROM user_note n WHERE n.item_id = {0} AND n.deleted IS NULL) "
    "OR EXISTS (SELECT 1 FROM user_bookmark b WHERE b.item_id = {0} AND b.deleted IS NULL) "
    "OR EXISTS (SELECT 1 FROM user_request r WHERE r.item_id = {0} AND r.deleted IS NULL))"
)


def has_work(item: str) -> str:
    """SQL: whether a person has a note, a bookmark or a request on the item that *item* names."""
    return _WORK.format(item)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meeting with closed items or attachments. `day` is its own, or the one on which an undated one was fetched."""

    meeting_id: str
    committee: str
    start: LocalStart | None
    day: date


@dataclass(frozen=True, slots=True)
class ClosedItem:
    """What a version says of an item, or of its attachments, that is not public."""

    item_id: str
    version_id: str
    content: AgendaItem


def candidates(db: Database, meeting_ids: Iterable[str] | None = None) -> list[Candidate]:
    """The meetings, or those of *meeting_ids*, that name anything closed; not all of them say more than its title."""
    of = "AND m.id IN (:ids) " if meeting_ids is not None else ""
    rows = select(
        db,
        "SELECT m.id, m.committee, m.start, (SELECT min(added) FROM mirror_version WHERE meeting_id = m.id) AS added "
        "FROM mirror_meeting m WHERE m.id IN (SELECT v.meeting_id FROM mirror_version v JOIN mirror_item_version "
        f"ON version_id = v.id WHERE {CLOSED.replace('content', 'mirror_item_version.content')}) {of}"
        "ORDER BY m.start, m.id",
        meeting_ids or (),
    )
    return [
        Candidate(
            row["id"],
            row["committee"],
            LocalStart.parse(row["start"]) if row["start"] else None,
            day_of(row["start"], row["added"]),
        )
        for row in rows
    ]


def day_of(start: str | None, added: str) -> date:
    """The day from which a meeting's time is counted: its own, or that on which its first paper was fetched."""
    return LocalStart.parse(start).day if start else unstamp(added).astimezone(ZoneInfo(COPENHAGEN)).date()


def closed_items(db: Database, meeting_id: str) -> list[ClosedItem]:
    """What the versions of a meeting say of its closed items and attachments, the oldest version first."""
    rows = db.execute(
        "SELECT iv.item_id, iv.version_id, iv.content FROM mirror_item_version iv JOIN mirror_version v "
        f"ON v.id = iv.version_id WHERE v.meeting_id = ? AND {CLOSED.replace('content', 'iv.content')} "
        "ORDER BY v.ordinal, iv.position",
        (meeting_id,),
    ).fetchall()
    return [ClosedItem(row[0], row[1], decode(AgendaItem, json.loads(row[2]))) for row in rows]


def closed_readings(db: Database, meeting_id: str) -> Iterator[tuple[str, Meeting]]:
    """What the documents of corrected versions were read as, by version, where that names anything closed."""
    rows = db.execute(
        "SELECT id, reading FROM mirror_version WHERE meeting_id = ? AND reading IS NOT NULL "
        f"AND {CLOSED.replace('content', 'reading')}",
        (meeting_id,),
    ).fetchall()
    return ((row[0], decode(Meeting, json.loads(row[1]))) for row in rows)


@dataclass(frozen=True, slots=True)
class Journalled:
    """What the journal says that a paper was understood as. `added` is when its meeting's first paper came, or ""."""

    source_id: str
    ref: str
    content: Meeting
    added: str


def closed_journal(db: Database, hashes: Iterable[str] | None = None) -> Iterator[Journalled]:
    """Papers, or those with these hashes, of which the journal keeps a content that names anything closed."""
    of = "AND d.sha256 IN (:ids) " if hashes is not None else ""
    keys = select(
        db,
        "SELECT d.source_id, d.ref, coalesce((SELECT min(v.added) FROM mirror_document p JOIN mirror_version v "
        "ON v.id = p.version_id WHERE p.source_id = d.source_id AND p.sha256 = d.sha256), '') AS added "
        f"FROM sync_document d WHERE {CLOSED.replace('content', 'd.content')} {of}ORDER BY d.source_id, d.ref",
        hashes or (),
    )
    for key in keys:
        row = db.execute(
            "SELECT content FROM sync_document WHERE source_id = ? AND ref = ?", (key["source_id"], key["ref"])
        ).fetchone()
        yield Journalled(key["source_id"], key["ref"], decode(Meeting, json.loads(row[0])), key["added"])


def with_title(db: Database, item_id: str, item: AgendaItem) -> AgendaItem:
    """*item*, with the title that was kept of it where it was emptied."""
    if not item.expired:
        return item
    row = db.execute("SELECT title FROM mirror_expiry WHERE item_id = ?", (item_id,)).fetchone()
    return replace(item, title=row[0]) if row else item


def expiry_of(db: Database, item_id: str) -> Expiry | None:
    """That the item was emptied; None where it was not."""
    row = db.execute("SELECT day, rule FROM mirror_expiry WHERE item_id = ?", (item_id,)).fetchone()
    return Expiry(date.fromisoformat(row[0]), row[1]) if row else None


def expired_hashes(db: Database, source_id: str) -> set[str]:
    """The hashes of a source's papers whose files are not kept, for the closed material in them."""
    rows = db.execute(
        "SELECT sha256 FROM mirror_document WHERE source_id = ? AND expired IS NOT NULL", (source_id,)
    ).fetchall()
    return {row[0] for row in rows}


def is_expired(db: Database, sha256: str) -> bool:
    """Whether a paper with this hash was removed for the closed material in it."""
    sql = "SELECT 1 FROM mirror_document WHERE sha256 = ? AND expired IS NOT NULL"
    return db.execute(sql, (sha256,)).fetchone() is not None


def hashes_of(db: Database, meeting_id: str) -> list[str]:
    """The hashes of a meeting's papers."""
    rows = db.execute(
        "SELECT DISTINCT d.sha256 FROM mirror_document d JOIN mirror_version v ON v.id = d.version_id "
        "WHERE v.meeting_id = ?",
        (meeting_id,),
    ).fetchall()
    return [row[0] for row in rows]


def sizes(db: Database, version_ids: Iterable[str], item_ids: Iterable[str], titles: Iterable[str]) -> tuple[int, int]:
    """How many papers these versions have, and the bytes of their files and of these items' attachments so called."""
    papers = {
        row["sha256"]
        for row in select(
            db, "SELECT sha256 FROM mirror_document WHERE version_id IN (:ids) AND expired IS NULL", version_ids
        )
    }
    wanted = set(titles)
    files = {
        row["sha256"]
        for row in select(
            db, "SELECT title, sha256 FROM mirror_attachment WHERE item_id IN (:ids) AND sha256 IS NOT NULL", item_ids
        )
        if row["title"] in wanted
    }
    rows = select(db, "SELECT coalesce(sum(size), 0) AS size FROM mirror_file WHERE sha256 IN (:ids)", papers | files)
    return len(papers), int(rows[0]["size"])
