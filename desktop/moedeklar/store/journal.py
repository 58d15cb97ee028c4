"""The journal of synchronising: what each name in a source last held, and how each run ended."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from moedeklar.model.agenda import Meeting
from moedeklar.model.codec import decode, encode
from moedeklar.model.ids import derived_id, new_id
from moedeklar.model.reports import Problem, RunReport
from moedeklar.model.views import SourceState
from moedeklar.store.rows import Value, select, upsert
from moedeklar.store.stamps import stamp, unstamp


class DocumentOutcome(StrEnum):
    """What became of a document. `beside` lies among agendas and is named by none; `gone` is a tombstone.

    `listed` is a file that a source of records lists, and that no attachment has needed yet. `expired` is the file of
    an attachment that was removed when its time was up: its entry bears a name that tells nothing (see `expired_ref`).
    """

    MEETING = "meeting"
    SKIPPED = "skipped"
    FAILED = "failed"
    ATTACHMENT = "attachment"
    BESIDE = "beside"
    GONE = "gone"
    LISTED = "listed"
    EXPIRED = "expired"


_OUTCOMES = {one.value: one for one in DocumentOutcome}
_ENTRIES = "SELECT ref, size, modified, outcome, sha256, reader, problem, version, media_type FROM sync_document"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was last seen. `modified` is a stamp, `reader` the version of the reader that understood it.

    `size`, `modified`, `version` and `media_type` are as the source listed them.
    """

    ref: str
    size: int
    modified: str
    outcome: DocumentOutcome
    sha256: str | None = None
    reader: str = ""
    problem: Problem | None = None
    version: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a source's listing has been taken in: its `cursor`, and when the source said it was last changed (UTC).

    `reader` is the version of the reader that everything up to there was read by.
    """

    reader: str
    cursor: str
    moment: datetime | None = None


def expired_ref(ref: str) -> str:
    """What the entry of the document *ref* is called once its file was removed: names of files tell what is in them."""
    return derived_id("expired", ref)


def entries(db: Database, source_id: str) -> dict[str, Entry]:
    """All entries of a source by ref, tombstones too."""
    return _entries(db.execute(f"{_ENTRIES} WHERE source_id = ?", (source_id,)).fetchall())


def entries_with_problem(db: Database, source_id: str) -> dict[str, Entry]:
    """Those of the entries that have a problem; reads no others."""
    told = "SELECT ref FROM sync_document WHERE source_id = :source AND problem IS NOT NULL"
    return _entries(
        db.execute(f"{_ENTRIES} WHERE source_id = :source AND ref IN ({told})", {"source": source_id}).fetchall()
    )


def _entries(rows: list[tuple[Any, ...]]) -> dict[str, Entry]:
    return {
        ref: Entry(
            ref, size, modified, _OUTCOMES[outcome], sha256, reader, problem and _problem(problem), version, kind
        )
        for ref, size, modified, outcome, sha256, reader, problem, version, kind in rows
    }


def content_hash(db: Database, source_id: str, ref: str) -> str | None:
    """The hash of what *ref* holds, or held until it was withdrawn, as a paper of a meeting; None where it is none."""
    row = db.execute(
        "SELECT sha256 FROM sync_document WHERE source_id = ? AND ref = ? AND content IS NOT NULL", (source_id, ref)
    ).fetchone()
    return row[0] if row else None


def put(db: Database, source_id: str, entry: Entry, content: Meeting | None = None) -> None:
    """Keep *entry*, with what the document was understood as where it is a paper of a meeting."""
    row: dict[str, Value] = {
        "source_id": source_id,
        "ref": entry.ref,
        "size": entry.size,
        "modified": entry.modified,
        "sha256": entry.sha256,
        "reader": entry.reader,
        "outcome": entry.outcome.value,
        "problem": json.dumps(encode(entry.problem), ensure_ascii=False) if entry.problem else None,
        "content": json.dumps(encode(content), ensure_ascii=False) if content is not None else None,
        "version": entry.version,
        "media_type": entry.media_type,
    }
    upsert(db, "sync_document", row, "source_id", "ref")


def seen_again(db: Database, source_id: str, entry: Entry) -> None:
    """Keep a new size, time, version or outcome of a document whose content is known already."""
    db.execute(
        "UPDATE sync_document SET size = ?, modified = ?, version = ?, outcome = ? WHERE source_id = ? AND ref = ?",
        (entry.size, entry.modified, entry.version, entry.outcome.value, source_id, entry.ref),
    )


def put_listed(db: Database, source_id: str, listed: Iterable[Entry]) -> None:
    """Keep what is listed and not fetched, so that it can be fetched without being listed again."""
    for entry in listed:
        put(db, source_id, entry)


def position(db: Database, source_id: str) -> Position | None:
    """How far the source's listing was taken in; None where it never was."""
    row = db.execute("SELECT reader, cursor, moment FROM sync_cursor WHERE source_id = ?", (source_id,)).fetchone()
    return Position(row[0], row[1], unstamp(row[2]) if row[2] else None) if row else None


