"""What is asked of a PDF process, and of what reads pictures; `pdf.client` and `pdf.recognising` can do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from moedeklar.model.lines import StyledDocument


class Lines(Protocol):
    """The part of `PdfClient` that is needed here."""

    def lines(self, data: bytes, name: str) -> StyledDocument:
        """The styled lines of a PDF, a web page or a Word document; DocumentError."""
        ...


class Texts(Protocol):
    """The part of `PdfClient` that is needed here."""

    def page_texts(self, data: bytes, name: str) -> tuple[str, ...]:
        """The plain text of each page; DocumentError."""
        ...


class Pdf(Lines, Texts, Protocol):
    """What the engine asks of a PDF process."""

    def warm_up(self) -> None:
        """Start without waiting."""
        ...


class ReadsScans(Protocol):
    """Reads pages that are pictures, as `pdf.recognising.Recogniser` does."""

    def read(
        self,
        document: StyledDocument,
        data: bytes,
        name: str,
        on_page: Callable[[int, int], object],
        cancelled: Callable[[], bool],
    ) -> StyledDocument:
        """*document* with the text of those pages; DocumentError, Cancelled."""
        ...
