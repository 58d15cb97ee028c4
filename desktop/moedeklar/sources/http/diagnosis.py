"""Finds out, step by step, what stands between this computer and a source. Codes only; the words are made above.

The steps, in the order in which one would go about it: the network, the name, the proxy, the connection, whether
somebody else answers in the host's place (a guest network), the certificate, the clock, the sign-in, the server. It
ends with the first that fails, since what lies behind it can't be judged. Nothing of the source is kept.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from moedeklar.sources.http import origins, probes
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.dialling import dial
from moedeklar.sources.http.failures import NetworkError
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.pool import Pools
from moedeklar.sources.http.proxies import Proxy
from moedeklar.sources.http.replies import Answer
from moedeklar.sources.http.sign_in.base import SignIn
from moedeklar.sources.http.waiting import never

STEPS = ("network", "name", "proxy", "connection", "portal", "certificate", "clock", "sign-in", "server")
SKEW = timedelta(minutes=10)  # by which a clock may be off: a request takes a while, and nobody's clock is exact
_OF_CERTIFICATE = frozenset({"tls_authority", "tls_expired", "tls_clock", "tls_host", "tls_failed"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What one step found: `code` and `params` name the sentence, of `wording.errors` where it is not `ok`."""

    step: str
    ok: bool
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


def diagnose(
    url: str,
    *,
    sign_in: SignIn | None = None,
    accept: str = "",
    limits: Limits | None = None,
    cancelled: Callable[[], bool] = never,
    plain_port: int = 80,
) -> Iterator[Finding]:
    """Look at the way to *url*, each step when it is asked for. Blocks with the time-outs of *limits*.

    *accept* is the kind of answer that the source gives ("application/json"). At *plain_port* it is looked whether a
    guest network answers. Raises Cancelled.
    """
    try:
        place = origins.normal(url)
    except NetworkError as error:
        yield _failed("name", error)
        return
    search = _Search(place, replace(limits or Limits(), tries=1), cancelled, plain_port)
    for step in (search.network, search.name, search.proxy, search.connection):
        found = step()
        if found is not None:
            yield found
            if not found.ok:
                return
    yield from search.answer(sign_in, accept)


