"""Where the documents of a run are read: fetched, made into lines here (texts) or by the PDF process, understood.

A record needs no lines: its source reads it. Where a source can be asked several things at once, its records are
fetched a little ahead, in the order in which they are wanted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from moedeklar.model.errors import Cancelled
from moedeklar.model.lines import StyledDocument
from moedeklar.sources.base import RemoteDocument, Source, Use
from moedeklar.sync.ahead import Ahead
from moedeklar.sync.opening import Opened, open_document
from moedeklar.sync.pdf import Lines
from moedeklar.sync.reading import Recognise, Understood, is_read_here, understood

PDFS_AHEAD = 2  # documents that the PDF process is given while an earlier one is being understood
RECORDS_AHEAD = 3  # for each connection: records that are fetched while an earlier one is written


class Desk:
    """Reads the documents of one source in one run, on the thread of the run and in threads of its own until closed."""

    def __init__(
        self,
        source: Source,
        pdf: Callable[[], Lines],
        cancelled: Callable[[], bool],
        recognise: Recognise | None = None,
        known: Mapping[str, str] | None = None,
    ) -> None:
        """*pdf* gives the PDF process when the first PDF comes; *recognise*, called on this thread, reads pictures.

        *known* are the hashes, by ref, of documents that need not be read where they hold the same.
        """
        self._source = source
        self._cancelled = cancelled
        self._recognise = recognise
        self._open = partial(open_document, source=source, pdf=_Lazy(pdf), known=known or {})
        self._ahead: Ahead[RemoteDocument, Opened] | None = None

    def expect(self, documents: Iterable[RemoteDocument]) -> None:
        """Say once which documents will be read, in order, so that they can be fetched ahead."""
        records = [document for document in documents if document.use is Use.RECORD]
        threads = self._source.connections
        if threads > 1 and len(records) > 1:
            self._ahead = Ahead(records, self._open, threads, RECORDS_AHEAD * threads, "sync-record")

    def understand(self, documents: Sequence[RemoteDocument]) -> Iterator[Understood]:
        """Understand *documents*, one bad one failing alone, in any order. Raises Cancelled.

        Texts are understood at once while the PDF process works on the next of its documents.
        """
        here = deque(one for one in documents if is_read_here(one))
        pdfs = deque(one for one in documents if not is_read_here(one))
        if not pdfs:
            for document in here:
                yield self._read(document)
            return
        with ThreadPoolExecutor(1, "sync-pdf") as pool:
            running: deque[tuple[RemoteDocument, Future[Opened]]] = deque()
            try:
                while here or pdfs or running:
                    self._check()
                    while pdfs and len(running) < PDFS_AHEAD:
                        document = pdfs.popleft()
                        running.append((document, pool.submit(self._open, document)))
                    if here:
                        yield self._read(here.popleft())
                    else:
                        document, future = running.popleft()
                        yield understood(document, future.result, self._recognise)
            finally:
                for _, future in running:
                    future.cancel()

    def _read(self, document: RemoteDocument) -> Understood:
        self._check()
        take = self._ahead.take if self._ahead is not None and document.use is Use.RECORD else self._open
        return understood(document, partial(take, document), self._recognise)

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ahead is not None:
            self._ahead.__exit__(kind, error, trace)


class _Lazy:
    """A PDF process that is asked for when the first PDF comes."""

    def __init__(self, pdf: Callable[[], Lines]) -> None:
        self._pdf = pdf

    def lines(self, data: bytes, name: str) -> StyledDocument:
        """See `PdfClient.lines`."""
        return self._pdf().lines(data, name)
