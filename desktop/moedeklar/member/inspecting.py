"""What is understood of a document or a stored meeting, in one JSON shape. Reading a file never opens the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Protocol

from moedeklar.agenda.inspection import inspection
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Meeting
from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import StyledDocument
from moedeklar.model.views import ItemView, MeetingView
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.recognising import Recogniser
from moedeklar.pdf.tessdata import find_danish
from moedeklar.sources.exports.format import Place
from moedeklar.sources.exports.formats import read_record
from moedeklar.wording.findings import reading_warning

TEXT_ENDINGS = frozenset({".txt", ".text"})
MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
EXPORT_ENDING = ".xml"
OnPage = Callable[[int, int], object]
_PDF_WITHIN = 1024  # bytes before "%PDF-" that readers tolerate


class ShowsMeetings(Protocol):
    """The part of `member.meetings` that is needed here."""

    def view(self, meeting_id: str, version_id: str | None = None) -> MeetingView:
        """The meeting in one version."""
        ...

    def item(self, item_id: str, version_id: str | None = None) -> ItemView:
        """An item in one version."""
        ...


@dataclass(frozen=True, slots=True)
class Inspected:
    """A meeting as it was understood, and the same in the shape of `agenda.inspection`."""

    meeting: Meeting
    shape: dict[str, Any]


def inspect_file(path: Path, pdf: PdfClient | None = None, on_page: OnPage | None = None) -> Inspected:
    """What is understood of the file at *path*. Blocks; may start a PDF process.

    A file that is no agenda gives no items; XML is read as what a case system exports. With *on_page*, which is told
    how many pages are read, of how many, pages that are pictures are read by text recognition. DocumentError where it
    cannot be read at all: file_unreadable, ocr_missing, and what `PdfClient.lines` raises; ParseError for XML that is
    no export or a broken one.
    """
    if path.suffix.casefold() == EXPORT_ENDING:
        meeting = read_record(_bytes(path), Place(path.name))
    else:
        meeting = read(styled_lines(path, pdf, on_page))
    return Inspected(meeting, inspection(meeting, reading_warning))


def styled_lines(path: Path, pdf: PdfClient | None = None, on_page: OnPage | None = None) -> StyledDocument:
    """The lines of the file at *path*, text and Markdown read here, anything else by *pdf* or a process of its own."""
    data = _bytes(path)
    if is_text(path.name, data):
        # A .txt may be Markdown as well; then its own look decides.
        return lines_of_text(data, True if PurePath(path.name).suffix.lower() in MARKDOWN_ENDINGS else None)
    if pdf is not None:
        return _by_process(pdf, data, path.name, on_page)
    own = PdfClient()
    try:
        return _by_process(own, data, path.name, on_page)
    finally:
        own.close()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError("file_unreadable", name=str(path), why=error.strerror or type(error).__name__) from error


def _by_process(pdf: PdfClient, data: bytes, name: str, on_page: OnPage | None) -> StyledDocument:
    document = pdf.lines(data, name)
    if on_page is None or not document.scanned_pages:
        return document
    tessdata = find_danish()
    if tessdata is None:
        raise DocumentError("ocr_missing", name=name)
    return Recogniser(pdf, tessdata).read(document, data, name, on_page)


def is_text(name: str, data: bytes) -> bool:
    """Whether a file is read as text: its name says so, and it is no PDF under a wrong name."""
    ending = PurePath(name).suffix.lower()
    return ending in TEXT_ENDINGS | MARKDOWN_ENDINGS and b"%PDF-" not in data[:_PDF_WITHIN]


def inspect_stored(meetings: ShowsMeetings, meeting_id: str, version_id: str | None = None) -> Inspected:
    """A stored meeting in the same shape, with ids, and with the state of each attachment. NotFound."""
    view = meetings.view(meeting_id, version_id)
    shape = inspection(view.content, reading_warning)
    shape = {"id": view.row.id, "version": view.version.id, **shape}
    for entry, item_id in zip(shape["items"], view.item_ids, strict=True):
        # As it stands, an item may be of an older version than the meeting: a supplement brings only its own.
        item = meetings.item(item_id, version_id)
        entry["id"] = item_id
        if item.expiry is not None:
            entry["title"] = item.content.title
            entry["expired"] = {"day": item.expiry.day.isoformat(), "rule": item.expiry.rule}
        entry["attachments"] = [
            {"id": found.id, "title": found.title, "document_number": found.document_number, "state": found.state.value}
            for found in item.attachments
        ]
    shape["items"] = [{"id": entry.pop("id"), **entry} for entry in shape["items"]]
    return Inspected(view.content, shape)
