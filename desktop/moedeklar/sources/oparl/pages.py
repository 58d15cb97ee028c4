"""Lists of objects (OParl, "Objektlisten"): one page after another, as each names the next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from moedeklar.model.errors import ParseError, SourceError
from moedeklar.sources.oparl.values import digest_of, items_of, link, number, read_json

MOST_PAGES = 10_000
MOST_EMPTY = 20  # pages one after another with nothing on them, after which nothing more comes
_NO_MORE = frozenset(("not_there", "vanished"))  # how the page after the last may answer
Ask = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. `next` is the address of the one after it, "" for none.

    `of` is how many pages it says there are, `holding` how many objects in all; `is_last` that it says it is the last.
    """

    data: tuple[Any, ...]
    next: str = ""
    of: int | None = None
    holding: int | None = None
    is_last: bool = False


def page_of(data: bytes, url: str = "") -> Page:
    """The page that *data*, had at *url*, is. A bare array is a list of one page.

    Raises ParseError, which says where; also where it names a next page that is no address.
    """
    value = read_json(data)
    if isinstance(value, list):
        return Page(tuple(value))
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        raise ParseError("oparl_no_list", where="data")
    links, counts = value.get("links"), value.get("pagination")
    counts = counts if isinstance(counts, dict) else {}
    at, of = number(counts, "currentPage"), number(counts, "totalPages")
    return Page(
        tuple(items_of(value, "data")),
        _following(links.get("next"), url) if isinstance(links, dict) else "",
        of,
        number(counts, "totalElements"),
        at is not None and of is not None and at >= of > 0,
    )


def _following(stated: Any, url: str) -> str:
    """The address of the next page, which may be written as one within the server (RFC 3986, 5)."""
    if not isinstance(stated, str) or not stated.strip():
        return link(stated)
    try:
        found = link(urljoin(url, stated.strip()))
    except ValueError:
        found = ""
    if not found:
        raise ParseError("oparl_no_list", where="links.next")
    return found


class Walk:
    """Every page of the list at *url*, with its address, once. What *ask* raises goes through.

    Raises ParseError: oparl_loop where a page names one that came before as the next, or has the very content of one;
    oparl_endless after `MOST_PAGES`. What was read until then is not the whole list. `is_short` says afterwards that it
    ended before the pages that it says it has, or in pages with nothing on them: what is missing is not gone.
    """

    def __init__(self, ask: Ask, url: str) -> None:
        self._ask = ask
        self._url = url
        self.is_short = False

    def __iter__(self) -> Iterator[tuple[str, Page]]:
        """The pages, as they are asked for."""
        url = self._url
        asked: set[str] = set()
        contents: set[str] = set()
        objects = empty = 0
        beyond = False  # whether the page before said that it is the last
        while url:
            if url in asked:
                raise ParseError("oparl_loop", url=url)
            if len(asked) >= MOST_PAGES:
                raise ParseError("oparl_endless", url=url, count=MOST_PAGES)
            asked.add(url)
            try:
                page = page_of(self._ask(url), url)
            except SourceError as error:
                if beyond and error.code in _NO_MORE:
                    return
                raise
            said = digest_of(repr(page.data).encode())
            if page.data and said in contents:
                if beyond:
                    return
                raise ParseError("oparl_loop", url=url)
            contents.add(said)
            yield url, page
            objects += len(page.data)
            empty = 0 if page.data else empty + 1
            # Some name a page after the last, the last itself among them; others say of every page that it is the last.
            ends = page.is_last and (page.next in asked or page.holding is None or objects >= page.holding)
            self.is_short = empty >= MOST_EMPTY or (not page.next and len(asked) < (page.of or 0))
            beyond = page.is_last
            url = "" if ends or empty >= MOST_EMPTY else page.next


def filtered(url: str, since: datetime) -> str:
    """The address of the list at *url* with only what was changed since *since*."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "modified_since"]
    query.append(("modified_since", since.isoformat(timespec="seconds")))
    return urlunsplit(parts._replace(query=urlencode(query)))
