"""Requests and deadline rules: rows of `user_request` and `user_deadline_rule`, and what they need of the mirror.

A removed request keeps its row, marked, so that it can come back.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import LocalStart
from moedeklar.model.requests import DeadlineRule, Request, RequestDraft, RequestStatus
from moedeklar.model.views import HitKind
from moedeklar.model.work import ItemSnapshot
from moedeklar.store import attachment_access, search
from moedeklar.store.planned import slots_of, stand_in, stand_ins
from moedeklar.store.rows import upsert
from moedeklar.store.stamps import stamp, unstamp

_COLUMNS = "id, draft, status, created, changed, item_id"
# The version of an item that counts: in the newest version of its meeting that holds it.
_NEWEST = (
    "(SELECT v.version_id FROM mirror_item_version v JOIN mirror_version w ON w.id = v.version_id"
    " WHERE v.item_id = i.id AND w.withdrawn IS NULL ORDER BY w.ordinal DESC LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item as it stands on an agenda, for telling whether it came of a request."""

    id: str
    meeting_id: str
    start: LocalStart | None
    number: str | None
    title: str
    decided: bool


@dataclass(frozen=True, slots=True)
class Referred:
    """What an id in a request's references is: an item, an attachment of one, or a note on one (with its quote).

    `closed` is the item, or the attachment that it is or that the note is on.
    """

    kind: HitKind
    committee: str
    start: LocalStart | None
    number: str | None
    item_title: str
    closed: bool
    words: str = ""


def get(db: Database, request_id: str) -> Request:
    """The request. Raises NotFound, for a removed one too."""
    rows = _select(db, "id = ? AND deleted IS NULL", (request_id,))
    if not rows:
        raise NotFound("not_found", id=request_id)
    return rows[0]


def find(db: Database) -> tuple[Request, ...]:
    """All requests, the one changed last first."""
    return tuple(_select(db, "deleted IS NULL", ()))


def put(db: Database, request: Request) -> Request:
    """Keep *request* as it is, whether or not there was one of its id, or a removed one."""
    draft = json.dumps(encode(request.draft), ensure_ascii=False)
    known = db.execute("SELECT draft FROM user_request WHERE id = ? AND deleted IS NULL", (request.id,)).fetchone()
    upsert(
        db,
        "user_request",
        {
            "id": request.id,
            "draft": draft,
            "status": request.status.value,
            "item_id": request.item_id,
            "created": stamp(request.created),
            "changed": stamp(request.changed),
            "deleted": None,
        },
        "id",
    )
    if known is None or known[0] != draft:
        search.index_request(db, request)
    return request


def remove(db: Database, request_id: str, now: datetime) -> Request:
    """Mark the request as removed; returns what it was. Raises NotFound."""
    request = get(db, request_id)
    db.execute("UPDATE user_request SET deleted = ?, changed = ? WHERE id = ?", (stamp(now), stamp(now), request_id))
    search.forget(db, HitKind.REQUEST, request_id)
    return request


def bring_back(db: Database, request_id: str, now: datetime) -> Request:
    """Undo `remove`: the same request with all that was last written. Raises NotFound where there never was one."""
    db.execute("UPDATE user_request SET deleted = NULL, changed = ? WHERE id = ?", (stamp(now), request_id))
    request = get(db, request_id)
    search.index_request(db, request)
    return request


def rule(db: Database, committee_key: str) -> DeadlineRule | None:
    """The rule kept for a committee, by its bare name; None where none was set or what is kept is not readable."""
    row = db.execute("SELECT rule FROM user_deadline_rule WHERE committee = ?", (committee_key,)).fetchone()
    try:
        return decode(DeadlineRule, json.loads(row[0])) if row else None
    except (ValueError, KeyError, TypeError):
        return None


def put_rule(db: Database, committee_key: str, kept: DeadlineRule | None, now: datetime) -> None:
    """Keep a committee's rule; None forgets it."""
    if kept is None:
        db.execute("DELETE FROM user_deadline_rule WHERE committee = ?", (committee_key,))
        return
    text = json.dumps(encode(kept), ensure_ascii=False)
    upsert(db, "user_deadline_rule", {"committee": committee_key, "rule": text, "changed": stamp(now)}, "committee")


def meeting_days(db: Database, committee_key: str) -> tuple[tuple[str, LocalStart], ...]:
    """The ids and starts of a committee's dated meetings that were not withdrawn, earliest first."""
    slots = slots_of(db, committee_key)
    hidden = stand_ins(slots)
    return tuple((slot.id, slot.start) for slot in slots if not slot.withdrawn and slot.id not in hidden)


