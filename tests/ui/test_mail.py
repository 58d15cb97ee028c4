"""What workers are given ends in the UI thread, and what they tell arrives there, or nowhere once nobody hears."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from moedeklar.model.errors import NotFound
from moedeklar.ui.background import Background
from moedeklar.ui.mail import Errand, Mailbox
from moedeklar.ui.operations import Operations
from moedeklar.ui.pages.worker import PageWorker

HERE = threading.main_thread().ident


class Dialog(QObject):
    """Something of Qt that notes in which thread it ended."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self._ends = ends
        self.heard: list[object] = []

    def hear(self, said: object) -> None:
        self.heard.append(said)

    def __del__(self) -> None:
        self._ends.append(threading.get_ident())


def captured(ends: list[int], gate: threading.Event, fault: str = "") -> Callable[..., Any]:
    """Work that is the only one to hold a dialog by the time that it is done."""
    dialog = Dialog(ends)

    def work(*_given: object) -> Any:
        gate.wait(5)
        if fault:
            raise NotFound(fault)
        return dialog.objectName()

    return work


@pytest.mark.parametrize("verb", ["query", "command"])
def test_what_a_query_or_command_held_ends_in_the_ui_thread(operations: Operations, qtbot: QtBot, verb: str) -> None:
    ends: list[int] = []
    gate = threading.Event()
    getattr(operations, verb)(captured(ends, gate), lambda _name: None)
    gate.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [HERE]


def test_so_it_does_where_the_window_is_closed_meanwhile(qtbot: QtBot) -> None:
    operations, ends, gate = Operations(), [], threading.Event()
    for _number in range(4):  # the last two are never begun
        operations.query(captured(ends, gate), lambda _name: None)
    threading.Timer(0.05, gate.set).start()
    operations.close()
    qtbot.waitUntil(lambda: len(ends) == 4)
    assert set(ends) == {HERE}


@pytest.mark.parametrize("goes", ["ends", "fails", "cancelled", "deleted"])
def test_what_a_long_work_held_ends_in_the_ui_thread(qtbot: QtBot, goes: str) -> None:
    background, ends, gate = Background(), [], threading.Event()
    background.failed.connect(lambda _error: None)
    background.start(captured(ends, gate, "not_found" if goes == "fails" else ""), "long")
    thread = background._thread
    assert thread is not None
    if goes == "cancelled":
        background.cancel()
    elif goes == "deleted":
        delete(background)
        del background
    gate.set()
    thread.join()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [HERE]


def test_nothing_is_heard_once_it_is_closed_or_deleted(qtbot: QtBot) -> None:
    ends: list[int] = []
    open_, closed, deleted = (Dialog(ends) for _number in range(3))
    boxes = [Mailbox(dialog.hear) for dialog in (open_, closed, deleted)]
    boxes[1].close()
    delete(deleted)
    with ThreadPoolExecutor(1) as pool:
        for box in boxes:
            pool.submit(box.send, "told")
    qtbot.waitUntil(lambda: bool(open_.heard))
    qtbot.wait(10)
    assert (closed.heard, deleted.heard) == ([], [])


def test_what_an_errand_tells_comes_before_its_end(qtbot: QtBot) -> None:
    heard: list[object] = []
    errand = Errand(lambda tell: [tell(number) for number in range(3)] and "done", heard.append, heard.append)
    thread = threading.Thread(target=errand.do, args=(errand.tell,))
    thread.start()
    thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: "done" in heard)
    assert heard == [0, 1, 2, "done"]


def test_an_errand_that_was_done_leaves_no_ring(qtbot: QtBot) -> None:
    ends: list[int] = []
    gate = threading.Event()
    gate.set()
    gc.collect()
    failed: list[object] = []
    errand = Errand(captured(ends, gate, "not_found"), lambda error: failed.append(error.code))
    thread = threading.Thread(target=errand.do)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(ends))  # the collector does not run meanwhile
    assert failed == ["not_found"]
    assert ends == [HERE]


class Slow:
    """Pages that come when the gate is opened."""

    def __init__(self) -> None:
        self.asked, self.gate = threading.Event(), threading.Event()

    def open(self, _sha256: str, _load: Callable[[], bytes]) -> object:
        self.asked.set()
        self.gate.wait(5)
        return "info"

    def watch(self, _callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


def test_the_pages_of_a_screen_that_has_gone_are_not_told_and_end_here(qtbot: QtBot) -> None:
    pages, ends = Slow(), []

    class Worker(PageWorker):
        def __del__(self) -> None:
            ends.append(threading.get_ident())

    worker = Worker(pages)  # type: ignore[arg-type]
    worker.open("0" * 64, bytes)
    assert pages.asked.wait(5)
    thread = worker._thread
    assert thread is not None
    worker.close()
    del worker
    pages.gate.set()
    thread.join()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [HERE]
