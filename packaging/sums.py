#!/usr/bin/env python3
"""SHA256SUMS over what was built, signed with minisign.

usage: sums.py FOLDER      MINISIGN_KEY_FILE names the secret key; without it the test key signs
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from project import HERE, run, say, sha256, version

TEST_KEY = HERE / "keys" / "test.key"
NAME = "SHA256SUMS"


def sign(folder: Path) -> Path:
    """Write SHA256SUMS over all files in *folder*, and SHA256SUMS.minisig beside it where minisign is installed."""
    sums = folder / NAME
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(NAME))
    sums.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), encoding="utf-8")
    signed(sums)
    return sums


def signed(path: Path) -> Path | None:
    """The signature of *path*, made beside it; None where minisign is not installed.

    MINISIGN_KEY_FILE names the secret key; without it the test key signs, and the signature says so.
    """
    signature = path.with_name(f"{path.name}.minisig")
    signature.unlink(missing_ok=True)
    if shutil.which("minisign") is None:
        say(f"{path.name} is not signed: minisign is not installed")
        return None
    key = os.environ.get("MINISIGN_KEY_FILE")
    comment = f"Mødeklar {version()}" if key else f"Mødeklar {version()}: TEST KEY, not a release"
    run(["minisign", "-S", "-s", key or TEST_KEY, "-m", path, "-x", signature, "-t", comment, "-c", comment])
    say(f"{path.name} signed with {'the key that was given' if key else 'the test key'}")
    return signature


if __name__ == "__main__":
    sign(Path(sys.argv[1]))
