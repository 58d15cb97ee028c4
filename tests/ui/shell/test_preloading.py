"""The screens' modules are loaded beforehand, on a thread that ends when it is told to."""

from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from moedeklar.ui.shell import content, preloading, screens
from moedeklar.ui.shell.preloading import Preloader


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Three modules that nobody has loaded, the second of which takes its time."""
    names = ["early_screen", "slow_screen", "late_screen"]
    for name in names:
        (tmp_path / f"{name}.py").write_text(
            "import time\ntime.sleep(0.3)\n" if name == "slow_screen" else "", encoding="utf-8"
        )
    monkeypatch.syspath_prepend(tmp_path)
    yield names
    for name in names:
        sys.modules.pop(name, None)


def loaders() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "preload"]


def test_every_screen_and_the_search_are_among_them() -> None:
    wanted = set()
    for module in (screens, content):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for function in [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]:
            wanted |= {one.module for one in ast.walk(function) if isinstance(one, ast.ImportFrom)}
    assert wanted == set(preloading.SCREENS)


def test_all_are_loaded_and_that_is_told_once(modules: list[str], qtbot: QtBot) -> None:
    preloader = Preloader(modules)
    with qtbot.waitSignal(preloader.done):
        preloader.start(0)
    assert set(modules) <= set(sys.modules)
    assert not loaders()


def test_it_ends_with_the_module_at_hand(modules: list[str], qtbot: QtBot) -> None:
    preloader = Preloader(modules)
    preloader.start(0)
    qtbot.waitUntil(lambda: "slow_screen" in sys.modules)
    preloader.stop()
    assert not loaders()
    assert "late_screen" not in sys.modules


def test_a_screen_asked_for_meanwhile_waits_for_it(modules: list[str], qtbot: QtBot) -> None:
    (preloader := Preloader(modules)).start(0)
    qtbot.waitUntil(lambda: "slow_screen" in sys.modules)
    import slow_screen

    assert slow_screen.__spec__._initializing is False
    preloader.stop()


def test_what_never_began_ends_at_once(modules: list[str], qtbot: QtBot) -> None:
    preloader = Preloader(modules)
    preloader.start(10_000)
    preloader.stop()
    qtbot.wait(30)
    assert not loaders()
    assert not set(modules) & set(sys.modules)


def test_it_waits_while_it_is_not_quiet(modules: list[str], qtbot: QtBot) -> None:
    person = threading.Event()
    preloader = Preloader(modules, person.is_set)
    preloader.start(0)
    qtbot.wait(150)
    assert not set(modules) & set(sys.modules)
    with qtbot.waitSignal(preloader.done):
        person.set()
    assert set(modules) <= set(sys.modules)
