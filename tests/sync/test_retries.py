"""What failed is tried again, ever less often; room on the disk; a run over one meeting; one attachment alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from moedeklar.model.reports import RunReport
from moedeklar.model.views import FileState
from moedeklar.pdf.client import PdfClient
from moedeklar.store import attachments, retries
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from moedeklar.sync.retrying import FIRST, LONGEST, MOST, pause
from tests.fakes.records import CaseSystem, RecordsSource, agenda
from tests.sync.test_engine import rows


@dataclass
class MovingClock:
    instant: datetime = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def source() -> RecordsSource:
    system = CaseSystem()
    for number in range(4):
        system.put(f"f{number}", bytes([number]) * 1000)
        system.put(f"m{number}", agenda(number, f"2027-02-{9 + number:02}T16:00", files=[f"f{number}"]))
    return RecordsSource(system)


@pytest.fixture
def sync(store: Store, source: RecordsSource, pdf: PdfClient, clock: MovingClock) -> Callable[..., RunReport]:
    def run(**options: object) -> RunReport:
        return engine.run(source, store, lambda: pdf, clock, **options)  # type: ignore[arg-type]

    return run


def states(store: Store, source: RecordsSource) -> list[FileState]:
    refs = sorted(source.system.files)
    return [
        one.state for ref in refs for one in store.read(lambda db, ref=ref: attachments.of_refs(db, source.id, [ref]))
    ]


def test_pauses_grow_to_a_day() -> None:
    assert [pause(1), pause(2), pause(4), pause(40)] == [FIRST, 2 * FIRST, 8 * FIRST, LONGEST]


@pytest.mark.parametrize("ref", ["m1", "f1"])
def test_a_patient_run_leaves_what_failed_until_it_is_time(
    sync, source: RecordsSource, store: Store, clock: MovingClock, ref: str
) -> None:
    source.failing = {ref: "net_timeout"}
    sync(patient=True)
    source.asked()
    for tries in (1, 2, 3):
        report = sync(patient=True)
        assert (source.asked(), [(p.what, p.code) for p in report.failed]) == ([], [(ref, "net_timeout")])
        assert report.withdrawn == 0
        (waiting,) = store.read(lambda db: retries.find(db, source.id)).values()
        assert (waiting.tries, waiting.next_try) == (tries, clock.now() + pause(tries))
        clock.instant = waiting.next_try
        sync(patient=True)
        assert source.asked() == [ref]
    # A person who asks need not wait.
    source.failing = {}
    report = sync()
    assert (report.failed, store.read(lambda db: retries.find(db, source.id))) == ((), {})
    assert len(rows(store)) == 4
    assert states(store, source) == [FileState.PRESENT] * 4


def test_a_record_that_never_comes_does_not_hold_up_the_rest_for_ever(
    sync, source: RecordsSource, store: Store, clock: MovingClock
) -> None:
    source.failing = {"m1": "server_failed"}
    for _ in range(MOST):
        sync(patient=True)
        clock.instant += LONGEST
    source.asked()
    sync(patient=True)
    report = sync(patient=True)
    assert (source.asked(), [p.code for p in report.failed]) == ([], ["server_failed"])
    assert source.cursors[-1] == str(source.system.count)
    # It changes, or a person asks for everything that failed.
    source.failing = {}
    store.write(lambda db: (retries.hurry(db, source.id), engine.ChangeSet()))
    assert (sync().new, source.asked()) == (1, ["m1", "f1"])


def test_what_is_gone_meanwhile_is_no_longer_tried(
    sync, source: RecordsSource, store: Store, clock: MovingClock
) -> None:
    source.failing = {"m1": "net_timeout"}
    sync(patient=True)
    source.system.take("m1")
    clock.instant += timedelta(days=2)
    sync(patient=True)
    assert store.read(lambda db: retries.find(db, source.id)) == {}


def test_the_nearest_attachments_that_fit_are_fetched(sync, source: RecordsSource, store: Store) -> None:
    report = sync(choice=Choice(disk=2500))
    assert (report.new, report.attachments) == (4, 3), "how large they are is known only once they are here"
    notice = next(p for p in report.notices if p.code == "disk_budget")
    assert dict(notice.params)["count"] == 1
    assert states(store, source) == [FileState.PRESENT] * 3 + [FileState.WAITING]
    assert sync(choice=Choice(disk=2500)).attachments == 0
    assert sync(choice=Choice(disk=5000)).attachments == 1


def test_a_run_over_one_meeting_leaves_the_rest_as_it_is(sync, source: RecordsSource, store: Store) -> None:
    system = source.system
    sync(choice=Choice(disk=1))
    near, far = sorted(rows(store), key=lambda row: row.start)[:2]
    source.asked()
    system.records["m1"] = agenda(1, "2027-02-10T16:00", text="Nyt.", files=["f1"])  # nothing shows it
    system.put("m0", agenda(0, "2027-02-09T16:00", text="Også nyt.", files=["f0"]))
    system.put("m9", agenda(9, "2027-03-10T16:00"))
    system.take("m3")
    report = sync(only=far.id)
    assert (report.new, report.changed, report.withdrawn, report.attachments) == (0, 1, 0, 1)
    assert source.asked() == ["m1", "f1"]
    report = sync()
    assert (report.new, report.changed, report.withdrawn) == (1, 2, 1), "the cursor did not move"
    assert near.id in {row.id for row in rows(store)}
