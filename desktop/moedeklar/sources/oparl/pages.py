"""Lists of objects (OParl, "Objektlisten"): one page after another, as each names the next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.values import digest_of, items_of, link, number, read_json

MOST_PAGES = 10_000
Ask = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. `next` is the address of the one after it, "" where it is the last; `of` how many there are."""

    data: tuple[Any, ...]
    next: str = ""
    of: int | None = None


def page_of(data: bytes) -> Page:
    """The page that *data* is. Raises ParseError, which says where. A bare array is a list of one page."""
    value = read_json(data)
    if isinstance(value, list):
        return Page(tuple(value))
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        raise ParseError("oparl_no_list", where="data")
    links, counts = value.get("links"), value.get("pagination")
    following = link(links.get("next")) if isinstance(links, dict) else ""
    at, of = (number(counts, "currentPage"), number(counts, "totalPages")) if isinstance(counts, dict) else (None, None)
    if at is not None and of is not None and at >= of > 0:
        following = ""  # some name the last page as the one after itself
    return Page(tuple(items_of(value, "data")), following, of)


def walk(ask: Ask, url: str) -> Iterator[tuple[str, Page]]:
    """Every page of the list at *url*, with its address. What *ask* raises goes through.

    Raises ParseError: oparl_loop where a page names one that came before as the next, or has the very content of one;
    oparl_endless after `MOST_PAGES`. What was read until then is not the whole list.
    """
    asked: set[str] = set()
    contents: set[str] = set()
    while url:
        if url in asked:
            raise ParseError("oparl_loop", url=url)
        if len(asked) >= MOST_PAGES:
            raise ParseError("oparl_endless", url=url, count=MOST_PAGES)
        asked.add(url)
        data = ask(url)
        page = page_of(data)
        said = digest_of(repr(page.data).encode())
        if page.data and said in contents:
            raise ParseError("oparl_loop", url=url)
        contents.add(said)
        yield url, page
        url = page.next


def filtered(url: str, since: datetime) -> str:
    """The address of the list at *url* with only what was changed since *since*."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "modified_since"]
    query.append(("modified_since", since.isoformat(timespec="seconds")))
    return urlunsplit(parts._replace(query=urlencode(query)))
