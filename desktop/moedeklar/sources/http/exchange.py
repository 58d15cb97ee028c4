"""One request and its answer: in its turn, with cookies and credentials, through redirects; refusals as errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from moedeklar import __version__
from moedeklar.model.errors import SecretsError
from moedeklar.sources.http import certificates, origins
from moedeklar.sources.http.cookies import Cookies
from moedeklar.sources.http.failures import NetworkError, NotThere, TryAgain, told
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.pace import Pace, Turn
from moedeklar.sources.http.pool import Pools
from moedeklar.sources.http.replies import retry_after
from moedeklar.sources.http.sign_in.base import SignIn

AGENT = f"Moedeklar/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FINE = frozenset({200, 203, 206, 304})
_NOTHING = frozenset({204, 205})
_BUSY = frozenset({429, 503})

Had = TypeVar("Had")


@dataclass(slots=True)
class Reply:
    """An answer whose body is not read yet, where it came from, and the turn that it takes up until it is done."""

    response: BaseHTTPResponse
    url: str
    turn: Turn

    def done(self) -> None:
        """Give the connection back: to the pool where the body was read whole, else it is closed."""
        if not self.response.closed:
            self.response.close()
        self.response.release_conn()
        self.turn.done()


class Exchange:
    """Makes the requests of one client, whose own origin is that of *base*. Thread-safe."""

    def __init__(
        self,
        base: str,
        limits: Limits,
        pools: Pools,
        pace: Pace,
        sign_in: SignIn | None,
        headers: Mapping[str, str],
        cancelled: Callable[[], bool],
    ) -> None:
        self._own = origins.origin(base)
        self._limits = limits
        self._pools = pools
        self._pace = pace
        self._sign_in = sign_in
        self._headers = dict(headers)
        self.cookies = Cookies()
        self._cancelled = cancelled

    def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """The answer to a GET of *url*, wherever it leads: 200, 203, 206 or 304. Raises NetworkError for all others."""
        for _ in range(self._limits.redirects + 1):
            reply = self._signed(url, headers)
            location = reply.response.headers.get("Location", "")
            if reply.response.status not in _REDIRECTS or not location:
                refusal = self._refusal(reply)
                if refusal is not None:
                    reply.done()
                    raise refusal
                return reply
            reply.done()
            url = origins.redirected(url, location)
        raise NetworkError("redirect_loop", host=origins.host_of(url))

    def _signed(self, url: str, headers: Mapping[str, str]) -> Reply:
        """With credentials where the address is of our own origin; a refused one is renewed once."""
        if self._sign_in is None or origins.origin(url) != self._own:
            return self._once(url, headers, "")
        secret = _kept(self._sign_in.authorization, url)
        reply = self._once(url, headers, secret)
        if reply.response.status == 401:
            reply.done()
            if not _kept(partial(self._sign_in.renew, secret), url):
                raise NetworkError("sign_in_expired", host=origins.host_of(url))
            reply = self._once(url, headers, _kept(self._sign_in.authorization, url))
        return reply

    def _once(self, url: str, headers: Mapping[str, str], secret: str) -> Reply:
        sent = {"User-Agent": AGENT, **headers}
        if origins.origin(url) == self._own:
            sent.update(self._headers)
        if secret:
            sent["Authorization"] = secret
        if cookie := self.cookies.header(url):
            sent["Cookie"] = cookie
        host = origins.host_of(url)
        turn = self._pace.take(host, self._cancelled)
        try:
            response = self._pools.send("GET", url, sent)
        except (HTTPError, OSError) as error:
            turn.done()
            raise self._told(error, url, host) from error
        except BaseException:
            turn.done()
            raise
        self.cookies.keep(url, response)
        return Reply(response, url, turn)

    def _told(self, error: Exception, url: str, host: str) -> NetworkError:
        refused = certificates.refused(error)
        if refused is not None:
            return certificates.refusal(refused, self._pools.certificate(url), host)
        proxy = self._pools.proxy(url)
        return told(error, host, proxy.host if proxy else "")

    def _refusal(self, reply: Reply) -> NetworkError | None:
        status, host = reply.response.status, origins.host_of(reply.url)
        if status in _FINE:
            return None
        if status in _NOTHING:
            return NetworkError("answer_empty", host=host)
        if status in (404, 410):
            return NotThere("not_there", status=status, host=host)
        if status == 401:
            expired = self._sign_in is not None and origins.origin(reply.url) == self._own
            return NetworkError("sign_in_expired" if expired else "sign_in_needed", host=host)
        if status == 403:
            return NetworkError("http_forbidden", host=host)
        if status == 407:
            proxy = self._pools.proxy(reply.url)
            return NetworkError("net_proxy_sign_in", proxy=proxy.host if proxy else host)
        if status == 511:
            return NetworkError("net_captive", host=host, where=host)
        if status in _BUSY:
            return self._busy(reply.response, host)
        if status >= 500:
            return TryAgain("server_failed", status=status, host=host)
        return (
            TryAgain("net_timeout", host=host)
            if status == 408
            else NetworkError("http_status", status=status, host=host)
        )

    def _busy(self, response: BaseHTTPResponse, host: str) -> NetworkError:
        self._pace.slow_down(host)
        after = retry_after(response)
        if not after:
            return TryAgain("server_busy", host=host)
        error = TryAgain("server_wait", host=host, minutes=max(1, math.ceil(after / 60)))
        error.after = after
        error.until = datetime.now(UTC) + timedelta(seconds=after)
        return error


def _kept(asked: Callable[[], Had], url: str) -> Had:
    """What *asked* gives; where the keyring can't be asked, that stands in the way of this source only."""
    try:
        return asked()
    except SecretsError as error:
        code = "sign_in_locked" if error.code == "keyring_locked" else "sign_in_no_keyring"
        raise NetworkError(code, host=origins.host_of(url)) from error
