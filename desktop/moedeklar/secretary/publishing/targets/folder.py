"""A folder as a place for a feed: on a web server, on a share, or to be copied somewhere."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from moedeklar.model.errors import StoreError
from moedeklar.secretary.publishing.targets.base import Content, TargetError
from moedeklar.store.problems import os_error

_PART = ".part"
_OF_PART = re.compile(r"\.(.+)\.[0-9a-f]{8}\.part")  # what `put` calls it until it is in place
_MANY = 200  # files
_SECOND = 1_000_000_000  # in nanoseconds


class FolderTarget:
    """The folder at *path*, made where it is missing. Who may read what is written there the umask says."""

    writers = 1

    def __init__(self, path: Path) -> None:
        self._path = path.expanduser().resolve()

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self._path)

    @property
    def path(self) -> Path:
        """The folder."""
        return self._path

    def check(self) -> None:
        """Make the folder; TargetError where that can't be, or nothing can be written in it."""
        with _told(self._path):
            self._path.mkdir(parents=True, exist_ok=True)
            probe = self._path / f".{uuid.uuid4().hex}{_PART}"
            probe.touch()
            probe.unlink()

    def put(self, name: str, content: Content) -> None:
        """Write it beside, and then put it in place.

        The new file is at least a second younger than the one before: nginx and others make an ETag of the time in
        seconds and the size, and two states in one second would look like one.
        """
        path = self._path / name
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}{_PART}")
        try:
            with _told(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                with part.open("xb") as file:
                    shutil.copyfileobj(content.stream, file, 1 << 18)
                if not content.lasting:
                    _make_younger(part, path)
                part.replace(path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def settle(self, names: Iterable[str]) -> None:
        """Write to the disk what was put, and the folders that name it; of many files, everything at once."""
        paths = [self._path / name for name in names]
        with _told(self._path):
            if len(paths) > _MANY and hasattr(os, "sync"):
                os.sync()
                return
            for path in paths:
                _sync(path)
            if os.name != "nt":  # Windows has no such call for folders and needs none
                for folder in {path.parent for path in paths}:
                    _sync(folder)

    def remove(self, name: str) -> None:
        """Delete the file, and its folder where nothing else is in it."""
        path = self._path / name
        with _told(path):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()

    def read(self, name: str) -> bytes | None:
        """The file's content, None where there is none."""
        with _told(self._path / name):
            try:
                return (self._path / name).read_bytes()
            except FileNotFoundError:
                return None

    def listed(self) -> Iterator[str]:
        """All files below the folder, but those that are being written."""
        if not self._path.is_dir():
            return
        with _told(self._path):
            for path in sorted(self._path.rglob("*")):
                if path.is_file() and not (path.name.startswith(".") and path.name.endswith(_PART)):
                    yield path.relative_to(self._path).as_posix()

    def sweep(self, is_ours: Callable[[str], bool]) -> None:
        """Remove what a killed publish left half-written, of objects whose names *is_ours* takes and no others."""
        with _told(self._path):
            for path in self._path.rglob(f".*{_PART}"):
                name = _OF_PART.fullmatch(path.name)
                if name and is_ours(path.with_name(name[1]).relative_to(self._path).as_posix()):
                    path.unlink(missing_ok=True)


def _make_younger(part: Path, before: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        last, now = before.stat().st_mtime_ns, part.stat().st_mtime_ns
        if now // _SECOND <= last // _SECOND:
            at = (last // _SECOND + 1) * _SECOND
            os.utime(part, ns=(at, at))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    except PermissionError:
        if os.name != "nt":  # what was opened for reading can't be flushed there; it was written through already
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found: StoreError = os_error(error, path)
        code = {"disk_full": "target_full", "store_denied": "target_denied"}.get(found.code, "target_unwritable")
        raise TargetError(code, place=str(path)) from error
