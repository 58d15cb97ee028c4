"""Bookmarks: rows of `user_bookmark`. A removed bookmark keeps its row, marked."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import NotFound
from moedeklar.model.work import Bookmark, ItemSnapshot
from moedeklar.store.stamps import stamp, unstamp

_COLUMNS = "id, home, name, created, attachment_id, page"


def get(db: Database, bookmark_id: str) -> Bookmark:
    """The bookmark. Raises NotFound, for a removed one too."""
    rows = _select(db, "id = ? AND deleted IS NULL", (bookmark_id,))
    if not rows:
        raise NotFound("not_found", id=bookmark_id)
    return rows[0]


def find(db: Database, *, item_id: str | None = None) -> tuple[Bookmark, ...]:
    """All bookmarks, or those of an item, oldest first."""
    if item_id is None:
        return tuple(_select(db, "deleted IS NULL", ()))
    return tuple(_select(db, "deleted IS NULL AND item_id = ?", (item_id,)))


def add(db: Database, bookmark: Bookmark) -> Bookmark:
    """Keep a new bookmark."""
    db.table("user_bookmark").insert(
        {
            "id": bookmark.id,
            "meeting_id": bookmark.home.meeting_id,
            "item_id": bookmark.home.item_id,
            "home": json.dumps(encode(bookmark.home), ensure_ascii=False),
            "name": bookmark.name,
            "attachment_id": bookmark.attachment_id,
            "page": bookmark.page,
            "created": stamp(bookmark.created),
            "changed": stamp(bookmark.created),
            "deleted": None,
        }
    )
    return bookmark


def rename(db: Database, bookmark_id: str, name: str, now: datetime) -> Bookmark:
    """Call the bookmark *name*. Raises NotFound, for a removed one too."""
    db.execute("UPDATE user_bookmark SET name = ?, changed = ? WHERE id = ?", (name, stamp(now), bookmark_id))
    return get(db, bookmark_id)


def remove(db: Database, bookmark_id: str, now: datetime) -> Bookmark:
    """Mark the bookmark as removed; returns what it was. Raises NotFound."""
    bookmark = get(db, bookmark_id)
    when = stamp(now)
    db.execute("UPDATE user_bookmark SET deleted = ?, changed = ? WHERE id = ?", (when, when, bookmark_id))
    return bookmark


def bring_back(db: Database, bookmark_id: str, now: datetime) -> Bookmark:
    """Undo `remove`: the same bookmark with its id. Raises NotFound where there never was one."""
    db.execute("UPDATE user_bookmark SET deleted = NULL, changed = ? WHERE id = ?", (stamp(now), bookmark_id))
    return get(db, bookmark_id)


def _select(db: Database, where: str, values: tuple[str, ...]) -> list[Bookmark]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM user_bookmark WHERE {where} ORDER BY created, id", values)
    return [_bookmark(row) for row in rows.fetchall()]


def _bookmark(row: tuple[Any, ...]) -> Bookmark:
    bookmark_id, home, name, created, attachment_id, page = row
    return Bookmark(bookmark_id, decode(ItemSnapshot, json.loads(home)), name, unstamp(created), attachment_id, page)
