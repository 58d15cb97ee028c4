"""The file of a backup: a ZIP of a manifest, wrapped keys, the encrypted rows, and files of the person's own.

manifest.json   format, program, created, schema, counts: readable by anybody, without a word of the content
keys.json       the profile's keys, wrapped by its passphrase and by its recovery code
data.age        gzip of JSON lines, encrypted to the profile's identity; the first line repeats the manifest
files/….age     files attached to requests, as they are in the store
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from moedeklar.model.errors import StoreError
from moedeklar.store.age import age
from moedeklar.store.atomic import sync_folder
from moedeklar.store.problems import os_error
from moedeklar.store.streams import Hashing, Recording

FORMAT = 1
_MANIFEST, _KEYS, _DATA = "manifest.json", "keys.json", "data.age"
_MOST = 1 << 20  # bytes that a manifest or the wrapped keys may have


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is.

    `created` is a stamp; `recipient` the public half of the identity that opens it; `schema` the migrations that its
    rows follow; `counts` the rows by table.
    """

    format: int
    program: str
    created: str
    recipient: str
    schema: tuple[str, ...]
    counts: dict[str, int]


def write(
    path: Path,
    manifest: Manifest,
    wraps: dict[str, Any],
    lines: Iterable[bytes],
    files: Iterable[tuple[str, bytes]],
    identity: str,
) -> None:
    """Write a backup to *path*: beside it first, read back and compared, then put in place.

    *files* are pairs of SHA-256 and encrypted content. Raises StoreError disk_full, store_denied, store_io,
    backup_folder_missing; what stood at *path* before then still stands.
    """
    if not path.parent.is_dir():
        raise StoreError("backup_folder_missing", path=str(path.parent))
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            written = _write(file, manifest, wraps, lines, files, identity)
            file.flush()
            if _digest(file, identity) != written:
                raise StoreError("store_io", path=str(path))
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise os_error(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def recipient_of(identity: str) -> str:
    """The public half of an identity."""
    return str(age.x25519.Identity.from_str(identity).to_public())


class Archive:
    """A backup that is being read. A context manager; nothing is trusted before `check`."""

    def __init__(self, path: Path) -> None:
        """Raises StoreError backup_missing, backup_foreign, backup_damaged, backup_newer."""
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise StoreError("backup_missing", path=str(path)) from error
        except zipfile.BadZipFile as error:
            raise self._bad("backup_damaged" if _begins_like_a_zip(path) else "backup_foreign") from error
        except OSError as error:
            raise os_error(error, path) from error
        try:
            self.manifest = self._manifest()
            self.wraps: dict[str, Any] = self._json(_KEYS)
        except BaseException:
            self._zip.close()
            raise

    def opens_with(self, identity: str) -> bool:
        """Whether the rows are encrypted to this identity."""
        return self.manifest.recipient == recipient_of(identity)

    def lines(self, identity: str) -> Iterator[bytes]:
        """The rows' lines, all of them decrypted before the first is given. Raises StoreError backup_damaged."""
        plain = io.BytesIO()
        try:
            with self._zip.open(_DATA) as data:
                age.decrypt_io(data, plain, [age.x25519.Identity.from_str(identity)])
            whole = gzip.decompress(plain.getvalue())
        except (age.DecryptError, OSError, EOFError, zlib.error, zipfile.BadZipFile, KeyError) as error:
            raise self._bad("backup_damaged") from error
        first, _, rest = whole.partition(b"\n")
        if _parsed(first) != self.manifest or not (whole.endswith(b"\n")):
            raise self._bad("backup_damaged")
        yield from rest.splitlines()

    def files(self, identity: str) -> Iterator[tuple[str, bytes]]:
        """Each of the person's own files, decrypted: SHA-256 and content. Raises StoreError backup_damaged."""
        for name in self._zip.namelist():
            if name.startswith("files/"):
                try:
                    content = age.decrypt(self._zip.read(name), [age.x25519.Identity.from_str(identity)])
                except (age.DecryptError, OSError, zipfile.BadZipFile, zlib.error) as error:
                    raise self._bad("backup_damaged") from error
                yield name[6:-4], content

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def _manifest(self) -> Manifest:
        if _MANIFEST not in self._zip.namelist():
            raise self._bad("backup_foreign")
        found = self._json(_MANIFEST)
        if found.get("application") != "moedeklar":
            raise self._bad("backup_foreign")
        if isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise self._bad("backup_newer")
        made = _parsed(json.dumps(found).encode())
        if made is None:
            raise self._bad("backup_damaged")
        return made

    def _json(self, name: str) -> dict[str, Any]:
        try:
            with self._zip.open(name) as file:
                found = json.loads(file.read(_MOST))
        except (KeyError, ValueError, OSError, zipfile.BadZipFile, zlib.error) as error:
            raise self._bad("backup_damaged") from error
        if not isinstance(found, dict):
            raise self._bad("backup_damaged")
        return found

    def _bad(self, code: str) -> StoreError:
        return StoreError(code, path=str(self._path))


def _write(
    file: BinaryIO,
    manifest: Manifest,
    wraps: dict[str, Any],
    lines: Iterable[bytes],
    files: Iterable[tuple[str, bytes]],
    identity: str,
) -> str:
    head = json.dumps({"application": "moedeklar", **asdict(manifest)}).encode()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(_MANIFEST, head)
        archive.writestr(_KEYS, json.dumps(wraps))
        recipient = age.x25519.Identity.from_str(identity).to_public()
        source = Recording(_Pulled(_zipped([head + b"\n"], lines)))
        reader = Hashing(source)
        with archive.open(_DATA, "w", force_zip64=True) as target:
            drain = Recording(target)
            try:
                age.encrypt_io(reader, drain, [recipient])
            except age.EncryptError as error:
                raise source.error or drain.error or error from error
        for sha256, content in files:
            archive.writestr(f"files/{sha256}.age", content)
    return reader.sha256


def _digest(file: BinaryIO, identity: str) -> str:
    """The hash of what stands in the rows' part, read back from the file."""
    hashing = Hashing(None)
    with zipfile.ZipFile(file) as archive, archive.open(_DATA) as data:
        age.decrypt_io(data, hashing, [age.x25519.Identity.from_str(identity)])
    return hashing.sha256


def _zipped(*parts: Iterable[bytes]) -> Iterator[bytes]:
    press = zlib.compressobj(6, zlib.DEFLATED, 31)
    for part in parts:
        for line in part:
            yield press.compress(line)
    yield press.flush()


class _Pulled:
    """What an iterator gives, as a stream to read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        parts, have = [self._rest], len(self._rest)
        while size < 0 or have < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            parts.append(chunk)
            have += len(chunk)
        whole = b"".join(parts)
        end = len(whole) if size < 0 else size
        self._rest = whole[end:]
        return whole[:end]


def _parsed(head: bytes) -> Manifest | None:
    try:
        found = json.loads(head)
        return Manifest(
            int(found["format"]),
            str(found["program"]),
            str(found["created"]),
            str(found["recipient"]),
            tuple(map(str, found["schema"])),
            {str(table): int(count) for table, count in found["counts"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _begins_like_a_zip(path: Path) -> bool:
    with contextlib.suppress(OSError), path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"
    return False
