"""Documents to meetings: fetched, hashed, made into lines here (texts) or by the PDF process (the rest), understood.

A record needs no lines: its source reads it, here.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from moedeklar.model.agenda import Meeting, MeetingKind
from moedeklar.model.errors import Cancelled, DocumentError, MoedeklarError, ParseError
from moedeklar.model.lines import StyledDocument
from moedeklar.model.reports import Problem
from moedeklar.model.text import page_ranges
from moedeklar.sources.base import RecordSource, RemoteDocument, Source, Use
from moedeklar.sync.states import is_lasting

TEXTS = frozenset({"text/plain", "text/markdown"})  # read here: there is nothing in them to interpret
LARGEST_TEXT = 20_000_000  # bytes; a text file above this is no agenda
LARGEST_RECORD = 30_000_000  # bytes; a whole council's year would fit, and read it takes some 150 MB of memory
LARGEST = 500_000_000  # bytes that are handed to the PDF process at once
AHEAD = 2  # documents that the PDF process is given while an earlier one is being understood
# Problems of documents that are wholly or partly pictures: once scans are to be read, these are read again.
UNREAD_SCANS = frozenset({"scan_no_text", "pages_without_text"})
# What may be different the next time, with the very same file.
PASSING = frozenset(
    {
        "not_readable",
        "vanished",
        "pdf_timeout",
        "pdf_process",
        "still_changing",
        "export_unfinished",
        "ocr_missing",
        "cancelled",
        # The network and whoever answers on it; what is not here is settled until it changes.
        "net_name",
        "net_unreachable",
        "net_refused",
        "net_timeout",
        "net_reset",
        "net_proxy",
        "net_proxy_sign_in",
        "net_captive",
        "tls_authority",
        "tls_expired",
        "tls_clock",
        "tls_host",
        "tls_failed",
        "http_forbidden",
        "server_failed",
        "server_busy",
        "server_wait",
        "sign_in_needed",
        "sign_in_expired",
        "keyring_locked",
        "keyring_gone",
        "cut_short",
        "wrong_hash",
        "changed_meanwhile",
        "body_damaged",
    }
)


class Lines(Protocol):
    """The part of `PdfClient` that is needed here."""

    def lines(self, data: bytes, name: str) -> StyledDocument:
        """The styled lines of a PDF, a web page or a Word document; DocumentError."""
        ...


Recognise = Callable[[RemoteDocument, StyledDocument, bytes], StyledDocument]
"""A document with the text of its pages that are pictures; DocumentError where that can't be read here; Cancelled."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A document and what it was understood as: a meeting with items or a planned one, or why not.

    `sha256` is "" where it was not had. `notice` is what a person should know of a document that was understood. `size`
    is that of its content in bytes, 0 where that is known already. `is_known` says that it was fetched and holds what
    it held before. `data` is the content of what would otherwise have to be fetched once more to be kept.
    """

    document: RemoteDocument
    sha256: str = ""
    meeting: Meeting | None = None
    pages: int | None = None
    problem: Problem | None = None
    notice: Problem | None = None
    size: int = 0
    is_known: bool = False
    data: bytes = b""

    @property
    def is_skipped(self) -> bool:
        """Whether it was read and is no agenda."""
        return self.problem is not None and self.problem.code in {"no_agenda", "text_too_large"}

    @property
    def is_passing(self) -> bool:
        """Whether reading it again later may end otherwise."""
        return self.problem is not None and self.problem.code in PASSING


@dataclass(frozen=True, slots=True)
class _Fetched:
    document: RemoteDocument
    sha256: str
    said: StyledDocument | Meeting | None  # None where it holds what it held before
    size: int
    data: bytes = b""  # only of a record, and of a document with pages that are pictures, which may be read off it


def problem_of(what: str, error: MoedeklarError) -> Problem:
    """What stood in the way of *what*."""
    return Problem(what, error.code, tuple(sorted(error.params.items())))


def is_read_here(document: RemoteDocument) -> bool:
    """Whether *document* is understood without the PDF process."""
    return document.use is Use.RECORD or document.media_type in TEXTS


def sha256_of(source: Source, ref: str) -> str:
    """The hash of a document's content. Raises DocumentError."""
    digest = hashlib.sha256()
    try:
        with source.open(ref) as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise DocumentError("not_readable", name=ref) from error
    return digest.hexdigest()


