"""Cookies, kept as long as the client lives, each origin's for itself."""

from __future__ import annotations

import threading
from email.message import Message
from http.cookiejar import CookieJar
from urllib.request import Request

from urllib3.response import BaseHTTPResponse

from moedeklar.sources.http.origins import origin


class _Said:
    """An answer that set cookies, as far as a jar looks at it."""

    def __init__(self, cookies: list[str]) -> None:
        self._head = Message()
        for cookie in cookies:
            self._head["Set-Cookie"] = f"{cookie}; Path=/"

    def info(self) -> Message:
        """The head."""
        return self._head


class Cookies:
    """What servers asked to be told again. Thread-safe.

    Stricter than RFC 6265, which shares a host's cookies among its ports and a domain's among its hosts: a cookie here
    is nobody's but that of scheme, host and port.
    """

    def __init__(self) -> None:
        self._jars: dict[tuple[str, str, int], CookieJar] = {}
        self._lock = threading.Lock()

    def header(self, url: str) -> str:
        """The Cookie header for a request to *url*; "" where there is none."""
        with self._lock:
            jar = self._jars.get(origin(url))
        if jar is None:
            return ""
        request = Request(url)  # noqa: S310 (it is never opened: the jar wants one to look at)
        jar.add_cookie_header(request)
        return request.get_header("Cookie") or ""

    def recall(self, url: str, header: str) -> None:
        """Keep what an earlier `header` for *url* said; what no server can have asked for is left out."""
        said = [one for one in header.split("; ") if "=" in one and one.isprintable() and ";" not in one]
        with self._lock:
            jar = self._jars.setdefault(origin(url), CookieJar())
        jar.extract_cookies(_Said(said), Request(url))  # type: ignore[arg-type]  # noqa: S310 (as above)

    def keep(self, url: str, response: BaseHTTPResponse) -> None:
        """Keep what the answer to *url* sets."""
        if "Set-Cookie" not in response.headers:
            return
        with self._lock:
            jar = self._jars.setdefault(origin(url), CookieJar())
        jar.extract_cookies(response, Request(url))  # type: ignore[arg-type]  # noqa: S310 (as above; it needs `info`)
