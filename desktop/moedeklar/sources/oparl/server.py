"""Asking an OParl server: lists page by page, single objects, each once a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeVar

from moedeklar.model.errors import Cancelled, DocumentError, ParseError, SourceError
from moedeklar.sources.oparl.pages import Page, Walk, filtered
from moedeklar.sources.oparl.values import read_json

T = TypeVar("T")
JSON = "application/json"
MOST_SINGLE = 2_000  # objects that are asked for one by one in a run, where no list has them


class Answered(Protocol):
    """The part of `http.replies.Answer` that is needed here."""

    @property
    def status(self) -> int: ...  # noqa: D102
    @property
    def body(self) -> bytes: ...  # noqa: D102
    @property
    def etag(self) -> str: ...  # noqa: D102


class Client(Protocol):
    """The part of `http.client.HttpClient` that is needed here."""

    def get(self, url: str, *, etag: str = "", accept: str = "") -> Answered:
        """The answer; NetworkError."""
        ...


class Server:
    """One server during one run. On the thread of the sync."""

    def __init__(
        self, client: Client, base: str, cancelled: Callable[[], bool], most_single: int = MOST_SINGLE
    ) -> None:
        self._client = client
        self.base = base
        self._cancelled = cancelled
        self._single: dict[str, Any] = {}
        self._most_single = most_single
        self.short: set[str] = set()  # lists that ended before their end

    def entry(self, etag: str = "") -> tuple[Any, str]:
        """The JSON at the address of the source, None where it is as it was with *etag*; and its present ETag.

        Raises SourceError.
        """
        answer = self._ask(self.base, etag)
        if answer.status == 304:
            return None, answer.etag or etag
        return self._read(self.base, answer.body), answer.etag

    def objects(self, url: str, since: datetime | None = None, pages: int | None = None) -> Iterator[tuple[str, Any]]:
        """Every object of the list at *url*, or of its first *pages*, with where it stands.

        With *since* those that were changed since. Raises SourceError where the list is not whole; where it only says
        so itself, its address is in `short` afterwards.
        """
        walk = Walk(self._body, filtered(url, since) if since else url)
        try:
            for address, page in islice(walk, pages):
                yield from ((f"{address} data[{at}]", one) for at, one in enumerate(page.data))
        except ParseError as error:
            raise _of_source(error, url) from error
        if walk.is_short and since is None:
            self.short.add(url)

    def first_page(self, url: str) -> Page:
        """The first page of a list. Raises SourceError."""
        try:
            return next(iter(Walk(self._body, url)))[1]
        except ParseError as error:
            raise _of_source(error, url) from error

    def page(self, url: str) -> Iterator[tuple[str, Any]]:
        """The objects of one page. Raises SourceError."""
        page = self.first_page(url)
        yield from ((f"{url} data[{at}]", one) for at, one in enumerate(page.data))

    def single(self, url: str) -> Any:
        """The object at *url*, None where there is none (any more), or it can't be read. Raises SourceError."""
        if url not in self._single:
            if len(self._single) >= self._most_single:
                raise SourceError("oparl_too_many", url=self.base, count=self._most_single)
            self._single[url] = self._asked(url)
        return self._single[url]

    @staticmethod
    def checked(parse: Callable[[Any, str], T], value: Any, where: str) -> T:
        """What *parse* makes of *value*, which nothing can be done without. Raises SourceError."""
        try:
            return parse(value, where)
        except ParseError as error:
            raise _of_source(error, where) from error

    def _asked(self, url: str) -> Any:
        try:
            return read_json(self._body(url))
        except ParseError:
            return None
        except (SourceError, DocumentError) as error:
            if error.code in _SETTLED:
                return None
            raise

    def _body(self, url: str) -> bytes:
        return self._ask(url).body

    def _ask(self, url: str, etag: str = "") -> Answered:
        if self._cancelled():
            raise Cancelled
        return self._client.get(url, etag=etag, accept=JSON)

    def _read(self, url: str, body: bytes) -> Any:
        try:
            return read_json(body)
        except ParseError as error:
            raise _of_source(error, url) from error


# What single objects that are named somewhere may well be: another time would be no better.
_SETTLED = frozenset({"not_there", "vanished", "http_status", "http_forbidden", "wrong_kind", "url_refused"})


def _of_source(error: ParseError, url: str) -> SourceError:
    return SourceError(error.code, **{"url": url, **error.params})
