"""When garbage is collected: at quiet moments, and never what the program itself is made of."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from moedeklar.ui.shell import tidying
from moedeklar.ui.shell.tidying import Tidying


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


class Window:
    busy = False


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def tidy(qtbot: QtBot, window: Window) -> Iterator[Tidying]:
    made = Tidying(lambda: window.busy)
    made.start()
    yield made
    made.stop()


def dropped() -> weakref.ref[Ring]:
    """A ring that nobody holds any more, and that has outlived the young."""
    ring = Ring()
    gc.collect(1)
    return weakref.ref(ring)


def test_python_itself_leaves_the_old_alone(tidy: Tidying) -> None:
    assert gc.get_threshold() == (*tidying.YOUNG, tidying.NEVER)


def test_rings_go_when_it_is_quiet(tidy: Tidying, window: Window) -> None:
    window.busy = True
    ring = dropped()
    tidy.look()
    assert ring() is not None
    window.busy = False
    tidy.look()
    assert ring() is None


def test_in_a_long_run_they_go_some_time(tidy: Tidying, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.busy = True
    ring = dropped()
    monkeypatch.setattr(tidying, "LONGEST", 0.0)
    tidy.look()
    assert ring() is None


def test_nothing_is_looked_through_twice_for_nothing(tidy: Tidying) -> None:
    dropped()
    tidy.look()
    before = gc.get_stats()[2]["collections"]
    tidy.look()
    assert gc.get_stats()[2]["collections"] == before


def test_what_is_there_when_it_settles_stays(tidy: Tidying) -> None:
    ring = dropped()
    tidy.settle()
    assert gc.get_freeze_count() > 1000
    gc.collect(1)
    tidy.look()
    assert ring() is not None


def test_afterwards_everything_is_as_before(qtbot: QtBot, window: Window) -> None:
    before = gc.get_threshold()
    tidy = Tidying(lambda: window.busy)
    tidy.start()
    tidy.settle()
    tidy.stop()
    assert gc.get_threshold() == before
    assert not gc.get_freeze_count()
