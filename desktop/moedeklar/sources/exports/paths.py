"""Where a file lies that an export names: never outside the export, whatever is written. Pure."""

from __future__ import annotations

import re
import unicodedata

_DRIVE = re.compile(r"^[A-Za-z]:")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:/")
_NUL = "\0"


def resolve(folder: str, written: str) -> str | None:
    """The ref of the file that is *written* in a record in *folder*, in NFC with `/`; None where it leads elsewhere.

    A single slash at the beginning stands for the record's own folder, as in eDoc. Drives, shares, addresses and every
    step upwards are refused, also where they would lead back.
    """
    path = unicodedata.normalize("NFC", written).replace("\\", "/").strip()
    if _NUL in path or path.startswith("//") or _DRIVE.match(path) or _SCHEME.match(path):
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or any(part.strip() == ".." for part in parts):
        return None
    return "/".join([folder, *parts] if folder else parts)


def folder_of(ref: str) -> str:
    """The folder in which *ref* lies, "" for the export's own."""
    return ref.rpartition("/")[0]
