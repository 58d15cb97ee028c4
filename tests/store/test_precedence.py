"""While the window has something to do, others wait, but never for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from moedeklar.store import precedence


@pytest.fixture(autouse=True)
def nothing_to_do() -> Iterator[None]:
    yield
    precedence.end()


def waited() -> float:
    before = time.monotonic()
    precedence.give_way()
    return time.monotonic() - before


def test_nobody_waits_for_a_window_that_has_nothing_to_do() -> None:
    assert waited() < 0.01
    precedence.begin()
    precedence.end()
    assert waited() < 0.01


def test_others_wait_until_it_has_done_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST", 60.0)
    precedence.begin()
    went = threading.Event()
    thread = threading.Thread(target=lambda: (precedence.give_way(), went.set()))
    thread.start()
    assert not went.wait(0.05)
    precedence.end()
    assert went.wait(10)
    thread.join()


def test_however_long_it_takes_they_go_on_at_last() -> None:
    precedence.begin()
    assert precedence.LONGEST / 2 < waited() < 30
    precedence.begin()
    assert waited() < precedence.LONGEST
