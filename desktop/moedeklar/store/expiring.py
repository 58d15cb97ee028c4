"""Removing what is closed of a meeting whose time is up: rows of the mirror, the journal and the search.

Called by `sync.expiring` in one transaction a meeting; every function leaves alone what is done already.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.codec import decode, encode
from moedeklar.model.reports import Problem, RunReport
from moedeklar.model.retention import Expiring, Rule
from moedeklar.model.views import FileState, HitKind
from moedeklar.store import corrections, discards, search
from moedeklar.store.expired import EMPTIED, has_work
from moedeklar.store.journal import DocumentOutcome, expired_ref
from moedeklar.store.mirror import text_mark
from moedeklar.store.rows import select

_NOTED = (
    "SELECT attachment_id FROM user_note WHERE deleted IS NULL AND attachment_id IS NOT NULL "
    "UNION SELECT attachment_id FROM user_bookmark WHERE deleted IS NULL AND attachment_id IS NOT NULL"
)
_EMPTIED_VERSION = f"SELECT 1 FROM mirror_item_version WHERE item_id = i.id AND {EMPTIED}"


def put_item(db: Database, item_id: str, version_id: str, item: AgendaItem) -> None:
    """Let a version say *item* of an item, in the place of what it said."""
    db.execute(
        "UPDATE mirror_item_version SET title = ?, type = ?, case_number = ?, content = ?, text_hash = ? "
        "WHERE item_id = ? AND version_id = ?",
        (
            item.title,
            item.type.value if item.type else None,
            item.case_number,
            json.dumps(encode(item), ensure_ascii=False),
            text_mark(item),
            item_id,
            version_id,
        ),
    )


def put_reading(db: Database, version_id: str, reading: Meeting) -> None:
    """Keep what a corrected version was read as without what is closed of it."""
    text = json.dumps(encode(reading), ensure_ascii=False)
    db.execute("UPDATE mirror_version SET reading = ? WHERE id = ?", (text, version_id))


def put_content(db: Database, source_id: str, ref: str, content: Meeting) -> None:
    """Let the journal keep of a paper what is not closed of it."""
    text = json.dumps(encode(content), ensure_ascii=False)
    db.execute("UPDATE sync_document SET content = ? WHERE source_id = ? AND ref = ?", (text, source_id, ref))


def set_fingerprint(db: Database, version_id: str, fingerprint: str) -> None:
    """What a version is compared by with what is read later."""
    db.execute("UPDATE mirror_version SET fingerprint = ? WHERE id = ?", (fingerprint, version_id))


def empty(db: Database, item_id: str, title: str, name: str | None, today: date, rule: Rule) -> None:
    """Say that an item was emptied: *title* is kept where a person has work on it, *name* is what it is found by.

    What is known of the item is what the versions say that were not emptied.
    """
    db.execute(
        "INSERT INTO mirror_expiry (item_id, title, day, rule) VALUES (?, '', ?, ?) ON CONFLICT (item_id) DO NOTHING",
        (item_id, today.isoformat(), rule.name),
    )
    db.execute(
        f"UPDATE mirror_expiry SET title = ? WHERE item_id = ? AND title = '' AND {has_work('mirror_expiry.item_id')}",
        (title, item_id),
    )
    left = db.execute(
        "SELECT iv.title, iv.case_number FROM mirror_item_version iv JOIN mirror_version v ON v.id = iv.version_id "
        "WHERE iv.item_id = ? AND iv.title <> '' ORDER BY v.ordinal DESC LIMIT 1",
        (item_id,),
    ).fetchone() or ("", None)
    db.execute(
        "UPDATE mirror_item SET source_ref = coalesce(source_ref, ?), title = ?, case_key = ? WHERE id = ?",
        (name, left[0], left[1] or "", item_id),
    )


def stay_read(db: Database, item_id: str, text_hash: str) -> None:
    """What was read stays read: that it was emptied is no change of its text."""
    db.execute(
        "UPDATE user_reading SET read_hash = ? WHERE item_id = ? AND read_hash IS NOT NULL AND read_hash <> ?",
        (text_hash, item_id, text_hash),
    )


def drop_attachments(db: Database, item_id: str, named: Collection[str], now: str) -> list[str]:
    """Remove the attachments of an item but for those *named*, with their files; what they and their files are called.

    One on whose pages a person has a note or a bookmark keeps its title, without a file.
    """
    rows = select(
        db,
        f"SELECT a.*, m.source_id, a.id IN ({_NOTED}) AS noted FROM mirror_attachment a "
        "JOIN mirror_item i ON i.id = a.item_id JOIN mirror_meeting m ON m.id = i.meeting_id "
        "WHERE a.item_id = :item AND a.state <> :expired AND a.id NOT IN (:ids)",
        named,
        item=item_id,
        expired=FileState.EXPIRED.value,
    )
    names = []
    for row in rows:
        if row["noted"]:
            db.execute(
                "UPDATE mirror_attachment SET state = ?, sha256 = NULL, source_ref = NULL, problem = NULL, "
                "document_number = NULL, gone = coalesce(gone, ?) WHERE id = ?",
                (FileState.EXPIRED.value, now, row["id"]),
            )
        else:
            db.execute("DELETE FROM mirror_attachment WHERE id = ?", (row["id"],))
            names.append(row["title"])
        search.forget(db, HitKind.ATTACHMENT, row["id"])
        if row["source_ref"]:
            names.append(row["source_ref"])
            _expire_entry(db, row["source_id"], row["source_ref"])
        discards.let_go(db, row["sha256"])
    return names


def _expire_entry(db: Database, source_id: str, ref: str) -> None:
    """Let the journal know a file without its name, where no other attachment is that file."""
    used = db.execute(
        "SELECT 1 FROM mirror_attachment a JOIN mirror_item i ON i.id = a.item_id JOIN mirror_meeting m "
        "ON m.id = i.meeting_id WHERE m.source_id = ? AND a.source_ref = ?",
        (source_id, ref),
    ).fetchone()
    if used is None:
        db.execute("DELETE FROM sync_retry WHERE source_id = ? AND ref = ?", (source_id, ref))
        db.execute(
            "UPDATE OR REPLACE sync_document SET ref = ?, outcome = ?, problem = NULL, content = NULL "
            "WHERE source_id = ? AND ref = ?",
            (expired_ref(ref), DocumentOutcome.EXPIRED.value, source_id, ref),
        )


def expire_documents(db: Database, version_ids: Iterable[str], today: date) -> int:
    """Let go of the papers of these versions, which hold what was removed; how many they were."""
    rows = select(
        db, "SELECT id, sha256 FROM mirror_document WHERE version_id IN (:ids) AND expired IS NULL", version_ids
    )
    for row in rows:
        db.execute("UPDATE mirror_document SET expired = ? WHERE id = ?", (today.isoformat(), row["id"]))
        discards.let_go(db, row["sha256"])
    return len(rows)


def forget_corrections(db: Database, meeting_id: str, items: Iterable[AgendaItem], now: str) -> None:
    """Remove what a person corrected in *items* as they were: it is told by their words and fits nothing any more.

    Of what is corrected in all meetings of the committee only the words are forgotten.
    """
    ids, names = set(), set()
    for item in items:
        ids |= {*item.corrected, *(section.corrected for section in item.sections if section.corrected)}
        names |= {item.title, item.source_id or item.title}
    for one in corrections.of_meeting(db, meeting_id):
        if one.id not in ids and not names & {one.item.title, one.item.also, one.item.source_id or one.item.title}:
            continue
        bare = replace(
            one,
            home=replace(one.home, title="", case_number=None),
            item=replace(one.item, title="", case_number=None, source_id=None, text="", also=""),
            section=replace(one.section, words="") if one.section else None,
            title="",
            at="",
            before=None,
        )
        db.execute(
            "UPDATE user_correction SET content = ?, changed = ?, "
            "deleted = CASE WHEN everywhere THEN deleted ELSE ? END WHERE id = ?",
            (json.dumps(encode(bare), ensure_ascii=False), now, now, one.id),
        )


def forget_names(db: Database, source_id: str, names: Iterable[str]) -> None:
    """Leave out of the reports of runs what speaks of anything of these names."""
    wanted = [json.dumps(name, ensure_ascii=False)[1:-1] for name in names if name.strip()]
    for run_id, report in db.execute(
        "SELECT id, report FROM sync_run WHERE source_id = ? AND report IS NOT NULL", (source_id,)
    ).fetchall():
        if any(name in report for name in wanted):
            text = json.dumps(encode(_without(decode(RunReport, json.loads(report)), wanted)), ensure_ascii=False)
            db.execute("UPDATE sync_run SET report = ? WHERE id = ?", (text, run_id))


def _without(report: RunReport, names: Collection[str]) -> RunReport:
    def kept(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        said = ((one, json.dumps(encode(one), ensure_ascii=False)) for one in problems)
        return tuple(one for one, text in said if not any(name in text for name in names))

    return replace(
        report,
        skipped=kept(report.skipped),
        failed=kept(report.failed),
        notices=kept(report.notices),
        attention=kept(report.attention),
    )


def sweep(db: Database, before: str) -> None:
    """What is kept for a person's sake on emptied items, and is no longer: what they removed *before* that instant."""
    changes = db.execute("SELECT total_changes()").fetchone()[0]
    emptied = "item_id IN (SELECT item_id FROM mirror_expiry)"
    home = "json_set(json_remove(home, '$.case_number'), '$.title', '', '$.case_number', NULL)"
    titled = "coalesce(json_extract(home, '$.title'), '') <> ''"
    db.execute(f"UPDATE user_reading SET home = {home} WHERE {emptied} AND {titled}")
    db.execute(
        f"UPDATE user_note SET home = {home}, text = '', anchor = NULL WHERE deleted < ? AND {emptied} "
        f"AND ({titled} OR text <> '' OR anchor IS NOT NULL)",
        (before,),
    )
    db.execute(
        f"UPDATE user_bookmark SET home = {home}, name = '' WHERE deleted < ? AND {emptied} "
        f"AND ({titled} OR name <> '')",
        (before,),
    )
    db.execute(f"DELETE FROM mirror_attachment WHERE state = ? AND id NOT IN ({_NOTED})", (FileState.EXPIRED.value,))
    bare = f"SELECT item_id FROM mirror_expiry WHERE title <> '' AND NOT {has_work('mirror_expiry.item_id')}"
    db.execute(f"UPDATE search_passage SET title = '' WHERE kind = ? AND owner IN ({bare})", (HitKind.ITEM.value,))
    db.execute(f"UPDATE mirror_expiry SET title = '' WHERE item_id IN ({bare})")
    if db.execute("SELECT total_changes()").fetchone()[0] != changes:
        discards.add(db, discards.PAGES_LEFT, "")


