"""Meetings as screens and the command line show them: rows counted and joined in few queries, and one item in full."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, ItemType, Meeting, MeetingKind
from moedeklar.model.announced import announced_by, announcements, coming_cases
from moedeklar.model.codec import decode
from moedeklar.model.corrections import CorrectionState
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import LocalStart
from moedeklar.model.views import DocumentInfo, ItemRow, ItemView, MeetingRow, MeetingView, VersionInfo
from moedeklar.model.work import ItemSnapshot
from moedeklar.store import annotations as note_rows
from moedeklar.store import bookmarks as bookmark_rows
from moedeklar.store import corrections
from moedeklar.store.attachment_views import attachment_views
from moedeklar.store.elsewhere import earlier_treatments, meeting_on
from moedeklar.store.expired import expiry_of, with_title
from moedeklar.store.marks import ItemMarks, marks_of
from moedeklar.store.mirror import version_content, words_of
from moedeklar.store.planned import (
    OF_COMMITTEE,
    Plan,
    forms_of,
    joined,
    plan_of,
    plans_of,
    shown_versions,
    stand_in,
    told_by,
)
from moedeklar.store.precedence import give_way
from moedeklar.store.rows import Value, grouped, select
from moedeklar.store.stamps import unstamp
from moedeklar.store.standing import (
    VISIBLE,
    StandingItem,
    all_standing,
    contents,
    standing,
    standing_item,
    version_items,
)

WORDS_A_MINUTE = 200
DECISION_LENGTH = 160  # letters of a decision that a list shows
_MEETINGS = f"SELECT m.* FROM mirror_meeting m WHERE {VISIBLE}"


def snapshot(db: Database, item_id: str) -> ItemSnapshot:
    """What the item is now, to be kept with a note or bookmark. Raises NotFound."""
    item = standing_item(db, item_id)
    if item is None:
        raise NotFound("not_found", id=item_id)
    committee, start = db.execute(
        "SELECT committee, start FROM mirror_meeting WHERE id = ?", (item.meeting_id,)
    ).fetchone()
    return ItemSnapshot(
        item.meeting_id,
        item_id,
        committee,
        LocalStart.parse(start) if start else None,
        item.number,
        item.title if item.title.strip() else item_content(db, item_id, item.version_id).caption,
        item.case_number,
    )


def home_for_new(db: Database, item_id: str) -> ItemSnapshot:
    """The same, of an item that something new may be put on. Raises NotFound item_not_followed.

    What came from a source that was removed is not shown in any list: what is put there would be out of sight.
    """
    home = snapshot(db, item_id)
    shown = db.execute(f"SELECT 1 FROM mirror_meeting m WHERE m.id = ? AND {VISIBLE}", (home.meeting_id,)).fetchone()
    if shown is None:
        raise NotFound("item_not_followed", title=home.title)
    return home


def item_content(db: Database, item_id: str, version_id: str | None = None) -> AgendaItem:
    """What the item says in a version, or as it stands. Raises NotFound."""
    if version_id is None:
        item = standing_item(db, item_id)
        version_id = item.version_id if item else None
    row = db.execute(
        "SELECT content FROM mirror_item_version WHERE item_id = ? AND version_id = ?", (item_id, version_id)
    ).fetchone()
    if row is None:
        raise NotFound("not_found", id=item_id)
    return with_title(db, item_id, decode(AgendaItem, json.loads(row[0])))


def text_of(db: Database, item_id: str, version_id: str | None = None) -> tuple[str, str]:
    """The hash of the item's text and the version that it is of: *version_id*, or as it stands. Raises NotFound."""
    if version_id is None:
        item = standing_item(db, item_id)
        if item is None:
            raise NotFound("not_found", id=item_id)
        return item.text_hash, item.version_id
    row = db.execute(
        "SELECT text_hash FROM mirror_item_version WHERE item_id = ? AND version_id = ?", (item_id, version_id)
    ).fetchone()
    if row is None:
        raise NotFound("not_found", id=item_id)
    return str(row[0]), version_id


