"""One run at a time, on its own thread, followed, cancelled and ended in words."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

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
    assert [e.event for e in events] == [EventKind.START, *[EventKind.PROGRESS] * 3, EventKind.DONE]
    assert not runner.running
    assert runner.last_report == RunReport(unchanged=4)


def test_sources_and_consent_are_passed_on(runner: SyncRunner, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    asked: list[object] = []

    def sync(source_ids: object, accept: object, on_event: object, cancelled: object) -> RunReport:
        asked.append((source_ids, accept, threading.current_thread().name))
        return RunReport()

    workspace.sources.sync = sync  # type: ignore[method-assign]
    with qtbot.waitSignal(runner.finished):
        runner.start(("source-1",), accept=("source-1",))
    assert asked == [(("source-1",), ("source-1",), "sync")]


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


def test_closed_it_waits_and_starts_nothing_more(workspace: FakeWorkspace, qapp: object) -> None:
    runner = SyncRunner(workspace)  # type: ignore[arg-type]
    runner.start()
    runner.close()
    assert "sync" not in [thread.name for thread in threading.enumerate()]
    assert not runner.start()
    runner.deleteLater()
