"""Versions that were corrected by hand: what their documents were read as, and writing them anew, quickly.

Written by `sync` alone, in the transaction that the caller has open.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.codec import decode, encode
from moedeklar.store.mirror import ItemPlace, VersionRecord, save_item


def version_reading(db: Database, version_id: str) -> Meeting | None:
    """What a version's document was read as, where corrections by hand changed that; None where it is its content."""
    row = db.execute("SELECT reading FROM mirror_version WHERE id = ?", (version_id,)).fetchone()
    return decode(Meeting, json.loads(row[0])) if row is not None and row[0] else None


def save(
    db: Database,
    meeting_id: str,
    version: VersionRecord,
    before: Sequence[tuple[str, AgendaItem]],
    content: Meeting,
    reading: Meeting | None,
) -> None:
    """Write the items of *version*, which were *before* (ids and contents), as *content* has them now.

    Only what reads otherwise is written. *reading* is what the document was read as, None where that is *content*.
    """
    was = dict(before)
    now = list(zip((place.item_id for place in version.items), content.items, strict=True))
    same = [item_id for item_id, item in now if was.get(item_id) == item]
    db.execute(
        "DELETE FROM mirror_item_version WHERE version_id = ? AND item_id NOT IN (SELECT value FROM json_each(?))",
        (version.id, json.dumps(same)),
    )
    kept = set(same)
    for position, (item_id, item) in enumerate(now):
        if item_id not in kept:
            save_item(db, meeting_id, version.id, item_id, position, item)
        elif position >= len(before) or before[position][0] != item_id:
            db.execute(
                "UPDATE mirror_item_version SET position = ? WHERE version_id = ? AND item_id = ?",
                (position, version.id, item_id),
            )
    whole = json.dumps(encode(replace(content, items=())), ensure_ascii=False)
    db.execute("UPDATE mirror_version SET content = ? WHERE id = ?", (whole, version.id))
    _keep_reading(db, version.id, reading)


def _keep_reading(db: Database, version_id: str, reading: Meeting | None) -> None:
    """Keep what a document was read as; it stays the same however often that is corrected."""
    if reading is None:
        db.execute("UPDATE mirror_version SET reading = NULL WHERE id = ?", (version_id,))
    elif version_reading(db, version_id) is None:
        text = json.dumps(encode(reading), ensure_ascii=False)
        db.execute("UPDATE mirror_version SET reading = ? WHERE id = ?", (text, version_id))


def touch(db: Database, meeting_id: str, now: str) -> None:
    """Say that the meeting has changed."""
    db.execute("UPDATE mirror_meeting SET changed = ? WHERE id = ?", (now, meeting_id))


def unversioned_items(db: Database, meeting_id: str) -> list[ItemPlace]:
    """The items of a meeting that no version has: they were joined to others, and may come back."""
    rows = db.execute(
        "SELECT id, title, case_key, source_ref FROM mirror_item WHERE meeting_id = ? "
        "AND id NOT IN (SELECT item_id FROM mirror_item_version) ORDER BY id",
        (meeting_id,),
    ).fetchall()
    return [ItemPlace(row[0], row[1], row[2] or None, row[3]) for row in rows]
