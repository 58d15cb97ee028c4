"""Reading a body in pieces: whole, not larger than allowed, and not grown out of proportion by decompression."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from moedeklar.sources.http.failures import NetworkError, told
from moedeklar.sources.http.replies import codings, is_encoded
from moedeklar.sources.http.waiting import check

CHUNK = 1 << 18
_SMALL = 1_000_000  # a body that stays below this is no bomb, whatever it was on the wire
_KNOWN = frozenset({"gzip", "x-gzip", "deflate"})


class Body:
    """The content of *response*, decompressed. `taken` counts the bytes that were handed out."""

    def __init__(self, response: BaseHTTPResponse, host: str, inflate: int, cancelled: Callable[[], bool]) -> None:
        self._response = response
        self._host = host
        self._inflate = inflate
        self._cancelled = cancelled
        self._encoded = is_encoded(response)
        self.taken = 0
        if not codings(response) <= _KNOWN:
            raise NetworkError("body_damaged", host=host)

    def read(self, count: int) -> bytes:
        """Up to *count* bytes; b"" at the end. Raises NetworkError: cut_short, net_timeout, bomb, …; Cancelled."""
        check(self._cancelled)
        try:
            data = self._response.read(count, decode_content=self._encoded)
        except (HTTPError, OSError) as error:
            raise told(error, self._host) from error
        self.taken += len(data)
        if self._encoded and self.taken > max(_SMALL, self._inflate * self._response.tell()):
            raise NetworkError("bomb", host=self._host)
        return data

    def pieces(self, most: int) -> Iterator[bytes]:
        """All of it. Raises NetworkError answer_too_large above *most* bytes."""
        while data := self.read(CHUNK):
            if self.taken > most:
                raise NetworkError("answer_too_large", host=self._host)
            yield data
