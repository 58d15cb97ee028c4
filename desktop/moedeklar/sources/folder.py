"""A folder of published papers, with everything below it.

Files are told apart by their path in the folder. Agendas and minutes are PDF, web pages, Word documents, text or
Markdown; other kinds can only be attachments. Links to folders are not followed, so that a link to a folder above ends
nothing; hidden files and what other programs leave while they write are passed over. A folder knows of no publication:
a file's own time of change stands for it.

To add another source, write a file like this one; see the package's docstring.
"""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from moedeklar.model.errors import Cancelled as CancelledError
from moedeklar.model.errors import DocumentError, SourceError
from moedeklar.model.reports import Problem
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument, Use

KIND = "folder"
FRESH = 1.0  # seconds; a file changed within these may still be being written
PAUSE = 0.2  # seconds after the listing at which such a file is looked at again
ATTACHMENTS = "bilag"  # the name of a folder that holds attachments
PAPERS = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
OTHERS = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".rtf": "application/rtf",
    ".csv": "text/csv",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", "~")
_UNFINISHED_START = (".", "~$", "~")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


class FolderSource:
    """The folder *root*. *leave_out* are folders within it that are never looked into (the profile itself)."""

    kind = KIND
    connections = 1

    def __init__(self, source_id: str, root: Path, leave_out: tuple[Path, ...] = ()) -> None:
        self.id = source_id
        self._root = root
        self._leave_out = leave_out
        self._paths: dict[str, Path] = {}
        self._listed = 0.0

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:  # noqa: ARG002 (a disk lists all)
        """List all files. Raises SourceError folder_missing, folder_unreadable."""
        walk = FolderWalk(self._root, self._leave_out, cancelled)
        self._paths = {}
        documents = []
        for path, info in walk.files():
            document = _document(self._root, path, info, self._paths)
            if document is not None:
                self._paths[document.ref] = path
                documents.append(document)
        self._listed = time.monotonic()
        documents.sort(key=lambda document: document.ref)
        return Listing(tuple(documents), tuple(walk.problems), tuple(walk.skipped), tuple(walk.unlisted))

    def open(self, ref: str) -> BinaryIO:
        """The file's content. Raises DocumentError vanished, not_readable."""
        try:
            return self._path(ref).open("rb")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise DocumentError("vanished", name=ref) from error
        except OSError as error:
            raise DocumentError("not_readable", name=ref) from error

    def is_steady(self, document: RemoteDocument) -> bool:
        """Whether the file's size and time are as listed; one that changed this very second is looked at twice."""
        age = datetime.now(UTC) - document.modified
        if timedelta(0) <= age < timedelta(seconds=FRESH):
            time.sleep(max(0.0, self._listed + PAUSE - time.monotonic()))
        try:
            info = self._path(document.ref).stat()
        except OSError:
            return True  # opening it will say what is wrong
        return info.st_size == document.size and time_of(info) == document.modified

    def _path(self, ref: str) -> Path:
        path = self._paths.get(ref)
        if path is None:
            raise DocumentError("vanished", name=ref)
        return path


