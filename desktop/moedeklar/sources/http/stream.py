"""A file as it comes over the network: read once, from beginning to end; it goes on by itself where it broke off."""

from __future__ import annotations

import hashlib
from io import RawIOBase
from typing import TYPE_CHECKING

from moedeklar.sources.http import origins
from moedeklar.sources.http.body import CHUNK, Body
from moedeklar.sources.http.exchange import Exchange, Reply
from moedeklar.sources.http.expected import LOOKED_AT, Expected, Patience
from moedeklar.sources.http.failures import NetworkError, TryAgain
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.replies import is_encoded, is_partial, length, media_type, part, validator

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Stream(RawIOBase):
    """The content at *url*; `begin` comes first. Not thread-safe, like any file."""

    def __init__(self, exchange: Exchange, limits: Limits, url: str, expected: Expected, patience: Patience) -> None:
        super().__init__()
        self._exchange = exchange
        self._limits = limits
        self._url = url
        self._host = origins.host_of(url)
        self._expected = expected
        self._patience = patience
        self._reply: Reply | None = None
        self._body: Body | None = None
        self._begun()

    def _begun(self) -> None:
        digest = self._expected.digest
        self._digest = hashlib.new(digest.algorithm, usedforsecurity=False) if digest else None
        self._ahead = b""  # read to see what it is, and not handed out yet
        self._taken = 0  # bytes that came, those ahead included
        self._total: int | None = None
        self._validator = ""
        self._tried = 0
        self._resumed = 0
        self._ended = False

    def begin(self) -> None:
        """Ask for it and look at how it begins. May be called again after TryAgain."""
        self._drop()
        self._begun()
        reply = self._reply = self._exchange.ask(self._url, self._headers())
        if is_partial(reply.response):
            raise TryAgain("cut_short", host=self._host)
        if reply.response.status == 304:
            raise NetworkError("answer_empty", host=self._host)
        self._body = self._body_of(reply)
        first, found = self._body.read(LOOKED_AT), media_type(reply.response)
        if not first and not self._expected.may_be_empty:
            raise NetworkError("answer_empty", host=self._host)
        if not self._expected.fits(first, found):
            raise NetworkError("wrong_kind", host=self._host, kind=found or "?")
        self._measure(reply)
        self._ahead = self._counted(first)

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How many bytes were handed out."""
        return self._taken - len(self._ahead)

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to *size* bytes, or all; b"" at the end. Raises NetworkError, as `HttpClient.open` says, and Cancelled."""
        if self.closed:
            raise ValueError("read of a closed file")
        if size is None or size < 0:
            return self.readall()
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
            return data
        if self._ended or not size:
            return b""
        while True:
            try:
                return self._counted(self._wire().read(size))
            except TryAgain as error:
                self._go_on(error)

    def readall(self) -> bytes:
        """The rest."""
        return b"".join(iter(lambda: self.read(4 * CHUNK), b""))

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """As of any raw file."""
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Give the connection back. Does nothing twice."""
        if not self.closed:
            self._drop()
        super().close()

    def _headers(self) -> dict[str, str]:
        # Compressed on the wire it could not be resumed, and PDF hardly shrinks.
        return {"Accept": self._expected.kind or "*/*", "Accept-Encoding": "identity"}

    def _body_of(self, reply: Reply) -> Body:
        return Body(reply.response, self._host, self._limits.inflate, self._patience.cancelled)

    def _measure(self, reply: Reply) -> None:
        response, size = reply.response, self._expected.size
        declared = None if is_encoded(response) else length(response)
        if declared is not None and size is not None and declared != size:
            raise NetworkError("changed_meanwhile", host=self._host)
        self._total = size if declared is None else declared
        if (self._total or 0) > self._expected.most:
            raise self._too_large()
        self._validator = "" if is_encoded(response) else validator(response)

    def _counted(self, data: bytes) -> bytes:
        """*data*, once it is sure that it may be handed out; at the end also that it was all, and the right thing."""
        self._taken += len(data)
        if self._digest is not None:
            self._digest.update(data)
        if self._taken > self._expected.most:
            raise self._too_large()
        if data:
            self._tried = 0
        if self._taken == self._total:
            self._end(self._wire().read(1))
        elif self._total is not None and self._taken > self._total:
            raise NetworkError("too_long", host=self._host)
        elif not data:
            if self._total is not None:
                raise TryAgain("cut_short", host=self._host)
            self._end(b"")
        return data

    def _end(self, more: bytes) -> None:
        if more:
            raise NetworkError("too_long", host=self._host)
        digest = self._expected.digest
        if digest is not None and self._digest is not None and self._digest.hexdigest() != digest.value.strip().lower():
            raise NetworkError("wrong_hash", host=self._host)
        self._ended = True
        self._drop()

    def _go_on(self, error: TryAgain) -> None:
        """Ask for what is missing after *error*, which is raised where that can't be done."""
        while True:
            self._drop()
            self._tried += 1
            self._resumed += 1
            if not self._validator or self._resumed > self._limits.resumes:
                raise error
            self._patience.pause(error, self._tried)
            try:
                return self._resume()
            except TryAgain as again:
                error = again

    def _resume(self) -> None:
        asked = {**self._headers(), "Range": f"bytes={self._taken}-", "If-Range": self._validator}
        try:
            reply = self._reply = self._exchange.ask(self._url, asked)
        except NetworkError as error:
            if error.params.get("status") == 416:
                raise NetworkError("changed_meanwhile", host=self._host) from error
            raise
        response = reply.response
        self._body = self._body_of(reply)
        found = part(response)
        if found is not None and found[0] == self._taken and not is_encoded(response) and self._is_total(found[1]):
            self._total = self._total or found[1]
            return
        # The whole again: by a server that knows no ranges, or because it is another file by now.
        if response.status != 200 or validator(response) != self._validator or is_encoded(response):
            raise NetworkError("changed_meanwhile", host=self._host)
        left = self._taken
        while left:
            skipped = self._body.read(min(left, CHUNK))
            if not skipped:
                raise TryAgain("cut_short", host=self._host)
            left -= len(skipped)

    def _is_total(self, said: int | None) -> bool:
        return said is None or self._total is None or said == self._total

    def _wire(self) -> Body:
        if self._body is None:
            raise ValueError("begin comes first")
        return self._body

    def _too_large(self) -> NetworkError:
        return NetworkError("file_too_large", host=self._host, megabytes=self._expected.most // 1_000_000)

    def _drop(self) -> None:
        reply, self._reply, self._body = self._reply, None, None
        if reply is not None:
            reply.done()
