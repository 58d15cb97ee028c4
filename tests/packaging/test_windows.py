"""What is laid out for Windows, as far as it can be looked at without building it."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

import for_windows
import pe
from moedeklar.model.links import SCHEME

SETUP = (for_windows.SOURCES / "installer.nsi").read_text(encoding="utf-8")
MSI = (for_windows.SOURCES / "moedeklar.wxs").read_text(encoding="utf-8")
needs_mingw = pytest.mark.skipif(shutil.which("x86_64-w64-mingw32-gcc") is None, reason="mingw is not installed")


def test_links_are_handed_over_as_nothing_but_links() -> None:
    assert """'"$INSTDIR\\Moedeklar.exe" open -- "%1"'""" in SETUP
    assert "&quot;[INSTALLDIR]Moedeklar.exe&quot; open -- &quot;%1&quot;" in MSI
    assert f"Software\\Classes\\{SCHEME[:-1]}" in SETUP


def test_every_sentence_of_setup_is_in_both_languages() -> None:
    said = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", SETUP, re.MULTILINE)
    names = {name for name, _language in said}
    assert len(names) >= 6
    assert sorted(said) == sorted((name, language) for name in names for language in ("ENGLISH", "DANISH"))


def test_every_ending_of_setup_is_told_at_its_head() -> None:
    head = SETUP[: SETUP.index("\nUnicode")]
    for status in set(re.findall(r"insertmacro Stop (\d)", SETUP)):
        assert re.search(rf"\b{status} ", head), status


def test_the_runtime_is_pinned_by_hash() -> None:
    pinned = [
        line for line in (for_windows.SOURCES / "runtime.txt").read_text().splitlines() if not line.startswith("#")
    ]
    assert len(pinned) == 1
    assert re.fullmatch(r"[\w-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", pinned[0])


@needs_mingw
def test_the_launcher_is_a_windowed_program_that_needs_nothing_but_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(for_windows, "WORK", tmp_path)
    monkeypatch.setattr(for_windows, "STAGE", tmp_path / "stage")
    (tmp_path / "stage" / "runtime").mkdir(parents=True)
    for_windows.launcher("1.2.3")
    program = tmp_path / "stage" / "Moedeklar.exe"
    data = program.read_bytes()
    optional = struct.unpack_from("<I", data, 0x3C)[0] + 24
    assert struct.unpack_from("<H", data, optional + 68)[0] == 2  # the subsystem: windows, without a console
    assert "1.2.3".encode("utf-16-le") in data
    assert "Mødeklar".encode("utf-16-le") in data
    assert pe.unresolved(tmp_path / "stage") == []
    for_windows.launcher("1.2.3")
    assert program.read_bytes() == data


@needs_mingw
def test_a_library_that_nobody_brings_is_found(tmp_path: Path) -> None:
    (tmp_path / "runtime").mkdir()
    (tmp_path / "other.c").write_text("__declspec(dllexport) int other(void) { return 1; }")
    (tmp_path / "own.c").write_text("int other(void); __declspec(dllexport) int own(void) { return other(); }")
    compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-Wl,-e,0"]
    subprocess.run([*compiler, "-o", "other.dll", "other.c"], cwd=tmp_path, check=True)
    subprocess.run([*compiler, "-o", "runtime/own.pyd", "own.c", "other.dll"], cwd=tmp_path, check=True)
    assert pe.unresolved(tmp_path) == []
    (tmp_path / "other.dll").unlink()
    assert pe.unresolved(tmp_path) == ["runtime/own.pyd needs other.dll"]
