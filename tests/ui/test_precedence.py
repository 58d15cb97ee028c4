"""The window says that it has something to show, and that it has shown it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from moedeklar.store import precedence
from moedeklar.ui.operations import Operations
from moedeklar.ui.precedence import go_first, going_first


def others_wait() -> bool:
    went = threading.Event()
    thread = threading.Thread(target=lambda: (precedence.give_way(), went.set()))
    thread.start()
    waits = not went.wait(0.03)
    precedence.end()
    thread.join()
    return waits


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST", 60.0)


def test_until_what_is_shown_has_been_painted(qtbot: QtBot) -> None:
    go_first()
    assert others_wait()
    go_first()
    qtbot.wait(10)
    assert not others_wait()


def test_within_a_step(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="a fault"), going_first():
        assert others_wait()
        precedence.begin()
        raise ValueError("a fault")
    assert not others_wait()


def test_an_answer_that_is_shown_goes_first(operations: Operations, settled: Callable[[], None]) -> None:
    seen: list[bool] = []
    operations.query(lambda: 1, lambda _one: seen.append(others_wait()))
    settled()
    assert seen == [True]
