"""What changes on disk is fetched by itself, and never beside another run."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import SourceError
from moedeklar.model.reports import RunReport
from moedeklar.ui.shell import watched as module
from moedeklar.ui.shell.watched import Watched
from moedeklar.ui.sources.runner import SyncRunner
from tests.fakes.workspace import FakeWorkspace


class Runs:
    """In place of `Sources.sync`: notes what was asked for, and waits where told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...] | None] = []
        self.go = threading.Event()
        self.go.set()
        self.error: SourceError | None = None

    def __call__(self, source_ids: tuple[str, ...] | None, **_more: object) -> RunReport:
        self.asked.append(source_ids)
        assert self.go.wait(10)
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return RunReport()


@pytest.fixture
def runs(workspace: FakeWorkspace, monkeypatch: pytest.MonkeyPatch) -> Runs:
    made = Runs()
    monkeypatch.setattr(workspace.sources, "sync", made)
    return made


@pytest.fixture
def runner(workspace: FakeWorkspace, runs: Runs, qtbot: QtBot):
    owner = QObject()
    runner = SyncRunner(workspace, owner)  # type: ignore[arg-type]
    Watched(workspace, runner, owner).start()  # type: ignore[arg-type]
    yield runner
    runs.go.set()
    runner.close()
    owner.deleteLater()


def idle(runner: SyncRunner, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not runner.running, timeout=5000)


def test_a_change_told_on_another_thread_is_fetched(
    workspace: FakeWorkspace, runner: SyncRunner, runs: Runs, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=lambda: [workspace.watching.tell(one) for one in ("a", "b", "a")])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(runs.asked), timeout=5000)
    idle(runner, qtbot)
    assert runs.asked == [("a", "b")]


def test_what_comes_during_a_run_is_fetched_after_it(
    workspace: FakeWorkspace, runner: SyncRunner, runs: Runs, qtbot: QtBot
) -> None:
    runs.go.clear()
    assert runner.start()
    for one in ("a", "b", "a"):
        workspace.watching.tell(one)
    qtbot.wait(50)
    assert runs.asked == [None]
    runs.go.set()
    qtbot.waitUntil(lambda: len(runs.asked) == 2, timeout=5000)
    idle(runner, qtbot)
    assert runs.asked == [None, ("a", "b")]


def test_where_another_program_fetches_it_is_tried_again_later(
    workspace: FakeWorkspace, runner: SyncRunner, runs: Runs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LATER", 100)
    runs.error = SourceError("sync_running", process=1)
    begun = time.monotonic()
    workspace.watching.tell("a")
    qtbot.waitUntil(lambda: len(runs.asked) == 2, timeout=5000)
    idle(runner, qtbot)
    assert runs.asked == [("a",), ("a",)]
    assert time.monotonic() - begun >= 0.1
    runs.error = SourceError("folder_missing", path="x")
    workspace.watching.tell("b")
    qtbot.waitUntil(lambda: len(runs.asked) == 3, timeout=5000)
    idle(runner, qtbot)
    qtbot.wait(150)
    assert len(runs.asked) == 3


def test_after_the_window_nothing_is_fetched(
    workspace: FakeWorkspace, runner: SyncRunner, runs: Runs, qtbot: QtBot
) -> None:
    runner.close()
    workspace.watching.tell("a")
    qtbot.wait(50)
    assert runs.asked == []
