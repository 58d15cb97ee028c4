from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.model.reports import EventKind, SyncEvent
from moedeklar.model.views import FileState, HitKind
from moedeklar.model.work import Note
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.folder import FolderSource
from moedeklar.store import annotations, meetings, search
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from tests.sync.dumping import dump
from tests.sync.nordlund import AGENDA, HARBOUR, MINUTES, Item, Paper, plain_pdf, put


def rows(store: Store):
    return store.read(meetings.meeting_rows)


def view(store: Store, at: int = 0, version: str | None = None):
    meeting_id = rows(store)[at].id
    return store.read(lambda db: meetings.meeting_view(db, meeting_id, version))


def item(store: Store, item_id: str, version: str | None = None):
    return store.read(lambda db: meetings.item_view(db, item_id, version))


def annotate(store: Store, item_id: str, section: str, quote: str, note_id: str) -> Note:
    """A note on the first place of *quote*, put as `member.notes` puts it."""

    def work(db):
        home = meetings.snapshot(db, item_id)
        text = {k: s.text for k, s in meetings.item_content(db, item_id).keyed_sections()}[section]
        start = text.index(quote)
        anchor = TextAnchor.of(section, text, start, start + len(quote))
        now = store.clock.now()
        note = Note(note_id, home, "min note", None, anchor, AnchorState.PLACED, now, now)
        return annotations.put(db, note), ChangeSet()

    return store.write(work)


def note_of(store: Store, note_id: str) -> Note:
    return store.read(lambda db: annotations.get(db, note_id))


def words_at(store: Store, note: Note) -> str:
    assert isinstance(note.anchor, TextAnchor)
    content = store.read(lambda db: meetings.item_content(db, note.home.item_id))
    return {k: s.text for k, s in content.keyed_sections()}[note.anchor.section][note.anchor.start : note.anchor.end]