class _Search:
    def __init__(self, url: str, limits: Limits, cancelled: Callable[[], bool], plain_port: int) -> None:
        self._url = url
        self._scheme, self._host, self._port = origins.origin(url)
        self._limits = limits
        self._cancelled = cancelled
        self._plain_port = plain_port
        self._proxy: Proxy | None = Pools(limits, cancelled).proxy(url)

    def network(self) -> Finding:
        if probes.has_way_out():
            return Finding("network", True, "network_is_there")
        # Without a way out there may still be one to a server close by.
        if self._is_close_by():
            return Finding("network", True, "network_is_close")
        return Finding("network", False, "net_offline")

    def name(self) -> Finding:
        host = urlsplit(self._proxy.url).hostname or "" if self._proxy else self._host
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            if self._proxy is not None:
                return Finding("name", False, "net_proxy", {"proxy": self._proxy.host})
            return Finding("name", False, "net_name", {"host": host})
        addresses = ", ".join(dict.fromkeys(str(one[4][0]) for one in found[:4]))
        return Finding("name", True, "name_is_known", {"host": host, "addresses": addresses})

    def proxy(self) -> Finding:
        if self._proxy is None:
            return Finding("proxy", True, "no_proxy")
        way = urlsplit(self._proxy.url)
        try:
            dial(way.hostname or "", way.port or 80, self._limits.connect, (), self._cancelled).close()
        except OSError:
            return Finding("proxy", False, "net_proxy", {"proxy": self._proxy.host})
        return Finding("proxy", True, "proxy_is_there", {"proxy": self._proxy.host})

    def connection(self) -> Finding | None:
        if self._proxy is not None:
            return None
        params: dict[str, str | int] = {"host": self._host}
        started = time.monotonic()
        try:
            dial(self._host, self._port, self._limits.connect, (), self._cancelled).close()
        except TimeoutError:
            return Finding("connection", False, "net_timeout", params)
        except ConnectionRefusedError:
            return Finding("connection", False, "net_refused", params)
        except OSError:
            return Finding("connection", False, "net_unreachable", params)
        taken = round((time.monotonic() - started) * 1000)
        return Finding("connection", True, "connection_is_there", {**params, "ms": taken})

    def answer(self, sign_in: SignIn | None, accept: str) -> Iterator[Finding]:
        """What only a whole request tells, each in its place."""
        client = HttpClient(self._url, limits=self._limits, sign_in=sign_in, cancelled=self._cancelled)
        started = time.monotonic()
        answer: Answer | None = None
        error: NetworkError | None = None
        try:
            answer = client.get(self._url, accept=accept)
        except NetworkError as failed:
            error = failed
        finally:
            client.close()
        taken = round((time.monotonic() - started) * 1000)
        if error is not None and error.code in _OF_CERTIFICATE:
            error = self._portal() or self._clock_behind(error) or error
        failing = _step_of(error) if error is not None else ""
        for step in STEPS[STEPS.index("portal") :]:
            if error is not None and step == failing:
                yield _failed(step, error)
                return
            found = self._well(step, answer, sign_in, taken)
            if found is not None:
                yield found
                if not found.ok:
                    return

    def _well(self, step: str, answer: Answer | None, sign_in: SignIn | None, taken: int) -> Finding | None:
        """What there is to say of a step that the answer passed; of the clock also that it is wrong all the same."""
        if step == "portal":
            return Finding(step, True, "no_portal", {"host": self._host})
        if step == "certificate" and self._scheme == "https":
            shown = Pools(self._limits, self._cancelled).certificate(self._url)
            if shown is not None:
                day = shown.ends.date().isoformat()
                return Finding(step, True, "certificate_is_good", {"issuer": shown.issuer, "day": day})
        if step == "clock" and answer is not None and answer.date is not None:
            return _clock(answer.date, self._host)
        if step == "sign-in" and sign_in is not None:
            return Finding(step, True, "signed_in", {"host": self._host})
        if step == "server" and answer is not None:
            return Finding(step, True, "server_answers", {"host": self._host, "ms": taken})
        return None

    def _portal(self) -> NetworkError | None:
        where = probes.portal(self._host, self._plain_port, self._limits.connect) if self._proxy is None else ""
        return NetworkError("net_captive", host=self._host, where=where) if where else None

    def _clock_behind(self, error: NetworkError) -> NetworkError | None:
        """Whether it is the clock that makes a certificate look out of date."""
        if error.code not in ("tls_expired", "tls_clock") or self._proxy is not None:
            return None
        said = probes.clock(self._host, self._port, self._limits.connect)
        found = _clock(said, self._host) if said is not None else None
        return None if found is None or found.ok else NetworkError(found.code, **found.params)

    def _is_close_by(self) -> bool:
        host = urlsplit(self._proxy.url).hostname or "" if self._proxy else self._host
        port = urlsplit(self._proxy.url).port or 80 if self._proxy else self._port
        try:
            dial(host, port, self._limits.connect, (), self._cancelled).close()
        except (OSError, UnicodeError):
            return False
        return True


def _clock(said: datetime, host: str) -> Finding:
    now = datetime.now(UTC)
    if abs(said - now) <= SKEW:
        return Finding("clock", True, "clock_is_right", {"host": host})
    form = "%Y-%m-%d %H:%M UTC"
    params: dict[str, str | int] = {"host": host, "here": now.strftime(form), "there": said.strftime(form)}
    return Finding("clock", False, "clock_wrong", params)


def _step_of(error: NetworkError) -> str:
    if error.code == "clock_wrong":
        return "clock"
    if error.code in _OF_CERTIFICATE:
        return "certificate"
    if error.code.startswith("net_proxy"):
        return "portal"  # told as the proxy's, in the first place after it
    if error.code == "net_captive":
        return "portal"
    return "sign-in" if error.code.startswith("sign_in") else "server"


def _failed(step: str, error: NetworkError) -> Finding:
    named = "proxy" if error.code.startswith("net_proxy") else step
    return Finding(named, False, error.code, error.params)
