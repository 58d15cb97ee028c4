"""The program in one folder with its own libraries, by PyInstaller and moedeklar.spec."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import trust
from elf import foreign_search_path
from project import BUILD, HERE, moment, run, say, settle, tool, version


def freeze(name: str = "frozen") -> Path:
    """The folder of the frozen program, made anew as build/packaging/NAME. The same source gives the same bytes."""
    place = BUILD / name
    say("Freezing the program")
    shutil.rmtree(place, ignore_errors=True)
    environment = {
        "MOEDEKLAR_VERSION": version(),
        "PYTHONHASHSEED": "1",
        "PYTHONDONTWRITEBYTECODE": "",
        "SOURCE_DATE_EPOCH": str(moment()),
    }
    run(
        [tool("pyinstaller"), "-y", "--clean", "--log-level", "WARN", "--distpath", place, "--workpath",
         BUILD / f"{name}-work", HERE / "moedeklar.spec"],
        env=environment,
    )  # fmt: skip
    folder = place / "moedeklar"
    if sys.platform == "linux":
        for path in foreign_search_path(folder):
            run([tool("patchelf"), "--remove-rpath", path])
    trust.lay(folder / "_internal" / "resources")
    settle(folder, moment())
    return folder
