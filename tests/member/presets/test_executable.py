"""Which file a person starts: presets lie beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from moedeklar.member.presets.places import executable


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As though the program were an installed one, at /tmp/mount/usr/lib/moedeklar/moedeklar."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/tmp/mount/usr/lib/moedeklar/moedeklar")
    monkeypatch.delenv("APPIMAGE", raising=False)
    monkeypatch.delenv("APPDIR", raising=False)
    return monkeypatch


def test_what_is_run_by_python_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys, "frozen", raising=False)
    assert executable() is None


def test_an_installed_program_is_its_executable(frozen: pytest.MonkeyPatch) -> None:
    assert executable() == Path(sys.executable)
    frozen.setenv("APPIMAGE", "/home/other/Other.AppImage")  # as another AppImage would hand on, that started it
    frozen.setenv("APPDIR", "/tmp/other")
    assert executable() == Path(sys.executable)


def test_an_appimage_is_the_image(frozen: pytest.MonkeyPatch) -> None:
    frozen.setenv("APPIMAGE", "/home/medlem/Moedeklar.AppImage")
    frozen.setenv("APPDIR", "/tmp/mount")
    assert executable() == Path("/home/medlem/Moedeklar.AppImage")
