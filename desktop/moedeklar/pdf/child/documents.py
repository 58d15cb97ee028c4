"""Opening documents: what kind a file is, what is wrong with it, and which ones stay open."""

# pymupdf annotates only part of its interface.
# mypy: allow-untyped-calls

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import pymupdf

from moedeklar.model.errors import DocumentError

PDF: Final = "application/pdf"
HTML: Final = "text/html"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
# The first folder in the archive tells which office program wrote it (ECMA-376, part 2).
DOCX: Final = _OFFICE + "wordprocessingml.document"
_OFFICE_FOLDERS: Final = {
    "word/": (DOCX, "docx"),
    "xl/": (_OFFICE + "spreadsheetml.sheet", "xlsx"),
    "ppt/": (_OFFICE + "presentationml.presentation", "pptx"),
}
_IMAGES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpeg"),
    (b"II*\x00", "image/tiff", "tiff"),
    (b"MM\x00*", "image/tiff", "tiff"),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ENDINGS: Final = {".html", ".htm", ".xhtml"}
# The streams of an old Office file (MS-CFB): what it is, or that it holds a locked one of the new kind (MS-OFFCRYPTO).
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_WORD_ENDINGS: Final = {".doc", ".dot", ".rtf", ".odt", ".wps", ".pages"}
_READABLE: Final = {".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
_HEADER_WITHIN: Final = 1024  # bytes before "%PDF-" that readers tolerate (ISO 32000-1, annex H, note 13)
_TRAILER_WITHIN: Final = 2048

OPEN_DOCUMENTS: Final = 6
OPEN_BYTES: Final = 400 << 20


@dataclass(slots=True)
class Opened:
    """An open document and the bytes that it is read from. `truncated` says that the end of the file is missing."""

    document: pymupdf.Document
    media_type: str
    size: int
    truncated: bool


def kind_of(data: bytes | memoryview, name: str = "") -> tuple[str, str]:
    """The media type of *data* and pymupdf's name for it, by content; a file of unknown content is tried as PDF.

    Raises DocumentError: `word_format` for what other word processors and old Word write, `pdf_encrypted` for an
    Office file with a password, `not_supported` for anything else that an ending in *name* stands for.
    """
    head = bytes(data[:_HEADER_WITHIN])
    suffix = PurePath(name).suffix.casefold()
    if b"%PDF-" in head:
        return PDF, "pdf"
    for magic, media_type, short in _IMAGES:
        if head.startswith(magic):
            return media_type, short
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    if head.startswith(_COMPOUND):
        raise DocumentError(_compound_problem(bytes(data)))
    if suffix in _WEB_ENDINGS or _WEB_PAGE.match(_without_mark(head)):
        return HTML, "html"
    if suffix in _WORD_ENDINGS or head.startswith(b"{\\rtf"):
        raise DocumentError("word_format")
    if suffix == ".docx":
        raise DocumentError("pdf_damaged", detail="no archive")
    if suffix and suffix not in _READABLE:
        raise DocumentError("not_supported")
    return PDF, "pdf"


def _without_mark(head: bytes) -> bytes:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(codecs.BOM_UTF8)


def _compound_problem(data: bytes) -> str:
    if _LOCKED in data:
        return "pdf_encrypted"
    return "word_format" if _OLD_WORD in data else "not_supported"


def _office_kind(data: bytes | memoryview) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names and _is_small(archive) else b""
    except zipfile.BadZipFile as error:
        raise DocumentError("pdf_damaged", detail="zip") from error
    for folder, kind in _OFFICE_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return kind
    raise DocumentError("word_format" if mimetype.endswith(b"opendocument.text") else "not_supported")


def _is_small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("mimetype").file_size < _HEADER_WITHIN


def open_document(data: bytes | memoryview, name: str = "") -> Opened:
    """Open *data*. Raises DocumentError `pdf_empty`, `pdf_encrypted`, `pdf_damaged` or `not_supported`.

    A file that is protected only against changes opens without a password and is read like any other.
    """
    if not data:
        raise DocumentError("pdf_empty")
    media_type, short = kind_of(data, name)
    if media_type == HTML:
        raise DocumentError("not_supported")  # it has no pages to draw, and would have to fetch what it shows
    document = pymupdf.open(stream=bytes(data), filetype=short)
    if document.needs_pass:
        document.close()
        raise DocumentError("pdf_encrypted")
    if not document.page_count:
        document.close()
        raise DocumentError("pdf_damaged", detail="no pages")
    repaired = bool(document.is_pdf and document.is_repaired)
    truncated = repaired and b"%%EOF" not in bytes(data[-_TRAILER_WITHIN:])
    return Opened(document, media_type, len(data), truncated)


class Shelf:
    """The documents that stay open, least recently used first out."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Opened] = OrderedDict()

    def get(self, sha256: str) -> Opened | None:
        """The open document, now the most recently used."""
        found = self._open.get(sha256)
        if found is not None:
            self._open.move_to_end(sha256)
        return found

    def put(self, sha256: str, opened: Opened) -> None:
        """Keep *opened*, and close others until there is room."""
        self.drop(sha256)
        self._open[sha256] = opened
        while len(self._open) > 1 and (
            len(self._open) > OPEN_DOCUMENTS or sum(entry.size for entry in self._open.values()) > OPEN_BYTES
        ):
            _, oldest = self._open.popitem(last=False)
            oldest.document.close()

    def drop(self, sha256: str) -> None:
        """Close the document if it is open."""
        found = self._open.pop(sha256, None)
        if found is not None:
            found.document.close()
