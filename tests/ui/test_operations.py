"""Queries and commands: results in the UI thread, in order, stale ones dropped, errors told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from moedeklar.model.errors import Cancelled, NotFound
from moedeklar.ui.operations import Operations


def test_a_query_runs_elsewhere_and_is_delivered_here(operations: Operations, settled: Callable[[], None]) -> None:
    seen: list[tuple[str, str]] = []

    def work() -> str:
        return threading.current_thread().name

    operations.query(work, lambda name: seen.append((name, threading.current_thread().name)))
    settled()
    assert seen[0][0].startswith("query")
    assert seen[0][1] == threading.main_thread().name


def test_commands_run_in_the_order_given(operations: Operations, settled: Callable[[], None]) -> None:
    done: list[int] = []
    for number in range(20):
        operations.command(lambda n=number: done.append(n))
    settled()
    assert done == list(range(20))


def test_of_queries_with_one_key_only_the_newest_is_delivered(
    operations: Operations, settled: Callable[[], None]
) -> None:
    gate, got = threading.Event(), []
    operations.query(lambda: gate.wait(5) and "old", got.append, key="k")
    operations.query(lambda: "new", got.append, key="k")
    operations.query(lambda: "other", got.append, key="another")
    gate.set()
    settled()
    assert sorted(got) == ["new", "other"]


def test_an_error_of_the_environment_goes_to_whoever_asked_or_to_the_window(
    operations: Operations, settled: Callable[[], None]
) -> None:
    def fail() -> Any:
        raise NotFound("not_found", id="x")

    own: list[object] = []
    window: list[object] = []
    operations.failed.connect(window.append)
    operations.query(fail, own.append, own.append)
    operations.command(fail)
    settled()
    assert [type(error) for error in own + window] == [NotFound, NotFound]


def test_a_cancelled_piece_of_work_is_no_error(operations: Operations, settled: Callable[[], None]) -> None:
    def cancel() -> Any:
        raise Cancelled

    told: list[object] = []
    operations.failed.connect(told.append)
    operations.command(cancel, told.append)
    settled()
    assert told == []


def test_a_fault_of_ours_is_raised_in_the_ui_thread(operations: Operations, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        operations.query(lambda: 1 / 0, lambda _result: None)
        qtbot.waitUntil(lambda: bool(caught), timeout=2000)
    assert caught[0][0] is ZeroDivisionError


def test_a_result_for_something_deleted_is_dropped(operations: Operations, settled: Callable[[], None]) -> None:
    class Waiting(QObject):
        def arrived(self, result: object) -> None:
            self.setObjectName(str(result))

        def ask(self, work: Callable[[], object]) -> None:
            operations.query(work, lambda result: self.arrived(result))  # noqa: PLW0108 (a function made in a method)
            operations.command(fails, None, lambda error: self.arrived(error))  # noqa: PLW0108

    def fails() -> None:
        raise NotFound("not_found", id="x")

    gate, waiting = threading.Event(), Waiting()
    operations.query(lambda: gate.wait(5), waiting.arrived)
    waiting.ask(lambda: gate.wait(5))
    delete(waiting)
    gate.set()
    settled()


@pytest.mark.parametrize("drain", [True, False])
def test_closing_waits_for_commands_given_and_delivers_nothing(qtbot: QtBot, drain: bool) -> None:
    operations, gate, done, told = Operations(), threading.Event(), [], []
    operations.command(lambda: gate.wait(5))
    operations.command(lambda: done.append("written"), told.append)
    threading.Timer(0.05, gate.set).start()
    operations.close(drain=drain)
    qtbot.wait(20)
    assert done == (["written"] if drain else [])
    assert told == []
    operations.command(lambda: done.append("late"))
    operations.query(lambda: done.append("late"), told.append)
    operations.close()
    assert "late" not in done


def test_between_two_results_other_things_have_their_turn(operations: Operations, settled: Callable[[], None]) -> None:
    told: list[str] = []
    gate = threading.Event()

    def show(name: str) -> None:
        told.append(name)
        QTimer.singleShot(0, lambda: told.append("else"))

    for name in ("one", "two"):
        operations.query(lambda n=name: gate.wait(5) and n, show)
    gate.set()
    settled()
    assert set(told[::2]) == {"one", "two"}
    assert told[1] == "else"


def test_it_is_quiet_a_moment_after_the_last_answer(
    operations: Operations, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = threading.Event()
    operations.query(lambda: gate.wait(5), lambda _one: None)
    monkeypatch.setattr("moedeklar.ui.operations.QUIET", 0.0)
    assert not operations.quiet
    gate.set()
    settled()
    assert operations.quiet
    monkeypatch.setattr("moedeklar.ui.operations.QUIET", 60.0)
    assert not operations.quiet
