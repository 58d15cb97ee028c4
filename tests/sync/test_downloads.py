"""Several documents of a network's source at once: in order, to the same end, cancelled at once, no thread left."""

from __future__ import annotations

import io
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from moedeklar.model.reports import EventKind, SyncEvent
from moedeklar.model.views import FileState
from moedeklar.pdf.client import PdfClient
from moedeklar.store import attachments
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.ahead import Ahead
from moedeklar.sync.outage import ENOUGH
from tests.fakes.records import CaseSystem, RecordsSource, agenda
from tests.sync.dumping import dump

COUNT = 12


class AtOnce:
    """How many things happen at once, at most."""

    def __init__(self, pause: float = 0.03) -> None:
        self.most = self._now = 0
        self._pause = pause
        self._lock = threading.Lock()

    def __call__(self, ref: str) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._pause)
        with self._lock:
            self._now -= 1


@pytest.fixture
def system() -> CaseSystem:
    made = CaseSystem()
    for number in range(COUNT):
        made.put(f"f{number}", b"bilag %d" % (number % 9))  # some are the same file
        made.put(f"m{number}", agenda(number, f"2027-02-{9 + number:02}T16:00", files=[f"f{number}", "f0"]))
    return made


def states(store: Store) -> list[FileState]:
    rows = store.read(lambda db: db.execute("SELECT state FROM mirror_attachment").fetchall())
    return [FileState(row[0]) for row in rows]


def test_several_at_once_come_to_the_same_end_as_one_by_one(
    system: CaseSystem, store: Store, store_keys: StoreKeys, pdf: PdfClient, tmp_path: Path
) -> None:
    source = RecordsSource(system, connections=4)
    source.on_open = AtOnce()
    told: list[SyncEvent] = []
    report = engine.run(source, store, lambda: pdf, store.clock, on_event=told.append)
    assert (report.new, report.attachments, source.on_open.most) == (COUNT, COUNT, 4)
    assert len(source.opened) == len(set(source.opened)) == 2 * COUNT
    other = Store.open(tmp_path / "en ad gangen", store_keys, store.clock)
    try:
        assert engine.run(RecordsSource(system), other, lambda: pdf, store.clock) == report
        assert dump(other) == dump(store)
    finally:
        other.close()
    # Meetings are told in the order in which they are wanted, and the files counted at the end.
    meetings = [event.what for event in told if event.event is EventKind.MEETING]
    assert meetings == [f"Havneudvalget, 2027-02-{9 + number:02}" for number in range(COUNT)]
    last = told[-1]
    assert (last.files_done, last.files_total, last.bytes_done) == (COUNT, COUNT, sum(map(len, system.files.values())))
    files = [event.files_done for event in told if event.files_total and event.event is EventKind.PROGRESS]
    assert files == sorted(files)
    assert len(files) >= COUNT


@pytest.mark.parametrize("connections", [1, 4])
@pytest.mark.parametrize("at", ["m5", "f5"])
def test_a_run_is_cancelled_between_two_documents(
    system: CaseSystem, store: Store, pdf: PdfClient, connections: int, at: str
) -> None:
    source = RecordsSource(system, connections=connections)
    stop = threading.Event()
    source.on_open = lambda ref: stop.set() if ref == at else time.sleep(0.01)
    report = engine.run(source, store, lambda: pdf, store.clock, cancelled=stop.is_set)
    assert report.cancelled
    if connections == 1 or at == "m5":
        assert len(source.opened) < 2 * COUNT
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sync-")]
    source.on_open = lambda ref: None
    engine.run(source, store, lambda: pdf, store.clock)
    assert set(states(store)) == {FileState.PRESENT}


class Endless(io.RawIOBase):
    """A file that never ends, until the run does."""

    def __init__(self, begun: threading.Event) -> None:
        self._begun = begun

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self._begun.set()
        return bytes(min(size, 1 << 16) if size > 0 else 1 << 16)


