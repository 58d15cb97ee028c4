from __future__ import annotations

from dataclasses import replace

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.changes import ChangeSet
from moedeklar.model.reports import Problem, RunReport
from moedeklar.model.views import SourceState
from moedeklar.store import journal
from moedeklar.store import sources as source_rows
from moedeklar.store.journal import DocumentOutcome, Entry, Position
from moedeklar.store.store import Store

NOW = "2027-02-03T06:42:00.000000+00:00"
ENTRY = Entry("møde/dagsorden.pdf", 10, NOW, DocumentOutcome.MEETING, "a" * 64, "1", None, "v1", "application/pdf")
MEETING = Meeting(items=(AgendaItem("1", "Havnen"),))


def write(store: Store, work) -> object:
    return store.write(lambda db: (work(db), ChangeSet()))


def test_entries_are_kept_with_what_they_were_understood_as(store: Store) -> None:
    write(store, lambda db: journal.put(db, "src", ENTRY, MEETING))
    failed = Entry(
        "tom.pdf", 0, NOW, DocumentOutcome.FAILED, problem=Problem("tom.pdf", "pdf_empty", (("name", "tom.pdf"),))
    )
    write(store, lambda db: journal.put(db, "src", failed))
    assert store.read(lambda db: journal.entries(db, "src")) == {ENTRY.ref: ENTRY, "tom.pdf": failed}
    assert store.read(lambda db: journal.entries(db, "other")) == {}
    assert store.read(lambda db: journal.content_of(db, "src", "a" * 64, "1")) == MEETING
    assert store.read(lambda db: journal.content_of(db, "src", "a" * 64, "2")) is None


def test_a_tombstone_keeps_what_was_understood(store: Store) -> None:
    write(store, lambda db: journal.put(db, "src", ENTRY, MEETING))
    gone = replace(ENTRY, outcome=DocumentOutcome.GONE)
    write(store, lambda db: journal.seen_again(db, "src", gone))
    assert store.read(lambda db: journal.entries(db, "src"))[ENTRY.ref] == gone
    assert store.read(lambda db: journal.content_of(db, "src", "a" * 64, "1")) == MEETING
    write(store, lambda db: journal.forget(db, "src"))
    assert store.read(lambda db: journal.entries(db, "src")) == {}


def test_how_far_a_listing_was_taken_in_is_kept_until_it_is_forgotten(store: Store) -> None:
    assert store.read(lambda db: journal.position(db, "src")) is None
    for found in (Position("1", "abc"), Position("2", "", store.clock.now())):
        write(store, lambda db, found=found: journal.set_position(db, "src", found))
        assert store.read(lambda db: journal.position(db, "src")) == found
    write(store, lambda db: journal.forget(db, "src"))
    assert store.read(lambda db: journal.position(db, "src")) is None


def test_the_last_run_says_how_the_source_is(store: Store) -> None:
    made = write(store, lambda db: source_rows.add(db, "folder", "Papirer", "/x", {}, store.clock.now()))
    assert store.read(lambda db: source_rows.get(db, made.id)).state is SourceState.NEVER
    report = RunReport(new=2, failed=(Problem("a.pdf", "pdf_damaged"),))
    run = write(store, lambda db: journal.start_run(db, made.id, NOW))
    write(store, lambda db: journal.finish_run(db, run, SourceState.PARTLY, report, NOW))
    shown = store.read(lambda db: source_rows.get(db, made.id))
    assert (shown.state, shown.last_success.isoformat()) == (SourceState.PARTLY, "2027-02-03T06:42:00+00:00")
    assert store.read(lambda db: journal.last_reports(db, [made.id])) == {made.id: report}


def test_a_run_that_was_cut_short_is_closed_by_the_next(store: Store) -> None:
    write(store, lambda db: journal.start_run(db, "src", "2027-02-01T06:42:00.000000+00:00"))
    write(store, lambda db: journal.start_run(db, "src", NOW))
    states = store.read(lambda db: db.execute("SELECT state FROM sync_run ORDER BY started").fetchall())
    assert [row[0] for row in states] == ["failed", "running"]
