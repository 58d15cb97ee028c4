"""A profile on a disk without a byte of room: it can be read, and says that nothing can be stored."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import roof
from tests.support.disks import fill, mounted
from tests.support.program import Program


@pytest.fixture
def full(tmp_path: Path, template: Path) -> Iterator[Program]:
    """A copy of the synchronised profile on a full disk."""
    with mounted(tmp_path / "disk", 8 << 20) as disk:
        shutil.copytree(template, disk / "run")
        fill(disk)
        yield Program(disk / "run")


def test_reading_works_and_says_that_nothing_can_be_stored(full: Program) -> None:
    _meeting, item, _attachment = roof(full)
    for verb in (("meetings",), ("search", "taget"), ("notes",), ("source", "list"), ("bookmarks",)):
        told = full.run(*verb, "--language", "en")
        assert "is full" in told.stderr
    assert "4,2 mio. kr." in full.run("search", "koster").stdout
    for verb in (("note", "add", "--item", item, "--text", "x" * 9000), ("bookmark", "add", "--item", item), ("sync",)):
        told = full.run(*verb, "--language", "en", status=1)
        assert told.stdout == ""
        assert "could not be stored" in told.stderr
    assert full.json("notes") == []
    full.run("doctor", status=1)
    (full.folder.parent / "ballast").unlink()
    assert full.run("note", "add", "--item", item, "--text", "nu er der plads").stderr == ""
