"""What the engine and the file system say, turned into the errors of `model.errors`."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moedeklar.model.errors import StoreError
from moedeklar.store.engine import sqlite

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_LITTLE_ROOM = 1 << 20  # bytes; below this an I/O error of the engine is told as a full disk
_BY_CODE = {
    sqlite.SQLITE_PERM: "store_denied",
    sqlite.SQLITE_BUSY: "store_busy",
    sqlite.SQLITE_LOCKED: "store_busy",
    sqlite.SQLITE_READONLY: "store_denied",
    sqlite.SQLITE_IOERR: "store_io",
    sqlite.SQLITE_CORRUPT: "store_damaged",
    sqlite.SQLITE_FULL: "disk_full",
    sqlite.SQLITE_CANTOPEN: "store_denied",
    sqlite.SQLITE_NOTADB: "store_key_wrong",
    sqlite.SQLITE_INTERRUPT: "store_closed",  # only closing interrupts
}


def engine_error(error: Exception, path: Path) -> StoreError | None:
    """The environment's error that the engine's *error* stands for, or None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = _BY_CODE.get(code)
    if name is None:
        return None
    # A full disk shows up as a plain I/O error where the write-ahead index could not grow.
    return StoreError("disk_full" if code == sqlite.SQLITE_IOERR and _is_full(path) else name, path=str(path))


def is_no_room(error: OSError) -> bool:
    """Whether the file system says that it is full, or that this person's share of it is."""
    return error.errno in _NO_ROOM


def os_error(error: OSError, path: Path) -> StoreError:
    """The error of the file system at *path* in our terms: full, denied, a folder, in a file, or unreadable."""
    if is_no_room(error):
        return StoreError("disk_full", path=str(path))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return StoreError("store_denied", path=str(path))
    if isinstance(error, IsADirectoryError):
        return StoreError("path_is_folder", path=str(path))
    if isinstance(error, NotADirectoryError | FileExistsError):
        return StoreError("path_is_file", path=str(path))
    return StoreError("store_io", path=str(path))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise StoreError instead of what the engine or the file system raises for the file or folder *path*."""
    try:
        with engine_told(path):
            yield
    except OSError as error:
        raise os_error(error, path) from error


@contextmanager
def engine_told(path: Path) -> Iterator[None]:
    """Raise StoreError instead of what the engine raises for the database *path*, and let all else through.

    For transactions: what they do may touch other files, whose errors are none of the database's.
    """
    try:
        yield
    except sqlite.Error as error:
        known = engine_error(error, path)
        if known is None:
            raise
        raise known from error


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path if path.is_dir() else path.parent).free < _LITTLE_ROOM
    except OSError:
        return False
