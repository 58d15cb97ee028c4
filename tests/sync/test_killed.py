"""Killed by SIGKILL at any moment, a run leaves a store that the next run brings to the same end."""

from __future__ import annotations

import contextlib
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.fakes import exports
from tests.fakes.firstagenda import body
from tests.support.oparl_body import OparlBody
from tests.support.portal import Portal
from tests.support.web import WebServer
from tests.sync.dumping import dump
from tests.sync.killed import SOURCES
from tests.sync.nordlund import AGENDA, MINUTES, plain_pdf, put

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
TOP = Path(__file__).resolve().parents[2]
MOMENTS = 7
FEW = 4


def papers(root: Path) -> None:
    for n in range(2):
        put(root / f"{n}" / "dagsorden.txt", replace(AGENDA, day=(2027, 2, 10 + n)).text())
        put(root / f"{n}" / "referat.txt", replace(MINUTES, day=(2027, 2, 10 + n)).text())
        put(root / f"{n}" / "bilag" / "Notat om sejldybde.pdf", plain_pdf(f"Dybde {n}"))
    put(root / "0" / "referat.pdf", replace(MINUTES, day=(2027, 2, 10)).pdf())
    put(root / "skrald.pdf", b"%PDF-1.7 afkortet")


def exported(root: Path) -> None:
    for n in range(2):
        agenda = exports.AGENDA.but(meeting=str(n), agenda=str(n))
        exports.put(root / f"P{n}" / "Publication1.xml", agenda.publication())
        exports.put(root / f"P{n}" / "Enclosures" / "1.pdf", plain_pdf(f"Dybde {n}"))
    minutes = exports.AGENDA.but(kind="minutes", meeting="0", agenda="0", published="11-02-2027 09:00:00")
    exports.put(root / "R0" / "Publication2.xml", minutes.publication())
    exports.put(root / "skrald" / "Publication3.xml", b"<Publication><Agendas></Agenda></Publication>")


def started(
    profile: Path, root: Path | str, keys: StoreKeys, after: int, kind: str = "folder"
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.sync.killed", str(profile), str(root), keys.pack(), str(after), kind]
    return subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def orphans_of(pid: int) -> list[psutil.Process]:
    return [
        p for p in psutil.process_iter(["cmdline"]) if "--pdf-process" in (p.info["cmdline"] or []) and p.ppid() == pid
    ]


@pytest.mark.parametrize(
    ("kind", "write", "broken"), [("folder", papers, "pdf_damaged"), ("exports", exported, "export_broken")]
)
def test_killed_at_any_write_the_next_run_comes_to_the_same_end(
    tmp_path: Path, root: Path, store_keys, fixed_clock, pdf, kind: str, write: Callable[[Path], None], broken: str
) -> None:
    write(root)
    whole = tmp_path / "whole"
    process = started(whole, root, store_keys, 0, kind)
    told, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    store = Store.open(whole, store_keys, fixed_clock)
    expected = dump(store)
    store.close()
    moments = list(range(1, int(told) + 1))
    for after in sorted(random.Random(9).sample(moments, min(MOMENTS, len(moments)))):
        profile = tmp_path / f"killed-{after}"
        process = started(profile, root, store_keys, after, kind)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, errors
        store = Store.open(profile, store_keys, fixed_clock)
        try:
            report = engine.run(SOURCES[kind](str(root)), store, lambda: pdf, fixed_clock)
            assert [p.code for p in report.failed] == [broken]
            assert dump(store) == expected, f"killed at write {after} of {told}"
            kept = {path.name for path in (profile / "files").rglob("*.age")}
            assert kept == {path.name for path in (whole / "files").rglob("*.age")}
        finally:
            store.close()
        shutil.rmtree(profile)


def test_a_killed_run_leaves_no_pdf_process_behind(tmp_path: Path, root: Path, store_keys) -> None:
    put(root / "dagsorden.pdf", AGENDA.pdf())
    process = started(tmp_path / "profile", root, store_keys, 3)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    until = time.monotonic() + 5
    while orphans_of(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not orphans_of(process.pid)
    assert (tmp_path / "profile" / "moedeklar.db").exists()


@contextlib.contextmanager
def portal() -> Iterator[str]:
    with Portal.of(body(2, 2, 3)) as server:
        yield server.url


@contextlib.contextmanager
def oparl() -> Iterator[str]:
    made = OparlBody(meetings=3)
    with WebServer() as server:
        made.put_on(server)
        yield made.system


@pytest.mark.parametrize(("kind", "served"), [("firstagenda", portal), ("oparl", oparl)])
def test_killed_while_it_fetches_several_things_at_once_the_next_run_comes_to_the_same_end(
    tmp_path: Path,
    store_keys,
    fixed_clock,
    pdf,
    kind: str,
    served: Callable[[], contextlib.AbstractContextManager[str]],
) -> None:
    with served() as address:
        whole = tmp_path / "whole"
        process = started(whole, address, store_keys, 0, kind)
        told, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        store = Store.open(whole, store_keys, fixed_clock)
        expected = dump(store)
        store.close()
        assert expected["mirror_attachment"]
        moments = list(range(1, int(told) + 1))
        for after in sorted(random.Random(27).sample(moments, min(FEW, len(moments)))):
            profile = tmp_path / f"killed-{after}"
            process = started(profile, address, store_keys, after, kind)
            _, errors = process.communicate(timeout=60)
            assert process.returncode == -signal.SIGKILL, errors
            store = Store.open(profile, store_keys, fixed_clock)
            source = SOURCES[kind](address)
            try:
                assert engine.run(source, store, lambda: pdf, fixed_clock).failed == ()
                assert dump(store) == expected, f"killed at write {after} of {told}"
                kept = {path.name for path in (profile / "files").rglob("*.age")}
                assert kept == {path.name for path in (whole / "files").rglob("*.age")}
            finally:
                source.close()
                store.close()
            shutil.rmtree(profile)