def meeting_rows(
    db: Database, committee_key: str | None = None, since: date | None = None, until: date | None = None
) -> tuple[MeetingRow, ...]:
    """All meetings, or those of a committee and time, earliest first; undated ones last, and only without a time."""
    sql = _MEETINGS
    values: dict[str, Value] = {}
    if committee_key is not None:
        sql += f" AND {OF_COMMITTEE}"
        values |= {"key": committee_key, "forms": forms_of(committee_key), "papers": 0}
    if since is not None:
        sql += " AND m.start >= :since"
        values["since"] = since.isoformat()
    if until is not None:
        # "2027-02-03T16:00" is after "2027-02-03" and before "2027-02-03~".
        sql += " AND m.start <= :until"
        values["until"] = until.isoformat() + "~"
    rows = select(db, sql + " ORDER BY m.start IS NULL, m.start, m.committee, m.id", (), **values)
    whole = committee_key is None and since is None and until is None
    items = all_standing(db) if whole else standing(db, [row["id"] for row in rows])
    return joined(db, _rows(db, rows, items))


def meeting_row(db: Database, meeting_id: str) -> MeetingRow:
    """One meeting; the real one where a planned one has become that. Raises NotFound."""
    meeting_id = stand_in(db, meeting_id)
    rows = select(db, "SELECT m.* FROM mirror_meeting m WHERE m.id = :id", id=meeting_id)
    if not rows:
        raise NotFound("not_found", id=meeting_id)
    row = _rows(db, rows, standing(db, (meeting_id,)))[0]
    plan_id = plan_of(db, row)
    if plan_id is None:
        return row
    plans = select(db, "SELECT m.* FROM mirror_meeting m WHERE m.id = :id", id=plan_id)
    return told_by(row, _rows(db, plans, {})[0])


def meeting_view(db: Database, meeting_id: str, version_id: str | None = None) -> MeetingView:
    """A meeting as it stands, or in one of its versions. Raises NotFound.

    As it stands, items that earlier versions had and the newest has not follow the others in `items`, marked as
    removed; `content.items` and `item_ids` are without them.
    """
    row = meeting_row(db, meeting_id)
    meeting_id = row.id
    items = standing(db, (meeting_id,)).get(meeting_id, []) if version_id is None else version_items(db, version_id)
    version = _version(row, version_id)
    said = contents(db, items)
    present = [item for item in items if not item.removed]
    whole = version_content(db, _whole_version(row, version).id) or Meeting()
    content = replace(whole, items=tuple(said[item.item_id] for item in present))
    rows = item_rows(db, items, said, content)
    listed = [(item.item_id, said[item.item_id]) for item in present]
    return MeetingView(
        row,
        version,
        rows,
        content,
        tuple(item.item_id for item in present),
        tuple(one for item_id, item in listed for one in announcements(item_id, item)),
        coming_cases(content.coming, listed, lambda case: meeting_on(db, meeting_id, case.date)),
        tuple(one for one in corrections.of_meeting(db, meeting_id) if one.state is CorrectionState.UNFITTING),
    )


def item_view(db: Database, item_id: str, version_id: str | None = None) -> ItemView:
    """An item with everything that is shown of it. Raises NotFound."""
    found = db.execute("SELECT meeting_id FROM mirror_item WHERE id = ?", (item_id,)).fetchone()
    if found is None:
        raise NotFound("not_found", id=item_id)
    meeting_id = str(found[0])
    items = standing(db, (meeting_id,)).get(meeting_id, []) if version_id is None else version_items(db, version_id)
    at = next((n for n, item in enumerate(items) if item.item_id == item_id), None)
    if at is None:
        raise NotFound("not_found", id=item_id)
    if not items[at].removed:
        items = [item for item in items if not item.removed]
    content = contents(db, [items[at]])[item_id]
    whole = version_content(db, items[at].version_id) or Meeting()
    row = item_rows(db, [items[at]], {item_id: content}, whole)[0]
    marks = marks_of(db, [item_id])[item_id]
    return ItemView(
        row,
        meeting_id,
        items[at].version_id,
        content,
        attachment_views(db, item_id, content if version_id is not None else None),
        note_rows.find(db, item_id=item_id),
        bookmark_rows.find(db, item_id=item_id),
        items[at - 1].item_id if at else None,
        items[at + 1].item_id if at + 1 < len(items) else None,
        at + 1,
        len(items),
        marks.request_id,
        earlier_treatments(db, items[at], content),
        corrections.with_ids(db, _corrected(content)),
        whole.recognised,
        expiry_of(db, item_id) if content.expired else None,
    )


