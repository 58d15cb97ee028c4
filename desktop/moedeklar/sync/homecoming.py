"""Finding a new home for notes, bookmarks and reading marks whose item is not here any more.

After a restore into another folder, when a folder was moved and added anew, or where a server calls everything by new
ids and what it had is withdrawn, the items have other ids. Which item a note was on is told by all that is still known:
what its meeting said, where that is kept, or else what the note keeps of its item (committee, start, case number,
title) and the words that it marks. First the meeting is found and then, in it, the item: by the source's own id, by
case number and similar title, by title, and of those called the same by what they say. No home is found by number, nor
in another meeting; where it is not sure, the notes are to be checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moedeklar.model.agenda import comparable_case
from moedeklar.model.anchors import TextAnchor
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.text import canonical, committee_key
from moedeklar.model.work import ItemSnapshot
from moedeklar.store import homes, mirror
from moedeklar.store.mirror import MeetingRecord
from moedeklar.store.replaced import Named
from moedeklar.store.standing import StandingItem, standing
from moedeklar.store.store import Store
from moedeklar.sync.identity import OVERLAP, Group
from moedeklar.sync.likeness import ItemMark, match
from moedeklar.sync.papers import municipality_key
from moedeklar.sync.propagate import move_to_item
from moedeklar.sync.reconcile import clock_of, group_of, known_items, marks_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database


@dataclass(frozen=True, slots=True)
class _Return:
    """An item that was lost, what it is now, and whether that is sure."""

    home: ItemSnapshot
    item: StandingItem
    sure: bool


def bring_home(store: Store) -> int:
    """Look for a home for whatever has none; how many items were found again. Writes only where there is something."""
    found, lost = store.read(_search)
    if found or lost:
        store.write(lambda db: _bring(db, found, lost))
    return len(found)


def _search(db: Database) -> tuple[list[_Return], list[str]]:
    """Homes with the items that they are now, and the items whose notes have no place any more."""
    of_meeting: dict[str, list[ItemSnapshot]] = {}
    for home in homes.orphans(db):
        of_meeting.setdefault(home.meeting_id, []).append(home)
    before = mirror.load(db, of_meeting)
    found: list[_Return] = []
    for meeting_id, lost in of_meeting.items():
        record = before.get(meeting_id)
        found += _returns(db, lost, mirror.with_texts(db, record) if record is not None else None)
    there = {one.home.item_id for one in found}
    missing = [home.item_id for lost in of_meeting.values() for home in lost if home.item_id not in there]
    return found, homes.placed_among(db, missing)


def _bring(db: Database, found: list[_Return], lost: list[str]) -> tuple[None, ChangeSet]:
    for one in found:
        move_to_item(db, one.home.item_id, one.item, sure=one.sure)
    homes.lose(db, lost)
    return None, ChangeSet.of(Kind.NOTE) | ChangeSet.of(Kind.BOOKMARK) | ChangeSet.of(Kind.READING)


def _returns(db: Database, lost: Sequence[ItemSnapshot], before: MeetingRecord | None) -> list[_Return]:
    """Where the items of one meeting are now. *before* is what is still known of that meeting."""
    start = lost[0].start
    ids = homes.meetings_of(db, committee_key(lost[0].committee), start.day.isoformat() if start else "")
    if not ids:
        return []
    # All items that the meeting had take part: one that nobody noted anything on may be the one that is here now.
    marks = {item.id: item.marks[-1] for item in known_items(before)} if before is not None else {}
    if not any(home.item_id in marks for home in lost):
        # Another meeting has its id by now: papers of one day that came in another order, before a backup was restored.
        before, marks = None, {}
    marks |= {home.item_id: _mark_of(db, home) for home in lost if home.item_id not in marks}
    chosen = _meeting_of(db, ids, lost[0], before, marks)
    if chosen is None:
        return []
    record, sure = chosen
    items = {item.item_id: item for item in standing(db, (record.id,)).get(record.id, ()) if not item.removed}
    known = known_items(mirror.with_texts(db, record), items)
    pairs, doubtful = match([item.marks for item in known], list(marks.values()))
    now = {
        item_id: (items[known[pairs[at]].id], sure and at not in doubtful)
        for at, item_id in enumerate(marks)
        if at in pairs
    }
    return [_Return(home, *now[home.item_id]) for home in lost if home.item_id in now]


def _meeting_of(
    db: Database, ids: Sequence[str], home: ItemSnapshot, before: MeetingRecord | None, marks: Mapping[str, ItemMark]
) -> tuple[MeetingRecord, bool] | None:
    """Which of the meetings *ids* it was, and whether that is sure; None where it was none of them."""
    found = []
    for record in mirror.load(db, ids).values():
        if not any(version.items for version in record.versions):
            continue  # a planned meeting, as a calendar has it
        share = _agreement(group_of(record), home, before, marks)
        # A supplement's agreement says nothing: it brings other items than the agenda of its own meeting.
        if share is not None and share >= OVERLAP:
            found.append((share, record.id, record))
    if not found:
        return None
    shares = sorted((share for share, _, _ in found), reverse=True)
    alone = len(shares) == 1 or shares[0] > shares[1]
    chosen = max(found)[2]
    # Syncing has seen the two together, and did not take the one for the other.
    known = chosen.id == home.meeting_id
    return chosen, alone and not known and any(mark.telling for mark in marks.values())


def _agreement(
    group: Group, home: ItemSnapshot, before: MeetingRecord | None, marks: Mapping[str, ItemMark]
) -> float | None:
    """How surely the meeting of *group* is the one that there was, 0–1; None where it is not."""
    if before is None:
        clock = f"{home.start.clock:%H:%M}" if home.start and home.start.clock else ""
        return group.agreement(list(marks.values()), None, "", clock)
    where, clock = municipality_key(before.municipality), clock_of(before)
    shares = (group.agreement(marks_of(version), version.kind, where, clock) for version in before.versions)
    return max((share for share in shares if share is not None), default=None)


def _mark_of(db: Database, home: ItemSnapshot) -> ItemMark:
    """What is known of an item by what is kept of it with the notes, and by the words that they mark."""
    anchors = [note.anchor for note in homes.notes_of_item(db, home.item_id)]
    words = (f"{one.prefix}{one.quote}{one.suffix}" for one in anchors if isinstance(one, TextAnchor))
    return ItemMark(canonical(home.title), comparable_case(home.case_number), text=" ".join(words))


def is_one_meeting(first: Named, second: Named) -> bool:
    """Whether two that have one id are one meeting: nothing that both state speaks against it, and the items agree."""
    group = Group()
    group.know(_marks_of(first), None, "", _clock_of(first), "")
    return group.agreement(_marks_of(second), None, "", _clock_of(second)) is not None


def _marks_of(meeting: Named) -> tuple[ItemMark, ...]:
    return tuple(dict.fromkeys(ItemMark(canonical(title), comparable_case(case)) for title, case in meeting.items))


def _clock_of(meeting: Named) -> str:
    return meeting.start.partition("T")[2] if meeting.start else ""
