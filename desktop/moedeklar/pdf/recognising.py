"""Reading the pages of a document that are pictures (OCR), one by one, so that it can be followed and stopped."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.pdf.client import PdfClient

log = logging.getLogger(__name__)

PAGE_SECONDS: Final = 120.0  # a page takes two to ten on an idle machine
_UNREADABLE: Final = frozenset({"pdf_timeout", "pdf_refused", "pdf_damaged"})


class Recogniser:
    """Reads with *client* and the Danish data in the folder *tessdata*. Blocking; any thread."""

    def __init__(self, client: PdfClient, tessdata: Path, seconds: float = PAGE_SECONDS) -> None:
        """*seconds* is the time that one page may take."""
        self._client = client
        self._tessdata = tessdata
        self._seconds = seconds

    def read(
        self,
        document: StyledDocument,
        data: bytes,
        name: str,
        on_page: Callable[[int, int], object] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> StyledDocument:
        """*document*, whose file *data* is, with the text of its pages that are pictures.

        A page that could not be read in time stays among its `scanned_pages`; one on which there is no text does not.
        *on_page* is told before each page how many are done, of how many. Raises Cancelled when *cancelled* says so,
        between two pages, and DocumentError where the PDF process can't be had.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        total = len(document.scanned_pages)
        read: dict[int, tuple[Line, ...]] = {}
        self._client.open(sha256, lambda: data, name)
        try:
            for done, page in enumerate(document.scanned_pages):
                if cancelled():
                    raise Cancelled
                on_page(done, total)
                lines = self._page(sha256, page)
                if lines is not None:
                    read[page] = lines
        finally:
            self._client.forget(sha256)
        return _joined(document, read)

    def _page(self, sha256: str, page: int) -> tuple[Line, ...] | None:
        try:
            return self._client.recognise(sha256, page, self._tessdata, self._seconds)
        except DocumentError as error:
            if error.code not in _UNREADABLE:
                raise
            log.warning("page %d was not recognised: %s", page + 1, error.code)
            return None


def _joined(document: StyledDocument, read: dict[int, tuple[Line, ...]]) -> StyledDocument:
    """*document* with the lines that were read on its pages, in the order of the pages."""
    lines = list(document.lines)
    for found in read.values():
        lines += found
    lines.sort(key=lambda line: line.page)  # stable: the lines of a page keep their order
    return replace(
        document,
        lines=tuple(lines),
        scanned_pages=tuple(page for page in document.scanned_pages if page not in read),
        recognised=any(read.values()),
    )
