"""Where the program's own data files lie: icons, fonts, translations, licences and the sample municipality."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    """The folder that holds all data files.

    Three homes, in this order: beside a frozen program (`sys._MEIPASS`), inside an installed wheel
    (`moedeklar/_resources`), and the source checkout. FileNotFoundError if there is none: a broken installation.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    homes = [Path(frozen) / "resources"] if frozen else []
    homes += [package / "_resources", package.parents[1] / "resources"]
    for home in homes:
        if home.is_dir():
            return home
    raise FileNotFoundError(f"the program's data files are missing; looked in {', '.join(map(str, homes))}")


def resource_path(relative: str) -> Path:
    """The absolute path of a data file or folder, named with forward slashes: `resource_path("icons/house.svg")`.

    FileNotFoundError if there is no such file. Safe on any thread.
    """
    path = resources_folder().joinpath(*relative.split("/"))
    if not path.exists():
        raise FileNotFoundError(f"no data file {relative!r} in {resources_folder()}")
    return path


def changelog() -> str:
    """The program's own CHANGELOG.md; "" where this copy has none. Reads the file."""
    beside = resources_folder() / "CHANGELOG.md"  # in a program that was built
    for path in (beside, resources_folder().parent / "CHANGELOG.md"):
        try:
            return path.read_text(encoding="utf-8")
        except OSError:
            continue
    return ""
