#!/usr/bin/env python3
"""latest.json over what was built: what the program asks for to learn of newer versions. Signed with minisign.

usage: latest.py FOLDER      signs anew what lies in FOLDER, from now (SOURCE_DATE_EPOCH) on; keys as for sums.py

It names files by their names alone, which are looked for beside it: whoever copies the folder has a mirror.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from project import ROOT, BuildError, moment, say, sha256, version
from sums import signed

NAME = "latest.json"
# What is in the name of each installer, and what the program calls it (`member.updates.installation`).
KINDS = {
    r"_amd64\.deb": "linux-x64-deb",
    r"_arm64\.deb": "linux-arm64-deb",
    r"\.x86_64\.rpm": "linux-x64-rpm",
    r"\.aarch64\.rpm": "linux-arm64-rpm",
    r"-x86_64\.AppImage": "linux-x64-appimage",
    r"-aarch64\.AppImage": "linux-arm64-appimage",
    r"-x64-setup\.exe": "windows-x64-setup",
    r"-x64\.msi": "windows-x64-msi",
    r"-arm64\.dmg": "macos-arm64",
    r"-x86_64\.dmg": "macos-x64",
}
LONGEST_NOTES = 20_000  # characters


def write(folder: Path, of_version: str | None = None) -> Path | None:
    """Write latest.json over the installers in *folder*, and its signature beside it; None where there are none.

    The oldest version that is still good enough, and for how many days it all holds, stand in pyproject.toml.
    """
    wanted = of_version or version()
    files = {
        key: {"url": path.name, "size": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.iterdir())
        if (key := kind_of(path.name, wanted)) is not None
    }
    if not files:
        return None
    policy = _policy()
    ends = datetime.fromtimestamp(moment(), UTC) + timedelta(days=policy["days"])
    said: dict[str, Any] = {
        "version": wanted,
        "minimum": policy["minimum"],
        "expires": ends.isoformat().replace("+00:00", "Z"),
        "notes": notes(wanted, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")),
        "files": files,
    }
    target = folder / NAME
    target.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    signed(target)
    say(f"{NAME} tells of {', '.join(files)}")
    return target


def kind_of(name: str, of_version: str) -> str | None:
    """What the program calls the installer with this file name; None where it is no installer of that version."""
    for ending, kind in KINDS.items():
        if re.fullmatch(rf"(?i:moedeklar)[_-]{re.escape(of_version)}(-1)?{ending}", name):
            return kind
    return None


def notes(of_version: str, changelog: str) -> str:
    """What the changelog says of a version; of the next one where it has not got a heading yet."""
    parts = re.split(r"^## +", changelog, flags=re.MULTILINE)[1:]
    by_name = {part.partition("\n")[0].strip(" []").split()[0].strip("[]"): part.partition("\n")[2] for part in parts}
    return by_name.get(of_version, by_name.get("Unreleased", "")).strip()[:LONGEST_NOTES]


def _policy() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)["tool"]["moedeklar"]["updates"]
    return found


def main() -> int:
    """Write it anew; exit status 1 where there is nothing to write it over."""
    try:
        return 0 if write(Path(sys.argv[1])) else 1
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
