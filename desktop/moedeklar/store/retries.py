"""The retry queue (`sync_retry`): documents that could not be had, how often that was tried, and when it is again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from moedeklar.model.codec import decode, encode
from moedeklar.model.reports import Problem
from moedeklar.store.rows import Value, upsert
from moedeklar.store.stamps import stamp, unstamp


@dataclass(frozen=True, slots=True)
class Retry:
    """A document that failed *tries* times, last with *problem*. It is to be tried again at *next_try* (UTC)."""

    ref: str
    tries: int
    next_try: datetime
    problem: Problem


def find(db: Database, source_id: str) -> dict[str, Retry]:
    """All of a source, by ref."""
    rows = db.execute(
        "SELECT ref, tries, next_try, problem FROM sync_retry WHERE source_id = ? ORDER BY ref", (source_id,)
    ).fetchall()
    return {row[0]: Retry(row[0], row[1], unstamp(row[2]), decode(Problem, json.loads(row[3]))) for row in rows}


def next_try(db: Database, source_id: str) -> datetime | None:
    """When the first of a source is to be tried again; None where nothing is."""
    row = db.execute("SELECT min(next_try) FROM sync_retry WHERE source_id = ?", (source_id,)).fetchone()
    return unstamp(row[0]) if row[0] else None


def put(db: Database, source_id: str, retry: Retry) -> None:
    """Keep *retry*."""
    row: dict[str, Value] = {
        "source_id": source_id,
        "ref": retry.ref,
        "tries": retry.tries,
        "next_try": stamp(retry.next_try),
        "problem": json.dumps(encode(retry.problem), ensure_ascii=False),
    }
    upsert(db, "sync_retry", row, "source_id", "ref")


def remove(db: Database, source_id: str, refs: Iterable[str]) -> None:
    """These are no longer to be tried."""
    for ref in refs:
        db.execute("DELETE FROM sync_retry WHERE source_id = ? AND ref = ?", (source_id, ref))


def hurry(db: Database, source_id: str) -> None:
    """Let everything of a source that failed be tried in the next run, also what was given up."""
    db.execute("DELETE FROM sync_retry WHERE source_id = ?", (source_id,))
    gone = db.execute("DELETE FROM sync_document WHERE source_id = ? AND outcome = 'failed'", (source_id,)).rowcount
    if gone:
        # What the journal no longer knows has to be listed again.
        db.execute("DELETE FROM sync_cursor WHERE source_id = ?", (source_id,))
