"""A disk that is really full: a small file system in memory, which only root may mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, size: int) -> Iterator[Path]:
    """The new folder *folder* as a disk with *size* bytes of room; skips the test where that can't be had."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def free(folder: Path) -> int:
    """The bytes that are free on the disk of *folder*."""
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize


def fill(folder: Path, leave: int = 0) -> Path:
    """A file on the disk of *folder* that leaves no more than *leave* bytes; the space is there again without it."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(max(0, free(folder) - leave)))
    assert free(folder) <= leave
    return ballast
