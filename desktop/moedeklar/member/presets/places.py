"""Where an organisation.toml is looked for on each system. Light: most starts find none, and load nothing more."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from moedeklar.member.environment import ORGANISATION

FILE_NAME = "organisation.toml"
_SANDBOX = Path("/.flatpak-info")
_HOST = Path("/run/host")


def executable() -> Path | None:
    """The file that a person starts; None for what is not frozen: Python runs that, and nobody lays a preset beside it.

    An AppImage is a file system that is mounted anew at each start (APPDIR); beside the image itself (APPIMAGE) lies
    what belongs to it.
    """
    if not getattr(sys, "frozen", False):
        return None
    inside, image = os.environ.get("APPDIR", ""), os.environ.get("APPIMAGE", "")
    started = Path(sys.executable)
    return Path(image) if image and inside and started.is_relative_to(inside) else started


def _is_sandboxed() -> bool:
    return _SANDBOX.exists()


@dataclass(frozen=True)
class Surroundings:
    """The computer as far as presets go; what is not given is that of this process.

    `root` is where /etc and /Library are looked for, so that a test may have its own; `policies` says whether the
    registry is read.
    """

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    executable: Path | None = field(default_factory=executable)
    sandboxed: bool = field(default_factory=_is_sandboxed)
    root: Path = Path("/")
    policies: bool = True

    @classmethod
    def only(cls, folder: Path) -> Surroundings:
        """Nothing but *folder*, as though it were the one beside the executable."""
        return cls({}, "none", folder / "moedeklar", sandboxed=False, policies=False)

    def files(self) -> tuple[Path, ...]:
        """Every file that may be there, the weakest first: what a later one says counts."""
        beside = [self.executable.parent / FILE_NAME] if self.executable is not None else []
        named = self.environ.get(ORGANISATION, "")
        beside += [Path(named)] if named else []
        return tuple(dict.fromkeys([*beside, *(folder / FILE_NAME for folder in self._system())]))

    def _system(self) -> list[Path]:
        if self.platform == "win32":
            data = self.environ.get("PROGRAMDATA", "") or r"C:\ProgramData"
            return [Path(data) / "Moedeklar"]
        if self.platform == "darwin":
            return [self.root / "Library" / "Application Support" / "Moedeklar"]
        if self.platform == "none":
            return []
        etc = self.root / "etc"
        folders = [etc / "xdg" / "moedeklar", etc / "moedeklar"]
        if self.sandboxed:
            folders += [_HOST / folder.relative_to("/") for folder in folders]
        # The variable is anybody's to set, so what it names counts less than the system's own folders. Its first
        # folder is the most important one (XDG Base Directory Specification).
        stated = [Path(one) for one in self.environ.get("XDG_CONFIG_DIRS", "").split(":") if one.startswith("/")]
        return [one / "moedeklar" for one in reversed(stated) if one / "moedeklar" not in folders] + folders
