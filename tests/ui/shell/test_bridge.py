"""What other threads tell arrives in the UI thread, at once, and what follows closely as one."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.ui.shell.bridge import Bridge
from tests.fakes.workspace import FakeWorkspace


@pytest.fixture
def bridge(workspace: FakeWorkspace, qapp: object) -> Iterator[Bridge]:
    made = Bridge(workspace)  # type: ignore[arg-type]
    yield made
    made.close()
    made.deleteLater()


def test_a_change_arrives_at_once_and_a_crowd_as_one(bridge: Bridge, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    told: list[ChangeSet] = []
    bridge.changed.connect(told.append)
    with qtbot.waitSignal(bridge.changed, timeout=300):
        workspace.changed(Kind.NOTE, "n-1")
    assert told == [ChangeSet.of(Kind.NOTE, "n-1")]

    def crowd() -> None:
        for number in range(500):
            workspace.changed(Kind.MEETING, f"m-{number}")

    thread = threading.Thread(target=crowd)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=3000)
    assert len(told[1].changed) == 500
    qtbot.wait(50)
    assert len(told) == 2
    crowd()
    with qtbot.waitSignal(bridge.changed, timeout=200):
        workspace.changed(Kind.BOOKMARK, "b-1")
    assert told[2].touches(Kind.BOOKMARK)


def test_after_its_end_it_tells_nothing(bridge: Bridge, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    told: list[ChangeSet] = []
    bridge.changed.connect(told.append)
    workspace.changed(Kind.NOTE, "n-1")
    bridge.close()
    workspace.changed(Kind.NOTE, "n-2")
    qtbot.wait(50)
    assert told == []