def understand(
    documents: Iterable[RemoteDocument],
    source: Source,
    pdf: Lines,
    cancelled: Callable[[], bool],
    recognise: Recognise | None = None,
    known: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Understood]:
    """Understand *documents*, one bad one failing alone, in any order. Raises Cancelled when *cancelled* says so.

    With *recognise*, which is called on this thread, pages that are pictures are read. *known* are the hashes, by ref,
    of documents that need not be read where they hold the same.

    Texts are understood at once while the PDF process works on the next of its documents.
    """
    waiting = list(documents)
    texts = deque(one for one in waiting if is_read_here(one))
    pdfs = deque(one for one in waiting if not is_read_here(one))
    if not pdfs:
        for document in texts:
            if cancelled():
                raise Cancelled
            yield _one(document, partial(_fetch, document, source, pdf, known), recognise)
        return
    with ThreadPoolExecutor(1, "sync-pdf") as pool:
        running: deque[tuple[RemoteDocument, Future[_Fetched]]] = deque()
        try:
            while texts or pdfs or running:
                if cancelled():
                    raise Cancelled
                while pdfs and len(running) < AHEAD:
                    document = pdfs.popleft()
                    running.append((document, pool.submit(_fetch, document, source, pdf, known)))
                if texts:
                    document = texts.popleft()
                    yield _one(document, partial(_fetch, document, source, pdf, known), recognise)
                else:
                    document, future = running.popleft()
                    yield _one(document, future.result, recognise)
        finally:
            for _, future in running:
                future.cancel()


def _one(document: RemoteDocument, fetched: Callable[[], _Fetched], recognise: Recognise | None) -> Understood:
    try:
        found = fetched()
    except _Failed as failed:
        return Understood(document, failed.sha256, problem=problem_of(document.ref, failed.error))
    except DocumentError as error:
        return Understood(document, problem=problem_of(document.ref, error))
    if found.said is None:
        return Understood(document, found.sha256, is_known=True)
    if isinstance(found.said, Meeting):
        return _stated(found, found.said)
    return _read(found, found.said, recognise)


def _stated(found: _Fetched, meeting: Meeting) -> Understood:
    ref = found.document.ref
    if not meeting.items and meeting.kind is not MeetingKind.PLANNED:
        return Understood(found.document, found.sha256, problem=Problem(ref, "no_agenda"))
    data = found.data if is_lasting(found.document) else b""
    return Understood(found.document, found.sha256, meeting, size=found.size, data=data)


def _read(found: _Fetched, styled: StyledDocument, recognise: Recognise | None) -> Understood:
    document, tried = found.document, False
    if styled.scanned_pages and recognise is not None:
        try:
            styled, tried = recognise(document, styled, found.data), True
        except DocumentError as error:
            if styled.is_scan:  # where only some pages are pictures, it may do without
                return Understood(document, found.sha256, problem=problem_of(document.ref, error))
    if styled.is_scan:
        code = "scan_unreadable" if tried else "scan_no_text"
        return Understood(document, found.sha256, problem=Problem(document.ref, code))
    from moedeklar.agenda.reader import read  # noqa: PLC0415 (a third of the start; most runs read nothing)

    pages = len(styled.page_sizes) or None
    meeting = read(styled)
    if not meeting.items:
        return Understood(document, found.sha256, None, pages, Problem(document.ref, "no_agenda"))
    notice = _notice(document, styled, tried=tried)
    return Understood(document, found.sha256, meeting, pages, notice=notice, size=found.size)


def _notice(document: RemoteDocument, styled: StyledDocument, *, tried: bool) -> Problem | None:
    pages = styled.scanned_pages
    if not pages:
        return None
    code = "pages_not_recognised" if tried else "pages_without_text"
    return Problem(document.ref, code, (("pages", page_ranges(pages)),))


class _Failed(Exception):
    """A document could not be made into lines, but its hash is known."""

    def __init__(self, sha256: str, error: DocumentError) -> None:
        super().__init__(error)
        self.sha256 = sha256
        self.error = error


def _fetch(document: RemoteDocument, source: Source, pdf: Lines, known: Mapping[str, str]) -> _Fetched:
    is_record = document.use is Use.RECORD
    is_text = document.media_type in TEXTS
    if document.size > (LARGEST_RECORD if is_record else LARGEST_TEXT if is_text else LARGEST):
        code = "text_too_large" if is_text or is_record else "pdf_too_large"
        raise _Failed("", DocumentError(code, name=document.name, megabytes=document.size // 1_000_000))
    if not source.is_steady(document):
        raise DocumentError("still_changing", name=document.name)
    try:
        with source.open(document.ref) as file:
            data = file.read()
    except OSError as error:
        raise DocumentError("not_readable", name=document.name) from error
    sha256 = hashlib.sha256(data).hexdigest()
    if known.get(document.ref) == sha256:
        return _Fetched(document, sha256, None, len(data))
    if is_record and isinstance(source, RecordSource):
        try:
            return _Fetched(document, sha256, source.record(document, data), len(data), data)
        except ParseError as error:
            raise _Failed(sha256, error) from error
    if not is_text:
        try:
            styled = pdf.lines(data, document.name)
            return _Fetched(document, sha256, styled, len(data), data if styled.scanned_pages else b"")
        except DocumentError as error:
            raise _Failed(sha256, error) from error
    if not data.strip():
        raise _Failed(sha256, DocumentError("file_empty", name=document.name))
    from moedeklar.agenda.plaintext import lines_of_text  # noqa: PLC0415 (as above)

    lines = lines_of_text(data, True if document.media_type == "text/markdown" else None)
    return _Fetched(document, sha256, lines, len(data))
