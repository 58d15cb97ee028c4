"""Attachment files, encrypted in the age format and named by the SHA-256 of what is in them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from moedeklar.model.errors import MoedeklarError, NotFound, StoreError
from moedeklar.store.age import age
from moedeklar.store.atomic import sync_folder
from moedeklar.store.locks import is_abandoned, try_lock
from moedeklar.store.problems import os_error
from moedeklar.store.streams import DecryptingReader, Hashing, Recording

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class FileStore:
    """The files of one profile. Thread-safe: what is in place never changes, and puts work beside it."""

    def __init__(self, folder: Path, identity: str) -> None:
        """*identity* is the age X25519 identity of `StoreKeys.files`."""
        self._folder = folder
        self._identity = age.x25519.Identity.from_str(identity)
        self._recipient = self._identity.to_public()

    def put(self, source: BinaryIO | Path | bytes, sha256: str | None = None) -> tuple[str, int]:
        """Keep the content of *source* and return its SHA-256 (lower-case hex) and size in bytes. Streams.

        It is written beside, read back and compared, and then put in place. Raises StoreError file_changed where it is
        not what *sha256* says, disk_full, store_denied, store_io, or file_unreadable where *source* fails (a
        MoedeklarError of its own is raised as it is); nothing half-done is kept.
        """
        if isinstance(source, bytes):
            return self._put(io.BytesIO(source), sha256)
        if isinstance(source, Path):
            try:
                file = source.open("rb")
            except OSError as error:
                raise StoreError("file_unreadable", name=source.name, why=_reason(error)) from error
            with file:
                return self._put(file, sha256)
        return self._put(source, sha256)

    def read(self, sha256: str) -> bytes:
        """The whole content. Raises NotFound, StoreError file_damaged."""
        whole = io.BytesIO()
        self.copy_to(sha256, whole)
        return whole.getvalue()

    def copy_to(self, sha256: str, target: BinaryIO) -> None:
        """Decrypt into *target*, streamed. Raises NotFound, StoreError file_damaged; what *target* raises."""
        hashing = Hashing(target)
        with self._setting_aside(sha256):
            with self._opened(sha256) as file:
                self._decrypt(file, hashing, sha256)
            if hashing.sha256 != sha256:
                raise StoreError("file_damaged", sha256=sha256)

    def open(self, sha256: str) -> BinaryIO:
        """The content as a stream to read and close, decrypted on the way; not seekable. Reading raises as `read`."""
        file = self._opened(sha256)

        def push(target: Any) -> None:
            with self._setting_aside(sha256):
                self._decrypt(file, target, sha256)

        raw = DecryptingReader(push, file.close)
        return io.BufferedReader(raw, 1 << 16)

    def sealed(self, sha256: str) -> bytes:
        """The file as it is kept, encrypted. Raises NotFound."""
        with self._opened(sha256) as file:
            return file.read()

    def exists(self, sha256: str) -> bool:
        """Whether the file is here. Says nothing of its being undamaged."""
        return self._path(sha256).is_file()

    def missing(self, hashes: Iterable[str]) -> set[str]:
        """Those of *hashes* whose files are not here; quicker than `exists` for many."""
        wanted = set(hashes)
        for prefix in {sha256[:2] for sha256 in wanted}:
            with contextlib.suppress(OSError):  # there is no such folder, or nobody may look into it
                wanted -= {name.removesuffix(".age") for name in os.listdir(self._folder / prefix)}  # noqa: PTH208 (names)
        return wanted

    def remove(self, sha256: str) -> None:
        """Delete the file, and what was set aside of it as damaged; nothing happens when there is none."""
        path = self._path(sha256)
        try:
            for one in (path, path.with_suffix(".damaged")):
                one.unlink(missing_ok=True)
        except OSError as error:
            raise os_error(error, self._folder) from error

    def sweep(self) -> int:
        """Remove what interrupted puts left behind, and tell how many there were. Puts at work are left alone."""
        swept = 0
        for part in self._folder.glob("*.part"):
            with contextlib.suppress(OSError):
                if is_abandoned(part):
                    part.unlink()
                    swept += 1
        return swept

    def _path(self, sha256: str) -> Path:
        if not _SHA256.match(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self._folder / sha256[:2] / f"{sha256}.age"

    def _opened(self, sha256: str) -> BinaryIO:
        path = self._path(sha256)
        try:
            return path.open("rb")
        except FileNotFoundError as error:
            raise NotFound("file_gone", sha256=sha256) from error
        except OSError as error:
            raise os_error(error, path) from error

    def _put(self, source: BinaryIO, expected: str | None) -> tuple[str, int]:
        part = self._folder / f"{uuid.uuid4().hex}.part"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
                # Held until the file is closed, so that another process's sweep knows that somebody works on it.
                try_lock(file.fileno())
                found, size = self._encrypt(source, file, part)
                if expected is not None and found != expected:
                    raise StoreError("file_changed", sha256=expected)
                self._verify(file, found)
                file.flush()
                os.fsync(file.fileno())
            target = self._path(found)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            part.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise os_error(error, part) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return found, size

    def _encrypt(self, source: BinaryIO, file: BinaryIO, part: Path) -> tuple[str, int]:
        # pyrage raises an error of its own for whatever happens within; the recordings say what it was.
        reading, writing = Recording(source), Recording(file)
        hashing = Hashing(reading)
        try:
            age.encrypt_io(hashing, writing, [self._recipient])
        except (age.EncryptError, OSError) as error:
            if isinstance(writing.error, OSError):
                raise os_error(writing.error, part) from error
            if isinstance(reading.error, MoedeklarError):
                raise reading.error from error
            if reading.error is not None:
                name = Path(str(getattr(source, "name", ""))).name
                raise StoreError("file_unreadable", name=name, why=_reason(reading.error)) from error
            raise
        return hashing.sha256, hashing.size

    def _verify(self, file: BinaryIO, expected: str) -> None:
        file.flush()
        file.seek(0)
        hashing = Hashing(None)
        self._decrypt(file, hashing, expected)
        if hashing.sha256 != expected:
            raise StoreError("file_damaged", sha256=expected)

    @contextlib.contextmanager
    def _setting_aside(self, sha256: str) -> Iterator[None]:
        """A file that turns out to be damaged is no longer in its place, so that the next sync fetches it again."""
        try:
            yield
        except StoreError as error:
            if error.code == "file_damaged":
                path = self._path(sha256)
                with contextlib.suppress(OSError):
                    path.replace(path.with_suffix(".damaged"))
            raise

    def _decrypt(self, file: BinaryIO, target: Any, sha256: str) -> None:
        reading, writing = Recording(file), Recording(target)
        try:
            age.decrypt_io(reading, writing, [self._identity])
        except (age.DecryptError, OSError) as error:
            if writing.error is not None:
                raise writing.error from error
            if isinstance(reading.error, OSError):
                raise os_error(reading.error, self._path(sha256)) from error
            raise StoreError("file_damaged", sha256=sha256) from error


def _reason(error: Exception) -> str:
    """The system's own words for an error, in the system's own language."""
    return getattr(error, "strerror", None) or type(error).__name__
