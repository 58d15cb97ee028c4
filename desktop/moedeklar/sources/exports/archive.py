"""Zip archives as folders: listed by their table of contents, read a file at a time, nothing unpacked to disk.

An archive is untrusted: names that lead outside, links in it and what would unpack to far more than an export ever is
are refused before a byte of it is read.
"""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from moedeklar.model.errors import DocumentError
from moedeklar.model.reports import Problem
from moedeklar.sources.exports.paths import resolve

MOST_MEMBERS = 50_000  # files in one archive
MOST_UNPACKED = 8_000_000_000  # bytes that all files of an archive come to
MOST_PACKED = 300  # times that a file may be longer than its packed form
SMALL = 1_000_000  # bytes up to which a file may be packed as tightly as it likes
_UTF8 = 0x800  # the flag of a member whose name is in UTF-8
_ENCRYPTED = 0x1
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is safe and in NFC, `raw` its name in the table; `modified` UTC."""

    name: str
    raw: str
    size: int
    modified: datetime


def members(path: Path, fallback: datetime) -> tuple[list[Member], list[Problem]]:
    """The files of the archive *path*, and what was left out; *fallback* is the time of those without one.

    Raises DocumentError: archive_broken (also while it is being written), archive_bomb; OSError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _DAMAGES as error:
        raise DocumentError("archive_broken", name=path.name) from error
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise DocumentError("archive_bomb", name=path.name)
    if any(entry.file_size > SMALL and entry.file_size > MOST_PACKED * entry.compress_size for entry in entries):
        raise DocumentError("archive_bomb", name=path.name)
    left_out: list[Problem] = []
    found = {member.name: member for member in _safe(entries, fallback, left_out)}
    return list(found.values()), left_out


def open_member(path: Path, raw: str) -> BinaryIO:
    """The content of a file in the archive. Raises OSError; reading raises OSError too where it is damaged."""
    try:
        archive = zipfile.ZipFile(path)
        try:
            file = archive.open(raw)
        except BaseException:
            archive.close()
            raise
    except KeyError as error:
        raise FileNotFoundError(raw) from error
    except _DAMAGES as error:
        raise OSError(f"damaged archive: {error}") from error
    return cast("BinaryIO", io.BufferedReader(_Reader(archive, file)))


class _Reader(io.RawIOBase):
    """A file of an archive that is closed with it, whose damages are errors of the system."""

    def __init__(self, archive: zipfile.ZipFile, file: object) -> None:
        super().__init__()
        self._archive = archive
        self._file = cast("BinaryIO", file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            data = self._file.read(len(view))
        except _DAMAGES as error:
            raise OSError(f"damaged archive: {error}") from error
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._archive.close()
        super().close()


def _safe(entries: list[zipfile.ZipInfo], fallback: datetime, left_out: list[Problem]) -> Iterator[Member]:
    for entry in entries:
        name = resolve("", _name(entry).lstrip("/")) if not _name(entry).startswith("/") else None
        if name is None:
            left_out.append(Problem(_name(entry), "path_outside"))
        elif stat.S_ISLNK(entry.external_attr >> 16):
            left_out.append(Problem(name, "link_not_followed"))
        elif entry.flag_bits & _ENCRYPTED:
            left_out.append(Problem(name, "archive_locked"))
        else:
            yield Member(name, entry.filename, entry.file_size, _time(entry, fallback))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: programs that say nothing of its encoding write UTF-8 or a Danish DOS page."""
    if entry.flag_bits & _UTF8:
        return unicodedata.normalize("NFC", entry.filename)
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", entry.filename)
    for encoding in ("utf-8", "cp850"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return entry.filename


def _time(entry: zipfile.ZipInfo, fallback: datetime) -> datetime:
    try:
        year, month, day, hour, minute, second = entry.date_time
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return fallback
