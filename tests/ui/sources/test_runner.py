"""One run at a time, on its own thread, followed, cancelled and ended in words."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from moedeklar.member.schedule import Run
from moedeklar.model.errors import SourceError
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.ui.sources.runner import SyncRunner
from tests.fakes.workspace import FakeWorkspace


def test_a_run_is_followed_and_reported(runner: SyncRunner, qtbot: QtBot) -> None:
    events: list[SyncEvent] = []
    runner.progress.connect(events.append)
    with qtbot.waitSignal(runner.finished) as told:
        assert runner.start()
        assert runner.running
        assert not runner.start()
    assert told.args == [RunReport(unchanged=4)]
    assert events[-1].event is EventKind.DONE
    assert not runner.running
    assert runner.last_report == RunReport(unchanged=4)


def test_sources_and_consent_are_passed_on(runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    asked: list[object] = []

    def sync(source_ids: object, accept: object, **_how: object) -> RunReport:
        asked.append((source_ids, accept, threading.current_thread().name))
        return RunReport()

    workspace.sources.sync = sync  # type: ignore[method-assign]
    with qtbot.waitSignal(runner.finished):
        runner.start(("source-1",), accept=("source-1",))
    assert asked == [(("source-1",), ("source-1",), "schedule")]


def test_cancelled_between_documents(runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    begun, go_on, real = threading.Event(), threading.Event(), workspace.sources.sync

    def sync(*given: object, **named: object) -> RunReport:
        begun.set()
        go_on.wait(5)
        return real(*given, **named)  # type: ignore[arg-type]

    workspace.sources.sync = sync  # type: ignore[method-assign]
    with qtbot.waitSignal(runner.finished) as told:
        runner.start()
        begun.wait(5)
        runner.cancel()
        assert runner.cancelling
        go_on.set()
    assert told.args[0].cancelled


def test_an_error_of_the_whole_run_is_told(runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    def sync(*given: object, **named: object) -> RunReport:
        raise SourceError("sync_running", process=1)

    workspace.sources.sync = sync  # type: ignore[method-assign]
    with qtbot.waitSignal(runner.failed) as told:
        runner.start()
    assert told.args[0].code == "sync_running"
    assert not runner.running


def test_events_that_pile_up_arrive_as_the_newest(runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    def sync(*_given: object, on_event: Callable[[SyncEvent], None], **_named: object) -> RunReport:
        for number in range(5000):
            on_event(SyncEvent(EventKind.PROGRESS, "source-1", "fil.pdf", number, 5000))
        return RunReport(new=1)

    workspace.sources.sync = sync  # type: ignore[assignment]
    events: list[SyncEvent] = []
    runner.progress.connect(events.append)
    with qtbot.waitSignal(runner.finished):
        runner.start()
    assert events[-1].done == 4999
    assert len(events) < 50
    assert runner.last_event == events[-1]


def test_a_run_that_nobody_asked_for_is_followed_too(
    runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([runner.started, runner.finished]):
        workspace.schedule._followers.tell(Run(("source-1",), by_itself=True))
        workspace.schedule._followers.tell(Run(("source-1",), by_itself=True, ended=RunReport(new=1)))
    assert runner.by_itself
    assert not runner.running
    assert runner.last_report == RunReport(new=1)
    assert runner.sources == ("source-1",)


def test_one_meeting_is_asked_for_beside_a_run(runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    asked: list[object] = []
    go_on, begun = threading.Event(), threading.Event()

    def sync(*_given: object, meeting: str | None, **_named: object) -> RunReport:
        asked.append(meeting)
        begun.set()
        go_on.wait(5)
        return RunReport()

    workspace.sources.sync = sync  # type: ignore[assignment]
    ends: list[object] = []
    runner.finished.connect(ends.append)
    runner.start()
    begun.wait(5)
    runner.fetch_meeting("bi")
    assert runner.running
    go_on.set()
    qtbot.waitUntil(lambda: len(ends) == 2)
    assert asked == [None, "bi"]
    assert not runner.running


def test_closed_it_waits_and_starts_nothing_more(workspace: FakeWorkspace, qapp: object) -> None:
    runner = SyncRunner(workspace)  # type: ignore[arg-type]
    runner.start()
    runner.close()
    assert "schedule" not in [thread.name for thread in threading.enumerate()]
    assert not runner.start()
    runner.deleteLater()
