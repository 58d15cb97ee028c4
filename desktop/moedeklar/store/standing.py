"""Which items a meeting has now, and what each says now, put together from its versions.

The newest agenda or minutes that the source still has is the base; what supplements after it add or say anew joins it.
Items of earlier versions that none of these has are *removed*. Where the source has withdrawn every version, all of
them count as if they were still there: what was read stays readable.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Attachment, MeetingKind
from moedeklar.model.codec import decode
from moedeklar.store.expired import with_title
from moedeklar.store.precedence import give_way
from moedeklar.store.rows import select

# Meetings (m) of a source that was removed are kept with the notes on them, and shown nowhere.
VISIBLE = "m.source_id NOT IN (SELECT id FROM user_source WHERE removed IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item as it stands: the version that its content is of, and what lists need of it."""

    item_id: str
    meeting_id: str
    version_id: str
    number: str | None
    title: str
    type: str | None
    closed: bool
    case_number: str | None
    text_hash: str
    removed: bool


_SELECT = """
SELECT v.meeting_id, v.id AS version_id, v.ordinal, v.kind, v.withdrawn, iv.item_id, iv.position, iv.number, iv.title,
    iv.type, iv.closed, iv.case_number, iv.text_hash
FROM mirror_version v JOIN mirror_item_version iv ON iv.version_id = v.id
"""


def standing(db: Database, meeting_ids: Iterable[str]) -> dict[str, list[StandingItem]]:
    """The items of each of these meetings, in order, removed ones last."""
    rows = select(
        db, _SELECT + "WHERE v.meeting_id IN (:ids) ORDER BY v.meeting_id, v.ordinal, iv.position", meeting_ids
    )
    return _by_meeting(db, rows)


def all_standing(db: Database) -> dict[str, list[StandingItem]]:
    """The same of every meeting."""
    return _by_meeting(db, select(db, _SELECT + "ORDER BY v.meeting_id, v.ordinal, iv.position"))


def standing_item(db: Database, item_id: str) -> StandingItem | None:
    """An item as it stands, None where there is none with this id."""
    row = db.execute("SELECT meeting_id FROM mirror_item WHERE id = ?", (item_id,)).fetchone()
    if row is None:
        return None
    return next((item for item in standing(db, (row[0],)).get(row[0], ()) if item.item_id == item_id), None)


def version_items(db: Database, version_id: str) -> list[StandingItem]:
    """The items of one version, in its order."""
    rows = select(db, _SELECT + "WHERE v.id = :id ORDER BY iv.position", id=version_id)
    return [_item(row, removed=False) for row in rows]


def contents(db: Database, items: Iterable[StandingItem]) -> dict[str, AgendaItem]:
    """What these items say, by item id."""
    wanted = {item.item_id: item.version_id for item in items}
    rows = select(db, "SELECT item_id, version_id, content FROM mirror_item_version WHERE item_id IN (:ids)", wanted)
    return {
        row["item_id"]: with_title(db, row["item_id"], decode(AgendaItem, json.loads(row["content"])))
        for row in rows
        if wanted[row["item_id"]] == row["version_id"]
    }


def closed_among(db: Database, item_ids: Iterable[str]) -> set[str]:
    """Those of these items that any version calls closed, or that are not known: of these nobody can tell."""
    wanted = set(item_ids)
    rows = select(
        db,
        "SELECT item_id, max(closed) AS closed FROM mirror_item_version WHERE item_id IN (:ids) GROUP BY item_id",
        wanted,
    )
    return wanted - {row["item_id"] for row in rows if not row["closed"]}


@dataclass(frozen=True, slots=True)
class Naming:
    """What one version of an item names as its attachments. `withdrawn` is the version's."""

    attachments: tuple[Attachment, ...]
    version_id: str
    kind: str | None
    withdrawn: bool


def attachments_by_version(db: Database, meeting_id: str) -> dict[str, list[Naming]]:
    """For each item of a meeting what each version of it names as attachments, oldest version first."""
    rows = select(
        db,
        "SELECT iv.item_id, iv.version_id, v.kind, v.withdrawn, json_extract(iv.content, '$.attachments') AS named "
        "FROM mirror_item_version iv "
        "JOIN mirror_version v ON v.id = iv.version_id WHERE v.meeting_id = :id ORDER BY v.ordinal, iv.position",
        id=meeting_id,
    )
    found: dict[str, list[Naming]] = {}
    for row in rows:
        named = tuple(decode(Attachment, one) for one in json.loads(row["named"] or "[]"))
        naming = Naming(named, row["version_id"], row["kind"], row["withdrawn"] is not None)
        found.setdefault(row["item_id"], []).append(naming)
    return found


def _by_meeting(db: Database, rows: list[dict[str, object]]) -> dict[str, list[StandingItem]]:
    grouped: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        grouped.setdefault(str(row["meeting_id"]), []).append(row)
    gone = [one for one, of_meeting in grouped.items() if all(row["withdrawn"] is not None for row in of_meeting)]
    planned = _still_planned(db, gone) if gone else set()
    return {one: _compose(of_meeting, planned=one in planned) for one, of_meeting in grouped.items()}


def _still_planned(db: Database, meeting_ids: Iterable[str]) -> set[str]:
    """Those of these meetings that stand as planned ones, whose agenda was taken back."""
    sql = "SELECT meeting_id FROM mirror_version WHERE meeting_id IN (:ids) AND kind = 'planned' AND withdrawn IS NULL"
    return {row["meeting_id"] for row in select(db, sql, meeting_ids)}


def _compose(rows: list[dict[str, object]], *, planned: bool) -> list[StandingItem]:
    """*rows* are all items of all versions of one meeting, by version and position."""
    give_way()
    if planned:
        last = {row["item_id"]: row for row in rows}
        return [_item(row, removed=True) for row in last.values()]
    alive = [row for row in rows if row["withdrawn"] is None] or rows
    whole = [row["ordinal"] for row in alive if row["kind"] != MeetingKind.SUPPLEMENT]
    base = whole[-1] if whole else alive[0]["ordinal"]
    order: dict[object, dict[str, object]] = {}
    for row in alive:
        if row["ordinal"] >= base:  # type: ignore[operator]
            order[row["item_id"]] = row
    gone: dict[object, dict[str, object]] = {}
    for row in rows:
        if row["item_id"] not in order:
            gone[row["item_id"]] = row
    return [_item(row, removed=False) for row in order.values()] + [_item(row, removed=True) for row in gone.values()]


def _item(row: dict[str, object], *, removed: bool) -> StandingItem:
    return StandingItem(
        str(row["item_id"]),
        str(row["meeting_id"]),
        str(row["version_id"]),
        row["number"],  # type: ignore[arg-type]
        str(row["title"]),
        row["type"],  # type: ignore[arg-type]
        bool(row["closed"]),
        row["case_number"],  # type: ignore[arg-type]
        str(row["text_hash"]),
        removed,
    )
