"""What is written is kept: after a pause, at once when it is left, in order, and tried again when it could not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from moedeklar.model.errors import StoreError
from moedeklar.model.requests import Request, RequestDraft
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.drafting import PAUSE, Drafting, Kept
from tests.fakes.workspace import FakeWorkspace

EMPTY = RequestDraft("Økonomiudvalget")


@pytest.fixture
def parent(qapp: object) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def drafting(workspace: FakeWorkspace, operations: Operations, parent: QObject) -> Drafting:
    made = Drafting(workspace, operations, parent)
    made.begin("", EMPTY)
    return made


def titles(workspace: FakeWorkspace) -> list[str]:
    return [row.request.draft.title for row in workspace.requests.list()]


def test_looking_leaves_nothing_behind(
    drafting: Drafting, workspace: FakeWorkspace, settled: Callable[[], None]
) -> None:
    drafting.flush()
    drafting.change(EMPTY)
    drafting.flush()
    settled()
    assert drafting.kept is Kept.UNTOUCHED
    assert titles(workspace) == []


def test_saved_a_second_after_the_last_key(drafting: Drafting, workspace: FakeWorkspace, qtbot: QtBot) -> None:
    made: list[Request] = []
    drafting.made.connect(made.append)
    for title in ("S", "So", "Social kontrol"):
        drafting.change(replace(EMPTY, title=title))
    assert drafting.kept is Kept.WAITING
    assert titles(workspace) == []
    qtbot.waitUntil(lambda: drafting.kept is Kept.SAVED, timeout=PAUSE + 4000)
    assert titles(workspace) == ["Social kontrol"]
    assert drafting.request_id == made[0].id


def test_flushing_twice_makes_one_request(
    drafting: Drafting, workspace: FakeWorkspace, settled: Callable[[], None]
) -> None:
    drafting.change(replace(EMPTY, title="Første"))
    drafting.flush()
    drafting.change(replace(EMPTY, title="Anden"))
    drafting.flush()
    settled()
    assert titles(workspace) == ["Anden"]
    assert drafting.kept is Kept.SAVED


def test_another_draft_flushes_the_one_before(
    drafting: Drafting, workspace: FakeWorkspace, settled: Callable[[], None]
) -> None:
    drafting.change(replace(EMPTY, title="Første"))
    drafting.begin("", EMPTY)
    settled()
    assert titles(workspace) == ["Første"]
    assert drafting.request_id == ""
    assert drafting.kept is Kept.UNTOUCHED


def test_what_could_not_be_saved_is_tried_again(
    drafting: Drafting, workspace: FakeWorkspace, settled: Callable[[], None]
) -> None:
    working, told = workspace.requests.new, []
    drafting.failed.connect(told.append)

    def full(draft: RequestDraft) -> Request:
        raise StoreError("disk_full")

    workspace.requests.new = full  # type: ignore[method-assign]
    drafting.change(replace(EMPTY, title="Social kontrol"))
    drafting.flush()
    settled()
    assert drafting.kept is Kept.FAILED
    assert [error.code for error in told] == ["disk_full"]
    workspace.requests.new = working  # type: ignore[method-assign]
    drafting.flush()
    settled()
    assert drafting.kept is Kept.SAVED
    assert titles(workspace) == ["Social kontrol"]


def test_forgotten_is_not_written_again(
    drafting: Drafting, workspace: FakeWorkspace, settled: Callable[[], None]
) -> None:
    drafting.change(replace(EMPTY, title="Social kontrol"))
    drafting.forget()
    drafting.flush()
    settled()
    assert titles(workspace) == []