class FolderWalk:
    """One walk through the folder: what it finds, and what it could not enter."""

    def __init__(self, root: Path, leave_out: tuple[Path, ...], cancelled: Cancelled) -> None:
        self._root = root
        self._leave_out = frozenset(path.absolute() for path in leave_out)
        self._cancelled = cancelled
        self._seen: set[tuple[int, int]] = set()
        self.problems: list[Problem] = []
        self.skipped: list[Problem] = []
        self.unlisted: list[str] = []

    def files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Each file with what the system says of it, folder by folder."""
        try:
            self._remember(self._root)
            entries = self._entries(self._root)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise SourceError("folder_missing", path=str(self._root)) from error
        except OSError as error:
            raise SourceError("folder_unreadable", path=str(self._root)) from error
        waiting = [entries]
        while waiting:
            for entry in waiting.pop():
                if self._cancelled():
                    raise CancelledError
                path = Path(entry.path)
                if is_passed_over(entry.name):
                    continue
                if _is_folder(entry):
                    below = self._below(entry, path)
                    if below:
                        waiting.append(below)
                elif (info := self._info(entry, path)) is not None:
                    yield path, info

    def _below(self, entry: os.DirEntry[str], path: Path) -> list[os.DirEntry[str]]:
        if _is_link(entry):
            self.skipped.append(Problem(ref_of(self._root, path), "link_not_followed"))
            return []
        if path.absolute() in self._leave_out:
            return []
        try:
            return self._entries(path) if self._remember(path) else []
        except OSError:
            ref = ref_of(self._root, path)
            self.problems.append(Problem(ref, "folder_not_readable"))
            self.unlisted.append(ref + "/")
            return []

    def _info(self, entry: os.DirEntry[str], path: Path) -> os.stat_result | None:
        try:
            info = entry.stat()
        except FileNotFoundError:
            return None  # it vanished, or is a link to nothing
        except OSError:
            if entry.is_symlink():
                self.skipped.append(Problem(ref_of(self._root, path), "link_not_followed"))
                return None
            self.problems.append(Problem(ref_of(self._root, path), "not_readable"))
            self.unlisted.append(ref_of(self._root, path))
            return None
        return info if stat.S_ISREG(info.st_mode) and not _is_hidden(info) else None

    def _remember(self, path: Path) -> bool:
        """False for a folder that was entered before, through a mount of itself."""
        info = path.stat()
        key = (info.st_dev, info.st_ino)
        known = key in self._seen and info.st_ino != 0
        self._seen.add(key)
        return not known

    @staticmethod
    def _entries(path: Path) -> list[os.DirEntry[str]]:
        with os.scandir(path) as found:
            return sorted(found, key=lambda entry: entry.name)


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden, a system's own, or another program's while it writes."""
    low = name.casefold()
    return low.startswith(_UNFINISHED_START) or low.endswith(_UNFINISHED) or low in _SYSTEM


def media_type_of(name: str) -> str:
    """The media type that a file's ending stands for; "application/octet-stream" for any other."""
    ending = Path(name).suffix.casefold()
    return PAPERS.get(ending) or OTHERS.get(ending, "application/octet-stream")


def _document(root: Path, path: Path, info: os.stat_result, known: dict[str, Path]) -> RemoteDocument | None:
    ending = path.suffix.casefold()
    if ending not in PAPERS and ending not in OTHERS:
        return None
    ref = ref_of(root, path)
    while ref in known:  # two names that differ in spelling alone (NFC and NFD), side by side
        ref += "~"
    folder, _, _ = ref.rpartition("/")
    above, _, last = folder.rpartition("/")
    inside = last.casefold() == ATTACHMENTS
    use = Use.PAPER if ending in PAPERS else Use.ATTACHMENT
    group = above if inside else folder
    return RemoteDocument(ref, info.st_size, time_of(info), use, group, inside, media_type=media_type_of(path.name))


def ref_of(root: Path, path: Path) -> str:
    """The path in the folder with `/`, in NFC: a Mac and a Linux machine give a file the same ref."""
    parts = []
    for part in path.relative_to(root).parts:
        raw = os.fsencode(part)
        try:
            parts.append(unicodedata.normalize("NFC", raw.decode("utf-8")))
        except UnicodeDecodeError:
            parts.append(raw.decode("cp1252", "replace"))  # a name from an old Windows share
    return "/".join(parts)


def time_of(info: os.stat_result) -> datetime:
    """When the file was changed last, in UTC."""
    return datetime.fromtimestamp(info.st_mtime_ns // 1000 / 1_000_000, UTC)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    # A junction of Windows is a link too; Python tells from 3.12 on.
    junction = getattr(entry, "is_junction", None)
    return entry.is_symlink() or bool(junction and junction())


def _is_hidden(info: os.stat_result) -> bool:
    attributes = getattr(info, "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)
