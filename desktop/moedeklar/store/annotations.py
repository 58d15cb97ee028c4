"""Notes and highlights: rows of `user_note`. A removed note keeps its row, marked, so that it can come back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, cast

from sqlite_utils import Database

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import NotFound
from moedeklar.model.views import HitKind
from moedeklar.model.work import Colour, ItemSnapshot, Note
from moedeklar.store.stamps import stamp, unstamp

_COLUMNS = "id, home, text, colour, anchor, state, attachment_id, created, changed"
_ANCHOR: Any = TextAnchor | PageAnchor | None


def get(db: Database, note_id: str) -> Note:
    """The note. Raises NotFound, for a removed one too."""
    rows = _select(db, "id = ? AND deleted IS NULL", (note_id,))
    if not rows:
        raise NotFound("not_found", id=note_id)
    return rows[0]


def find(
    db: Database,
    *,
    state: AnchorState | None = None,
    item_id: str | None = None,
    sha256: str | None = None,
    meeting_id: str | None = None,
) -> tuple[Note, ...]:
    """The notes that are all of this, oldest first."""
    wanted: list[tuple[str, str]] = []
    if state is not None:
        wanted.append(("state = ?", state.value))
    if item_id is not None:
        wanted.append(("item_id = ?", item_id))
    if meeting_id is not None:
        wanted.append(("meeting_id = ?", meeting_id))
    if sha256 is not None:
        wanted.append(("json_extract(anchor, '$.sha256') = ?", sha256))
    where = " AND ".join(["deleted IS NULL", *(clause for clause, _ in wanted)])
    return tuple(_select(db, where, tuple(value for _, value in wanted)))


def put(db: Database, note: Note) -> Note:
    """Keep *note* as it is, whether or not there was one of its id, or a removed one."""
    db.table("user_note").upsert(
        {
            "id": note.id,
            "meeting_id": note.home.meeting_id,
            "item_id": note.home.item_id,
            "home": json.dumps(encode(note.home), ensure_ascii=False),
            "text": note.text,
            "colour": note.colour.value if note.colour else None,
            "anchor": json.dumps(encode(note.anchor), ensure_ascii=False) if note.anchor else None,
            "state": note.state.value,
            "attachment_id": note.attachment_id,
            "created": stamp(note.created),
            "changed": stamp(note.changed),
            "deleted": None,
        },
        pk="id",
    )
    index(db, note)
    return note


def remove(db: Database, note_id: str, now: datetime) -> Note:
    """Mark the note as removed; returns what it was. Raises NotFound."""
    note = get(db, note_id)
    db.execute("UPDATE user_note SET deleted = ?, changed = ? WHERE id = ?", (stamp(now), stamp(now), note_id))
    db.execute("DELETE FROM search_passage WHERE kind = ? AND owner = ?", (HitKind.NOTE.value, note_id))
    return note


def bring_back(db: Database, note_id: str, now: datetime) -> Note:
    """Undo `remove`: the same note, with its id and place. Raises NotFound where there never was one."""
    db.execute("UPDATE user_note SET deleted = NULL, changed = ? WHERE id = ?", (stamp(now), note_id))
    note = get(db, note_id)
    index(db, note)
    return note


def index(db: Database, note: Note) -> None:
    """Let the search find the note by its words and by the words that it marks."""
    db.execute("DELETE FROM search_passage WHERE kind = ? AND owner = ?", (HitKind.NOTE.value, note.id))
    page = note.anchor.page if isinstance(note.anchor, PageAnchor) else None
    body = "\n".join(part for part in (note.text, note.quote) if part)
    db.execute(
        "INSERT INTO search_passage (kind, owner, part, page, title, body) VALUES (?, ?, '', ?, ?, ?)",
        (HitKind.NOTE.value, note.id, page, note.home.title, body),
    )


def _select(db: Database, where: str, values: tuple[str, ...]) -> list[Note]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM user_note WHERE {where} ORDER BY created, id", values)
    return [_note(row) for row in rows.fetchall()]


def _note(row: tuple[Any, ...]) -> Note:
    note_id, home, text, colour, anchor, state, attachment_id, created, changed = row
    return Note(
        id=note_id,
        home=decode(ItemSnapshot, json.loads(home)),
        text=text,
        colour=Colour(colour) if colour else None,
        anchor=cast("TextAnchor | PageAnchor | None", decode(_ANCHOR, json.loads(anchor) if anchor else None)),
        state=AnchorState(state),
        created=unstamp(created),
        changed=unstamp(changed),
        attachment_id=attachment_id,
    )
