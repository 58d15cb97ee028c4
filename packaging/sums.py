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
    """Write SHA256SUMS over all files in *folder*, and SHA256SUMS.minisig beside it where minisign is installed.

    MINISIGN_KEY_FILE names the secret key; without it the test key signs, and the signature says so.
    """
    sums = folder / NAME
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(NAME))
    sums.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), encoding="utf-8")
    signature = folder / f"{NAME}.minisig"
    signature.unlink(missing_ok=True)
    if shutil.which("minisign") is None:
        say("SHA256SUMS is not signed: minisign is not installed")
        return sums
    key = os.environ.get("MINISIGN_KEY_FILE")
    comment = f"Mødeklar {version()}" if key else f"Mødeklar {version()}: TEST KEY, not a release"
    run(["minisign", "-S", "-s", key or TEST_KEY, "-m", sums, "-x", signature, "-t", comment, "-c", comment])
    say(f"SHA256SUMS signed with {'the key that was given' if key else 'the test key'}")
    return sums


if __name__ == "__main__":
    sign(Path(sys.argv[1]))