def test_agenda_and_minutes_in_two_formats_are_versions_of_one_meeting(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    put(root / "referat.pdf", MINUTES.pdf())
    put(root / "referat.txt", MINUTES.text())
    put(root / "README.md", "Det er ikke en dagsorden.\n")
    report = sync()
    assert (report.new, report.changed, report.failed, report.notices) == (1, 0, (), ())
    assert [(p.what, p.code) for p in report.skipped] == [("README.md", "no_agenda")]
    (row,) = rows(store)
    assert (row.committee, row.start.isoformat(), row.place) == (AGENDA.committee, "2027-02-09T16:00", "Askeby Rådhus")
    assert [(v.kind, sorted(d.name for d in v.documents)) for v in row.versions] == [
        (MeetingKind.AGENDA, ["dagsorden.pdf"]),
        (MeetingKind.MINUTES, ["referat.pdf", "referat.txt"]),
    ]
    assert row.versions[1].documents[0].pages == 2
    shown = view(store)
    assert [i.title for i in shown.items] == [i.title for i in AGENDA.items]
    assert shown.items[1].decision == "Udvalget bevilgede 100.000 kr. til Askeby Idrætsforening."
    # The older version can be read as it was, and the documents are here to be opened without the folder.
    before = view(store, 0, row.versions[0].id)
    assert before.items[1].decision == ""
    assert before.item_ids == shown.item_ids
    assert store.files.read(row.versions[0].documents[0].sha256) == (root / "dagsorden.pdf").read_bytes()


def test_notes_stay_on_their_passages_when_the_minutes_come(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    assert sync().new == 1
    ids = view(store).item_ids
    quotes = [
        (ids[1], "facts.sagsfremstilling", "410 er under 25 år"),
        (ids[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter"),
        (ids[3], "facts.sagsfremstilling", "32 nye medlemmer"),
    ]
    for n, (item_id, section, quote) in enumerate(quotes):
        annotate(store, item_id, section, quote, f"note-{n}")
    put(root / "referat.pdf", MINUTES.pdf())
    report = sync()
    assert (report.new, report.changed, report.unchanged) == (0, 1, 0)
    assert view(store).item_ids == ids
    for n, (item_id, _, quote) in enumerate(quotes):
        note = note_of(store, f"note-{n}")
        assert (note.home.item_id, note.state, words_at(store, note)) == (item_id, AnchorState.PLACED, quote)
        assert note.id in {one.id for one in item(store, item_id).notes}


def test_a_run_that_finds_nothing_new_starts_no_pdf_process_and_writes_no_meeting(root, store: Store, sync) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    put(root / "bilag" / "Notat om sejldybde.pdf", plain_pdf("Dybde"))
    put(root / "skrald.txt", "Ingen dagsorden\n")
    sync()
    before = dump(store)

    def no_process():
        raise AssertionError("a PDF process was asked for")

    report = engine.run(FolderSource("src-test", root), store, no_process, store.clock)
    assert (report.new, report.changed, report.unchanged, report.attachments, report.failed) == (0, 0, 1, 0, ())
    assert [p.what for p in report.skipped] == ["skrald.txt"]
    assert dump(store) == before


def test_touching_a_file_or_moving_it_changes_nothing(sync, root: Path, store: Store) -> None:
    path = put(root / "dagsorden.pdf", AGENDA.pdf())
    sync()
    ids = view(store).item_ids
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert (sync().changed, sync().unchanged) == (0, 1)
    (root / "2027").mkdir()
    path.rename(root / "2027" / "Dagsorden 9. februar.pdf")
    report = sync()
    assert (report.new, report.changed, report.unchanged, report.withdrawn) == (0, 0, 1, 0)
    assert view(store).version.documents[0].name == "2027/Dagsorden 9. februar.pdf"
    assert view(store).item_ids == ids


def test_a_replaced_agenda_is_a_new_version_and_the_old_one_is_kept(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    ids = view(store).item_ids
    annotate(store, ids[2], "facts.sagsfremstilling", "sejldybden er nu 2,1 meter", "kept")
    annotate(store, ids[2], "facts.sagsfremstilling", "besøgstallet falder, når dybden er under 2,5 meter", "check")
    annotate(store, ids[3], "facts.sagsfremstilling", "32 nye medlemmer", "gone")
    changed = HARBOUR.replace("Sidste uddybning var i 2023, og", "Nu:").replace(
        "under 2,5 meter", "mindre end 2,5 meter"
    )
    items = list(AGENDA.items)
    items[2] = replace(items[2], facts=changed)
    del items[3]
    put(root / "dagsorden.txt", replace(AGENDA, items=tuple(items)).text(), age=60)
    report = sync()
    assert (report.new, report.changed, report.notices) == (0, 1, ())
    (row,) = rows(store)
    assert [v.withdrawn for v in row.versions] == [True, False]
    shown = view(store)
    assert [(i.title, i.removed) for i in shown.items][-1] == ("Status på ungdomsklubben i Nordlund", True)
    assert shown.item_ids == (*ids[:3], ids[4])
    moved, check, gone = (note_of(store, n) for n in ("kept", "check", "gone"))
    assert (moved.state, words_at(store, moved)) == (AnchorState.MOVED, "sejldybden er nu 2,1 meter")
    assert check.state is AnchorState.CHECK
    assert "mindre end 2,5 meter" in words_at(store, check)
    assert check.quote == "besøgstallet falder, når dybden er under 2,5 meter"
    assert (gone.state, gone.quote) == (AnchorState.UNPLACED, "32 nye medlemmer")
    # The item comes back, and the note with it.
    put(root / "dagsorden.txt", AGENDA.text(), age=30)
    assert sync().changed == 1
    assert note_of(store, "gone").state is AnchorState.PLACED
    assert len(rows(store)[0].versions) == 2


def test_a_supplement_joins_its_agenda(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    extra = Paper(
        (Item("Brand i klubhuset i Askeby", "82.20.00-G01-1-27", facts="Klubhuset brændte i nat."),), "TILLÆGSDAGSORDEN"
    )
    put(root / "tillæg.txt", extra.text())
    sync()
    (row,) = rows(store)
    assert [v.kind for v in row.versions] == [MeetingKind.AGENDA, MeetingKind.SUPPLEMENT]
    assert row.items == len(AGENDA.items) + 1
    shown = view(store)
    assert shown.items[-1].title == "Brand i klubhuset i Askeby"
    assert item(store, shown.items[-1].id).previous == shown.items[-2].id


def test_what_is_withdrawn_is_kept_and_comes_back(sync, root: Path, store: Store) -> None:
    put(root / "a.txt", AGENDA.text())
    put(root / "b.txt", replace(AGENDA, day=(2027, 3, 9), items=AGENDA.items[1:3]).text())
    sync()
    ids = view(store).item_ids
    annotate(store, ids[1], "facts.sagsfremstilling", "410 er under 25 år", "note-1")
    (root / "a.txt").rename(root.parent / "a.txt")
    report = sync()
    assert (report.new, report.changed, report.unchanged, report.withdrawn) == (0, 0, 1, 1)
    assert [row.withdrawn for row in rows(store)] == [True, False]
    assert view(store).item_ids == ids
    assert note_of(store, "note-1").state is AnchorState.UNPLACED
    assert sync().withdrawn == 0
    (root.parent / "a.txt").rename(root / "a.txt")
    report = sync()
    assert (report.new, report.changed, report.unchanged, report.withdrawn) == (0, 1, 1, 0)
    assert [row.withdrawn for row in rows(store)] == [False, False]
    assert note_of(store, "note-1").state is AnchorState.PLACED
    assert sync().unchanged == 2


def test_attachments_are_found_beside_the_agenda_and_in_its_folder(sync, root: Path, store: Store) -> None:
    put(root / "møde" / "dagsorden.pdf", AGENDA.pdf())
    put(
        root / "møde" / "Bilag" / "Ansøgning fra Askeby Idrætsforening.pdf",
        plain_pdf("", "Vi søger om ressourcetilskud"),
    )
    put(root / "møde" / "tegning AF baner.PNG", b"\x89PNG\r\n\x1a\n")
    put(root / "møde" / "bilag" / "Ukendt notat.pdf", plain_pdf("Ukendt"))
    put(root / "andet" / "Notat om sejldybde.pdf", plain_pdf("et andet sted"))
    report = sync()
    assert (report.new, report.attachments, report.failed) == (1, 2, ())
    assert [(p.what, p.code) for p in report.skipped] == [
        ("andet/Notat om sejldybde.pdf", "no_agenda"),
        ("møde/bilag/Ukendt notat.pdf", "attachment_unnamed"),
    ]
    first, second = (item(store, view(store).item_ids[n]) for n in (1, 2))
    assert [(a.title, a.state, a.media_type, a.pages) for a in first.attachments] == [
        ("Ansøgning fra Askeby Idrætsforening", FileState.PRESENT, "application/pdf", 2),
        ("Tegning af baner", FileState.PRESENT, "image/png", None),
    ]
    assert [(a.title, a.state) for a in second.attachments] == [("Notat om sejldybde", FileState.NOT_IN_SOURCE)]
    hits = store.read(lambda db: search.find(db, "ressource"))
    assert [(h.kind, h.page, h.attachment_id) for h in hits] == [(HitKind.ATTACHMENT, 1, first.attachments[0].id)]
    # It arrives later, beside an agenda that does not change.
    put(root / "møde" / "Notat om sejldybde.docx", b"PK")
    report = sync()
    assert (report.changed, report.attachments) == (1, 1)
    assert item(store, second.row.id).attachments[0].state is FileState.PRESENT
    assert (sync().changed, sync().attachments) == (0, 0)


def test_files_that_are_no_attachment_after_all_are_no_news_the_next_time(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    put(root / "Notat om sejldybde.pdf", plain_pdf("Dybde"))
    put(root / "Notat om sejldybde.txt", "Den samme tekst")
    put(root / "dagsorden.doc", b"\xd0\xcf\x11\xe0")
    report = sync()
    assert (report.attachments, [(p.what, p.code) for p in report.skipped]) == (
        1,
        [("dagsorden.doc", "kind_not_read")],
    )
    before, told = dump(store), []
    assert sync(on_event=told.append).unchanged == 1
    assert (told[0].total, dump(store)) == (0, before)
    shown = item(store, view(store).item_ids[2])
    assert [a.media_type for a in shown.attachments] == ["application/pdf"]


def test_one_file_that_many_attachments_are_is_kept_once(sync, root: Path, store: Store) -> None:
    items = tuple(replace(i, attachments=("Fælles notat",)) for i in AGENDA.items[1:4])
    put(root / "dagsorden.txt", replace(AGENDA, items=items).text())
    put(root / "bilag" / "Fælles notat.pdf", plain_pdf("Fælles"))
    assert sync().attachments == 1
    hashes = {item(store, item_id).attachments[0].sha256 for item_id in view(store).item_ids}
    assert len(hashes) == 1
    hits = store.read(lambda db: search.find(db, "Fælles", [HitKind.ATTACHMENT]))
    assert len(hits) == 3


def test_files_that_were_lost_or_damaged_are_fetched_again(sync, root: Path, store: Store, profile) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    put(root / "bilag" / "Notat om sejldybde.pdf", plain_pdf("Dybde"))
    sync()
    paper = view(store).version.documents[0].sha256
    attachment = item(store, view(store).item_ids[2]).attachments[0].sha256
    (profile.files / paper[:2] / f"{paper}.age").unlink()
    damaged = profile.files / attachment[:2] / f"{attachment}.age"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    with pytest.raises(StoreError):
        store.files.read(attachment)
    report = sync()
    assert (report.new, report.changed, report.unchanged, report.failed) == (0, 0, 1, ())
    assert store.files.read(paper) == (root / "dagsorden.pdf").read_bytes()
    assert store.files.read(attachment) == (root / "bilag" / "Notat om sejldybde.pdf").read_bytes()
    # What the source no longer has, or has in another form, is no reason to fail.
    (profile.files / paper[:2] / f"{paper}.age").unlink()
    (root / "dagsorden.pdf").unlink()
    put(root / "dagsorden.txt", AGENDA.text())
    assert sync().failed == ()


def test_minutes_that_are_attached_to_another_meeting_are_an_attachment(sync, root: Path, store: Store) -> None:
    old = replace(MINUTES, day=(2027, 1, 12), committee="Ældrerådet")
    title = "Referat fra Ældrerådet 12. januar"
    items = (replace(AGENDA.items[1], attachments=(title, "Referat")), *AGENDA.items[2:])
    put(root / "dagsorden.txt", replace(AGENDA, items=items).text())
    put(root / "referat.txt", replace(MINUTES, items=tuple(replace(i, decision="Ja.") for i in items)).text())
    put(root / f"{title}.txt", old.text())
    report = sync()
    assert (report.new, report.skipped) == (1, ())
    (row,) = rows(store)
    assert [v.kind for v in row.versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES]
    shown = item(store, view(store).item_ids[0])
    assert [(a.title, a.state) for a in shown.attachments] == [
        (title, FileState.PRESENT),
        ("Referat", FileState.NOT_IN_SOURCE),
    ]


def test_a_replaced_attachment_keeps_its_page_notes(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    path = put(root / "bilag" / "Notat om sejldybde.pdf", plain_pdf("Forside", "Dybden er to meter"))
    sync()
    item_id = view(store).item_ids[2]
    attachment = item(store, item_id).attachments[0]

    def on_page(db):
        now = store.clock.now()
        home = meetings.snapshot(db, item_id)
        for n, quote in enumerate(("Dybden er to meter", "Forside")):
            anchor = PageAnchor(attachment.sha256, 1 - n, ((72.0, 90.0, 160.0, 104.0),), quote)
            annotations.put(db, Note(f"side-{n}", home, "", None, anchor, AnchorState.PLACED, now, now, attachment.id))
        return None, ChangeSet()

    store.write(on_page)
    put(path, plain_pdf("Ny forside og indhold", "Mellemside", "Dybden er to meter"), age=5)
    report = sync()
    assert (report.changed, report.attachments) == (1, 1)
    changed = item(store, item_id).attachments[0]
    assert (changed.id, changed.pages) == (attachment.id, 3)
    found, lost = (note_of(store, f"side-{n}") for n in (0, 1))
    assert (found.anchor.sha256, found.anchor.page, found.state) == (changed.sha256, 2, AnchorState.CHECK)
    assert (lost.anchor.sha256, lost.anchor.page, lost.state) == (changed.sha256, 0, AnchorState.CHECK)
    assert (found.anchor.rects, lost.anchor.rects) == (((72.0, 90.0, 160.0, 104.0),), ())
    assert store.files.exists(attachment.sha256)


def test_unread_marks_say_what_is_new(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    sync()
    ids = view(store).item_ids

    def read_all(db):
        for item_id in ids:
            text_hash, version = meetings.text_of(db, item_id)
            db.execute(
                "INSERT INTO user_reading VALUES (?, ?, '{}', ?, ?, '2027', NULL, '2027')",
                (item_id, rows_id, text_hash, version),
            )
        return None, ChangeSet()

    rows_id = rows(store)[0].id
    before = rows(store)[0]
    assert (before.read, before.minutes_left) == (0, 1)
    store.write(read_all)
    assert (rows(store)[0].read, rows(store)[0].changed, rows(store)[0].minutes_left) == (5, 0, 0)
    put(root / "dagsorden.txt", AGENDA.text())  # the same in another format
    sync()
    assert rows(store)[0].read == 5
    put(root / "referat.pdf", MINUTES.pdf())
    sync()
    assert (rows(store)[0].read, rows(store)[0].changed) == (0, 5)
    assert all(i.changed and not i.read for i in view(store).items)


def test_minutes_that_differ_are_kept_apart_and_told(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    put(root / "referat.txt", MINUTES.text())
    put(root / "referat endelig.txt", MINUTES.text().replace("100.000", "90.000"), age=60)
    report = sync()
    assert [(p.code, dict(p.params)["count"]) for p in report.notices] == [("minutes_differ", 2)]
    (row,) = rows(store)
    assert [v.kind for v in row.versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES, MeetingKind.MINUTES]
    assert "90.000" in view(store).items[1].decision
    assert sync().notices == ()


def test_two_committees_of_one_name_on_one_evening_stay_two_meetings(sync, root: Path, store: Store) -> None:
    other = replace(
        AGENDA,
        items=tuple(Item(f"Sag om {what}", f"01.00.00-G01-{n}-27") for n, what in enumerate(("vej", "skov", "sti"))),
    )
    put(root / "nord" / "dagsorden.txt", AGENDA.text())
    put(root / "syd" / "dagsorden.txt", other.text())
    assert sync().new == 2
    ids = {row.id for row in rows(store)}
    put(root / "syd" / "referat.txt", other.minutes().text())
    put(root / "nord" / "referat.txt", MINUTES.text())
    report = sync()
    assert (report.new, report.changed) == (0, 2)
    assert {row.id for row in rows(store)} == ids
    assert all(len({Path(d.name).parent for v in row.versions for d in v.documents}) == 1 for row in rows(store))


def test_a_meeting_that_is_moved_to_another_day_stays_the_same_meeting(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    meeting_id, ids = rows(store)[0].id, view(store).item_ids
    put(root / "dagsorden.txt", replace(AGENDA, day=(2027, 2, 16)).text(), age=60)
    assert sync().changed == 1
    (row,) = rows(store)
    assert (row.id, row.start.isoformat(), view(store).item_ids) == (meeting_id, "2027-02-16T16:00", ids)
    # A file that holds the next meeting's agenda each time is another meeting each time.
    put(root / "dagsorden.txt", Paper((Item("Sag om skov"), Item("Sag om sti")), day=(2027, 3, 9)).text(), age=30)
    report = sync()
    assert (report.new, report.withdrawn) == (1, 1)


def test_only_the_chosen_meetings_are_fetched(root: Path, store: Store, pdf: PdfClient) -> None:
    put(root / "a.txt", AGENDA.text())
    put(root / "b.txt", replace(AGENDA, committee="Ældreudvalget").text())
    put(root / "c.txt", replace(AGENDA, day=(2020, 2, 9)).text())

    def run(**choice):
        source = FolderSource("src-test", root)
        return engine.run(source, store, lambda: pdf, store.clock, choice=Choice(**choice))

    first = run(committees=("kultur- og fritids-udvalget",), since=date(2026, 1, 1))
    assert (first.new, first.skipped, first.failed) == (1, (), ())
    assert run(committees=("kultur- og fritids-udvalget",), since=date(2026, 1, 1)).unchanged == 1
    assert run().new == 2


def test_events_tell_how_far_the_run_is(sync, root: Path) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    put(root / "tom.txt", b"")
    told: list[SyncEvent] = []
    sync(on_event=told.append)
    kinds = [event.event for event in told]
    assert (kinds[0], kinds[-1]) == (EventKind.START, EventKind.DONE)
    assert [e.done for e in told if e.event is EventKind.PROGRESS] == [1, 2]
    assert {e.total for e in told} == {2}
    assert [e.what for e in told if e.event is EventKind.FAILED] == ["tom.txt"]
    assert [(e.what, e.outcome) for e in told if e.event is EventKind.MEETING] == [
        ("Kultur- og Fritidsudvalget, 2027-02-09", "new")
    ]


@pytest.mark.parametrize("after", [1, 3, 5, 7, 30])
def test_a_cancelled_run_keeps_what_is_done_and_the_next_one_completes_it(
    after: int, sync, root: Path, store: Store, pdf: PdfClient, tmp_path: Path, store_keys: StoreKeys
) -> None:
    for n in range(3):
        folder = root / f"møde {n}"
        put(folder / "dagsorden.txt", replace(AGENDA, day=(2027, 2, 10 + n)).text())
        put(folder / "referat.txt", replace(MINUTES, day=(2027, 2, 10 + n)).text())
        put(folder / "bilag" / "Notat om sejldybde.pdf", plain_pdf(f"Dybde {n}"))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after * 4

    first = sync(cancelled=cancelled)
    assert first.cancelled == (after < 30)
    second = sync()
    assert not second.cancelled
    whole = Store.open(tmp_path / "whole", StoreKeys.generate(), store.clock)
    engine.run(FolderSource("src-test", root), whole, lambda: pdf, store.clock)
    try:
        assert dump(store) == dump(whole)
    finally:
        whole.close()


def test_search_finds_words_of_the_standing_version_only(sync, root: Path, store: Store) -> None:
    put(root / "dagsorden.txt", AGENDA.text())
    sync()
    put(root / "dagsorden.txt", AGENDA.text().replace("sejldybden", "vanddybden"), age=60)
    sync()
    assert store.read(lambda db: search.find(db, "sejldybden")) == ()
    (hit,) = store.read(lambda db: search.find(db, "vanddybden"))
    section = {k: s.text for k, s in item(store, hit.item_id).content.keyed_sections()}[hit.section]
    assert section[hit.start : hit.end] == "vanddybden"
    assert store.write(lambda db: (search.check(db), ChangeSet()))
