"""The program finds its data files wherever it is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from moedeklar import resources


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    resources.resources_folder.cache_clear()
    yield
    resources.resources_folder.cache_clear()


def test_source_checkout_holds_everything_the_program_needs() -> None:
    for name in ("icons/house.svg", "fonts/Inter-Regular.otf", "fonts/SourceSerif4-Regular.ttf", "licences", "app"):
        assert resources.resource_path(name).exists()


def test_frozen_program_looks_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.resource_path("icons") == tmp_path / "resources" / "icons"


def test_installed_wheel_looks_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "moedeklar"
    (package / "_resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert resources.resource_path("fonts") == package / "_resources" / "fonts"


def test_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resources.resource_path("icons/nothing.svg")


def test_missing_folder_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "resources.py"))
    with pytest.raises(FileNotFoundError, match="_resources"):
        resources.resources_folder()


def test_every_font_and_icon_family_ships_its_licence() -> None:
    texts = [path.read_text(encoding="utf-8") for path in resources.resource_path("licences").iterdir()]
    for words in ("Inter Project Authors", "Reserved Font Name ‘Source’", "Lucide"):
        assert any(words in text for text in texts)
