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
from tests.sync.test_engine import annotate, note_of, rows, view
from tests.sync.test_homecoming import add, emptied, remove, run
from tests.sync.test_reader_changes import understood

__all__ = ["understood"]

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


# A folder that was moved and added anew: the items there have other ids.


def moved(store: Store, root: Path, pdf, *items: Item, forget: bool = False) -> None:
    """Remove the source of *root*, and sync another folder with these items; *forget* what the source published."""
    remove(store, "src-test")
    if forget:
        store.write(emptied)
    put(root.parent / "flyttet" / "dagsorden.txt", replace(BOTH, items=items).text())
    run(store, root.parent / "flyttet", pdf, add(store, root.parent / "flyttet"))


def homes_of(store: Store) -> dict[str, tuple[str, AnchorState]]:
    """What the item of each note says now, "" where it is not here any more, and the note's state."""
    shown = {item_id for at in range(len(rows(store))) for item_id in view(store, at).item_ids}
    found = {}
    for note in store.read(annotations.find):
        said = facts(store, note.home.item_id) if note.home.item_id in shown else ""
        found[note.id] = (said, note.state)
    return found


@pytest.fixture
def noted_source(root: Path, store: Store, pdf, sync, noted) -> dict[str, str]:
    """The same, of a source that can be removed."""
    store.write(
        lambda db: (
            db.execute(
                "INSERT INTO user_source (id, kind, name, location, created) VALUES ('src-test', 'folder', '', ?, '')",
                (str(root),),
            ),
            ChangeSet(),
        )
    )
    return noted


def test_in_a_folder_added_anew_twins_are_told_apart_by_what_they_say(
    root: Path, store: Store, pdf, noted_source
) -> None:
    moved(store, root, pdf, GRANT, ROADS, HARBOURS, SCHOOLS)
    assert homes_of(store) == {
        "skoler": (SCHOOLS.facts, AnchorState.PLACED),
        "veje": (ROADS.facts, AnchorState.PLACED),
    }


def test_in_a_folder_added_anew_a_twin_that_is_gone_does_not_pass_its_notes_on(
    root: Path, store: Store, pdf, noted_source
) -> None:
    moved(store, root, pdf, GRANT, ROADS, HARBOURS)
    # While it is nowhere to be seen it stays as it was: its own folder may be added again.
    assert homes_of(store) == {"skoler": ("", AnchorState.PLACED), "veje": (ROADS.facts, AnchorState.PLACED)}


def test_where_nothing_is_known_of_what_twins_said_their_notes_are_to_be_checked(
    root: Path, store: Store, pdf, noted_source
) -> None:
    annotate(store, noted_source["veje"], "facts.sagsfremstilling", "vejene ved Havnholm", "ord")
    moved(store, root, pdf, GRANT, ROADS, HARBOURS, SCHOOLS, forget=True)
    found = homes_of(store)
    # Marked words tell which of the two it was, and then which the other one was.
    assert found["ord"] == (ROADS.facts, AnchorState.PLACED)
    assert found["veje"] == (ROADS.facts, AnchorState.PLACED)
    assert found["skoler"][0] == SCHOOLS.facts


def test_whole_notes_on_twins_of_which_nothing_is_known_are_to_be_checked(
    root: Path, store: Store, pdf, noted_source
) -> None:
    moved(store, root, pdf, GRANT, ROADS, HARBOURS, SCHOOLS, forget=True)
    assert {state for _, state in homes_of(store).values()} == {AnchorState.CHECK}


def test_notes_do_not_pass_to_another_municipalitys_meeting_of_the_same_evening(
    root: Path, store: Store, pdf, sync, noted_source
) -> None:
    theirs = (
        replace(SCHOOLS, case="", facts="Det handler om et helt andet sted."),
        Item("Affaldsplan for Sydby"),
        Item("Ny svømmehal i Sydby"),
        Item("Lukning af biblioteket"),
    )
    # What a supplement says agrees with anything.
    put(root / "tillæg.txt", replace(BOTH, kind="TILLÆGSDAGSORDEN", items=(Item("Hegn ved havnen"),)).text())
    sync()
    moved(store, root, pdf, *theirs)
    assert homes_of(store) == {"skoler": ("", AnchorState.PLACED), "veje": ("", AnchorState.PLACED)}


def test_notes_from_two_removed_folders_come_home_to_one_meeting(root: Path, store: Store, pdf, noted_source) -> None:
    copy = root.parent / "kopi"
    put(copy / "dagsorden.txt", BOTH.text())
    second = add(store, copy)
    run(store, copy, pdf, second)
    ids = next(view(store, at).item_ids for at in (0, 1) if noted_source["veje"] not in view(store, at).item_ids)
    note_whole(store, ids[3], "veje igen")
    remove(store, second)
    moved(store, root, pdf, GRANT, ROADS, HARBOURS, SCHOOLS)
    assert homes_of(store) == {
        "skoler": (SCHOOLS.facts, AnchorState.PLACED),
        "veje": (ROADS.facts, AnchorState.PLACED),
        "veje igen": (ROADS.facts, AnchorState.PLACED),
    }


def test_meetings_that_turn_out_to_be_one_keep_twins_apart(sync, root: Path, store: Store, understood) -> None:
    put(root / "dagsorden.txt", BOTH.text())
    put(root / "ny dagsorden.txt", replace(BOTH, items=(ROADS, HARBOURS, SCHOOLS)).text(), age=60)
    understood("gammel", lambda m: replace(m, committee="Kultur-") if len(m.items) == 3 else m)
    sync()
    other = next(at for at in (0, 1) if rows(store)[at].items == 3)
    note_whole(store, view(store, other).item_ids[0], "veje")
    note_whole(store, view(store, other).item_ids[2], "skoler")
    put(root / "referat.txt", BOTH.minutes().text())
    understood("ny", lambda meeting: meeting)
    sync()
    assert len(rows(store)) == 1
    found = homes_of(store)
    assert SCHOOLS.facts in found["skoler"][0]
    assert ROADS.facts in found["veje"][0]
    assert {state for _, state in found.values()} == {AnchorState.PLACED}
