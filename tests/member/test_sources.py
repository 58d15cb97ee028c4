from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from moedeklar.member.profile import Profile
from moedeklar.member.sources import Sources
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import MoedeklarError, NotFound, SourceError
from moedeklar.model.reports import EventKind, RunReport
from moedeklar.model.views import SourceState
from moedeklar.pdf.client import PdfClient
from moedeklar.store import meetings
from moedeklar.store import sources as rows
from moedeklar.store.store import Store
from tests.fakes import exports
from tests.sync.nordlund import AGENDA, MINUTES, put


@pytest.fixture
def index() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.close()


@pytest.fixture
def sources(profile: Profile, store: Store, index: PdfClient) -> Sources:
    return Sources(profile, store, lambda: index, lambda: None)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papirer fra Nordlund"
    put(folder / "dagsorden.txt", AGENDA.text())
    return folder


def code_of(call) -> str:
    with pytest.raises(SourceError) as error:
        call()
    return error.value.code


def test_a_folder_is_added_and_fetched(sources: Sources, papers: Path, store: Store) -> None:
    added = sources.add_folder(papers)
    assert (added.name, added.location, added.state) == (papers.name, str(papers.resolve()), SourceState.NEVER)
    assert sources.list() == (added,)
    report = sources.sync()
    assert (report.new, report.failed) == (1, ())
    (now,) = sources.list()
    assert (now.state, now.last_success) == (SourceState.OK, store.clock.now())


def test_an_export_is_added_as_a_folder_or_as_an_archive(sources: Sources, papers: Path, tmp_path: Path) -> None:
    exports.put(tmp_path / "eksport 1.2" / "Publication1.xml", exports.AGENDA.publication())
    folder = sources.add_exports(tmp_path / "eksport 1.2")
    with zipfile.ZipFile(tmp_path / "Havn.ZIP", "w") as archive:
        archive.writestr("Publication2.xml", exports.AGENDA.but(meeting="27", committee="Vejudvalget").publication())
    packed = sources.add_exports(tmp_path / "Havn.ZIP")
    assert [(one.kind, one.name) for one in (folder, packed)] == [("exports", "eksport 1.2"), ("exports", "Havn")]
    assert sources.sync().new == 2
    assert code_of(lambda: sources.add_exports(papers / "dagsorden.txt")) == "folder_is_file"
    assert code_of(lambda: sources.add_exports(tmp_path / "væk.zip")) == "folder_unknown"
    assert code_of(lambda: sources.add_folder(tmp_path / "Havn.ZIP")) == "folder_is_file"


def test_the_same_folder_written_in_another_way_is_the_same_source(sources: Sources, papers: Path, monkeypatch) -> None:
    first = sources.add_folder(papers, "Et navn")
    monkeypatch.chdir(papers)
    again = sources.add_folder("../papirer fra Nordlund/.", "Et andet")
    assert (again.id, again.name) == (first.id, "Et andet")
    assert len(sources.list()) == 1


def test_what_is_no_folder_of_papers_is_refused(sources: Sources, papers: Path, profile: Profile) -> None:
    assert code_of(lambda: sources.add_folder(papers / "findes ikke")) == "folder_unknown"
    assert code_of(lambda: sources.add_folder(papers / "dagsorden.txt")) == "folder_is_file"
    assert code_of(lambda: sources.add_folder(profile.folder)) == "folder_in_profile"
    assert code_of(lambda: sources.add_folder(profile.files)) == "folder_in_profile"
    assert sources.list() == ()


def test_a_folder_around_the_profile_leaves_the_profile_out(sources: Sources, profile: Profile, tmp_path: Path) -> None:
    put(tmp_path / "dagsorden.txt", AGENDA.text())
    put(profile.folder / "dagsorden.txt", replace(AGENDA, day=(2027, 5, 1)).text())
    sources.add_folder(tmp_path)
    assert sources.sync().new == 1