@pytest.mark.parametrize("connections", [1, 4])
def test_a_run_is_cancelled_in_the_middle_of_a_file_and_nothing_of_it_is_kept(
    system: CaseSystem, store: Store, pdf: PdfClient, profile, connections: int
) -> None:
    source = RecordsSource(system, connections=connections)
    begun, real = threading.Event(), source.open
    source.open = lambda ref: Endless(begun) if ref == "f0" else real(ref)  # type: ignore[method-assign, assignment]
    report = engine.run(source, store, lambda: pdf, store.clock, cancelled=begun.is_set)
    assert report.cancelled
    assert not list(profile.files.glob("*.part"))


def test_a_source_that_is_out_is_not_asked_for_everything(system: CaseSystem, store: Store, pdf: PdfClient) -> None:
    source = RecordsSource(system, connections=4)
    source.failing = dict.fromkeys(system.files, "net_name")
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (COUNT, [("", "net_name")])
    assert set(states(store)) == {FileState.WAITING}
    source.failing = dict.fromkeys(system.files, "net_timeout")
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert len(report.failed) == ENOUGH, "one after another, and then the source itself"
    assert [p.what for p in report.failed if not p.what] == [""]
    source.failing = {}
    assert engine.run(source, store, lambda: pdf, store.clock).attachments == COUNT


def test_a_source_that_goes_out_while_records_are_fetched_ends_the_run(
    system: CaseSystem, store: Store, pdf: PdfClient
) -> None:
    source = RecordsSource(system, connections=4)
    source.failing = dict.fromkeys([f"m{number}" for number in range(3, COUNT)], "sign_in_expired")
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert (report.new, [(p.what, p.code) for p in report.failed]) == (3, [("", "sign_in_expired")])
    source.failing = {}
    assert engine.run(source, store, lambda: pdf, store.clock).new == COUNT - 3
    assert source.cursors == ["", ""]


def test_what_cannot_be_had_is_not_asked_for_again_until_it_changes(
    system: CaseSystem, store: Store, pdf: PdfClient
) -> None:
    source = RecordsSource(system)
    source.failing = {"f3": "wrong_kind"}
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert [(p.what, p.code) for p in report.failed] == [("f3", "wrong_kind")]
    source.asked()
    again = engine.run(source, store, lambda: pdf, store.clock)
    assert (again.failed, source.asked(), source.cursors[-1]) == (report.failed, [], str(system.count))
    system.put("f3", b"nu en pdf")
    source.failing = {}
    last = engine.run(source, store, lambda: pdf, store.clock)
    assert (last.failed, last.attachments, source.asked()) == ((), 1, ["f3"])


def test_one_file_of_two_attachments_is_told_once_and_is_both(system: CaseSystem, store: Store, pdf: PdfClient) -> None:
    source = RecordsSource(system, connections=4)
    source.failing = {"f0": "not_readable"}
    report = engine.run(source, store, lambda: pdf, store.clock)
    assert [p.what for p in report.failed] == ["f0"]
    failed = store.read(lambda db: attachments.of_refs(db, source.id, ["f0"]))
    assert {one.state for one in failed} == {FileState.FAILED}
    assert len(failed) == COUNT + 1


def test_a_large_file_is_never_whole_in_memory(store: Store, pdf: PdfClient) -> None:
    system = CaseSystem()
    for number in range(3):
        system.put(f"f{number}", b"x")
        system.put(f"m{number}", agenda(number, f"2027-02-{9 + number:02}T16:00", files=[f"f{number}"]))
    source = RecordsSource(system, connections=3)
    size, real = 60_000_000, source.open

    class Large(io.RawIOBase):
        left = size

        def read(self, size: int = -1) -> bytes:
            assert size > 0, "it is never asked for everything"
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    source.open = lambda ref: Large() if ref.startswith("f") else real(ref)  # type: ignore[method-assign, assignment]
    tracemalloc.start()
    try:
        assert engine.run(source, store, lambda: pdf, store.clock).attachments == 3
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_work_ahead_is_taken_in_order_and_not_further_ahead_than_said() -> None:
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        time.sleep(0.01 * (item % 3))
        return item * 2

    items = [int(str(n)) for n in range(1000, 1030)]
    with Ahead(items, work, 3, 5, "test") as ahead:
        for at, item in enumerate(items):
            if item % 4:
                assert ahead.take(item) == item * 2
                assert len(begun) <= at + 6
        assert ahead.take(7) == 14
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("test")]