def emptied_items(db: Database) -> dict[str, list[str]]:
    """The emptied items that have attachments all the same, by meeting: a backup brought them back."""
    rows = db.execute(
        "SELECT DISTINCT i.meeting_id, i.id FROM mirror_item i JOIN mirror_expiry e ON e.item_id = i.id "
        "JOIN mirror_attachment a ON a.item_id = i.id WHERE a.state <> ? "
        f"AND EXISTS (SELECT 1 FROM mirror_item_version WHERE item_id = i.id AND {EMPTIED})",
        (FileState.EXPIRED.value,),
    ).fetchall()
    found: dict[str, list[str]] = {}
    for meeting_id, item_id in rows:
        found.setdefault(meeting_id, []).append(item_id)
    return found


def say(db: Database, meeting_id: str, source_id: str, expiring: Expiring, papers: Mapping[str, bool]) -> None:
    """Say of a meeting's items which are emptied and when they were, and of its *papers* whose files are not kept.

    *papers* tells of each hash whether it holds what is removed.
    """
    today = expiring.today.isoformat()
    db.execute(
        "INSERT INTO mirror_expiry (item_id, day, rule) SELECT i.id, ?, ? FROM mirror_item i WHERE i.meeting_id = ? "
        f"AND EXISTS ({_EMPTIED_VERSION}) ON CONFLICT (item_id) DO NOTHING",
        (today, expiring.rule.name, meeting_id),
    )
    take_back(db, meeting_id, source_id, papers, today)


def take_back(
    db: Database, meeting_id: str, source_id: str, papers: Mapping[str, bool], today: str | None = None
) -> None:
    """No longer say that an item is emptied, or a paper's file not kept, where it was read anew without the rule."""
    for sha256, is_expired in papers.items():
        db.execute(
            "UPDATE mirror_document SET expired = CASE WHEN ? THEN coalesce(expired, ?) END "
            "WHERE source_id = ? AND sha256 = ?",
            (is_expired, today, source_id, sha256),
        )
        if is_expired:
            discards.let_go(db, sha256)
    db.execute(
        "DELETE FROM mirror_expiry WHERE item_id IN (SELECT i.id FROM mirror_item i WHERE i.meeting_id = ? "
        f"AND NOT EXISTS ({_EMPTIED_VERSION}))",
        (meeting_id,),
    )
