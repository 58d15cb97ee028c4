"""Lists in pages by month, the oldest first: a month that is over keeps its page. (OParl, "Objektlisten") Pure.

`totalElements`, `first` and `last`, which the standard allows, are left out: every page would change with a new month.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from moedeklar.secretary.publishing.layout import Addresses, page_name


def pages_of(kind: str, by_month: Mapping[str, Sequence[Any]], empty: str, at: Addresses) -> dict[str, dict[str, Any]]:
    """The pages of a list by name, in order; one called *empty* where there is nothing to list."""
    names = [page_name(kind, month) for month in sorted(by_month)] or [empty]
    found = {}
    for n, name in enumerate(names):
        data = list(by_month[sorted(by_month)[n]]) if by_month else []
        links = {"self": at.of(name)}
        if n:
            links["prev"] = at.of(names[n - 1])
        if n + 1 < len(names):
            links["next"] = at.of(names[n + 1])
        found[name] = {"data": data, "pagination": {"elementsPerPage": max(1, len(data))}, "links": links}
    return found


def page_digest(data: bytes) -> str:
    """What the system says of a page."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()
