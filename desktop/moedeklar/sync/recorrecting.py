"""Deriving a stored meeting anew from what its documents were read as and what the member corrected.

In the caller's transaction: the versions, the ids of their items, notes, bookmarks and reading marks, attachments and
search move together. What is written is what a sync of the same documents would write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.corrections import Correction, CorrectionState
from moedeklar.model.views import HitKind
from moedeklar.store import attachments, corrected, corrections, homes, meetings, mirror, reading, search
from moedeklar.store.mirror import ItemPlace, MeetingRecord, VersionRecord
from moedeklar.store.stamps import unstamp
from moedeklar.sync.attaching import attachment_id
from moedeklar.sync.carrying import BlockMap
from moedeklar.sync.correcting import correct
from moedeklar.sync.identity import KnownItem, identify
from moedeklar.sync.likeness import ItemMark
from moedeklar.sync.propagate import MeetingState, name_attachments, state_of
from moedeklar.sync.reconcile import mark_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database

Pairs = Sequence[tuple[str, AgendaItem]]


@dataclass(frozen=True, slots=True)
class _Version:
    """A version that reads otherwise now: its items before and after, and what was read where that is another thing."""

    record: VersionRecord
    before: Pairs
    content: Meeting
    reading: Meeting | None


@dataclass(frozen=True, slots=True)
class _Derived:
    """The versions that read otherwise now, and the ids of the corrections that fit the newest that the source has."""

    versions: tuple[_Version, ...]
    fitting: frozenset[str]


def recorrect(db: Database, meeting_id: str, now: str) -> ChangeSet:
    """Bring the meeting in line with its corrections as they are now; what changed. Says of each whether it fits."""
    record = mirror.load(db, [meeting_id]).get(meeting_id)
    if record is None:
        return ChangeSet()
    wanted = corrections.of_meeting(db, meeting_id)
    derived = _derive(db, record, wanted)
    tell_fitting(db, wanted, derived.fitting)
    if not derived.versions:
        return ChangeSet.of(Kind.MEETING, meeting_id)
    before = state_of(db, meeting_id)
    for version in derived.versions:
        corrected.save(db, meeting_id, version.record, version.before, version.content, version.reading)
    corrected.touch(db, meeting_id, now)
    after = state_of(db, meeting_id)
    every = {*before.said, *after.said}
    touched = {item_id for item_id in every if before.said.get(item_id) != after.said.get(item_id)}
    carried = BlockMap(_told(before, touched), _told(after, touched))
    _carry_notes(db, meeting_id, before, after, carried, touched)
    _carry_marks(db, before, after, carried, touched, now)
    _move_gone(db, before, after, carried)
    _move_attachments(db, meeting_id, after)
    name_attachments(db, meeting_id, after, now)
    for item_id in touched:
        if item_id in after.said:
            search.index_item(db, item_id, after.said[item_id])
        else:
            search.forget(db, HitKind.ITEM, item_id)
    kinds = (Kind.MEETING, Kind.ITEM, Kind.NOTE, Kind.BOOKMARK, Kind.READING, Kind.ATTACHMENT)
    return ChangeSet(frozenset((kind, "") for kind in kinds))


def recorrect_all(db: Database, now: str) -> None:
    """Bring every meeting in line that corrections are about, as after rows have come from a backup."""
    for meeting_id in corrections.corrected_meetings(db):
        recorrect(db, meeting_id, now)


def tell_fitting(db: Database, wanted: Sequence[Correction], fitting: frozenset[str]) -> None:
    """Keep of each correction whether it fits; one that is for all meetings of a committee need not fit in each."""
    for correction in wanted:
        fits = correction.everywhere or correction.id in fitting
        state = CorrectionState.APPLIED if fits else CorrectionState.UNFITTING
        if correction.state is not state:
            corrections.set_state(db, replace(correction, state=state))


def _derive(db: Database, record: MeetingRecord, wanted: Sequence[Correction]) -> _Derived:
    pool = [KnownItem(place.item_id, [mark_of(place)]) for place in corrected.unversioned_items(db, record.id)]
    versions = []
    fitting: frozenset[str] = frozenset()
    for version in record.versions:
        stored = mirror.version_content(db, version.id) or Meeting()
        read = corrected.version_reading(db, version.id) or stored
        made = correct(read, wanted)
        fitting = made.fitting if version.is_standing else fitting
        if made.meeting != stored:
            old = [(place.item_id, item) for place, item in zip(version.items, stored.items, strict=True)]
            now = replace(version, items=_places(record.id, old, made.meeting.items, pool))
            versions.append(_Version(now, old, made.meeting, read if made.meeting != read else None))
    return _Derived(tuple(versions), fitting)


def _places(meeting_id: str, old: Pairs, items: Sequence[AgendaItem], pool: list[KnownItem]) -> tuple[ItemPlace, ...]:
    """The items of a version with their ids: an item keeps the id of the one whose text it begins with.

    What was not there before has the id that *pool* knows it by, or a new one, which *pool* learns.
    """
    ids = _kept(old, items)
    known = [KnownItem(one.id, [] if one.id in ids else one.marks) for one in pool]
    known += [KnownItem(item_id, []) for item_id, _ in old if item_id not in {one.id for one in known}]
    fresh = [ItemMark.of(item) for item, item_id in zip(items, ids, strict=True) if item_id is None]
    made = identify(meeting_id, known, fresh)
    there = {one.id for one in pool}
    pool += [KnownItem(item_id, [mark]) for item_id, mark in zip(made, fresh, strict=True) if item_id not in there]
    rest = iter(made)
    return tuple(
        ItemPlace(item_id or next(rest), item.title, item.case_number, item.source_id)
        for item_id, item in zip(ids, items, strict=True)
    )


def _kept(old: Pairs, items: Sequence[AgendaItem]) -> list[str | None]:
    """The id of each of *items* that was there before; only between the first and last that differ is it looked for."""
    first = next((n for n, pair in enumerate(zip(old, items, strict=False)) if pair[0][1] != pair[1]), None)
    first = min(len(old), len(items)) if first is None else first
    last = 0
    while last < min(len(old), len(items)) - first and old[-1 - last][1] == items[-1 - last]:
        last += 1
    changed, now = old[first : len(old) - last], items[first : len(items) - last]
    carried = BlockMap(changed, [(str(at), item) for at, item in enumerate(now)])
    textless = {item.title: item_id for item_id, item in changed if not item.text}
    found: list[str | None] = []
    for at, item in enumerate(now):
        sources = list(carried.sources(str(at)))
        if not item.text:
            in_place = changed[at][0] if len(changed) == len(now) else None
            sources = [one for one in (textless.get(item.title), in_place) if one is not None]
        found.append(next((one for one in sources if one not in found), None))
    return [*(one for one, _ in old[:first]), *found, *(one for one, _ in old[len(old) - last :])]


def _told(state: MeetingState, touched: set[str]) -> list[tuple[str, AgendaItem]]:
    return [(item_id, state.said[item_id]) for item_id in state.standing if item_id in touched]


def _carry_notes(
    db: Database, meeting_id: str, before: MeetingState, after: MeetingState, carried: BlockMap, touched: set[str]
) -> None:
    texts = {
        (item_id, key): section.text
        for item_id, item in _told(after, touched)
        for key, section in item.keyed_sections()
    }
    for note in homes.places(db, meeting_id):
        if not isinstance(note.anchor, TextAnchor) or note.item_id not in touched or note.item_id not in before.said:
            continue
        found = carried.carry(note.item_id, note.anchor, note.state, texts)
        if found is None:
            homes.put(db, replace(note, state=AnchorState.UNPLACED))
            continue
        homes.put(db, replace(note, anchor=found.anchor, state=found.state))
        if found.item_id != note.item_id:
            homes.move_note(db, note.id, meetings.snapshot(db, found.item_id))


def _carry_marks(
    db: Database, before: MeetingState, after: MeetingState, carried: BlockMap, touched: set[str], now: str
) -> None:
    """What was read stays read: an item is read where all that it is made of was. Nothing becomes changed."""
    old = {item_id: reading.marks(db, item_id) for item_id in touched if item_id in before.standing}
    was_read = {item_id for item_id, marks in old.items() if marks.read_hash == before.standing[item_id].text_hash}
    for item_id in touched:
        item = after.standing.get(item_id)
        if item is None:
            continue
        sources = carried.sources(item_id) or ((item_id,) if item_id in old else ())
        mine = reading.marks(db, item_id)
        if sources and all(one in was_read for one in sources):
            first = old[sources[0]]
            made = replace(mine, read_hash=item.text_hash, read_version=first.read_version, read_at=first.read_at)
        elif item_id in was_read:
            made = replace(mine, read_hash=None, read_version=None, read_at=None)
        else:
            continue
        reading.put(db, meetings.snapshot(db, item_id), made, unstamp(now))


def _move_gone(db: Database, before: MeetingState, after: MeetingState, carried: BlockMap) -> None:
    """What is on an item that was joined to another is on that now."""
    order = list(before.standing)
    for at, item_id in enumerate(order):
        if item_id in after.standing:
            continue
        target = carried.target(item_id) or next((one for one in reversed(order[:at]) if one in after.standing), None)
        if target is not None:
            homes.move(db, item_id, meetings.snapshot(db, target))


def _move_attachments(db: Database, meeting_id: str, after: MeetingState) -> None:
    """Attachments go with the item that names them now, file and all, and so do the notes on their pages."""
    there = {record.id: record for record in attachments.of_meetings(db, (meeting_id,))}
    with_file = {record.title: record for record in there.values() if record.sha256}
    for item_id, item in after.said.items():
        for one in item.attachments:
            made = attachment_id(item_id, one.title)
            held = with_file.get(one.title)
            if made not in there and held is not None:
                attachments.put(db, replace(held, id=made, item_id=item_id, gone=None))
                homes.move_pages(db, item_id, held.id, made)
