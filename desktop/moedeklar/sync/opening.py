"""A document's content, fetched whole and made into lines, or into the meeting that a record states."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from moedeklar.model.agenda import Meeting
from moedeklar.model.errors import DocumentError, ParseError
from moedeklar.model.lines import StyledDocument
from moedeklar.sources.base import RecordSource, RemoteDocument, Source, Use
from moedeklar.store.precedence import give_way
from moedeklar.sync.pdf import Lines

TEXTS = frozenset({"text/plain", "text/markdown"})  # read here: there is nothing in them to interpret
LARGEST_TEXT = 20_000_000  # bytes; a text file above this is no agenda
LARGEST_RECORD = 30_000_000  # bytes; a whole council's year would fit, and read it takes some 150 MB of memory
LARGEST = 500_000_000  # bytes that are handed to the PDF process at once
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """What a document holds: lines, a meeting, or None where it is what it held before. `size` in bytes.

    `data` is the content of a record, and of a document with pages that are pictures, which may be read off it.
    """

    document: RemoteDocument
    sha256: str
    said: StyledDocument | Meeting | None
    size: int
    data: bytes = b""


class OpeningFailed(Exception):
    """A document could not be made into lines, but its hash is known."""

    def __init__(self, sha256: str, error: DocumentError) -> None:
        super().__init__(error)
        self.sha256 = sha256
        self.error = error


def open_document(document: RemoteDocument, source: Source, pdf: Lines, known: Mapping[str, str]) -> Opened:
    """Fetch *document* and make of it what is to be understood. Any thread that the source allows.

    *known* are the hashes, by ref, of documents that need not be read where they hold the same. Raises OpeningFailed,
    DocumentError.
    """
    is_record = document.use is Use.RECORD
    give_way()
    is_text = document.media_type in TEXTS
    largest = LARGEST_RECORD if is_record else LARGEST_TEXT if is_text else LARGEST
    too_large = "text_too_large" if is_text or is_record else "pdf_too_large"
    if document.size > largest:
        raise OpeningFailed("", DocumentError(too_large, name=document.name, megabytes=document.size // 1_000_000))
    if not source.is_steady(document):
        raise DocumentError("still_changing", name=document.name)
    try:
        with source.open(document.ref) as file:
            data = _whole(file, largest + 1)
    except OSError as error:
        raise DocumentError("not_readable", name=document.name) from error
    if len(data) > largest:
        # Its size was not listed.
        raise OpeningFailed("", DocumentError(too_large, name=document.name, megabytes=len(data) // 1_000_000))
    sha256 = hashlib.sha256(data).hexdigest()
    if known.get(document.ref) == sha256:
        return Opened(document, sha256, None, len(data))
    if is_record and isinstance(source, RecordSource):
        try:
            return Opened(document, sha256, source.record(document, data), len(data), data)
        except ParseError as error:
            raise OpeningFailed(sha256, error) from error
    if not is_text:
        try:
            styled = pdf.lines(data, document.name)
            return Opened(document, sha256, styled, len(data), data if styled.scanned_pages else b"")
        except DocumentError as error:
            raise OpeningFailed(sha256, error) from error
    if not data.strip():
        raise OpeningFailed(sha256, DocumentError("file_empty", name=document.name))
    from moedeklar.agenda.plaintext import lines_of_text  # noqa: PLC0415 (loads the reader of agendas)

    lines = lines_of_text(data, True if document.media_type == "text/markdown" else None)
    return Opened(document, sha256, lines, len(data))


def _whole(file: BinaryIO, most: int) -> bytes:
    """What is in *file*, up to *most* bytes."""
    pieces = []
    while most > 0 and (piece := file.read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def sha256_of(source: Source, ref: str) -> str:
    """The hash of a document's content. Raises DocumentError."""
    digest = hashlib.sha256()
    try:
        with source.open(ref) as file:
            while chunk := file.read(_PIECE):
                digest.update(chunk)
    except OSError as error:
        raise DocumentError("not_readable", name=ref) from error
    return digest.hexdigest()
