"""What a source fetches with: answers that fit into memory, and files as streams."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import partial
from typing import BinaryIO, TypeVar, cast

from moedeklar.sources.http import origins
from moedeklar.sources.http.body import Body
from moedeklar.sources.http.exchange import Exchange, Reply
from moedeklar.sources.http.expected import Digest, Expected, Patience
from moedeklar.sources.http.failures import NetworkError, TryAgain
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.pace import Pace
from moedeklar.sources.http.pool import Pools
from moedeklar.sources.http.replies import Answer, is_partial, length, media_type, moment
from moedeklar.sources.http.sign_in.base import SignIn
from moedeklar.sources.http.stream import Stream
from moedeklar.sources.http.waiting import never, wait

_BOM = b"\xef\xbb\xbf"
_JSON_BEGINS = (b"{", b"[")  # what some servers call HTML since nobody told them otherwise

Cancelled = Callable[[], bool]
Made = TypeVar("Made")


class HttpClient:
    """Fetches from the source whose address is *base*; other URLs may be relative to it.

    *headers* and credentials go to the origin of *base* only. `cancelled` may be set anew for each run: whatever waits
    then ends within a quarter of a second with Cancelled; only the lookup of a name and the greeting of TLS, which have
    time-outs of their own, can't be cut short. Thread-safe: up to `limits.connections` threads call `get` and `open`;
    each open stream takes up one connection until it is closed. Close it at the end.
    """

    def __init__(
        self,
        base: str,
        *,
        limits: Limits | None = None,
        sign_in: SignIn | None = None,
        cancelled: Cancelled = never,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Raises NetworkError url_refused where *base* is no address of http(s)."""
        self.base = origins.normal(base)
        self.limits = limits or Limits()
        self.cancelled = cancelled
        self._pools = Pools(self.limits, self._is_cancelled)
        self._exchange = Exchange(
            self.base,
            self.limits,
            self._pools,
            Pace(self.limits),
            sign_in,
            headers or {},
            self._is_cancelled,
        )

    def get(
        self, url: str, *, etag: str = "", modified: str = "", accept: str = "", largest: int | None = None
    ) -> Answer:
        """The answer at *url*, unless it is as it was with *etag* and *modified* (of an earlier answer): then a 304.

        With *accept* "application/json" an HTML page is refused: net_captive where another host sent it, else
        wrong_kind. Raises NetworkError; answer_empty where nothing comes; answer_too_large above *largest* bytes
        (`limits.answer`); NotThere; Cancelled.
        """
        place = origins.joined(self.base, url)
        headers = {"Accept": accept or "*/*", "Accept-Encoding": "gzip"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        most = self.limits.answer if largest is None else largest
        answer = self._tried(partial(self._get, place, headers, accept, most))
        if answer.status != 304:
            return answer
        if not etag and not modified:
            raise NetworkError("answer_empty", host=origins.host_of(answer.url))
        return Answer(answer.url, 304, b"", answer.etag or etag, answer.last_modified or modified, "", answer.date)

    def open(
        self,
        url: str,
        *,
        largest: int | None = None,
        size: int | None = None,
        digest: Digest | None = None,
        expects: str = "",
    ) -> BinaryIO:
        """The file at *url*, to read in pieces and to close. What breaks off is asked for again from there on.

        A piece of 256 kB and more at a time is quickest. Raises NetworkError, here or while it is read: wrong_kind
        where it *expects* "application/pdf" and it is none; wrong_hash where it does not have *digest*; cut_short,
        too_long where it is not *size* bytes or not what the server promised; file_too_large above *largest* bytes
        (`limits.file`); changed_meanwhile where it was replaced while it was read. NotThere; Cancelled.
        """
        most = self.limits.file if largest is None else largest
        expected = Expected(size, most, digest, expects)
        patience = Patience(self._pause, self._is_cancelled)
        stream = Stream(self._exchange, self.limits, origins.joined(self.base, url), expected, patience)
        try:
            self._tried(stream.begin)
        except BaseException:
            stream.close()
            raise
        return cast("BinaryIO", stream)

    def cookies(self, url: str) -> str:
        """What *url* asked to be told again, for `recall` in a later client; "" for nothing."""
        return self._exchange.cookies.header(origins.joined(self.base, url))

    def recall(self, url: str, cookies: str) -> None:
        """Tell *url* again what an earlier client's `cookies` said."""
        self._exchange.cookies.recall(origins.joined(self.base, url), cookies)

    def close(self) -> None:
        """Close the connections that are not in use; a stream that is still open closes its own when it is closed."""
        self._pools.close()

    def _pause(self, error: TryAgain, tried: int) -> None:
        """Wait as long as it takes after *tried* tries that ended in *error*.

        Raises it where it is not worth it, after too many tries or where the server wants to be left alone for long.
        """
        limits = self.limits
        if tried >= limits.tries or (error.after or 0.0) > limits.wait_most:
            raise error
        back_off = min(limits.pause_most, limits.pause * 2 ** (tried - 1)) * random.uniform(0.5, 1.5)  # noqa: S311 (jitter)
        wait(max(back_off, error.after or 0.0), self.cancelled)

    def _tried(self, once: Callable[[], Made]) -> Made:
        tried = 0
        while True:
            try:
                return once()
            except TryAgain as error:
                tried += 1
                self._pause(error, tried)

    def _get(self, url: str, headers: Mapping[str, str], accept: str, most: int) -> Answer:
        reply = self._exchange.ask(url, headers)
        try:
            return self._whole(reply, url, accept, most)
        finally:
            reply.done()

    def _whole(self, reply: Reply, asked: str, accept: str, most: int) -> Answer:
        response, host = reply.response, origins.host_of(asked)
        found = media_type(response)
        if is_partial(response):
            raise TryAgain("cut_short", host=host)
        if (length(response) or 0) > most:
            raise NetworkError("answer_too_large", host=host)
        pieces = Body(response, host, self.limits.inflate, self._is_cancelled).pieces(most)
        first = next(pieces, b"")
        is_page = response.status != 304 and accept.startswith("application/json") and "html" in found
        if is_page and not first.removeprefix(_BOM).lstrip().startswith(_JSON_BEGINS):
            if origins.host_of(reply.url) != host:
                raise NetworkError("net_captive", host=host, where=origins.host_of(reply.url))
            raise NetworkError("wrong_kind", host=host, kind=found)
        body = b"".join((first, *pieces))
        head = response.headers
        return Answer(
            reply.url,
            304 if response.status == 304 else 200,
            body,
            head.get("ETag", ""),
            head.get("Last-Modified", ""),
            found,
            moment(head.get("Date", "")),
        )

    def _is_cancelled(self) -> bool:
        return self.cancelled()
