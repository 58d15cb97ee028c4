"""What a source publishes, as the store keeps it: meetings, versions and documents, and the items of each version.

Written by `sync` alone. All functions take the connection of a transaction that the caller has open.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Meeting, MeetingKind
from moedeklar.model.codec import decode, encode
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import essence
from moedeklar.store.rows import Value, grouped, select, upsert


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of a version: `ref` is its name in the source, `withdrawn` since when it is no longer there."""

    id: str
    ref: str
    sha256: str
    media_type: str
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item as a version names it. `text` is what it says there, where that was asked for (see `with_texts`)."""

    item_id: str
    title: str
    case_number: str | None
    source_ref: str | None = None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version with its documents and items in order. `ordinal` counts from 0, oldest first.

    `agenda_id` is what the source calls the agenda of which it is a version (see `Origin`), "" where it states none.
    """

    id: str
    kind: MeetingKind | None
    released: str
    fingerprint: str
    added: str
    ordinal: int = 0
    withdrawn: str | None = None
    documents: tuple[DocumentRecord, ...] = ()
    items: tuple[ItemPlace, ...] = ()
    agenda_id: str = ""

    @property
    def is_standing(self) -> bool:
        """Whether the source still has it."""
        return self.withdrawn is None


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting with all its versions, in order."""

    id: str
    source_id: str
    municipality: str | None
    committee: str
    committee_key: str
    term: str | None
    start: LocalStart | None
    place: str | None
    apart: str = ""
    withdrawn: str | None = None
    versions: tuple[VersionRecord, ...] = field(default=())


def text_mark(item: AgendaItem) -> str:
    """A digest of the item's words and, after a dash, their number.

    Equal while the text says the same, however it is set. The number is there so that the minutes left to read can be
    summed over a whole list without opening a text.
    """
    digest = hashlib.blake2b(essence(item.title).encode(), digest_size=16)
    words = 0
    for section in item.sections:
        digest.update(b"\x1f" + essence(section.text).encode())
        words += len(section.text.split())
    return f"{digest.hexdigest()}-{words}"


def words_of(mark: str | None) -> int:
    """How many words the text of a `text_mark` has."""
    return int(mark.rpartition("-")[2] or 0) if mark else 0


def load(db: Database, meeting_ids: Iterable[str]) -> dict[str, MeetingRecord]:
    """The meetings with these ids that there are, with everything but the contents."""
    ids = list(dict.fromkeys(meeting_ids))
    documents = grouped(
        select(
            db,
            "SELECT d.* FROM mirror_document d JOIN mirror_version v ON v.id = d.version_id "
            "WHERE v.meeting_id IN (:ids) ORDER BY d.ref",
            ids,
        ),
        "version_id",
        lambda row: DocumentRecord(row["id"], row["ref"], row["sha256"], row["media_type"], row["withdrawn"]),
    )
    places = grouped(
        select(
            db,
            "SELECT iv.version_id, iv.item_id, iv.title, iv.case_number, i.source_ref FROM mirror_item_version iv "
            "JOIN mirror_item i ON i.id = iv.item_id WHERE i.meeting_id IN (:ids) ORDER BY iv.version_id, iv.position",
            ids,
        ),
        "version_id",
        lambda row: ItemPlace(row["item_id"], row["title"], row["case_number"], row["source_ref"]),
    )
    versions = grouped(
        select(
            db,
            "SELECT id, meeting_id, ordinal, kind, released, fingerprint, added, withdrawn, "
            "coalesce(json_extract(content, '$.origin.agenda_id'), '') AS agenda_id FROM mirror_version "
            "WHERE meeting_id IN (:ids) ORDER BY meeting_id, ordinal",
            ids,
        ),
        "meeting_id",
        lambda row: VersionRecord(
            row["id"],
            MeetingKind(row["kind"]) if row["kind"] else None,
            row["released"] or row["added"],
            row["fingerprint"],
            row["added"],
            row["ordinal"],
            row["withdrawn"],
            documents.get(row["id"], ()),
            places.get(row["id"], ()),
            row["agenda_id"],
        ),
    )
    return {
        row["id"]: MeetingRecord(
            row["id"],
            row["source_id"],
            row["municipality"],
            row["committee"],
            row["committee_key"],
            row["term"],
            LocalStart.parse(row["start"]) if row["start"] else None,
            row["place"],
            row["apart"],
            row["withdrawn"],
            versions.get(row["id"], ()),
        )
        for row in select(db, "SELECT * FROM mirror_meeting WHERE id IN (:ids)", ids)
    }


def with_texts(db: Database, record: MeetingRecord) -> MeetingRecord:
    """*record* with what each item says in each version."""
    rows = select(
        db,
        "SELECT iv.version_id, iv.item_id, iv.content FROM mirror_item_version iv "
        "JOIN mirror_version v ON v.id = iv.version_id WHERE v.meeting_id = :id",
        id=record.id,
    )
    said = {(row["version_id"], row["item_id"]): decode(AgendaItem, json.loads(row["content"])).text for row in rows}
    versions = []
    for version in record.versions:
        items = (replace(one, text=said.get((version.id, one.item_id), "")) for one in version.items)
        versions.append(replace(version, items=tuple(items)))
    return replace(record, versions=tuple(versions))


def save(
    db: Database,
    record: MeetingRecord,
    contents: Mapping[str, Meeting],
    now: str,
    readings: Mapping[str, Meeting] | None = None,
) -> None:
    """Write *record* as it is now; `contents` holds the meetings of those versions whose content is new.

    `readings` holds, of those that were corrected by hand, what their document was read as.
    Versions that are not in *record* any more are removed (another one has taken over their documents).
    """
    upsert(
        db,
        "mirror_meeting",
        {
            "id": record.id,
            "source_id": record.source_id,
            "municipality": record.municipality,
            "committee": record.committee,
            "committee_key": record.committee_key,
            "term": record.term,
            "start": record.start.isoformat() if record.start else None,
            "place": record.place,
            "apart": record.apart,
            "withdrawn": record.withdrawn,
            "changed": now,
        },
        "id",
    )
    for version in record.versions:
        _save_version(db, record, version, contents.get(version.id), (readings or {}).get(version.id))
    kept = [version.id for version in record.versions]
    for (gone,) in db.execute("SELECT id FROM mirror_version WHERE meeting_id = ?", (record.id,)).fetchall():
        if gone not in kept:
            db.execute("DELETE FROM mirror_item_version WHERE version_id = ?", (gone,))
            db.execute("DELETE FROM mirror_version WHERE id = ?", (gone,))


def _save_version(
    db: Database, record: MeetingRecord, version: VersionRecord, content: Meeting | None, reading: Meeting | None
) -> None:
    row: dict[str, Value] = {
        "id": version.id,
        "meeting_id": record.id,
        "ordinal": version.ordinal,
        "kind": version.kind.value if version.kind else None,
        "released": version.released,
        "fingerprint": version.fingerprint,
        "added": version.added,
        "withdrawn": version.withdrawn,
    }
    if content is None:
        columns = ", ".join(f"{name} = :{name}" for name in row)
        db.execute(f"UPDATE mirror_version SET {columns} WHERE id = :id", row)
    else:
        # The items stand in rows of their own, each with its content: here is what the document says of the whole.
        row["content"] = json.dumps(encode(replace(content, items=())), ensure_ascii=False)
        row["reading"] = json.dumps(encode(reading), ensure_ascii=False) if reading is not None else None
        upsert(db, "mirror_version", row, "id")
        _save_items(db, record.id, version, content)
    for document in version.documents:
        upsert(
            db,
            "mirror_document",
            {
                "id": document.id,
                "version_id": version.id,
                "source_id": record.source_id,
                "ref": document.ref,
                "sha256": document.sha256,
                "media_type": document.media_type,
                "withdrawn": document.withdrawn,
            },
            "id",
        )


def _save_items(db: Database, meeting_id: str, version: VersionRecord, content: Meeting) -> None:
    db.execute("DELETE FROM mirror_item_version WHERE version_id = ?", (version.id,))
    for position, (place, item) in enumerate(zip(version.items, content.items, strict=True)):
        save_item(db, meeting_id, version.id, place.item_id, position, item)


def save_item(db: Database, meeting_id: str, version_id: str, item_id: str, position: int, item: AgendaItem) -> None:
    """Write what a version says of an item that it has no row for."""
    db.execute(
        "INSERT INTO mirror_item (id, meeting_id, source_ref, case_key, title) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET source_ref = coalesce(excluded.source_ref, source_ref), "
        "case_key = excluded.case_key, title = excluded.title",
        (item_id, meeting_id, item.source_id, item.case_number or "", item.title),
    )
    db.execute(
        "INSERT INTO mirror_item_version (item_id, version_id, position, number, title, type, closed, case_number, "
        "content, text_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            item_id,
            version_id,
            position,
            item.number,
            item.title,
            item.type.value if item.type else None,
            int(item.closed),
            item.case_number,
            json.dumps(encode(item), ensure_ascii=False),
            text_mark(item),
        ),
    )


def remove(db: Database, meeting_id: str) -> None:
    """Take a meeting away that another one has taken in, with what is left of its versions and items."""
    of_items = "IN (SELECT id FROM mirror_item WHERE meeting_id = ?)"
    of_versions = "IN (SELECT id FROM mirror_version WHERE meeting_id = ?)"
    for kind in ("item", "attachment"):
        table = f"SELECT id FROM mirror_{kind} WHERE {'meeting_id = ?' if kind == 'item' else f'item_id {of_items}'}"
        db.execute(f"DELETE FROM search_passage WHERE kind = '{kind}' AND owner IN ({table})", (meeting_id,))
    db.execute(f"DELETE FROM mirror_attachment WHERE item_id {of_items}", (meeting_id,))
    db.execute(f"DELETE FROM mirror_item_version WHERE version_id {of_versions}", (meeting_id,))
    db.execute(f"DELETE FROM mirror_document WHERE version_id {of_versions}", (meeting_id,))
    for table in ("mirror_item", "mirror_version"):
        db.execute(f"DELETE FROM {table} WHERE meeting_id = ?", (meeting_id,))
    db.execute("DELETE FROM mirror_meeting WHERE id = ?", (meeting_id,))


def version_content(db: Database, version_id: str) -> Meeting | None:
    """What a version says, with its items; None where there is no such version."""
    row = db.execute("SELECT content FROM mirror_version WHERE id = ?", (version_id,)).fetchone()
    if row is None:
        return None
    items = db.execute(
        "SELECT content FROM mirror_item_version WHERE version_id = ? ORDER BY position", (version_id,)
    ).fetchall()
    whole = decode(Meeting, json.loads(row[0]))
    return replace(whole, items=tuple(decode(AgendaItem, json.loads(one[0])) for one in items))
