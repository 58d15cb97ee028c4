"""What kind of copy of the program this is, whom it believes, and where it asks."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from moedeklar import __version__
from moedeklar.model.updates import Kind
from moedeklar.resources import resources_folder

MARK = "installation"  # the file beside the executable that an installer puts there (packaging/trust.py)
KEYS = ("present.pub", "next.pub")
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


@dataclass(frozen=True, slots=True)
class Installation:
    """This copy. `keys` are public keys as minisign writes them, `address` its own ("" where none was built in).

    `platform` names it in latest.json: "windows-x64-setup", "macos-arm64". `place` is the file of an AppImage.
    """

    kind: Kind = Kind.SOURCE
    platform: str = ""
    version: str = __version__
    keys: tuple[str, ...] = ()
    address: str = ""
    place: Path | None = None


def this_one(executable: Path | None = None, environment: Mapping[str, str] = os.environ) -> Installation:
    """The copy that is running. Reads a few small files."""
    program = executable or Path(sys.executable)
    kind = _kind(program.parent) if executable is not None or getattr(sys, "frozen", False) else Kind.SOURCE
    system = _SYSTEMS.get(sys.platform, sys.platform)
    machine = _MACHINES.get(platform.machine().lower(), platform.machine().lower())
    named = f"{system}-{machine}" if kind is Kind.DMG else f"{system}-{machine}-{kind.value}"
    trusted = resources_folder() / "updates"
    keys = tuple(text for name in KEYS if (text := _text(trusted / name)))
    stated = environment.get("APPIMAGE", "")
    place = Path(stated) if kind is Kind.APPIMAGE and stated and Path(stated).is_file() else None
    return Installation(kind, named if kind else "", __version__, keys, _text(trusted / "address"), place)


def _kind(folder: Path) -> Kind:
    """What the file beside the executable says, or in a bundle of macOS beside the resources."""
    for place in (folder / MARK, folder.parent / "Resources" / MARK):
        said = _text(place)
        if said and said in set(Kind):
            return Kind(said)
    return Kind.SOURCE


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
