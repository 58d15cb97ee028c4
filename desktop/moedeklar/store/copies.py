"""Copies that the program made itself before it changed the schema or brought a backup back: what they hold.

A copy is another database, of this schema or an older one, or a backup. Nothing in it is changed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.codec import decode
from moedeklar.model.retention import meeting_without_closed, without_closed
from moedeklar.store import backup
from moedeklar.store.archive import Archive
from moedeklar.store.database import connect
from moedeklar.store.expired import day_of
from moedeklar.store.keys import StoreKeys
from moedeklar.store.problems import told

ENDINGS = (".db", ".moedeklar")


def first_closed(path: Path, keys: StoreKeys) -> date | None:
    """The day of the first meeting of which the copy at *path* holds closed material; None where it holds none.

    Reads the whole copy. Raises StoreError where that can't be done.
    """
    return _of_archive(path, keys.files) if path.suffix == ".moedeklar" else _of_database(path, keys.database)


def _of_database(path: Path, key: bytes) -> date | None:
    db = connect(path, key, read_only=True, create=False)
    try:
        with told(path), contextlib.closing(db):
            return min(_days(db), default=None)
    finally:
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _days(db: Database) -> Iterable[date]:
    rows = db.execute(
        "SELECT m.start, (SELECT min(added) FROM mirror_version WHERE meeting_id = m.id), iv.content "
        "FROM mirror_item_version iv JOIN mirror_version v ON v.id = iv.version_id JOIN mirror_meeting m "
        "ON m.id = v.meeting_id WHERE instr(iv.content, '\"closed\": true') > 0"
    )
    for start, added, content in rows:
        if _is_closed(content):
            yield day_of(start, added)
    for content, modified in db.execute(
        "SELECT content, modified FROM sync_document WHERE instr(content, '\"closed\": true') > 0"
    ):
        meeting = decode(Meeting, json.loads(content))
        if meeting_without_closed(meeting) is not meeting:
            yield meeting.start.day if meeting.start else day_of(None, modified)


def _of_archive(path: Path, identity: str) -> date | None:
    with contextlib.closing(Archive(path)) as opened:
        rows: dict[str, list[dict[str, Any]]] = {}
        for line in opened.lines(identity):
            entry = backup.parse(line)
            rows.setdefault(entry.table, []).append(entry.row)
    starts = {row["id"]: row["start"] for row in rows.get("mirror_meeting", ())}
    versions = {row["id"]: (row["meeting_id"], row["added"]) for row in rows.get("mirror_version", ())}
    added: dict[str, str] = {}
    for meeting_id, when in versions.values():
        added[meeting_id] = min(when, added.get(meeting_id, when))
    meetings = {
        versions[row["version_id"]][0]
        for row in rows.get("mirror_item_version", ())
        if row["version_id"] in versions and '"closed": true' in row["content"] and _is_closed(row["content"])
    }
    return min((day_of(starts.get(one), added[one]) for one in meetings), default=None)


def _is_closed(content: str) -> bool:
    item = decode(AgendaItem, json.loads(content))
    return without_closed(item) is not item
