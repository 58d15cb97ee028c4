"""A meeting that is moved to another time of the same day is the same meeting, with the notes on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from moedeklar.model.anchors import AnchorState
from moedeklar.store.store import Store
from tests.sync.nordlund import AGENDA, FACTS, MINUTES, Item, Paper, put
from tests.sync.test_engine import annotate, note_of, rows, view


def test_a_changed_time_of_day_keeps_the_meeting_and_its_notes(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    ids = view(store).item_ids
    annotate(store, ids[1], "facts.sagsfremstilling", "640 medlemmer", "note-1")
    put(root / "dagsorden.txt", replace(AGENDA, clock="17:30").text(), age=1800)
    report = sync()
    assert (report.new, report.changed) == (0, 1)
    (row,) = rows(store)
    assert row.start.isoformat() == "2027-02-09T17:30"
    assert view(store).item_ids == ids
    assert note_of(store, "note-1").state is AnchorState.PLACED


def test_a_file_with_few_items_left_alike_and_another_time_is_known_by_its_name(sync, root: Path, store: Store) -> None:
    long = Paper(tuple(Item(title, facts=FACTS) for title in ("Havnens dybde", "Skolemad", "Lokalplan 114", "Cykler")))
    put(root / "dagsorden.txt", long.text())
    sync()
    ids = view(store).item_ids
    put(root / "dagsorden.txt", replace(long, items=long.items[:2], clock="17:30").text(), age=1800)
    report = sync()
    assert (report.new, report.changed, len(rows(store))) == (0, 1, 1)
    assert view(store).item_ids == ids[:2]


def test_minutes_that_began_a_little_later_are_of_the_same_meeting(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    put(root / "referat.txt", replace(MINUTES, clock="16:15").text())
    assert sync().changed == 1
    assert len(rows(store)) == 1


def test_two_meetings_of_one_committee_on_one_day_stay_apart(sync, root: Path, store: Store) -> None:
    other = Paper((Item("Eventuelt"), Item("Valg af ny formand"), Item("Køb af redningsbåd")), clock="19:00")
    put(root / "a.txt", AGENDA.text())
    put(root / "b.txt", other.text())
    assert sync().new == 2