def test_only_the_asked_for_sources_are_fetched(sources: Sources, papers: Path, tmp_path: Path) -> None:
    put(tmp_path / "andre" / "dagsorden.txt", replace(AGENDA, committee="Ældreudvalget").text())
    first, second = sources.add_folder(papers), sources.add_folder(tmp_path / "andre")
    assert sources.sync([second.id]).new == 1
    assert {s.id: s.state for s in sources.list()} == {first.id: SourceState.NEVER, second.id: SourceState.OK}
    told: list[str] = []
    report = sources.sync(on_event=lambda event: told.append(event.source))
    assert (report.new, report.unchanged) == (1, 1)
    assert set(told) == {first.id, second.id}
    with pytest.raises(NotFound):
        sources.sync(["src-ukendt"])
    with pytest.raises(NotFound):
        sources.sync(accept=["src-ukendt"])


def test_one_source_that_fails_leaves_the_others_alone(sources: Sources, papers: Path, tmp_path: Path) -> None:
    gone = tmp_path / "drev"
    gone.mkdir()
    bad, good = sources.add_folder(gone), sources.add_folder(papers)
    gone.rmdir()
    report = sources.sync()
    assert (report.new, [p.code for p in report.failed]) == (1, ["folder_missing"])
    assert {s.id: s.state for s in sources.list()} == {bad.id: SourceState.FAILED, good.id: SourceState.OK}


def test_what_failed_is_known_after_a_restart_until_it_no_longer_fails(
    sources: Sources, papers: Path, tmp_path: Path
) -> None:
    assert sources.last_report() == RunReport()
    broken = papers / "ødelagt.pdf"
    broken.write_bytes(b"%PDF-1.7 afbrudt")
    sources.add_folder(papers)
    gone = tmp_path / "drev"
    gone.mkdir()
    sources.add_folder(gone, "Drevet")
    gone.rmdir()
    report = sources.sync()
    assert {problem.what for problem in report.failed} == {"ødelagt.pdf", "Drevet"}
    assert set(sources.last_report().failed) == set(report.failed)
    broken.unlink()
    gone.mkdir()
    sources.sync()
    assert sources.last_report().failed == ()


def test_what_fails_a_whole_source_is_told_with_its_name(sources: Sources, papers: Path, tmp_path: Path) -> None:
    sources.add_folder(papers, "Papirer")
    sources.sync()
    events = []
    papers.rename(tmp_path / "andetsteds")
    (problem,) = sources.sync(on_event=events.append).failed
    assert (problem.what, problem.code) == ("Papirer", "folder_missing")
    assert [event.what for event in events if event.problem] == ["Papirer"]
    papers.mkdir()
    (problem,) = sources.sync().attention
    assert (problem.what, problem.code) == ("Papirer", "listing_empty")


def test_a_guard_is_passed_for_the_source_that_was_accepted(sources: Sources, papers: Path) -> None:
    added = sources.add_folder(papers)
    sources.sync()
    (papers / "dagsorden.txt").unlink()
    assert [p.code for p in sources.sync().attention] == ["listing_empty"]
    assert sources.list()[0].state is SourceState.ATTENTION
    assert sources.sync(accept=[added.id]).withdrawn == 1


def test_the_choice_of_a_source_is_kept(sources: Sources, papers: Path) -> None:
    put(papers / "andet.txt", replace(AGENDA, committee="Ældreudvalget").text())
    put(papers / "gammelt.txt", replace(AGENDA, day=(2019, 1, 8)).text())
    added = sources.add_folder(papers, committees=["Kultur- og Fritidsudvalget"], since=date(2026, 1, 1))
    assert added.committees == ("Kultur- og Fritidsudvalget",)
    assert sources.sync().new == 1
    sources.add_folder(papers)
    assert sources.sync().new == 2


def test_a_source_of_a_kind_that_is_not_known_fails_alone(sources: Sources, papers: Path, store: Store) -> None:
    assert code_of(lambda: sources.add("gopher", "gopher://nordlund", "Nordlund")) == "source_unknown"
    # One that a newer version has added.
    made = store.write(lambda db: (rows.add(db, "gopher", "Nordlund", "x", {}, store.clock.now()), ChangeSet()))
    sources.add("folder", str(papers), "Papirer", since=date(2020, 1, 1), options={"disk": 1_000})
    events = []
    report = sources.sync(on_event=events.append)
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (1, [("Nordlund", "source_unknown")])
    assert {info.kind: info.state for info in sources.list()} == {
        "gopher": SourceState.FAILED,
        "folder": SourceState.OK,
    }
    assert sources.last_report() == report
    assert [(e.event, e.outcome) for e in events if e.source == made.id] == [
        (EventKind.FAILED, ""),
        (EventKind.DONE, "failed"),
    ]


