"""Where the system keeps tesseract's knowledge of Danish, without which no scan can be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

DATA: Final = "dan.traineddata"
# Debian and Ubuntu keep one folder a version; then Fedora, Arch and openSUSE; what was compiled by hand; Flatpak.
_LINUX: Final = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/app/share/tessdata",
)
_MAC: Final = ("/opt/homebrew/share/tessdata", "/usr/local/share/tessdata", "/opt/local/share/tessdata")
_WINDOWS_IN: Final = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")


def find_danish(environment: Mapping[str, str] | None = None, root: Path = Path("/")) -> Path | None:
    """The folder that holds the Danish data, None where there is none. Looks at the disk.

    `TESSDATA_PREFIX` goes first, which names the folder or the one that it is in; then the places of each system, in
    which the newest version wins. *root* is where absolute places begin.
    """
    for folder in _folders(os.environ if environment is None else environment, root):
        try:
            if (folder / DATA).is_file():
                return folder
        except OSError:
            continue
    return None


def _folders(environment: Mapping[str, str], root: Path) -> Iterator[Path]:
    named = environment.get("TESSDATA_PREFIX")
    if named:
        yield Path(named)
        yield Path(named) / "tessdata"
    if sys.platform == "win32":
        yield from _on_windows(environment)
        return
    for pattern in _MAC if sys.platform == "darwin" else _LINUX:
        yield from sorted(root.glob(pattern.lstrip("/")), reverse=True)


def _on_windows(environment: Mapping[str, str]) -> Iterator[Path]:
    for name in _WINDOWS_IN:
        if environment.get(name):
            yield Path(environment[name]) / "Tesseract-OCR" / "tessdata"
    local = environment.get("LOCALAPPDATA")
    if local:
        yield Path(local) / "Programs" / "Tesseract-OCR" / "tessdata"
        yield Path(local) / "Tesseract-OCR" / "tessdata"
