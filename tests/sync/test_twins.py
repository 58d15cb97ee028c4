"""Two items that are called the same: what they say tells them apart, and where it does not, a person is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet
from moedeklar.model.work import Note
from moedeklar.store import annotations, meetings
from moedeklar.store.store import Store
from tests.sync.nordlund import FACTS, HARBOUR, Item, Paper, put
from tests.sync.test_engine import note_of, view

CASE = "00.01.00-A00-1-27"
SCHOOLS = Item("Orientering fra forvaltningen", CASE, facts="Første del handler om skolerne i Askeby.")
ROADS = Item("Orientering fra forvaltningen", CASE, facts="Anden del handler om vejene ved Havnholm.")
HARBOURS = Item("Uddybning af havnen", "08.06.00-P20-1-27", facts=HARBOUR)
GRANT = Item("Tilskud til Askeby Idrætsforening", "18.15.00-Ø40-3-27", facts=FACTS)
BOTH = Paper((GRANT, SCHOOLS, HARBOURS, ROADS))


def facts(store: Store, item_id: str) -> str:
    return store.read(lambda db: meetings.item_content(db, item_id)).text


def note_whole(store: Store, item_id: str, note_id: str) -> None:
    def work(db):
        now = store.clock.now()
        home = meetings.snapshot(db, item_id)
        return annotations.put(
            db, Note(note_id, home, "hele punktet", None, None, AnchorState.PLACED, now, now)
        ), ChangeSet()

    store.write(work)


@pytest.fixture
def noted(sync, root: Path, store: Store) -> dict[str, str]:
    """Notes on the two as wholes: the id of each item by what it is about."""
    put(root / "dagsorden.txt", BOTH.text())
    sync()
    ids = view(store).item_ids
    note_whole(store, ids[1], "skoler")
    note_whole(store, ids[3], "veje")
    return {"skoler": ids[1], "veje": ids[3]}


def again(sync, root: Path, *items: Item) -> None:
    put(root / "dagsorden.txt", replace(BOTH, items=items).text(), age=1800)
    sync()


def test_twins_that_change_places_take_their_notes_along(sync, root: Path, store: Store, noted) -> None:
    again(sync, root, GRANT, ROADS, HARBOURS, SCHOOLS)
    assert "skolerne" in facts(store, noted["skoler"])
    assert "vejene" in facts(store, noted["veje"])
    assert {note_of(store, name).state for name in noted} == {AnchorState.PLACED}


@pytest.mark.parametrize(("left", "gone", "item"), [("veje", "skoler", ROADS), ("skoler", "veje", SCHOOLS)])
def test_the_notes_of_a_twin_that_is_gone_do_not_pass_to_the_other(
    sync, root: Path, store: Store, noted, left: str, gone: str, item: Item
) -> None:
    again(sync, root, GRANT, HARBOURS, item)
    assert note_of(store, left).state is AnchorState.PLACED
    assert note_of(store, gone).state is AnchorState.UNPLACED
    assert view(store).item_ids[2] == noted[left]


def test_a_twin_that_is_left_with_a_text_of_neither_is_asked_about(sync, root: Path, store: Store, noted) -> None:
    again(sync, root, GRANT, HARBOURS, replace(ROADS, facts="Ganske nye oplysninger uden ligheder."))
    assert {note_of(store, name).state for name in noted} == {AnchorState.CHECK, AnchorState.UNPLACED}


def test_a_twin_that_is_put_before_the_only_one_does_not_take_its_note(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", replace(BOTH, items=(GRANT, SCHOOLS, HARBOURS)).text())
    sync()
    item_id = view(store).item_ids[1]
    note_whole(store, item_id, "skoler")
    again(sync, root, GRANT, ROADS, HARBOURS, SCHOOLS)
    assert view(store).item_ids[3] == item_id
    assert note_of(store, "skoler").state is AnchorState.PLACED


def test_minutes_that_add_to_the_text_keep_the_twins_apart(sync, root: Path, store: Store, noted) -> None:
    put(root / "referat.txt", replace(BOTH, items=(GRANT, ROADS, HARBOURS, SCHOOLS)).minutes().text())
    sync()
    assert "skolerne" in facts(store, noted["skoler"])
    assert {note_of(store, name).state for name in noted} == {AnchorState.PLACED}
