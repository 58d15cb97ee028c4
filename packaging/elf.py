"""What the program needs of the system it is installed on, read from its own libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from project import run

_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
_SONAME = re.compile(r"\(SONAME\)\s+Library soname: \[(.+)\]")
_SEARCHED = re.compile(r"\((?:RUNPATH|RPATH)\)\s+Library (?:runpath|rpath): \[(.*)\]")
_SYMBOLS = re.compile(r"Name: GLIBC_(2\.\d+)\b")


def elf_files(folder: Path) -> Iterator[Path]:
    """Every program and library below *folder*."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def needed_of_system(folder: Path) -> tuple[str, ...]:
    """The names of libraries that files below *folder* need and that are not among them."""
    needed, brought = set(), set()
    for path in elf_files(folder):
        told = run(["readelf", "--dynamic", "--wide", path])
        needed.update(_NEEDED.findall(told))
        brought.update(_SONAME.findall(told))
        brought.add(path.name)
    return tuple(sorted(needed - brought))


def newest_glibc(folder: Path) -> str:
    """The glibc without which the program does not start: the newest version that any file asks for."""
    asked = {version for path in elf_files(folder) for version in _SYMBOLS.findall(run(["readelf", "-VW", path]))}
    return max(map(str, asked), key=lambda version: int(version.partition(".")[2]))


def foreign_search_path(folder: Path) -> Iterator[Path]:
    """The libraries that look for others in a fixed place: a folder of the machine that built them."""
    for path in elf_files(folder):
        searched = _SEARCHED.findall(run(["readelf", "--dynamic", "--wide", path]))
        if any(not part.startswith("$ORIGIN") for line in searched for part in line.split(":")):
            yield path
