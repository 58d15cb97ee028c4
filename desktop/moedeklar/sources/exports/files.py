"""The files of an export: a folder with everything below it, zip archives in it as folders, or one zip archive."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from moedeklar.model.errors import DocumentError, SourceError
from moedeklar.model.reports import Problem
from moedeklar.sources.base import Cancelled
from moedeklar.sources.exports.archive import members, open_member
from moedeklar.sources.folder import FRESH, PAUSE, FolderWalk, is_passed_over, ref_of, time_of

ARCHIVE = ".zip"
_MAC = "__macosx"  # what a Mac puts into archives for itself


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export. `raw` is its name in the archive *path*, "" for a file of its own. `modified` is UTC.

    `whole_size` and `whole_time` are those of the file on disk: the archive's, or its own.
    """

    ref: str
    size: int
    modified: datetime
    path: Path
    whole_size: int
    whole_time: datetime
    raw: str = ""


@dataclass
class Found:
    """What a walk through an export found: files by ref, and what stood in the way (see `base.Listing`)."""

    files: dict[str, File] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)


class ExportFiles:
    """The files at *root*. *leave_out* are folders within it that are never looked into."""

    def __init__(self, root: Path, leave_out: tuple[Path, ...] = ()) -> None:
        self._root = root
        self._leave_out = leave_out
        self._listed = 0.0

    def find(self, cancelled: Cancelled) -> Found:
        """List all files. Raises SourceError folder_missing, folder_unreadable, archive_broken; Cancelled."""
        found = Found()
        if self._root.suffix.casefold() == ARCHIVE and not self._root.is_dir():
            self._whole_archive(found)
        else:
            self._folder(found, cancelled)
        self._listed = time.monotonic()
        return found

    def open(self, file: File) -> BinaryIO:
        """The content of *file*. Raises DocumentError vanished, not_readable."""
        try:
            return open_member(file.path, file.raw) if file.raw else file.path.open("rb")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise DocumentError("vanished", name=file.ref) from error
        except OSError as error:
            raise DocumentError("not_readable", name=file.ref) from error

    def is_steady(self, file: File) -> bool:
        """Whether the file, or the archive that it is in, is as it was listed; a fresh one is looked at twice."""
        age = datetime.now(UTC) - file.whole_time
        if timedelta(0) <= age < timedelta(seconds=FRESH):
            time.sleep(max(0.0, self._listed + PAUSE - time.monotonic()))
        try:
            info = file.path.stat()
        except OSError:
            return True  # opening it will say what is wrong
        return info.st_size == file.whole_size and time_of(info) == file.whole_time

    def _whole_archive(self, found: Found) -> None:
        try:
            info = self._root.stat()
        except FileNotFoundError as error:
            raise SourceError("folder_missing", path=str(self._root)) from error
        except OSError as error:
            raise SourceError("folder_unreadable", path=str(self._root)) from error
        try:
            self._archive(self._root, info, "", found)
        except DocumentError as error:
            raise SourceError(error.code, path=str(self._root), name=self._root.name) from error
        except OSError as error:
            raise SourceError("folder_unreadable", path=str(self._root)) from error

    def _folder(self, found: Found, cancelled: Cancelled) -> None:
        walk = FolderWalk(self._root, self._leave_out, cancelled)
        for path, info in walk.files():
            ref = ref_of(self._root, path)
            if _is_mac(ref):
                continue
            if path.is_symlink() and not self._is_inside(path):
                found.skipped.append(Problem(ref, "link_not_followed"))
                continue
            while ref in found.files:  # two names that differ in spelling alone (NFC and NFD), side by side
                ref += "~"
            if path.suffix.casefold() == ARCHIVE:
                self._archive_in_folder(path, info, ref, found)
            found.files[ref] = File(ref, info.st_size, time_of(info), path, info.st_size, time_of(info))
        found.problems += walk.problems
        found.skipped += walk.skipped
        found.unlisted += walk.unlisted

    def _archive_in_folder(self, path: Path, info: os.stat_result, ref: str, found: Found) -> None:
        try:
            self._archive(path, info, ref + "/", found)
        except DocumentError as error:
            found.problems.append(Problem(ref, error.code, tuple(sorted(error.params.items()))))
            found.unlisted.append(ref + "/")
        except OSError:
            found.problems.append(Problem(ref, "not_readable"))
            found.unlisted.append(ref + "/")

    @staticmethod
    def _archive(path: Path, info: os.stat_result, prefix: str, found: Found) -> None:
        inside, left_out = members(path, time_of(info))
        for member in inside:
            if _is_mac(member.name) or any(is_passed_over(part) for part in member.name.split("/")):
                continue
            ref = prefix + member.name
            found.files[ref] = File(ref, member.size, member.modified, path, info.st_size, time_of(info), member.raw)
        found.skipped += [Problem(prefix + one.what, one.code) for one in left_out]

    def _is_inside(self, path: Path) -> bool:
        """Whether a link leads to a file of the export."""
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return False
        return real.is_relative_to(self._root.resolve()) and stat.S_ISREG(real.stat().st_mode)


def _is_mac(ref: str) -> bool:
    return any(part.casefold() == _MAC for part in ref.split("/"))
