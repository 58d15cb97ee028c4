"""The key by which a member receives closed items: shown and handed to the secretary, and used to open a package.

The secretary encrypts for the public key; the secret one is made of the profile's keys (`StoreKeys.member`) and never
leaves them. Blocking calls.
"""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from moedeklar.model.errors import DocumentError, StoreError
from moedeklar.store.age import age
from moedeklar.store.atomic import write_atomically
from moedeklar.store.keys import StoreKeys
from moedeklar.store.problems import os_error
from moedeklar.store.streams import Recording

MOST_FILES = 20_000
LARGEST = 20_000_000_000  # bytes of all that is in a package
_PIECE = 1 << 20


def export_key(keys: StoreKeys, path: Path, name: str = "") -> None:
    """Write the public key to *path*, below a line that says whose it is. Raises StoreError."""
    whose = " ".join(name.split())
    head = f"# Mødeklar: {whose}" if whose else "# Mødeklar"
    write_atomically(path, f"{head}\n{keys.member_public}\n".encode())


def open_package(keys: StoreKeys, package: Path, folder: Path) -> tuple[str, ...]:
    """Decrypt *package* into *folder*, which must be empty or not there, and tell the names of the files.

    They are then on the disk in plain text, which is what is asked for here. Raises DocumentError package_not_yours,
    package_broken, StoreError package_there, disk_full and its like; nothing half-done is kept.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise StoreError("package_there", path=str(folder))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / ".part"
        try:
            _decrypt(keys, package, part)
            return _unpack(part, folder, package.name)
        finally:
            part.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.rmdir()
    except OSError as error:
        raise os_error(error, folder) from error


def _decrypt(keys: StoreKeys, package: Path, part: Path) -> None:
    identity = age.x25519.Identity.from_str(keys.member)
    try:
        sealed = package.open("rb")
    except OSError as error:
        raise DocumentError("package_broken", name=package.name) from error
    with sealed, part.open("xb") as plain:
        writing = Recording(plain)
        try:
            age.decrypt_io(sealed, writing, [identity])
        except (age.DecryptError, OSError) as error:
            if isinstance(writing.error, OSError):
                raise writing.error from error
            code = "package_not_yours" if "No matching keys" in str(error) else "package_broken"
            raise DocumentError(code, name=package.name) from error


def _unpack(part: Path, folder: Path, name: str) -> tuple[str, ...]:
    written: list[Path] = []
    try:
        with zipfile.ZipFile(part) as archive:
            inside = archive.infolist()
            fits = len(inside) <= MOST_FILES and sum(one.file_size for one in inside) <= LARGEST
            if not fits or not all(_is_inside(one.filename) for one in inside):
                raise DocumentError("package_broken", name=name)
            for one in inside:
                path = folder.joinpath(*PurePosixPath(one.filename).parts)
                path.parent.mkdir(mode=0o700, exist_ok=True)
                written.append(path)
                _copy(archive, one, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        _remove(written, folder)
        raise DocumentError("package_broken", name=name) from error
    except OSError:
        _remove(written, folder)
        raise
    return tuple(path.relative_to(folder).as_posix() for path in written)


def _copy(archive: zipfile.ZipFile, one: zipfile.ZipInfo, path: Path) -> None:
    with archive.open(one) as source, path.open("xb") as target:
        reader: Any = source
        while piece := reader.read(_PIECE):
            target.write(piece)


def _remove(written: list[Path], folder: Path) -> None:
    for path in written:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            if path.parent != folder:
                path.parent.rmdir()


def _is_inside(name: str) -> bool:
    """Whether a name in a package is a file, at most one folder deep, that leads nowhere else on any system."""
    parts = PurePosixPath(name).parts
    plain = bool(parts) and not name.startswith("/") and not name.endswith("/") and not set(name) & set("\\:\x00")
    return plain and len(parts) <= 2 and not any(part in ("..", ".") or part.startswith(".") for part in parts)
