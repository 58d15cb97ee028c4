"""A network's source through the engine: versions, rechecks, partial listings, tombstones, and where it goes on."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.reports import RunReport
from moedeklar.model.views import FileState
from moedeklar.pdf.client import PdfClient
from moedeklar.store import attachments, journal
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from tests.fakes.records import CaseSystem, RecordsSource, agenda
from tests.sync.dumping import dump
from tests.sync.test_engine import item, note_of, rows, view
from tests.sync.test_exports import annotate, counted, files, item_id

Sync = Callable[..., RunReport]


@pytest.fixture
def system() -> CaseSystem:
    return CaseSystem()


@pytest.fixture
def source(system: CaseSystem) -> RecordsSource:
    return RecordsSource(system)


@pytest.fixture
def sync(store: Store, source: RecordsSource, pdf: PdfClient) -> Sync:
    def run(**options: object) -> RunReport:
        return engine.run(source, store, lambda: pdf, store.clock, **options)  # type: ignore[arg-type]

    return run


def fill(system: CaseSystem, meetings: int = 3) -> None:
    for number in range(meetings):
        system.put(f"f{number}", b"bilag %d" % number)
        system.put(f"m{number}", agenda(number, f"2027-02-{9 + number:02}T16:00", files=[f"f{number}"]))


def test_what_has_its_version_is_not_fetched_again(sync: Sync, system: CaseSystem, source: RecordsSource) -> None:
    fill(system)
    source.partial = False
    report = sync()
    assert (counted(report), report.attachments) == ((3, 0, 0, 0), 3)
    assert sorted(source.asked()) == ["f0", "f1", "f2", "m0", "m1", "m2"], "each once, the records too"
    assert (counted(sync()), source.asked()) == ((0, 0, 3, 0), [])
    system.put("m1", agenda(1, "2027-02-10T16:00", text="Havnen er uddybet.", files=["f1"]))
    assert (counted(sync()), source.asked()) == ((0, 1, 2, 0), ["m1"])


def test_a_new_version_with_the_same_content_is_no_news(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system, 1)
    sync()
    before = dump(store)["mirror_meeting"]
    source.asked()
    system.put("m0", system.records["m0"])
    assert (counted(sync()), source.asked()) == ((0, 0, 1, 0), ["m0"])
    assert dump(store)["mirror_meeting"] == before
    assert (sync().unchanged, source.asked()) == (1, [])


@pytest.mark.parametrize("versions", [True, False])
def test_what_may_have_changed_unseen_is_fetched_and_compared(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store, versions: bool
) -> None:
    fill(system)
    source.partial, source.versions, source.recheck = False, versions, {"m0", "f0"}
    sync()
    before = dump(store)
    source.asked()
    assert counted(sync()) == (0, 0, 3, 0)
    assert (sorted(source.asked()), dump(store)) == (["f0", "m0"], before)
    # Nothing shows it: neither time nor size nor version.
    system.records["m0"] = agenda(0, text="Ny tekst.", files=["f0"])
    system.files["f0"] = b"nyt bilag"
    report = sync()
    assert (counted(report), report.attachments) == ((0, 1, 2, 0), 1)
    meeting = next(row for row in rows(store) if row.start.day.day == 9)
    assert len(meeting.versions) == 2
    assert counted(sync()) == (0, 0, 3, 0)


def test_one_that_cannot_be_rechecked_stays_as_it_is(sync: Sync, system: CaseSystem, source: RecordsSource) -> None:
    fill(system)
    source.partial, source.recheck = False, {"m0"}
    sync()
    source.failing = {"m0": "not_readable"}
    report = sync()
    assert (counted(report), [p.code for p in report.failed]) == ((0, 0, 3, 0), ["not_readable"])
    source.failing = {}
    assert (counted(sync()), sync().failed) == ((0, 0, 3, 0), ())


def test_of_a_partial_listing_what_is_not_named_is_as_it_was(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system)
    sync()
    annotate(store, item_id(store, "Uddybning af havnen"), "facts.sagsfremstilling", "sander", "note-1")
    source.asked()
    report = sync()
    assert (counted(report), source.asked(), source.cursors) == ((0, 0, 3, 0), [], ["", str(system.count)])
    system.put("m3", agenda(3, "2027-03-01T16:00"))
    system.take("m0")
    system.take("f0")
    report = sync()
    assert (counted(report), source.asked()) == ((1, 0, 2, 1), ["m3"])
    assert [row.withdrawn for row in sorted(rows(store), key=lambda row: row.start)] == [True, False, False, False]
    fill(system, 1)
    report = sync()
    assert counted(report) == (0, 1, 3, 0)
    assert note_of(store, "note-1").state.value == "placed"
    assert counted(sync()) == (0, 0, 4, 0)


def test_most_meetings_named_as_gone_are_looked_at_by_a_person(
    sync: Sync, system: CaseSystem, source: RecordsSource
) -> None:
    fill(system, 6)
    sync()
    for number in range(4):
        system.take(f"m{number}")
    assert [p.code for p in sync().attention] == ["mostly_gone"]
    assert [p.code for p in sync().attention] == ["mostly_gone"], "it is asked from the same place again"
    assert sync(accept=True).withdrawn == 4
    assert counted(sync()) == (0, 0, 2, 0)


def test_the_cursor_waits_for_what_is_to_be_tried_again(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system)
    source.failing = {"m1": "not_readable"}
    assert counted(sync()) == (2, 0, 0, 0)
    sync()
    assert source.cursors == ["", ""]
    source.failing = {"f1": "not_readable"}
    assert counted(sync()) == (1, 0, 2, 0)
    source.failing = {}
    assert sync().attachments == 1
    sync()
    # A file is known from its listing on, and is tried again without it.
    assert source.cursors == ["", "", "", str(system.count), str(system.count)]
    before = source.cursors[-1]
    system.put("m2", agenda(2, "2027-02-11T16:00", text="Nyt."))
    source.failing = {"m2": "not_readable"}
    sync()
    source.failing = {}
    assert (counted(sync()), source.cursors[-2:]) == ((0, 1, 2, 0), [before, before])


def test_what_is_broken_for_good_does_not_hold_the_cursor(
    sync: Sync, system: CaseSystem, source: RecordsSource
) -> None:
    fill(system, 1)
    system.put("m9", b"{")
    source.system.records["m9"] = agenda(9)
    source.record = lambda document, data, real=source.record: real(document, b"{" if document.ref == "m9" else data)  # type: ignore[method-assign]
    assert [p.code for p in sync().failed] == ["export_broken"]
    source.asked()
    report = sync()
    assert ([p.code for p in report.failed], source.asked()) == (["export_broken"], [])
    assert source.cursors[-1] == str(system.count)


def test_another_choice_is_listed_from_the_beginning(sync: Sync, system: CaseSystem, source: RecordsSource) -> None:
    fill(system)
    sync()
    sync(choice=Choice(("Vejudvalget",)))
    sync(choice=Choice(("Vejudvalget",)))
    assert source.cursors == ["", "", str(system.count)]


def test_a_forgotten_journal_forgets_where_it_was(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system)
    sync()
    store.write(lambda db: (journal.forget(db, source.id), engine.ChangeSet()))
    sync()
    assert source.cursors == ["", ""]


def test_a_server_that_goes_backwards_stops_the_run_until_a_person_says_so(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system)
    source.moment = datetime(2027, 2, 2, 12, tzinfo=UTC)
    sync()
    before = dump(store)
    system.take("m0")
    system.records["m1"] = replace(system.records["m1"], committee="Vejudvalget")
    source.moment = datetime(2027, 2, 1, 12, tzinfo=UTC)
    report = sync()
    assert [(p.code, dict(p.params)) for p in report.attention] == [
        ("server_went_back", {"now": "2027-02-01 13:00", "before": "2027-02-02 13:00"})
    ]
    assert dump(store) == before
    source.cursors.clear()
    assert sync(accept=True).withdrawn == 1
    assert source.cursors[-1] == "", "everything is listed anew"
    assert sync().attention == ()


def test_a_file_that_was_lost_is_fetched_again_though_it_is_not_listed(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system, 1)
    sync()
    meeting_id = rows(store)[0].id
    (attachment,) = store.read(lambda db: attachments.of_meetings(db, (meeting_id,)))
    store.files.remove(attachment.sha256 or "")
    source.asked()
    sync()
    assert (source.asked(), store.files.exists(attachment.sha256 or "")) == (["f0"], True)


def test_an_attachment_named_before_its_file_is_listed_waits(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    system.put("m0", agenda(0, files=["f0"]))
    assert sync().failed == ()
    assert files(store) == [("Bilag f0", FileState.WAITING)]
    system.put("f0", b"bilag")
    assert sync().attachments == 1
    # And one that was listed before any item named it.
    system.put("f1", b"et andet")
    sync()
    system.put("m0", agenda(0, files=["f0", "f1"]))
    assert sync().attachments == 1
    assert [state for _, state in files(store)] == [FileState.PRESENT] * 2


def test_a_file_that_changed_and_could_not_be_had_is_not_forgotten(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system, 1)
    sync()
    system.put("f0", b"nyt bilag")
    source.failing = {"f0": "net_timeout"}
    assert [p.code for p in sync().failed] == ["net_timeout"]
    source.failing = {}
    source.asked()
    assert (sync().attachments, source.asked(), source.cursors[-1]) == (1, ["f0"], str(system.count))
    (attachment,) = store.read(lambda db: attachments.of_refs(db, source.id, ["f0"]))
    assert store.files.read(attachment.sha256 or "") == b"nyt bilag"


def test_minutes_of_a_network_join_their_agenda(sync: Sync, system: CaseSystem, store: Store) -> None:
    system.put("m0", agenda(0))
    sync()
    system.put("r0", agenda(0, text="Godkendt.", kind=MeetingKind.MINUTES))
    assert counted(sync()) == (0, 1, 0, 0)
    assert [v.kind for v in rows(store)[0].versions] == [MeetingKind.AGENDA, MeetingKind.MINUTES]
    assert item(store, view(store).item_ids[0]).content.sections[0].text == "Godkendt."


def test_cut_short_anywhere_the_next_runs_come_to_the_same_end(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store, store_keys, tmp_path, pdf
) -> None:
    fill(system)
    other = Store.open(tmp_path / "hel", store_keys, store.clock)
    try:
        engine.run(RecordsSource(system), other, lambda: pdf, store.clock)
        expected = dump(other)
    finally:
        other.close()
    for stop in range(1, 40):
        asked = itertools.count(1)
        if not sync(cancelled=lambda stop=stop, asked=asked: next(asked) > stop).cancelled:
            break
    sync()
    assert dump(store) == expected


def test_the_nearest_meetings_come_first_and_texts_before_files(
    sync: Sync, system: CaseSystem, source: RecordsSource
) -> None:
    # It is 3 February 2027.
    days = {
        "gammel": "2017-02-03",
        "næste": "2027-02-09",
        "igår": "2027-02-02",
        "fjern": "2027-09-01",
        "imorgen": "2027-02-04",
    }
    for number, (name, day) in enumerate(days.items()):
        system.put(f"f-{name}", name.encode())
        system.put(f"m-{name}", agenda(number, f"{day}T16:00", files=[f"f-{name}"]))
    sync()
    order = ["imorgen", "igår", "næste", "fjern", "gammel"]
    assert source.asked() == [f"m-{name}" for name in order] + [f"f-{name}" for name in order]


def test_what_nobody_chose_is_never_fetched(
    sync: Sync, system: CaseSystem, source: RecordsSource, store: Store
) -> None:
    fill(system, 6)
    for number in (0, 1, 2, 3):
        system.put(f"v{number}", agenda(10 + number, f"2027-02-{9 + number:02}T16:00", "Vejudvalget"))
    system.put("gammel", agenda(99, "2009-02-09T16:00"))
    chosen = Choice(("Havneudvalget",), date(2026, 1, 1))
    assert counted(sync(choice=chosen)) == (6, 0, 0, 0)
    assert not {"v0", "v1", "v2", "v3", "gammel"} & set(source.asked())
    assert (counted(sync(choice=chosen)), source.asked()) == ((0, 0, 6, 0), [])
    assert counted(sync()) == (5, 0, 6, 0)
    # Chosen away again it stays as it is: neither read nor gone, however much it is.
    source.asked()
    narrow = Choice(("Vejudvalget",))
    report = sync(choice=narrow)
    assert (counted(report), report.attention) == ((0, 0, 11, 0), ())
    assert set(source.asked()) == {"v0", "v1", "v2", "v3"}
    sync(choice=narrow)
    assert (source.asked(), source.cursors[-1]) == ([], str(system.count))
    system.take("m0")
    assert sync(choice=narrow).withdrawn == 1
    assert not any(row.withdrawn for row in rows(store) if row.start.day.day != 9)
