#!/usr/bin/env python3
"""Builds the installers into dist/, with a bill of materials, latest.json, checksums and signatures.

usage: build.py linux|windows|macos|all [--quick] [--version V] [--appimage-runtime FILE]
       build.py organisation --preset FILE      the preset of an organisation as a package for Debian

MINISIGN_PUBLIC_KEYS and UPDATES_URL say what the program believes of newer versions (trust.py).

--quick compresses less. --version names another version than pyproject.toml: for the test of an upgrade.
The AppImage is made where the runtime is given (also as APPIMAGE_RUNTIME), since no package index has it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import bom
import for_windows
import latest
import sums
from for_linux import appimage, packages
from for_macos import disk_image
from freeze import freeze
from project import DIST, ROOT, BuildError, build_python, run, say, version


def linux(options: argparse.Namespace) -> None:
    """.deb, .rpm and, with a runtime, the AppImage."""
    frozen = freeze()
    made = packages(frozen, options.version, compression="gzip" if options.quick else "xz")
    if options.appimage_runtime:
        made.append(appimage(frozen, options.version, options.appimage_runtime))
    else:
        say("No AppImage: give its runtime with --appimage-runtime")
    finish("linux", options.version, made)


def finish(system: str, of_version: str, made: list[Path]) -> None:
    """Write the bill of materials and tell what was made."""
    bill = DIST / f"moedeklar-{of_version}-{system}.cdx.json"
    bill.write_text(bom.bill(of_version, {"windows": "win32", "macos": "darwin"}.get(system, system)), encoding="utf-8")
    for path in made:
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def windows(options: argparse.Namespace) -> None:
    """setup.exe and .msi, built on Linux, and the templates of group policies."""
    for_windows.stage()
    made = for_windows.installers(options.version, quick=options.quick)
    finish("windows", options.version, [*made, for_windows.policies(options.version)])


def macos(options: argparse.Namespace) -> None:
    """The disk image; on macOS only."""
    finish("macos", options.version, [disk_image(options.version)])


def organisation(options: argparse.Namespace) -> None:
    """The preset as a package for Debian, made by the program itself: secretaries have no tool for it either."""
    if options.preset is None:
        raise BuildError("which organisation? Name its organisation.toml with --preset")
    verb = ["-m", "moedeklar", "--language", "en", "kit", "--force", "--organisation", options.preset.absolute()]
    say(run([build_python(), *verb, "--out", DIST],
            env={"PYTHONPATH": str(ROOT / "desktop"), "PYTHONDONTWRITEBYTECODE": ""}).strip())  # fmt: skip


SYSTEMS: dict[str, Callable[[argparse.Namespace], None]] = {"linux": linux, "windows": windows, "macos": macos}


def main() -> int:
    """Build what is asked for; exit status 1 where something is missing."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("system", choices=[*SYSTEMS, "all", "organisation"])
    parser.add_argument("--quick", action="store_true", help="compress less")
    parser.add_argument("--version", default=version(), help="instead of the version in pyproject.toml")
    parser.add_argument(
        "--appimage-runtime", type=Path, default=os.environ.get("APPIMAGE_RUNTIME"), help="a type 2 runtime"
    )
    parser.add_argument("--preset", type=Path, help="the organisation.toml of `organisation`")
    options = parser.parse_args()
    DIST.mkdir(exist_ok=True)
    try:
        if options.system == "organisation":
            organisation(options)
            return 0
        for system in SYSTEMS if options.system == "all" else (options.system,):
            SYSTEMS[system](options)
        latest.write(DIST, options.version)
        sums.sign(DIST)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