def _corrected(item: AgendaItem) -> set[str]:
    return {*item.corrected, *(section.corrected for section in item.sections if section.corrected)}


def item_rows(
    db: Database, items: Iterable[StandingItem], said: dict[str, AgendaItem], meeting: Meeting | None = None
) -> tuple[ItemRow, ...]:
    """The rows of *items*, of which *said* holds the contents; *meeting* is what was said of the whole."""
    listed, whole = list(items), meeting or Meeting()
    marks = marks_of(db, [item.item_id for item in listed])
    return tuple(_item_row(item, marks[item.item_id], said[item.item_id], whole) for item in listed)


def coming_items(db: Database, row: MeetingRow) -> tuple[str, ...]:
    """The cases that the meeting announced, by its newest version."""
    newest = _newest(row.versions)
    content = db.execute("SELECT content FROM mirror_version WHERE id = ?", (newest.id if newest else "",)).fetchone()
    return decode(Meeting, json.loads(content[0])).coming_items if content else ()


def meetings_with_news(db: Database) -> list[str]:
    """The meetings of which something was read, or noted, that may have changed since; the latest first."""
    rows = select(
        db,
        "SELECT m.id FROM mirror_meeting m WHERE m.id IN ("
        "SELECT meeting_id FROM user_reading WHERE read_hash IS NOT NULL "
        f"UNION SELECT meeting_id FROM user_note WHERE deleted IS NULL) AND {VISIBLE} ORDER BY m.start DESC, m.id",
    )
    return [row["id"] for row in rows]


