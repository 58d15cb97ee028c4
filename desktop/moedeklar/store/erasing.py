"""Removing sources with all that is of them: what they published, what a person did with it, journal and search.

In one transaction of the caller, so that it is all there or all gone. What other sources' meetings are about stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlite_utils import Database

from moedeklar.model.text import committee_key
from moedeklar.store import attachments, discards, mirror
from moedeklar.store.rows import select

_OWN = ("user_note", "user_bookmark", "user_reading", "user_correction")
_JOURNAL = ("sync_document", "sync_cursor", "sync_retry", "sync_run")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is of some sources. `size` is that of their files in bytes, each counted once."""

    meetings: int = 0
    attachments: int = 0
    size: int = 0
    notes: int = 0
    bookmarks: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is of some sources: their meetings, the person's rows (by table), and the committees that only they have."""

    meetings: list[str]
    own: dict[str, list[str]]
    requests: list[str]
    committees: list[str]


def holdings(db: Database, source_ids: Collection[str]) -> Holdings:
    """What would go with these sources."""
    scope = _scope(db, source_ids)
    alive = {
        table: select(db, f"SELECT count(*) AS n FROM {table} WHERE deleted IS NULL AND id IN (:ids)", ids)[0]["n"]
        for table, ids in (*scope.own.items(), ("user_request", scope.requests))
        if table in {"user_note", "user_bookmark", "user_request"}
    }
    files = select(
        db,
        "SELECT count(*) AS n, coalesce(sum(size), 0) AS size FROM mirror_file WHERE sha256 IN (SELECT a.sha256 "
        "FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id WHERE i.meeting_id IN (:ids))",
        scope.meetings,
    )[0]
    return Holdings(
        len(scope.meetings),
        files["n"],
        files["size"],
        alive["user_note"],
        alive["user_bookmark"],
        alive["user_request"],
    )


def erase(db: Database, source_ids: Collection[str], on_step: Callable[[int, int], None]) -> Holdings:
    """Remove these sources and all that is of them; what that was. *on_step* tells how many of how many are done.

    What *on_step* raises undoes everything, with the transaction.
    """
    was, scope = holdings(db, source_ids), _scope(db, source_ids)
    files: set[str] = set()
    for done, meeting_id in enumerate(scope.meetings):
        on_step(done, len(scope.meetings))
        files |= set(attachments.files_of_meeting(db, meeting_id))
        db.execute(
            "DELETE FROM mirror_expiry WHERE item_id IN (SELECT id FROM mirror_item WHERE meeting_id = ?)",
            (meeting_id,),
        )
        mirror.remove(db, meeting_id)
    on_step(len(scope.meetings), len(scope.meetings))
    _erase_own(db, scope, files)
    for source_id in source_ids:
        for table in _JOURNAL:
            db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))
        gone = db.execute("DELETE FROM user_source WHERE id = ? RETURNING options", (source_id,)).fetchone()
        db.execute("DELETE FROM user_setting WHERE instr(key, ?) > 0", (source_id,))
        if gone is not None and json.loads(gone[0]).get("sign_in"):
            discards.add(db, discards.SECRET, source_id)
    for sha256 in sorted(files):
        discards.let_go(db, sha256)
    discards.let_go_of_orphans(db)
    discards.add(db, discards.PAGES_LEFT, "")
    return was


def _erase_own(db: Database, scope: _Scope, files: set[str]) -> None:
    drafts = select(db, "SELECT draft FROM user_request WHERE id IN (:ids)", scope.requests)
    files |= {sha256 for row in drafts for sha256 in json.loads(row["draft"]).get("attachments", ())}
    for kind, ids in (("note", scope.own["user_note"]), ("request", scope.requests)):
        _delete(db, "search_passage", f"kind = '{kind}' AND owner", ids)
    for table, ids in scope.own.items():
        _delete(db, table, "item_id" if table == "user_reading" else "id", ids)
    _delete(db, "user_request", "id", scope.requests)
    _delete(db, "user_deadline_rule", "committee", scope.committees)
    _delete(db, "user_place", "json_extract(value, '$.meeting_id')", scope.meetings)


def _delete(db: Database, table: str, column: str, ids: Collection[str]) -> None:
    db.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def _scope(db: Database, source_ids: Collection[str]) -> _Scope:
    meetings = select(db, "SELECT id, committee_key FROM mirror_meeting WHERE source_id IN (:ids)", source_ids)
    ids = {row["id"] for row in meetings}
    others = select(
        db, "SELECT id, source_id, committee_key FROM mirror_meeting WHERE source_id NOT IN (:ids)", source_ids
    )
    there, elsewhere = {row["id"] for row in others}, {row["committee_key"] for row in others}
    gone = {row["committee_key"] for row in meetings} - elsewhere
    left = select(db, "SELECT count(*) AS n FROM user_source WHERE removed IS NULL AND id NOT IN (:ids)", source_ids)
    last = not left[0]["n"] and not others

    def is_of(meeting_id: str | None, committee: str) -> bool:
        """Whether something on a meeting goes: by the meeting, and where that is not here any more by the committee."""
        if meeting_id in ids:
            return True
        return meeting_id not in there and (last or committee_key(committee) in gone)

    own = {table: _own(db, table, is_of) for table in _OWN}
    items = {row["id"] for row in select(db, "SELECT id FROM mirror_item WHERE meeting_id IN (:ids)", ids)}
    requests = [
        row["id"]
        for row in select(db, "SELECT id, item_id, draft FROM user_request ORDER BY id")
        if row["item_id"] in items or is_of(*_asked(row["draft"]))
    ]
    return _Scope(sorted(ids), own, requests, sorted(gone))


def _own(db: Database, table: str, is_of: Callable[[str | None, str], bool]) -> list[str]:
    key = "item_id" if table == "user_reading" else "id"
    home = "content, '$.home.committee'" if table == "user_correction" else "home, '$.committee'"
    rows = select(db, f"SELECT {key} AS key, meeting_id, json_extract({home}) AS committee FROM {table} ORDER BY {key}")
    return [row["key"] for row in rows if is_of(row["meeting_id"], row["committee"] or "")]


def _asked(draft: str) -> tuple[str | None, str]:
    said = json.loads(draft)
    return said.get("meeting_id"), str(said.get("committee", ""))
