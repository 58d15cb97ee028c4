"""macOS: the application as a disk image. Not run yet: it needs macOS."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import trust
from freeze import freeze
from project import BUILD, DIST, HERE, BuildError, run, say, tool

APPLICATION = BUILD / "frozen" / "Mødeklar.app"


def disk_image(version: str) -> Path:
    """The .dmg in dist/, for the processor of this Mac: the wheels of pymupdf and sqlcipher3 are of one each."""
    if sys.platform != "darwin":
        raise BuildError("the disk image of macOS is made on macOS")
    freeze()
    resources = APPLICATION / "Contents" / "Resources"
    trust.lay(resources / "resources")
    trust.mark(resources, "dmg")
    if os.environ.get("APPLE_IDENTITY"):
        run([HERE / "macos" / "sign-and-notarize.sh", APPLICATION])
    else:
        say("The application is not signed, and macOS will refuse to open it: APPLE_IDENTITY is not set")
    target = DIST / f"Moedeklar-{version}-{platform.machine()}.dmg"
    target.unlink(missing_ok=True)
    run([tool("dmgbuild"), "-s", HERE / "macos" / "dmg.py", "Mødeklar", target])
    return target
