"""Removing the closed material of meetings whose time is up, as if their papers had been read without it.

One transaction a meeting, so that the run may end at any moment. The papers are left as they are with their source:
what reads them again later leaves the same out (see `MeetingWriter`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.retention import Expiring, meeting_without_closed, without_closed
from moedeklar.store import attachments, corrected, discards, expired, expiring, mirror, search
from moedeklar.store.expired import Candidate, ClosedItem
from moedeklar.store.standing import attachments_by_version
from moedeklar.sync.attaching import named_over_versions
from moedeklar.sync.papers import fingerprint
from moedeklar.sync.propagate import MeetingState, state_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database


@dataclass(frozen=True, slots=True)
class Going:
    """What goes of a meeting: how many items, attachments and papers, and bytes of files that nothing else needs.

    `titles` are the items', or "" where one has none.
    """

    meeting: Candidate
    items: int
    attachments: int
    papers: int
    size: int
    titles: tuple[str, ...] = ()


def holds(db: Database, meeting: Candidate) -> Going | None:
    """What is closed of a meeting and more than a title; None where nothing is."""
    found = [(one, without_closed(one.content)) for one in expired.closed_items(db, meeting.meeting_id)]
    changed = [one for one, left in found if left is not one.content]
    if not changed:
        return None
    titles = {one.item_id: one.content.title for one in changed if one.content.closed}
    named = {
        (one.item_id, a.title) for one in changed for a in one.content.attachments if one.content.closed or a.closed
    }
    versions = {one.version_id for one in changed}
    papers, size = expired.sizes(db, versions, {item_id for item_id, _ in named}, {title for _, title in named})
    return Going(meeting, len(titles), len(named), papers, size, tuple(titles.values()))


def expire(db: Database, meeting_id: str, when: Expiring, now: str) -> ChangeSet:
    """Remove what is closed of a meeting, of all its versions and from everywhere; what changed."""
    source_id = mirror.load(db, [meeting_id])[meeting_id].source_id
    emptied: list[ClosedItem] = []
    versions: set[str] = set()
    for one in expired.closed_items(db, meeting_id):
        left = without_closed(one.content)
        if left is not one.content:
            expiring.put_item(db, one.item_id, one.version_id, left)
            emptied.append(one)
            versions.add(one.version_id)
            if left.expired:
                expiring.empty(db, one.item_id, one.content.title, left.source_id, when.today, when.rule)
    read = [(version_id, reading) for version_id, reading in expired.closed_readings(db, meeting_id)]
    for version_id, reading in read:
        left_of = meeting_without_closed(reading)
        if left_of is not reading:
            expiring.put_reading(db, version_id, left_of)
            versions.add(version_id)
    expire_journal(db, when, expired.hashes_of(db, meeting_id))
    if not versions:
        return ChangeSet()
    discards.add(db, discards.PAGES_LEFT, "")
    for version_id in versions:
        said = corrected.version_reading(db, version_id) or mirror.version_content(db, version_id)
        if said is not None:
            expiring.set_fingerprint(db, version_id, fingerprint(said))
    items = {one.item_id for one in emptied}
    state = state_of(db, meeting_id)
    names = [one.content.title for one in emptied if one.content.closed]
    names += _drop_attachments(db, meeting_id, items, state, now)
    expiring.expire_documents(db, versions, when.today)
    was = [one.content for one in emptied] + [item for _, reading in read for item in reading.items if item.closed]
    expiring.forget_corrections(db, meeting_id, [item for item in was if item.closed], now)
    expiring.forget_names(db, source_id, names)
    for item_id in items & state.standing.keys():
        expiring.stay_read(db, item_id, state.standing[item_id].text_hash)
        search.index_item(db, item_id, state.said[item_id])
    corrected.touch(db, meeting_id, now)
    return ChangeSet.of(Kind.MEETING, meeting_id) | ChangeSet.of(Kind.ITEM, *items) | ChangeSet.of(Kind.ATTACHMENT)


def expire_journal(db: Database, when: Expiring, hashes: Iterable[str] | None = None) -> int:
    """Leave out of the journal what is closed of papers (of those with these *hashes*); how many they were."""
    count = 0
    for one in list(expired.closed_journal(db, hashes)):
        start = one.content.start
        if start is None and not one.added:
            continue
        if when.is_due(expired.day_of(start.isoformat() if start else None, one.added)):
            left = meeting_without_closed(one.content)
            if left is not one.content:
                expiring.put_content(db, one.source_id, one.ref, left)
                count += 1
    return count


def expire_all(db: Database, when: Expiring, now: str) -> None:
    """Remove everything whose time is up, in the caller's transaction: as after rows have come from a backup."""
    for meeting in expired.candidates(db):
        if when.is_due(meeting.day):
            expire(db, meeting.meeting_id, when, now)
    expire_journal(db, when)
    tidy(db, now, now)


def tidy(db: Database, before: str, now: str) -> None:
    """Remove what came back to emptied items by itself, and what a person removed from them *before* that instant."""
    for meeting_id, items in expiring.emptied_items(db).items():
        _drop_attachments(db, meeting_id, items, state_of(db, meeting_id), now)
    expiring.sweep(db, before)


def _drop_attachments(db: Database, meeting_id: str, items: Iterable[str], state: MeetingState, now: str) -> list[str]:
    """Remove the attachments of these items that no version names any more; what they were called."""
    wanted = set(items) & state.said.keys()
    versions = attachments_by_version(db, meeting_id)
    names: list[str] = []
    for item_id in sorted(wanted):
        said = [*(one.attachments for one in versions.get(item_id, ())), state.said[item_id].attachments]
        known = attachments.of_items(db, [item_id])
        named = {record.id for record in named_over_versions(item_id, said, known, now)}
        names += expiring.drop_attachments(db, item_id, named, now)
    return names