def meeting_start(db: Database, meeting_id: str) -> LocalStart | None:
    """When a meeting begins; None where it is unknown or undated."""
    row = db.execute("SELECT start FROM mirror_meeting WHERE id = ?", (meeting_id,)).fetchone()
    return LocalStart.parse(row[0]) if row and row[0] else None


def published_items(db: Database, committee_keys: Collection[str], since: str) -> dict[str, tuple[PublishedItem, ...]]:
    """By committee, the items of its meetings from the ISO day *since* on, in the newest version of each."""
    rows = db.execute(
        "SELECT m.committee_key, i.id, m.id, m.start, n.number, n.title, n.content FROM mirror_item i"
        " JOIN mirror_meeting m ON m.id = i.meeting_id"
        f" JOIN mirror_item_version n ON n.item_id = i.id AND n.version_id = {_NEWEST}"
        " WHERE m.committee_key IN (SELECT value FROM json_each(?)) AND m.start >= ? AND m.withdrawn IS NULL"
        " ORDER BY m.start, n.position",
        (json.dumps(list(committee_keys)), since),
    )
    found: dict[str, list[PublishedItem]] = {}
    for key, item_id, meeting_id, start, number, title, content in rows.fetchall():
        decided = bool(decode(AgendaItem, json.loads(content)).decisions)
        item = PublishedItem(item_id, meeting_id, LocalStart.parse(start), number, title, decided)
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def item_number(db: Database, item_id: str) -> str | None:
    """The number that an item has in its newest version."""
    row = db.execute(
        "SELECT n.number FROM mirror_item i JOIN mirror_item_version n ON n.item_id = i.id"
        f" AND n.version_id = {_NEWEST} WHERE i.id = ?",
        (item_id,),
    ).fetchone()
    return row[0] if row else None


def referred(db: Database, any_id: str) -> Referred | None:
    """What *any_id* names; None where it is nothing that is still known."""
    note = db.execute(
        "SELECT item_id, home, anchor, attachment_id FROM user_note WHERE id = ? AND deleted IS NULL", (any_id,)
    ).fetchone()
    if note:
        anchor = json.loads(note[2]) if note[2] else {}
        item = _item(db, note[0], HitKind.NOTE, str(anchor.get("quote", "")))
        if item is not None and _is_on_closed_file(db, note[0], note[3], anchor.get("sha256")):
            item = replace(item, closed=True)
        return item or _of_home(decode(ItemSnapshot, json.loads(note[1])), str(anchor.get("quote", "")))
    attachment = db.execute("SELECT item_id, title FROM mirror_attachment WHERE id = ?", (any_id,)).fetchone()
    if attachment:
        item = _item(db, attachment[0], HitKind.ATTACHMENT, attachment[1])
        return replace(item, closed=True) if item is not None and attachment_access.is_closed(db, any_id) else item
    return _item(db, any_id, HitKind.ITEM, "")


def _is_on_closed_file(db: Database, item_id: str, attachment_id: str | None, sha256: str | None) -> bool:
    """Whether a note on a page is on an attachment that is not public."""
    if attachment_id and attachment_access.is_closed(db, attachment_id):
        return True
    return bool(sha256) and attachment_access.has_closed_file(db, item_id, str(sha256))


def _item(db: Database, item_id: str, kind: HitKind, words: str) -> Referred | None:
    row = db.execute(
        "SELECT m.committee, m.start, n.number, n.title, n.closed FROM mirror_item i"
        " JOIN mirror_meeting m ON m.id = i.meeting_id"
        f" JOIN mirror_item_version n ON n.item_id = i.id AND n.version_id = {_NEWEST} WHERE i.id = ?",
        (item_id,),
    ).fetchone()
    if not row:
        return None
    committee, start, number, title, closed = row
    return Referred(kind, committee, LocalStart.parse(start) if start else None, number, title, bool(closed), words)


def _of_home(home: ItemSnapshot, words: str) -> Referred:
    """A note whose item is gone from the mirror. Whether that was closed is not known, so its title is left out."""
    return Referred(HitKind.NOTE, home.committee, home.start, home.number, home.title, closed=True, words=words)


def _select(db: Database, where: str, values: tuple[str, ...]) -> list[Request]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM user_request WHERE {where} ORDER BY changed DESC, id", values)
    return [_request(db, row) for row in rows.fetchall()]


def _request(db: Database, row: tuple[Any, ...]) -> Request:
    """The request; its meeting is the real one where it was asked for a planned one."""
    request_id, content, status, created, changed, item_id = row
    draft = decode(RequestDraft, json.loads(content))
    if draft.meeting_id is not None:
        draft = replace(draft, meeting_id=stand_in(db, draft.meeting_id))
    return Request(
        request_id,
        draft,
        RequestStatus(status),
        unstamp(created),
        unstamp(changed),
        item_id,
    )
