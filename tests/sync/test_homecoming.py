"""Notes whose item is not here any more look for it by what they keep of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from moedeklar.model.anchors import AnchorState
from moedeklar.model.changes import ChangeSet
from moedeklar.sources.folder import FolderSource
from moedeklar.sources.ical.places import CalendarFile
from moedeklar.sources.ical.source import ICalSource
from moedeklar.store import homes
from moedeklar.store import sources as source_rows
from moedeklar.store.known import known_meetings
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


def test_a_meeting_that_a_calendar_plans_is_no_home(store: Store, root: Path, pdf, tmp_path: Path) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    first = add(store, root)
    run(store, root, pdf, first)
    annotate(store, view(store).item_ids[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    (planned,) = (row for row in rows(store))
    assert planned.start is not None
    for number in range(6):  # whichever id of them all is the highest
        plan(store, pdf, tmp_path, f"src-{number}", planned)
    other = root.parent / "andetsteds"
    put(other / "dagsorden.txt", AGENDA.text())
    run(store, other, pdf, add(store, other))
    remove(store, first)
    bring_home(store)
    home = note_of(store, "note-1").home
    assert home.meeting_id != planned.id
    assert home.title == AGENDA.items[2].title
    assert note_of(store, "note-1").state is AnchorState.PLACED


def plan(store: Store, pdf, folder: Path, source_id: str, meeting) -> None:
    """A calendar of its own that plans *meeting*."""
    event = (
        f"BEGIN:VEVENT\r\nUID:{source_id}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{meeting.committee}\r\n"
        f"DTSTART;TZID=Europe/Copenhagen:{meeting.start.day:%Y%m%d}T{meeting.start.clock:%H%M}00\r\nEND:VEVENT\r\n"
    )
    path = folder / f"{source_id}.ics"
    path.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}END:VCALENDAR\r\n".encode())
    source = ICalSource(source_id, CalendarFile(path), store.clock, (), "x")
    assert engine.run(source, store, lambda: pdf, store.clock).new == 1


def test_what_is_withdrawn_in_one_place_and_stands_in_another_keeps_its_notes(store: Store, root: Path, pdf) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    first = add(store, root)
    run(store, root, pdf, first)
    old = view(store).item_ids[2]
    annotate(store, old, "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "note-1")
    other = root.parent / "andetsteds"
    put(other / "dagsorden.txt", AGENDA.text())
    run(store, other, pdf, add(store, other))
    assert note_of(store, "note-1").home.item_id == old
    (root / "dagsorden.txt").unlink()
    put(root / "læs mig.txt", "Intet.")
    assert run(store, root, pdf, first).withdrawn == 1
    note = note_of(store, "note-1")
    assert note.home.item_id != old
    assert (note.state, words_at(store, note)) == (AnchorState.PLACED, "sejldybden er nu 2,1 meter")
    assert store.read(homes.orphans) == []


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
    assert store.read(lambda db: known_meetings(db, "src-test"))
