"""Crash nets, the one window of a profile, and opening in the background."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import Cancelled, StoreError
from moedeklar.model.links import Wanted
from moedeklar.ui.shell.bridge import Bridge
from moedeklar.ui.shell.faults import ERRORS, FAULT, FAULTS_BEFORE, Faults, fault_hook
from moedeklar.ui.shell.opening import Opened, Opening, ask_first
from moedeklar.ui.shell.single import FirstWindow, call_first, server_name
from tests.fakes.workspace import FakeWorkspace


def test_what_nobody_caught_is_written_down_and_told(tmp_path: Path, qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook)
    faults = Faults(tmp_path)
    faults.install()
    try:
        with qtbot.waitSignal(faults.caught) as told:
            sys.excepthook(*_error())
        assert "ValueError: invalid" in told.args[0]

        def fail() -> None:
            raise ValueError("på en anden tråd")

        with qtbot.waitSignal(faults.caught) as told:
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
        assert "på en anden tråd" in told.args[0]
        assert "ValueError: invalid" in (tmp_path / ERRORS).read_text(encoding="utf-8")
    finally:
        faults.remove()
    assert (sys.excepthook, threading.excepthook) == before
    assert not (tmp_path / FAULT).exists()


def _error() -> Any:
    try:
        int("prøve")
    except ValueError:
        return sys.exc_info()


def test_a_crash_is_shown_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    code = (
        "import sys, ctypes, pathlib\n"
        "from moedeklar.ui.shell.faults import Faults\n"
        f"faults = Faults(pathlib.Path({str(tmp_path)!r}))\n"
        "faults.install()\n"
        "ctypes.string_at(0)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode != 0
    shown: list[str] = []
    faults = Faults(tmp_path)
    fault_hook(shown.append, faults)
    assert len(shown) == 1
    assert "Segmentation fault" in shown[0] or "access violation" in shown[0]
    assert (tmp_path / FAULTS_BEFORE).exists()
    assert Faults(tmp_path).before == ""


def test_an_unwritable_folder_costs_the_logs_only(tmp_path: Path) -> None:
    faults = Faults(tmp_path / "nowhere")
    faults.install()
    faults.remove()
    assert faults.before == ""


@pytest.mark.parametrize("wanted", [Wanted("møde"), Wanted("m", "i"), Wanted(backup=f"/{'ø' * 2000}.moedeklar")])
def test_a_later_start_calls_the_first_window(tmp_path: Path, qtbot: QtBot, wanted: Wanted) -> None:
    first = FirstWindow(tmp_path)
    assert first.listen()
    code = (
        "import pathlib, sys\n"
        "from moedeklar.model.links import Wanted\n"
        "from moedeklar.ui.shell.single import call_first\n"
        f"sys.exit(0 if call_first(pathlib.Path({str(tmp_path)!r}), {wanted!r}) else 1)\n"
    )
    with qtbot.waitSignal(first.called, timeout=10_000) as called:
        caller = subprocess.Popen([sys.executable, "-c", code])
    assert called.args == [wanted]
    assert caller.wait(10) == 0
    first.close()
    assert not call_first(tmp_path, Wanted())


def test_nonsense_from_a_stranger_is_ignored(tmp_path: Path, qtbot: QtBot) -> None:
    first = FirstWindow(tmp_path)
    first.listen()
    called: list[object] = []
    first.called.connect(lambda *wanted: called.append(wanted))
    for sent in (b"nonsense\n", b"[1, 2]\n", json.dumps({"meeting": "m"}).encode()):
        socket = QLocalSocket()
        socket.connectToServer(server_name(tmp_path))
        assert socket.waitForConnected(2000)
        socket.write(sent)
        socket.flush()
        qtbot.wait(50)
        socket.abort()
    assert called == []
    first.close()


def test_every_profile_has_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert server_name(tmp_path / "a") == server_name(tmp_path / "b" / ".." / "a")
    assert server_name(tmp_path / "a") != server_name(tmp_path)


def test_opening_happens_elsewhere_and_ends_in_one_word(qtbot: QtBot) -> None:
    opening = Opening()
    workspace = FakeWorkspace()
    workspace.settings.set("reading_size", 120)
    with qtbot.waitSignal(opening.opened) as told:
        opening.start(lambda: ask_first(workspace))  # type: ignore[arg-type]
    opened = told.args[0]
    assert isinstance(opened, Opened)
    assert (opened.sources, opened.reading_size, opened.place) == (True, 120, None)


@pytest.mark.parametrize(("error", "signal"), [(StoreError("disk_full"), "failed"), (Cancelled(), "given_up")])
def test_opening_that_fails_says_so(qtbot: QtBot, error: Exception, signal: str) -> None:
    opening = Opening()

    def fail() -> Opened:
        raise error

    with qtbot.waitSignal(getattr(opening, signal)):
        opening.start(fail)


def test_changes_of_other_threads_arrive_in_this_one(qtbot: QtBot) -> None:
    workspace = FakeWorkspace()
    bridge = Bridge(workspace)  # type: ignore[arg-type]
    seen: list[str] = []
    bridge.changed.connect(lambda _changes: seen.append(threading.current_thread().name))
    with qtbot.waitSignals([bridge.changed, bridge.undo_changed]):
        thread = threading.Thread(target=lambda: workspace.notes.add("bi-1", text="x"))
        thread.start()
        thread.join()
    assert seen == [threading.main_thread().name]
    bridge.close()
    workspace.changes.tell(ChangeSet.of(Kind.NOTE))
    qtbot.wait(20)
    assert len(seen) == 1
