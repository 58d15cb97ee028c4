"""When garbage is collected: at quiet moments, and never what the program itself is made of."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QTranslator
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


class Translator(QTranslator):
    """Holds itself, as windows do, and notes where it ended."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self.me = self
        self._ends = ends

    def __del__(self) -> None:
        self._ends.append(threading.get_ident())


def makes_many() -> int:
    return len([[number] for number in range(20_000)])


def test_what_is_of_qt_ends_in_the_ui_thread_however_much_others_make(tidy: Tidying, qtbot: QtBot) -> None:
    ends: list[int] = []
    Translator(ends)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(makes_many).result() == 20_000
    assert ends == [], "it would have ended in the other thread"
    kept = [[number] for number in range(2 * tidying.YOUNG)]
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.get_ident()]
    assert kept


def test_what_was_left_is_looked_through_again_after_a_while(tidy: Tidying) -> None:
    ring = Ring()
    left = weakref.ref(ring)
    gc.collect(0)
    del ring
    kept = []
    for _ in range(tidying.HALF_OLD + 1):
        kept.append([[number] for number in range(tidying.YOUNG)])
        tidy.glance()
    assert left() is None


def test_where_much_comes_it_is_looked_through_more_often_until_little_comes(tidy: Tidying) -> None:
    kept = [[number] for number in range(2 * tidying.YOUNG)]
    tidy.glance()
    assert tidy._young.interval() == tidying.SOON
    tidy.glance()
    assert tidy._young.interval() == tidying.GLANCE
    assert kept


def test_where_little_came_nothing_is_looked_through(tidy: Tidying) -> None:
    gc.collect()
    before = gc.get_stats()[0]["collections"]
    tidy.glance()
    assert gc.get_stats()[0]["collections"] == before


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


@pytest.mark.parametrize("by_itself", [True, False])
def test_afterwards_everything_is_as_before(qtbot: QtBot, window: Window, by_itself: bool) -> None:
    before = gc.isenabled()
    (gc.enable if by_itself else gc.disable)()
    tidy = Tidying(lambda: window.busy)
    tidy.start()
    tidy.settle()
    assert not gc.isenabled()
    tidy.stop()
    assert gc.isenabled() is by_itself
    assert not gc.get_freeze_count()
    (gc.enable if before else gc.disable)()
