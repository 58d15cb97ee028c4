from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from moedeklar.member.profile import Profile
from moedeklar.member.schedule import DEFAULT_MINUTES, Run, Schedule
from moedeklar.member.settings import Settings
from moedeklar.member.sources import Sources
from moedeklar.model.errors import SourceError
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.model.views import SourceState
from moedeklar.pdf.client import PdfClient
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from tests.sync.nordlund import AGENDA, put

HOUR = timedelta(minutes=DEFAULT_MINUTES)


class MovingClock:
    def __init__(self) -> None:
        self.instant = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def store(profile: Profile, store_keys: StoreKeys, clock: MovingClock) -> Iterator[Store]:
    made = Store.open(profile.folder, store_keys, clock)
    yield made
    made.close()


@pytest.fixture
def sources(profile: Profile, store: Store) -> Iterator[Sources]:
    index = PdfClient()
    yield Sources(profile, store, lambda: index, lambda: None)
    index.close()


@pytest.fixture
def schedule(sources: Sources, store: Store, clock: MovingClock) -> Iterator[Schedule]:
    made = Schedule(sources, store, Settings(store), clock)
    yield made
    assert made.stop(5)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    put(tmp_path / "papirer" / "dagsorden.txt", AGENDA.text())
    return tmp_path / "papirer"


def until(happens: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def _meetings(store: Store) -> list[str]:
    return [row[0] for row in store.read(lambda db: db.execute("SELECT id FROM mirror_meeting").fetchall())]


def ends(schedule: Schedule, at: int = 0) -> datetime | None:
    plan = schedule.state().sources[at]
    return plan.ended.at if plan.ended else None


def test_a_source_is_run_when_it_is_due_and_not_before(
    schedule: Schedule, sources: Sources, papers: Path, clock: MovingClock
) -> None:
    sources.add_folder(papers)
    began = clock.instant
    assert [plan.next_run for plan in schedule.state().sources] == [began]
    schedule.start(0)
    until(lambda: ends(schedule) == began)
    (plan,) = schedule.state().sources
    assert (plan.source.state, plan.next_run, plan.failed) == (SourceState.OK, began + HOUR, ())
    clock.instant += HOUR - timedelta(seconds=1)
    schedule.wake()
    time.sleep(0.2)
    assert ends(schedule) == began
    clock.instant += timedelta(seconds=1)
    schedule.wake()
    until(lambda: ends(schedule) == clock.instant)


def test_nothing_runs_by_itself_in_the_first_seconds(
    schedule: Schedule, sources: Sources, papers: Path, clock: MovingClock
) -> None:
    sources.add_folder(papers)
    schedule.start(10)
    time.sleep(0.2)
    assert ends(schedule) is None
    clock.instant += timedelta(seconds=10)
    schedule.wake()
    until(lambda: ends(schedule) is not None)


def test_while_paused_only_what_a_person_asks_for_is_run(
    schedule: Schedule, sources: Sources, papers: Path, clock: MovingClock
) -> None:
    added = sources.add_folder(papers)
    schedule.pause()
    schedule.start(0)
    time.sleep(0.2)
    state = schedule.state()
    assert (state.paused, state.sources[0].next_run, ends(schedule)) == (True, None, None)
    ended: list[object] = []
    schedule.run_now([added.id], on_end=ended.append)
    until(lambda: bool(ended))
    assert isinstance(ended[0], RunReport)
    assert ended[0].new == 1
    clock.instant += 2 * HOUR
    schedule.pause(False)
    until(lambda: ends(schedule) == clock.instant)


def test_each_source_has_its_interval(schedule: Schedule, sources: Sources, papers: Path, clock: MovingClock) -> None:
    added = sources.add_folder(papers)
    other = sources.add("folder", str(papers.parent), "Alt")
    schedule.set_minutes(15)
    schedule.set_minutes(0, other.id)
    assert [(plan.source.id, plan.minutes) for plan in schedule.state().sources] in (
        [(added.id, 15), (other.id, 0)],
        [(other.id, 0), (added.id, 15)],
    )
    schedule.start(0)
    until(lambda: any(plan.ended for plan in schedule.state().sources))
    plans = {plan.source.id: plan.next_run for plan in schedule.state().sources}
    assert plans == {added.id: clock.instant + timedelta(minutes=15), other.id: None}


def test_a_source_that_fails_is_tried_again_sooner(
    schedule: Schedule, sources: Sources, papers: Path, clock: MovingClock
) -> None:
    sources.add_folder(papers)
    schedule.start(0)
    until(lambda: ends(schedule) is not None)
    papers.rename(papers.parent / "væk")
    for minutes in (60, 1, 2, 4):
        clock.instant += timedelta(minutes=minutes)
        schedule.wake()
        until(lambda: ends(schedule) == clock.instant)
        assert [p.code for p in schedule.state().sources[0].failed] == ["folder_missing"]
    (papers.parent / "væk").rename(papers)
    clock.instant += timedelta(minutes=8)
    schedule.wake()
    until(lambda: ends(schedule) == clock.instant)
    (plan,) = schedule.state().sources
    assert (plan.source.state, plan.next_run) == (SourceState.OK, clock.instant + HOUR)


def test_subscribers_hear_of_events_and_changes(schedule: Schedule, sources: Sources, papers: Path) -> None:
    sources.add_folder(papers)
    told: list[object] = []
    running: list[bool] = []
    ends_it = schedule.subscribe(told.append)
    schedule.subscribe(lambda event: running.append(schedule.state().is_running))
    schedule.start(0)
    until(lambda: len(told) > 2 and told[-1] is None)
    kinds = [event.event for event in told if event is not None]
    assert (kinds[0], kinds[-1], told[0]) == (EventKind.START, EventKind.DONE, None)
    assert (running[0], running[-1]) == (True, False)
    ends_it()
    count = len(told)
    schedule.wake()
    assert len(told) == count


def test_a_run_elsewhere_is_waited_for(
    schedule: Schedule, sources: Sources, papers: Path, profile: Profile, clock: MovingClock
) -> None:
    sources.add_folder(papers)
    ended: list[object] = []
    with profile.sync_lock():
        schedule.start(0)
        schedule.run_now(on_end=ended.append)
        until(lambda: bool(ended))
        assert isinstance(ended[0], SourceError)
        assert ended[0].code == "sync_running"
        time.sleep(0.1)
    assert ends(schedule) is None
    clock.instant += timedelta(minutes=1)
    schedule.wake()
    until(lambda: ends(schedule) is not None)


@pytest.mark.parametrize("how", ["cancel", "stop"])
def test_a_run_is_cancelled_by_a_person_and_by_the_end(
    schedule: Schedule, sources: Sources, papers: Path, how: str
) -> None:
    for number in range(20):
        put(papers / f"{number}" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, number + 1)).text())
    sources.add_folder(papers)
    begun, ended = threading.Event(), []
    schedule.subscribe(lambda event: begun.set() if event and event.event is EventKind.MEETING else None)
    schedule.pause()
    schedule.start(0)
    schedule.run_now(on_end=ended.append)
    assert begun.wait(10)
    if how == "cancel":
        schedule.cancel()
        until(lambda: bool(ended))
        assert ended[0].cancelled
        schedule.run_now(on_end=ended.append)
        until(lambda: len(ended) == 2)
        assert not ended[1].cancelled
    else:
        assert schedule.stop(10)
        assert ended[0].cancelled
        schedule.run_now(on_end=ended.append)
        time.sleep(0.1)
        assert len(ended) == 1


