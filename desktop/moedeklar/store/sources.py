"""Sources that the person has added (`user_source`), with how their last run ended.

A removed source keeps its row: added again it is the same source, and its meetings and notes are found where they were.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from moedeklar.model.errors import NotFound
from moedeklar.model.ids import derived_id
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.store.stamps import stamp, unstamp

_SELECT = """
SELECT s.id, s.kind, s.name, s.location, s.options,
    (SELECT max(finished) FROM sync_run WHERE source_id = s.id AND state IN ('ok', 'partly')),
    (SELECT state FROM sync_run WHERE source_id = s.id AND finished IS NOT NULL ORDER BY started DESC LIMIT 1)
FROM user_source s WHERE s.removed IS NULL
"""


def add(db: Database, kind: str, name: str, location: str, options: dict[str, Any], now: datetime) -> SourceInfo:
    """Add the source of *kind* at *location*, or give the one that is there a new name and these options.

    The id follows from kind and location. *options* are JSON values; "committees" limits the source to these. What it
    had of other options (see `set_option`) stays.
    """
    source_id = derived_id("src", kind, location)
    text = json.dumps(options, ensure_ascii=False)
    db.execute(
        "INSERT INTO user_source (id, kind, name, location, options, created) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, removed = NULL,"
        " options = json_patch(options, excluded.options)",
        (source_id, kind, name, location, text, stamp(now)),
    )
    return get(db, source_id)


def get(db: Database, source_id: str) -> SourceInfo:
    """The source. Raises NotFound, for a removed one too."""
    row = db.execute(_SELECT + " AND s.id = ?", (source_id,)).fetchone()
    if row is None:
        raise NotFound("not_found", id=source_id)
    return _source(row)


def find(db: Database) -> tuple[SourceInfo, ...]:
    """All sources, in the order in which they were added."""
    return tuple(_source(row) for row in db.execute(_SELECT + " ORDER BY s.created, s.id").fetchall())


def options(db: Database, source_id: str) -> dict[str, Any]:
    """The options that the source was added with. Raises NotFound."""
    row = db.execute("SELECT options FROM user_source WHERE id = ? AND removed IS NULL", (source_id,)).fetchone()
    if row is None:
        raise NotFound("not_found", id=source_id)
    return dict(json.loads(row[0]))


def set_option(db: Database, source_id: str, name: str, value: Any) -> None:
    """Give the source's option *name* this JSON value; "read_scans" says whether scans are read. Raises NotFound."""
    get(db, source_id)
    path, text = f"$.{name}", json.dumps(value, ensure_ascii=False)
    db.execute("UPDATE user_source SET options = json_set(options, ?, json(?)) WHERE id = ?", (path, text, source_id))


def remove(db: Database, source_id: str, now: datetime) -> SourceInfo:
    """Mark the source as removed; returns what it was. Notes stay. Raises NotFound."""
    found = get(db, source_id)
    db.execute("UPDATE user_source SET removed = ? WHERE id = ?", (stamp(now), source_id))
    return found


def _source(row: tuple[Any, ...]) -> SourceInfo:
    source_id, kind, name, location, text, last_success, state = row
    options = json.loads(text)
    return SourceInfo(
        id=source_id,
        kind=kind,
        name=name,
        location=location,
        committees=tuple(options.get("committees", ())),
        last_success=unstamp(last_success) if last_success else None,
        state=SourceState(state) if state in set(SourceState) else SourceState.NEVER,
        reads_scans=bool(options.get("read_scans")),
    )
