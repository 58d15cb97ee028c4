"""The text of attachments' pages for the search, read by a PDF process of its own after everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.store import attachments
from moedeklar.store.attachments import UnindexedFile
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync.passing import PASSING
from moedeklar.sync.pdf import Texts

if TYPE_CHECKING:
    from moedeklar.store.database import Database

LARGEST = 100_000_000  # bytes; a larger file is opened page by page, but its text is not searched
TEXTS = frozenset({"text/plain", "text/markdown", "text/csv"})
PAGELESS = TEXTS | {"text/html"}  # what has text to search and no pages to count
BY_PROCESS = frozenset(
    {
        "application/pdf",
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)
_ENDINGS = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}
_PIECE = 4000  # letters of a text file that count as a page


def index_files(store: Store, pdf: Callable[[], Texts], cancelled: Callable[[], bool]) -> int:
    """Index the pages of every attachment's file that is not yet; how many there were. One file in memory at a time.

    *pdf* is called when the first file needs a PDF process. Raises Cancelled.
    """
    waiting = store.read(attachments.unindexed)
    for file in waiting:
        if cancelled():
            raise Cancelled
        try:
            pages = _pages(store, pdf, file)
            outcome = stamp(store.clock.now())
        except Cancelled:
            raise
        except MoedeklarError as error:
            if error.code in PASSING:
                continue
            pages, outcome = None, error.code
        _keep(store, file, pages, outcome)
    return len(waiting)


def _pages(store: Store, pdf: Callable[[], Texts], file: UnindexedFile) -> tuple[str, ...] | None:
    """The text of each page; None for what has no text."""
    if file.size > LARGEST or file.media_type not in BY_PROCESS | TEXTS:
        return None
    data = store.files.read(file.sha256)
    if file.media_type in BY_PROCESS:
        return pdf().page_texts(data, (file.name[:100] or "bilag") + _ENDINGS[file.media_type])
    from moedeklar.agenda.plaintext import decoded  # noqa: PLC0415 (loads the reader of agendas)

    text = decoded(data)
    return tuple(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))


def _keep(store: Store, file: UnindexedFile, pages: tuple[str, ...] | None, outcome: str) -> None:
    from moedeklar.store import search  # noqa: PLC0415 (most runs have nothing to index)

    def work(db: Database) -> tuple[None, ChangeSet]:
        counted = len(pages) if pages is not None and file.media_type not in PAGELESS else None
        if pages is not None:
            search.index_pages(db, file.sha256, pages)
        attachments.set_indexed(db, file.sha256, outcome, counted)
        return None, ChangeSet.of(Kind.ATTACHMENT)

    store.write(work)