def test_what_failed_is_tried_again_when_a_person_asks(schedule: Schedule, sources: Sources, papers: Path) -> None:
    added = sources.add_folder(papers)
    schedule.pause()
    schedule.start(0)
    schedule.retry(added.id)
    until(lambda: ends(schedule) is not None)


def test_runs_are_told_as_they_begin_and_end(schedule: Schedule, sources: Sources, papers: Path) -> None:
    added = sources.add_folder(papers)
    runs: list[Run] = []
    schedule.subscribe_runs(runs.append)
    schedule.start(0)
    until(lambda: len(runs) == 2)
    assert runs[0] == Run((added.id,), by_itself=True)
    assert isinstance(runs[1].ended, RunReport)
    schedule.run_now()
    until(lambda: len(runs) == 4)
    assert [(run.sources, run.by_itself) for run in runs[2:]] == [(None, False)] * 2
    (plan,) = schedule.state().sources
    assert plan.report is not None
    assert plan.report.unchanged == 1


def test_it_runs_what_is_asked_for_before_it_is_started_and_nothing_else(
    schedule: Schedule, sources: Sources, papers: Path
) -> None:
    sources.add_folder(papers)
    other = sources.add("folder", str(papers.parent), "Alt")
    ended: list[object] = []
    schedule.run_now((other.id,), on_end=ended.append)
    until(lambda: bool(ended))
    time.sleep(0.1)
    assert {plan.source.id for plan in schedule.state().sources if plan.ended} == {other.id}


def test_one_meeting_goes_before_a_long_run_which_is_taken_up_again(
    schedule: Schedule, sources: Sources, store: Store, papers: Path
) -> None:
    for number in range(20):
        put(papers / f"{number}" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, number + 1)).text())
    sources.add_folder(papers)
    order: list[str] = []
    one: list[str] = []

    def follow(event: SyncEvent | None) -> None:
        if event is not None and event.event is EventKind.MEETING and not one:
            one.append(_meetings(store)[0])
            schedule.run_now(meeting=one[0], on_end=lambda _ended: order.append("meeting"))

    schedule.subscribe(follow)
    schedule.run_now(on_end=lambda ended: order.append(f"all {getattr(ended, 'cancelled', ended)}"))
    until(lambda: len(order) == 2)
    assert order == ["meeting", "all False"]
    assert len(_meetings(store)) == 21


def test_what_was_asked_for_and_has_not_begun_is_cancelled_too(
    schedule: Schedule, sources: Sources, papers: Path
) -> None:
    sources.add_folder(papers)
    goes_on, ended = threading.Event(), []
    schedule.subscribe(lambda event: goes_on.wait(10) if event else None)
    schedule.run_now(on_end=ended.append)
    until(lambda: schedule.state().is_running)
    schedule.run_now(on_end=ended.append)
    schedule.cancel()
    goes_on.set()
    until(lambda: len(ended) == 2)
    assert [report.cancelled for report in ended] == [True, True]
    schedule.run_now(on_end=ended.append)
    until(lambda: len(ended) == 3)
    assert not ended[2].cancelled


def test_a_fault_of_ours_is_told_and_the_next_run_goes_on(
    schedule: Schedule, sources: Sources, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources.add_folder(papers)
    real, ended = sources.sync, []

    def broken(*_given: object, **_named: object) -> RunReport:
        monkeypatch.setattr(sources, "sync", real)
        raise KeyError("ours")

    monkeypatch.setattr(sources, "sync", broken)
    schedule.run_now(on_end=ended.append)
    schedule.run_now(on_end=ended.append)
    until(lambda: len(ended) == 2)
    assert isinstance(ended[0], KeyError)
    assert isinstance(ended[1], RunReport)
