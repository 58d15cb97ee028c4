"""Finding a new home for notes, bookmarks and reading marks whose item is not here any more.

After a restore into another folder, or when a folder was moved and added anew, the items have other ids. What a note
keeps of its item (committee, start, case number, title) tells which it was. No home is found by number, nor in another
meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moedeklar.model.agenda import comparable_case
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.text import canonical, committee_key
from moedeklar.model.work import ItemSnapshot
from moedeklar.store import homes
from moedeklar.store.standing import StandingItem, standing
from moedeklar.store.store import Store
from moedeklar.sync.likeness import ItemMark, assign
from moedeklar.sync.propagate import move_to_item

if TYPE_CHECKING:
    from moedeklar.store.database import Database


def bring_home(store: Store) -> int:
    """Look for a home for whatever has none; how many items were found again. Writes only where there is something."""
    found, lost = store.read(_search)
    if found or lost:
        store.write(lambda db: _bring(db, found, lost))
    return len(found)


def _search(db: Database) -> tuple[list[tuple[ItemSnapshot, StandingItem]], list[str]]:
    """Homes with the items that they are now, and the items whose notes have no place any more."""
    by_meeting: dict[tuple[str, str], list[ItemSnapshot]] = {}
    for home in homes.orphans(db):
        start = home.start.day.isoformat() if home.start else ""
        by_meeting.setdefault((committee_key(home.committee), start), []).append(home)
    found: list[tuple[ItemSnapshot, StandingItem]] = []
    missing: list[str] = []
    for (committee, day), snapshots in by_meeting.items():
        items = _items_of(db, committee, day)
        chosen = assign([(_mark_of_item(item),) for item in items], [_mark_of(home) for home in snapshots])
        found += [(home, items[chosen[at]]) for at, home in enumerate(snapshots) if at in chosen]
        missing += [home.item_id for at, home in enumerate(snapshots) if at not in chosen]
    return found, homes.placed_among(db, missing)


def _bring(db: Database, found: list[tuple[ItemSnapshot, StandingItem]], lost: list[str]) -> tuple[None, ChangeSet]:
    for home, item in found:
        move_to_item(db, home.item_id, item)
    homes.lose(db, lost)
    return None, ChangeSet.of(Kind.NOTE) | ChangeSet.of(Kind.BOOKMARK) | ChangeSet.of(Kind.READING)


def _items_of(db: Database, committee: str, day: str) -> list[StandingItem]:
    ids = homes.meetings_of(db, committee, day)
    found = standing(db, ids)
    return [item for meeting_id in ids for item in found.get(meeting_id, ()) if not item.removed]


def _mark_of(home: ItemSnapshot) -> ItemMark:
    return ItemMark(canonical(home.title), comparable_case(home.case_number))


def _mark_of_item(item: StandingItem) -> ItemMark:
    return ItemMark(canonical(item.title), comparable_case(item.case_number))
