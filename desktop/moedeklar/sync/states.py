"""Whether a document is still as the journal has it, and the entry of one that was looked at. Pure."""

from __future__ import annotations

from moedeklar.model.reports import Problem
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.precedence import give_way
from moedeklar.store.stamps import stamp, unstamp


def is_same(entry: Entry, document: RemoteDocument) -> bool:
    """Whether nothing of what the source lists of *document* has changed since *entry*.

    With `recheck` its content may have changed all the same, see `is_current`.
    """
    if document.version or entry.version:
        return document.version == entry.version
    return (entry.size, entry.modified) == (document.size, stamp(document.modified))


def is_current(entry: Entry, document: RemoteDocument) -> bool:
    """Whether *document* is surely as *entry* has it, so that it need not be fetched again."""
    return is_same(entry, document) and not document.recheck


def is_lasting(document: RemoteDocument) -> bool:
    """Whether its ref is the system's own and stays with it, so that content is never looked for under another name."""
    return bool(document.version) or document.recheck


def entry_of(
    document: RemoteDocument,
    outcome: DocumentOutcome,
    sha256: str | None = None,
    reader: str = "",
    problem: Problem | None = None,
) -> Entry:
    """The entry of *document* as it is listed."""
    give_way()
    return Entry(
        document.ref,
        document.size,
        stamp(document.modified),
        outcome,
        sha256,
        reader,
        problem,
        document.version,
        document.media_type,
    )


def file_of_entry(entry: Entry) -> RemoteDocument:
    """The file of an attachment that *entry* tells of, where the listing does not name it this time."""
    return RemoteDocument(
        entry.ref,
        entry.size,
        unstamp(entry.modified),
        Use.ATTACHMENT,
        media_type=entry.media_type,
        version=entry.version,
    )
