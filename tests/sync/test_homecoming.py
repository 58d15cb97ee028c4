"""Notes whose item is not here any more look for it by what they keep of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet
from moedeklar.sources.folder import FolderSource
from moedeklar.store import homes, mirror
from moedeklar.store import sources as source_rows
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.homecoming import bring_home
from tests.sync.nordlund import AGENDA, MINUTES, put
from tests.sync.test_engine import annotate, note_of, rows, view, words_at


def run(store: Store, root: Path, pdf, source_id: str):
    return engine.run(FolderSource(source_id, root), store, lambda: pdf, store.clock)


def add(store: Store, root: Path) -> str:
    def work(db):
        return source_rows.add(db, "folder", "x", str(root), {}, store.clock.now()).id, ChangeSet()

    return store.write(work)


def remove(store: Store, source_id: str) -> None:
    store.write(lambda db: (source_rows.remove(db, source_id, store.clock.now()), ChangeSet()))


def emptied(db) -> tuple[None, ChangeSet]:
    """Nothing is left of what sources published."""
    for table in ("item_version", "document", "version", "attachment", "item", "meeting"):
        db.execute(f"DELETE FROM mirror_{table}")
    db.execute("DELETE FROM sync_document")
    return None, ChangeSet()


def test_a_folder_that_was_moved_and_added_anew_keeps_its_notes(store: Store, root: Path, pdf) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    first = add(store, root)
    run(store, root, pdf, first)
    old = view(store).item_ids
    annotate(store, old[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    annotate(store, old[3], "facts.sagsfremstilling", "32 nye medlemmer", "note-2")
    remove(store, first)
    assert rows(store) == ()
    moved = root.parent / "flyttet"
    root.rename(moved)
    # The minutes are what lies there now, with another order and without the last item.
    (moved / "dagsorden.txt").unlink()
    kept = (*MINUTES.items[:1], MINUTES.items[2], MINUTES.items[1])
    put(moved / "referat.txt", replace(MINUTES, items=kept).text())
    run(store, moved, pdf, add(store, moved))
    note = note_of(store, "note-1")
    assert note.home.item_id == view(store).item_ids[1] != old[2]
    assert (note.state, words_at(store, note)) == (AnchorState.PLACED, "sejldybden er nu 2,1 meter")
    assert note_of(store, "note-2").home.item_id == old[3]


def test_a_source_added_again_has_its_notes_where_they_were(store: Store, root: Path, pdf) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    source_id = add(store, root)
    run(store, root, pdf, source_id)
    ids = view(store).item_ids
    annotate(store, ids[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    remove(store, source_id)
    bring_home(store)
    assert note_of(store, "note-1").state is AnchorState.PLACED
    assert add(store, root) == source_id
    report = run(store, root, pdf, source_id)
    assert (report.new, report.unchanged) == (0, 1)
    assert view(store).item_ids == ids
    assert note_of(store, "note-1").home.item_id == ids[2]


def test_what_has_no_home_is_kept_and_said_to_have_no_place(store: Store, root: Path, pdf) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    run(store, root, pdf, "src-test")
    ids = view(store).item_ids
    annotate(store, ids[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    store.write(emptied)
    assert bring_home(store) == 0
    lost = note_of(store, "note-1")
    assert (lost.state, lost.quote) == (AnchorState.UNPLACED, "sejldybden er nu 2,1 meter")
    assert store.read(homes.orphans)
    # The same papers give the same ids, and so the note its place.
    run(store, root, pdf, "src-test")
    assert view(store).item_ids == ids
    assert note_of(store, "note-1").state is AnchorState.PLACED
    assert store.read(homes.orphans) == []
    assert store.read(lambda db: mirror.known_meetings(db, "src-test"))
