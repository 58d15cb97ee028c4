"""One attachment alone, when a person asks for it: what a run left where it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from moedeklar.model.errors import DocumentError, StoreError
from moedeklar.model.moments import local_now
from moedeklar.sources.base import Listing, Source
from moedeklar.store import attachments, journal
from moedeklar.store.store import Store
from moedeklar.sync.downloading import Downloads, Got
from moedeklar.sync.fetching import Fetcher, Pending


def fetch_one(source: Source, store: Store, attachment_id: str, cancelled: Callable[[], bool]) -> None:
    """Fetch the file of an attachment of *source*, where it is not here. Blocks; beside a run too.

    Raises NotFound, DocumentError, SourceError, StoreError, Cancelled; what stood in the way is noted where the
    attachment is shown.
    """
    record, _, _ = store.read(lambda db: attachments.whose(db, attachment_id))
    if record.sha256 is not None and store.files.exists(record.sha256):
        return
    ref = record.source_ref or ""
    fetcher = _fetcher(source, store)
    pending = fetcher.pending(ref)
    got = _got(source, store, pending, cancelled) if pending is not None else None
    if got is None or (got.error is not None and got.error.code == "vanished"):
        # A folder knows its files only once it has been looked through, and a network may have moved it.
        fetcher = _fetcher(source, store, source.discover(cancelled))
        pending = fetcher.pending(ref)
        if pending is None:
            raise DocumentError("vanished", name=record.title)
        got = _got(source, store, pending, cancelled)
    if pending is None:
        raise DocumentError("vanished", name=record.title)
    for fetched in fetcher.keep(pending, got):
        if fetched.problem is not None and fetched.record.id == attachment_id:
            raise got.error or StoreError(fetched.problem.code)


def _fetcher(source: Source, store: Store, listing: Listing | None = None) -> Fetcher:
    entries = store.read(lambda db: journal.entries(db, source.id))
    documents = listing.documents if listing is not None else ()
    return Fetcher(source, store, documents, entries, "", local_now(store.clock).date(), partial=True)


def _got(source: Source, store: Store, pending: Pending, cancelled: Callable[[], bool]) -> Got:
    with closing(Downloads(source, store.files, cancelled).fetch([pending.wanted])) as fetched:
        return next(fetched)[1]