def test_only_one_run_at_a_time_over_all_processes(sources: Sources, papers: Path, profile: Profile) -> None:
    sources.add_folder(papers)
    with profile.sync_lock():
        assert code_of(sources.sync) == "sync_running"
    assert sources.sync().new == 1


def test_a_run_is_cancelled_from_outside_and_by_the_end_of_the_program(sources: Sources, papers: Path) -> None:
    for n in range(5):
        put(papers / f"{n}" / "dagsorden.txt", replace(MINUTES, day=(2027, 2, n + 1)).text())
    sources.add_folder(papers)
    assert sources.sync(cancelled=lambda: True).cancelled

    def stop_at_first(event) -> None:
        if event.event is EventKind.MEETING:
            assert not sources.stop(0.0)

    report = sources.sync(on_event=stop_at_first)
    assert (report.cancelled, report.new) == (True, 1)
    assert sources.stop(1.0)
    assert sources.sync().cancelled


def test_a_removed_source_is_out_of_sight_and_back_when_it_is_added_again(
    sources: Sources, papers: Path, store: Store
) -> None:
    added = sources.add_folder(papers)
    sources.sync()
    shown = store.read(meetings.meeting_rows)
    sources.remove(added.id)
    assert (sources.list(), store.read(meetings.meeting_rows)) == ((), ())
    with pytest.raises(NotFound):
        sources.remove(added.id)
    assert sources.add_folder(papers).id == added.id
    assert store.read(meetings.meeting_rows) == shown
    assert sources.sync().unchanged == 1


def test_the_sample_municipality_is_placed_added_and_fetched(sources: Sources, store: Store) -> None:
    added = sources.add_sample()
    assert sources.add_sample().id == added.id
    report = sources.sync()
    assert report.failed == ()
    assert report.skipped == ()
    assert report.new >= 4
    assert report.attachments >= 12
    rows = store.read(meetings.meeting_rows)
    today = store.clock.now().date()
    assert len({row.committee for row in rows}) >= 2
    assert any(row.start.day < today for row in rows)
    assert any(row.start.day > today for row in rows)


def states_of(store: Store) -> list[str]:
    return [row[0] for row in store.read(lambda db: db.execute("SELECT state FROM mirror_attachment").fetchall())]


def attachment_ids(store: Store) -> list[str]:
    found = store.read(lambda db: db.execute("SELECT id FROM mirror_attachment WHERE state = 'waiting'").fetchall())
    return [row[0] for row in found]


def test_attachments_that_find_no_room_are_fetched_when_they_are_asked_for(
    sources: Sources, tmp_path: Path, store: Store
) -> None:
    for number in range(2):
        folder = tmp_path / "eksport" / f"P{number}"
        exported = exports.AGENDA.but(meeting=str(number), agenda=str(number))
        exports.put(folder / f"Publication{number}.xml", exported.publication())
        exports.put(folder / "Enclosures" / "1.pdf", b"%PDF-1.4 kort " + bytes([65 + number]) * 1000)
        exports.put(folder / "Enclosures" / "2.pdf", b"%PDF-1.4 overslag")
    added = sources.add_exports(tmp_path / "eksport")
    sources.set_disk(added.id, 500)
    report = sources.sync()
    assert (report.new, report.attachments) == (2, 2)
    assert dict(next(p for p in report.notices if p.code == "disk_budget").params) == {"count": 2, "megabytes": 0}
    waiting = attachment_ids(store)
    sources.fetch_attachment(waiting[0])
    sources.fetch_attachment(waiting[0])
    assert attachment_ids(store) == waiting[1:]
    assert code_of_any(lambda: sources.fetch_attachment("attachment-none")) == "not_found"
    report = sources.sync(meeting=store.read(meetings.meeting_rows)[0].id)
    assert report.withdrawn == 0
    sources.set_disk(added.id, None)
    sources.sync()
    assert set(states_of(store)) == {"present"}
    with pytest.raises(NotFound):
        sources.sync(meeting="meeting-none")


def code_of_any(call) -> str:
    with pytest.raises(MoedeklarError) as error:
        call()
    return error.value.code
