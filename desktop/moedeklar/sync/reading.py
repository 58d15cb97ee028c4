"""What became of a document that was read: a meeting, or why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from moedeklar.model.agenda import Meeting, MeetingKind
from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import StyledDocument
from moedeklar.model.reports import Problem
from moedeklar.model.text import page_ranges
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.sync.opening import TEXTS, Opened, OpeningFailed
from moedeklar.sync.passing import PASSING, problem_of
from moedeklar.sync.states import is_lasting

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
    is_expired: bool = False

    @property
    def is_skipped(self) -> bool:
        """Whether it was read and is no agenda."""
        return self.problem is not None and self.problem.code in {"no_agenda", "text_too_large"}

    @property
    def is_passing(self) -> bool:
        """Whether reading it again later may end otherwise."""
        return self.problem is not None and self.problem.code in PASSING


def is_read_here(document: RemoteDocument) -> bool:
    """Whether *document* is understood without the PDF process."""
    return document.use is Use.RECORD or document.media_type in TEXTS


def understood(document: RemoteDocument, fetched: Callable[[], Opened], recognise: Recognise | None) -> Understood:
    """What *document* is, of which *fetched* gives what it holds. With *recognise* pages that are pictures are read."""
    try:
        found = fetched()
    except OpeningFailed as failed:
        return Understood(document, failed.sha256, problem=problem_of(document.label, failed.error))
    except DocumentError as error:
        return Understood(document, problem=problem_of(document.label, error))
    if found.said is None:
        return Understood(document, found.sha256, is_known=True)
    if isinstance(found.said, Meeting):
        return _stated(found, found.said)
    return _read(found, found.said, recognise)


def _stated(found: Opened, meeting: Meeting) -> Understood:
    label = found.document.label
    if not meeting.items and meeting.kind is not MeetingKind.PLANNED:
        return Understood(found.document, found.sha256, problem=Problem(label, "no_agenda"))
    data = found.data if is_lasting(found.document) else b""
    return Understood(found.document, found.sha256, meeting, size=found.size, data=data)


def _read(found: Opened, styled: StyledDocument, recognise: Recognise | None) -> Understood:
    document, tried = found.document, False
    if styled.scanned_pages and recognise is not None:
        try:
            styled, tried = recognise(document, styled, found.data), True
        except DocumentError as error:
            if styled.is_scan:  # where only some pages are pictures, it may do without
                return Understood(document, found.sha256, problem=problem_of(document.label, error))
    if styled.is_scan:
        code = "scan_unreadable" if tried else "scan_no_text"
        return Understood(document, found.sha256, problem=Problem(document.label, code))
    from moedeklar.agenda.reader import read  # noqa: PLC0415 (a third of the start; most runs read nothing)

    pages = len(styled.page_sizes) or None
    meeting = read(styled)
    if not meeting.items:
        return Understood(document, found.sha256, None, pages, Problem(document.label, "no_agenda"))
    notice = _notice(document, styled, tried=tried)
    return Understood(document, found.sha256, meeting, pages, notice=notice, size=found.size)


def _notice(document: RemoteDocument, styled: StyledDocument, *, tried: bool) -> Problem | None:
    pages = styled.scanned_pages
    if not pages:
        return None
    code = "pages_not_recognised" if tried else "pages_without_text"
    return Problem(document.label, code, (("pages", page_ranges(pages)),))
