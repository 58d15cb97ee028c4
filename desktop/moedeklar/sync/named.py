"""Files that a source does not list and its records name: they count as listed, as long as they are known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moedeklar.sources.base import Listing, NamingSource, Source
from moedeklar.store.journal import DocumentOutcome, Entry


def with_named_files(listing: Listing, source: Source, entries: Mapping[str, Entry]) -> Listing:
    """*listing* with the files that are known by the journal's *entries* of what *source* does not list."""
    if not isinstance(source, NamingSource):
        return listing
    listed = {document.ref for document in listing.documents}
    known = (ref for ref, one in entries.items() if ref not in listed and one.outcome is not DocumentOutcome.GONE)
    files = tuple(document for ref in known if (document := source.named(ref)) is not None)
    return replace(listing, documents=(*listing.documents, *files))