def set_position(db: Database, source_id: str, found: Position) -> None:
    """Say how far the source's listing was taken in."""
    moment = stamp(found.moment) if found.moment else None
    row: dict[str, Value] = {
        "source_id": source_id,
        "reader": found.reader,
        "cursor": found.cursor,
        "moment": moment,
    }
    upsert(db, "sync_cursor", row, "source_id")


def content_of(db: Database, source_id: str, sha256: str, reader: str) -> Meeting | None:
    """What a document with this content was understood as by this version of the reader, under whatever name."""
    row = db.execute(
        "SELECT content FROM sync_document WHERE source_id = ? AND sha256 = ? AND reader = ? AND content IS NOT NULL "
        "LIMIT 1",
        (source_id, sha256, reader),
    ).fetchone()
    return decode(Meeting, json.loads(row[0])) if row else None


def forget(db: Database, source_id: str) -> None:
    """Forget all entries of a source, so that the next run reads everything again."""
    for table in ("sync_document", "sync_cursor", "sync_retry"):
        db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))


def start_run(db: Database, source_id: str, now: str) -> str:
    """Record that a run of the source begins; its id. Runs that a crash cut short are closed as failed."""
    db.execute(
        "UPDATE sync_run SET finished = ?, state = ? WHERE source_id = ? AND finished IS NULL",
        (now, SourceState.FAILED.value, source_id),
    )
    # Runs are told apart by when they began, also where the clock stands still or was set back.
    last = db.execute("SELECT max(started) FROM sync_run WHERE source_id = ?", (source_id,)).fetchone()[0]
    started = now if last is None or last < now else stamp(unstamp(last) + timedelta(microseconds=1))
    run_id = new_id("run")
    upsert(db, "sync_run", {"id": run_id, "source_id": source_id, "started": started, "state": "running"}, "id")
    return run_id


def finish_run(db: Database, run_id: str, state: SourceState, report: RunReport, now: str) -> None:
    """Record how the run ended."""
    db.execute(
        "UPDATE sync_run SET finished = ?, state = ?, report = ? WHERE id = ?",
        (now, state.value, json.dumps(encode(report), ensure_ascii=False), run_id),
    )


def last_ends(db: Database, source_ids: Iterable[str]) -> dict[str, datetime]:
    """When the last run of each source that has had one ended, however it did."""
    rows = select(
        db,
        "SELECT source_id, finished, max(started) FROM sync_run WHERE finished IS NOT NULL AND source_id IN (:ids) "
        "GROUP BY source_id",
        source_ids,
    )
    return {row["source_id"]: unstamp(row["finished"]) for row in rows}


def last_reports(db: Database, source_ids: Iterable[str]) -> dict[str, RunReport]:
    """The report of the last run of each source that has had one."""
    rows = select(
        db,
        "SELECT source_id, report, max(started) FROM sync_run WHERE finished IS NOT NULL AND report IS NOT NULL "
        "AND source_id IN (:ids) GROUP BY source_id",
        source_ids,
    )
    return {row["source_id"]: decode(RunReport, json.loads(row["report"])) for row in rows}


def _problem(text: str | None) -> Problem | None:
    return decode(Problem, json.loads(text)) if text else None
