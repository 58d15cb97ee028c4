"""Where the Danish data of tesseract are looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from moedeklar.pdf.tessdata import find_danish


def lay(folder: Path, name: str = "dan.traineddata") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    return folder


def test_what_the_environment_names_goes_first(tmp_path: Path) -> None:
    own = lay(tmp_path / "own" / "tessdata")
    assert find_danish({"TESSDATA_PREFIX": str(own)}, tmp_path) == own
    assert find_danish({"TESSDATA_PREFIX": str(own.parent)}, tmp_path) == own
    assert find_danish({"TESSDATA_PREFIX": str(tmp_path / "no")}, tmp_path) is None


def test_other_languages_are_not_enough(tmp_path: Path) -> None:
    lay(tmp_path / "own", "eng.traineddata")
    assert find_danish({"TESSDATA_PREFIX": str(tmp_path / "own")}, tmp_path) is None


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("linux", "usr/share/tesseract-ocr/5/tessdata"),
        ("linux", "usr/share/tessdata"),
        ("linux", "usr/share/tesseract/tessdata"),
        ("darwin", "opt/homebrew/share/tessdata"),
        ("darwin", "usr/local/share/tessdata"),
    ],
)
def test_the_places_of_each_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, place: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert find_danish({}, tmp_path) is None
    folder = lay(tmp_path / place)
    assert find_danish({}, tmp_path) == folder


def test_the_newest_version_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    lay(tmp_path / "usr/share/tesseract-ocr/4.00/tessdata")
    newest = lay(tmp_path / "usr/share/tesseract-ocr/5/tessdata")
    assert find_danish({}, tmp_path) == newest


@pytest.mark.parametrize("name", ["PROGRAMFILES", "PROGRAMFILES(X86)"])
def test_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    folder = lay(tmp_path / "Tesseract-OCR" / "tessdata")
    assert find_danish({name: str(tmp_path)}) == folder
    assert find_danish({"LOCALAPPDATA": str(tmp_path)}) == folder
    assert find_danish({}) is None