def work_counts(db: Database) -> dict[str, int]:
    """How many notes, bookmarks and requests there are, and how many notes are to be checked or have no place."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM user_note WHERE deleted IS NULL), "
        "(SELECT count(*) FROM user_bookmark WHERE deleted IS NULL), "
        "(SELECT count(*) FROM user_request WHERE deleted IS NULL), "
        "(SELECT count(*) FROM user_note WHERE deleted IS NULL AND state = 'check'), "
        "(SELECT count(*) FROM user_note WHERE deleted IS NULL AND state = 'unplaced')"
    ).fetchone()
    return dict(zip(("notes", "bookmarks", "requests", "check", "unplaced"), row, strict=True))


def document(db: Database, document_id: str) -> DocumentInfo:
    """A document that a version came from. Raises NotFound."""
    rows = select(db, _DOCUMENTS + "WHERE d.id = :id", id=document_id)
    if not rows:
        raise NotFound("not_found", id=document_id)
    return _document(rows[0])


def _item_row(item: StandingItem, marks: ItemMarks, said: AgendaItem, meeting: Meeting) -> ItemRow:
    decision = said.decisions[-1].text[:DECISION_LENGTH] if said.decisions else ""
    return ItemRow(
        item.item_id,
        item.number,
        said.caption,
        ItemType(item.type) if item.type else None,
        item.closed,
        marks.attachments,
        marks.notes,
        marks.bookmarked,
        marks.is_read(item.text_hash),
        marks.is_changed(item.text_hash),
        marks.prepared,
        marks.request_id is not None,
        decision,
        announced_by(meeting.coming, said),
        item.removed,
    )


def _rows(db: Database, rows: list[dict[str, Any]], items: dict[str, list[StandingItem]]) -> tuple[MeetingRow, ...]:
    ids = [row["id"] for row in rows]
    versions = _versions(db, ids)
    planned = [one for one, found in versions.items() if any(v.kind is MeetingKind.PLANNED for v in found)]
    plans = plans_of(db, planned) if planned else {}
    listed = [item.item_id for meeting_id in ids for item in items.get(meeting_id, ())]
    marks = marks_of(db, listed, counts=False)
    return tuple(
        _row(row, shown_versions(versions.get(row["id"], ())), items.get(row["id"], []), marks, plans.get(row["id"]))
        for row in rows
    )


def _row(
    row: dict[str, Any],
    versions: tuple[VersionInfo, ...],
    items: list[StandingItem],
    marks: dict[str, ItemMarks],
    plan: Plan | None,
) -> MeetingRow:
    give_way()
    present = [item for item in items if not item.removed]
    readable = [item for item in present if not item.closed]
    unread = [item for item in readable if not marks[item.item_id].is_read(item.text_hash)]
    words = sum(words_of(item.text_hash) for item in unread)
    kind = _kind(versions)
    return MeetingRow(
        row["id"],
        row["source_id"],
        row["municipality"],
        row["committee"],
        row["term"],
        LocalStart.parse(row["start"]) if row["start"] else None,
        row["place"],
        kind,
        row["withdrawn"] is not None,
        versions,
        len(present),
        len(readable) - len(unread),
        sum(1 for item in items if _is_news(item, marks[item.item_id])),
        sum(1 for item in present if marks[item.item_id].prepared),
        -(-words // WORDS_A_MINUTE),
        len(present) - len(readable),
        plan.end if plan else None,
        plan.title if plan else None,
    )


def _is_news(item: StandingItem, marks: ItemMarks) -> bool:
    return marks.is_changed(item.text_hash) if not item.removed else False


_DOCUMENTS = (
    "SELECT d.*, v.meeting_id, f.pages FROM mirror_document d JOIN mirror_version v ON v.id = d.version_id "
    "LEFT JOIN mirror_file f ON f.sha256 = d.sha256 "
)


def _versions(db: Database, meeting_ids: list[str]) -> dict[str, tuple[VersionInfo, ...]]:
    asked = select(db, _DOCUMENTS + "WHERE v.meeting_id IN (:ids) ORDER BY d.media_type, d.ref", meeting_ids)
    documents = grouped(_as_they_are(asked), "version_id", _document)
    rows = select(
        db,
        "SELECT id, meeting_id, kind, released, withdrawn FROM mirror_version WHERE meeting_id IN (:ids) "
        "ORDER BY meeting_id, ordinal",
        meeting_ids,
    )
    return grouped(
        rows,
        "meeting_id",
        lambda row: VersionInfo(
            row["id"],
            MeetingKind(row["kind"]) if row["kind"] else None,
            unstamp(row["released"]) if row["released"] else None,
            documents.get(row["id"], ()),
            row["withdrawn"] is not None,
        ),
    )


def _document(row: dict[str, Any]) -> DocumentInfo:
    expired = date.fromisoformat(row["expired"]) if row["expired"] else None
    return DocumentInfo(row["id"], row["ref"], row["sha256"], row["media_type"], row["pages"], expired)


def _as_they_are(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the documents that others have replaced; of a version that is gone as a whole, each name once."""
    standing = {row["version_id"] for row in rows if row["withdrawn"] is None}
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["version_id"] not in standing:
            key = (row["version_id"], row["ref"])
            last[key] = max(last.get(key, ""), row["withdrawn"])
    return [
        row
        for row in rows
        if row["withdrawn"] == (None if row["version_id"] in standing else last[row["version_id"], row["ref"]])
    ]


def _kind(versions: tuple[VersionInfo, ...]) -> MeetingKind | None:
    """Minutes once there are any, and an agenda until then, whatever supplements it has."""
    there = [version.kind for version in versions if not version.withdrawn] or [one.kind for one in versions]
    whole = [kind for kind in there if kind not in (None, MeetingKind.SUPPLEMENT, MeetingKind.PLANNED)]
    return (whole or there or [None])[-1]


def _newest(versions: tuple[VersionInfo, ...]) -> VersionInfo | None:
    there = [version for version in versions if not version.withdrawn] or list(versions)
    return there[-1] if there else None


def _version(row: MeetingRow, version_id: str | None) -> VersionInfo:
    found = _newest(row.versions) if version_id is None else _by_id(row.versions, version_id)
    if found is None:
        raise NotFound("not_found", id=version_id or row.id)
    return found


def _by_id(versions: tuple[VersionInfo, ...], version_id: str) -> VersionInfo | None:
    return next((version for version in versions if version.id == version_id), None)


def _whole_version(row: MeetingRow, version: VersionInfo) -> VersionInfo:
    """The version that speaks for the whole meeting: a supplement says little of attendance or coming cases."""
    if version.kind is not MeetingKind.SUPPLEMENT:
        return version
    before = row.versions[: row.versions.index(version)]
    whole = [one for one in before if one.kind is not MeetingKind.SUPPLEMENT and not one.withdrawn]
    return whole[-1] if whole else version
