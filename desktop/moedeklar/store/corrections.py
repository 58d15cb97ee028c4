"""Corrections by hand: rows of `user_correction`. A removed one keeps its row, marked, so that it can come back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from moedeklar.model.codec import decode, encode
from moedeklar.model.corrections import Correction
from moedeklar.model.errors import NotFound
from moedeklar.store.rows import select, upsert
from moedeklar.store.stamps import stamp


def get(db: Database, correction_id: str) -> Correction:
    """The correction. Raises NotFound, for a removed one too."""
    found = _select(db, "id = :id", id=correction_id)
    if not found:
        raise NotFound("not_found", id=correction_id)
    return found[0]


def of_key(db: Database, committee: str, day: str) -> tuple[Correction, ...]:
    """What is corrected in meetings of a committee (key) on a day (ISO, "" for none), in the order in which it was."""
    return _select(db, "committee_key = :committee AND (day = :day OR everywhere)", committee=committee, day=day)


def of_meeting(db: Database, meeting_id: str) -> tuple[Correction, ...]:
    """What is corrected in a meeting, also if it was called or dated otherwise then; in the order in which it was."""
    return _select(
        db,
        "meeting_id = :id OR EXISTS (SELECT 1 FROM mirror_meeting m WHERE m.id = :id "
        "AND m.committee_key = user_correction.committee_key "
        "AND (everywhere OR substr(coalesce(m.start, ''), 1, 10) = user_correction.day))",
        id=meeting_id,
    )


def of_committee(db: Database, committee: str) -> tuple[Correction, ...]:
    """All that is corrected in meetings of a committee (key)."""
    return _select(db, "committee_key = :committee", committee=committee)


def with_ids(db: Database, ids: Iterable[str]) -> tuple[Correction, ...]:
    """The corrections with these ids that there are."""
    return _select(db, "id IN (:ids)", ids)


def meetings_of_committee(db: Database, committee: str) -> list[str]:
    """The meetings of a committee (key), the latest first."""
    rows = select(db, "SELECT id FROM mirror_meeting WHERE committee_key = :key ORDER BY start DESC, id", key=committee)
    return [row["id"] for row in rows]


def corrected_meetings(db: Database) -> list[str]:
    """The meetings that corrections are about, and those that were corrected once."""
    rows = select(
        db,
        "SELECT m.id FROM mirror_meeting m WHERE EXISTS (SELECT 1 FROM user_correction c WHERE c.deleted IS NULL "
        "AND (c.meeting_id = m.id OR (c.committee_key = m.committee_key "
        "AND (c.everywhere OR c.day = substr(coalesce(m.start, ''), 1, 10))))) "
        "OR EXISTS (SELECT 1 FROM mirror_version v WHERE v.meeting_id = m.id AND v.reading IS NOT NULL) ORDER BY m.id",
    )
    return [row["id"] for row in rows]


def put(db: Database, correction: Correction, now: datetime) -> Correction:
    """Keep *correction* as it is, whether or not there was one of its id, or a removed one."""
    upsert(
        db,
        "user_correction",
        {
            "id": correction.id,
            "meeting_id": correction.home.meeting_id,
            "committee_key": correction.committee,
            "day": correction.day,
            "everywhere": int(correction.everywhere),
            "content": json.dumps(encode(correction), ensure_ascii=False),
            "created": stamp(correction.created),
            "changed": stamp(now),
            "deleted": None,
        },
        "id",
    )
    return correction


def remove(db: Database, correction_id: str, now: datetime) -> Correction:
    """Mark the correction as removed; returns what it was. Raises NotFound."""
    found = get(db, correction_id)
    db.execute(
        "UPDATE user_correction SET deleted = ?, changed = ? WHERE id = ?", (stamp(now), stamp(now), correction_id)
    )
    return found


def set_state(db: Database, correction: Correction) -> None:
    """Keep whether *correction* fits; its time of change stays, for the person did not change it."""
    content = json.dumps(encode(correction), ensure_ascii=False)
    db.execute("UPDATE user_correction SET content = ? WHERE id = ?", (content, correction.id))


def _select(db: Database, where: str, ids: Iterable[str] = (), **values: str) -> tuple[Correction, ...]:
    sql = f"SELECT content FROM user_correction WHERE deleted IS NULL AND ({where}) ORDER BY created, id"
    rows: list[dict[str, Any]] = select(db, sql, ids, **values)
    return tuple(decode(Correction, json.loads(row["content"])) for row in rows)
