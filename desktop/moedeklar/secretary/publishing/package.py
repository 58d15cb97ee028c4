"""What is in a package for members: a meeting as a folder that their app reads, a ZIP that is made while it is read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, BinaryIO

from moedeklar.secretary.publishing.layout import ENDINGS
from moedeklar.secretary.publishing.openness import ReadMeeting
from moedeklar.secretary.publishing.records import FeedFile
from moedeklar.secretary.publishing.web_text import item_html
from moedeklar.secretary.publishing.web_words import moment
from moedeklar.store.files import FileStore

ATTACHMENTS = "bilag"
PAGE = "Dagsorden.html"
_UNFIT = re.compile(r"[\\/:*?\"<>|\x00-\x1f]+")
_LONGEST = 100  # characters of a name
_PIECE = 1 << 18
_PAPERS = ENDINGS | {"text/html": ".html"}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a package; `open` gives its content."""

    name: str
    open: Callable[[], BinaryIO]


def members_of(meeting: ReadMeeting, files: FileStore) -> list[Member]:
    """The papers of *meeting* and its attachments, closed ones too; a page where there are no papers for people."""
    found: dict[str, Member] = {}
    for paper in meeting.papers:
        if not paper.is_record:
            _add(found, "", paper.file, files)
    if not found:
        page = _page(meeting).encode()
        found[PAGE.casefold()] = Member(PAGE, lambda: io.BytesIO(page))
    for item in meeting.items:
        for _, file in item.files:
            if file is not None:
                _add(found, ATTACHMENTS + "/", file, files)
    return list(found.values())


def zipped(members: Iterable[Member]) -> io.RawIOBase:
    """A ZIP of *members*, made as it is read: nothing of it is ever on a disk."""
    return _Pieces(_zip(members))


def _add(found: dict[str, Member], folder: str, file: FeedFile, files: FileStore) -> None:
    ending = _PAPERS.get(file.media_type, ".bin")
    title = _UNFIT.sub("_", file.title).strip(" .")[:_LONGEST] or "fil"
    stem = title[: -len(ending)] if title.casefold().endswith(ending) else title
    name, n = f"{folder}{stem}{ending}", 1
    while name.casefold() in found:
        n += 1
        name = f"{folder}{stem} ({n}){ending}"
    found[name.casefold()] = Member(name, lambda: files.open(file.sha256))


def _zip(members: Iterable[Member]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:  # type: ignore[call-overload]  # one that can't seek is enough
        for member in members:
            info = zipfile.ZipInfo(member.name, (1980, 1, 1, 0, 0, 0))
            with archive.open(info, "w", force_zip64=True) as out, member.open() as source:
                while piece := source.read(_PIECE):
                    out.write(piece)
                    yield sink.take()
    yield sink.take()


class _Sink:
    """Takes what is written, until it is taken away."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


class _Pieces(io.RawIOBase):
    """A stream of what *pieces* yields."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _page(meeting: ReadMeeting) -> str:
    """The whole meeting, closed items too, as a page that people and the reader of agendas read."""
    when = moment(meeting.start) if meeting.start else ""
    lines = [
        '<!DOCTYPE html>\n<html lang="da"><head><meta charset="utf-8">',
        f"<title>{escape(meeting.title)}</title></head><body>",
        f"<p>{escape(meeting.municipality or '')}</p><h1>{escape(meeting.committee)}</h1>",
        f"<p>Dagsorden</p><p>{when}</p>",
        f"<p>Mødested: {escape(meeting.place)}</p>" if meeting.place else "",
    ]
    for item in meeting.items:
        mark = "Lukket: " if item.content.closed and not item.content.caption.casefold().startswith("lukket") else ""
        number = f"{item.content.number}. " if item.content.number else ""
        lines.append(f"<h2>{escape(number + mark + item.content.caption)}</h2>")
        if item.content.case_number:
            lines.append(f"<p>Sagsnr.: {escape(item.content.case_number)}</p>")
        lines += item_html(item.content)
        if item.files:
            named = "".join(f"<li>{escape(title)}</li>" for title, _ in item.files)
            lines.append(f"<h3>Bilag</h3><ul>{named}</ul>")
    return "\n".join([*lines, "</body></html>"])
