"""What an installed program is told of updates: whom it trusts, where it asks, and what kind of installation it is.

MINISIGN_PUBLIC_KEYS holds the two public keys that signatures may be of, the present one and the next, with a space
between; "test" stands for the two test keys. UPDATES_URL is the address of latest.json. Without keys a program believes
nobody, and so it looks for nothing.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from project import HERE, BuildError

PLACE = "updates"  # in the program's resources
NAMES = ("present.pub", "next.pub")
TEST = tuple(HERE / "keys" / name for name in ("test.pub", "test-next.pub"))
INSTALLATION = "installation"  # beside the executable; `member.updates.installation` reads it


def lay(resources: Path) -> None:
    """Put the keys and the address into the *resources* of a program that was built. Raises BuildError."""
    place = resources / PLACE
    shutil.rmtree(place, ignore_errors=True)
    keys, url = public_keys(os.environ.get("MINISIGN_PUBLIC_KEYS", "")), os.environ.get("UPDATES_URL", "")
    if url and not re.fullmatch(r"https://[!-~]+", url):
        raise BuildError(f"UPDATES_URL must begin with https:// ({url!r})")
    if not keys:
        return
    place.mkdir()
    for name, key in zip(NAMES, keys, strict=True):
        (place / name).write_text(f"{key}\n", encoding="ascii", newline="\n")
    if url:
        (place / "address").write_text(f"{url}\n", encoding="ascii", newline="\n")


def public_keys(stated: str) -> tuple[str, ...]:
    """The two keys that *stated* names; none for "". Raises BuildError; also for a test key that is named as a key."""
    known = tuple(path.read_text(encoding="utf-8").splitlines()[1] for path in TEST)
    if stated.strip() == "test":
        return known
    keys = tuple(stated.split())
    if keys and (len(keys) != len(NAMES) or len(set(keys)) != len(NAMES)):
        raise BuildError("MINISIGN_PUBLIC_KEYS needs two different keys: the present one and the next")
    for key in keys:
        if not re.fullmatch(r"RW[A-Za-z0-9+/]{54}", key):
            raise BuildError(f"MINISIGN_PUBLIC_KEYS: {key!r} is no public key of minisign")
        if key in known:
            raise BuildError("MINISIGN_PUBLIC_KEYS: a program that is released must not trust a test key")
    return keys


def mark(folder: Path, kind: str) -> Path:
    """Write into *folder* which kind of installation it is: deb, rpm, appimage, setup, msi or dmg."""
    target = folder / INSTALLATION
    target.write_text(f"{kind}\n", encoding="ascii", newline="\n")
    target.chmod(0o644)
    return target
