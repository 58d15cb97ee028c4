"""Installers of the program: which kind a file is, by what it begins with, and whether it is what was released."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from moedeklar.model.errors import DocumentError

BLOCK = 1 << 20
_HEAD = 4096  # bytes in which every kind is known
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2
_ARCHIVE = b"!<arch>\ndebian-binary"  # deb(5)
_RPM = bytes.fromhex("edabeedb")
_APPIMAGE = b"AI\x02"  # of type 2, at 8 of an ELF file

Told = Callable[[int], None]
"""Is told how many bytes have been read so far; what it raises ends the work."""


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most *size*; none at the end."""


class Kind(StrEnum):
    """A kind of installer."""

    SETUP = "setup"
    MSI = "msi"
    DEB = "deb"
    RPM = "rpm"
    APPIMAGE = "appimage"


@dataclass(frozen=True, slots=True)
class Installer:
    """An installer as it lies on the disk: `size` in bytes, `sha256` in hexadecimal digits."""

    path: Path
    kind: Kind
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name


def look_at(path: Path, told: Told = lambda _done: None) -> Installer:
    """What the file at *path* is; it is read once, whole.

    DocumentError: kit_setup_missing, file_unreadable, or kit_setup_unknown where it is no installer.
    """
    try:
        with path.open("rb") as file:
            kind = _kind(file.read(_HEAD))
            if kind is None:
                raise DocumentError("kit_setup_unknown", name=path.name)
            file.seek(0)
            size, digest = digest_of(file, told)
    except FileNotFoundError as error:
        raise DocumentError("kit_setup_missing", name=str(path)) from error
    except OSError as error:
        raise DocumentError("file_unreadable", name=str(path), why=error.strerror or type(error).__name__) from error
    return Installer(path, kind, size, digest)


def digest_of(
    file: Readable, told: Told = lambda _done: None, into: Callable[[bytes], object] | None = None
) -> tuple[int, str]:
    """How many bytes are left in *file*, and their SHA-256; each block is handed to *into*, where it is given."""
    size, digest = 0, hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
        if into is not None:
            into(block)
        size += len(block)
        told(size)
    return size, digest.hexdigest()


def _kind(head: bytes) -> Kind | None:
    if _is_windows_program(head):
        return Kind.SETUP
    if head.startswith(_COMPOUND):
        return Kind.MSI
    if head.startswith(_ARCHIVE):
        return Kind.DEB
    if head.startswith(_RPM):
        return Kind.RPM
    if head.startswith(b"\x7fELF") and head[8:11] == _APPIMAGE:
        return Kind.APPIMAGE
    return None


def _is_windows_program(head: bytes) -> bool:
    """Portable executable: "MZ", and at the place that is named at 0x3C "PE" and two zeros."""
    if not head.startswith(b"MZ") or len(head) < 0x40:
        return False
    (place,) = struct.unpack_from("<I", head, 0x3C)
    return head[place : place + 4] == b"PE\0\0"
