"""The pooled connections of a client, directly or by way of the system's proxy, with the system's certificates."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import truststore
import urllib3
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from moedeklar.sources.http import origins
from moedeklar.sources.http.certificates import Certificate, parsed
from moedeklar.sources.http.limits import Limits
from moedeklar.sources.http.proxies import Proxies, Proxy
from moedeklar.sources.http.wire import PlainConnection, TlsConnection

# Its warnings name whole addresses, of which some are signed, and everything it warns of is told as an error here.
logging.getLogger("urllib3").setLevel(logging.ERROR)

HOSTS = 10  # pools that are kept; a feed has one host, seldom a second one for its files


class Pools:
    """Sends one request and hands over its answer, unread. Thread-safe. Raises what urllib3 raises."""

    def __init__(self, limits: Limits, cancelled: Callable[[], bool], proxies: Proxies | None = None) -> None:
        self._limits = limits
        self._proxies = proxies or Proxies()
        self._managers: dict[Proxy | None, urllib3.PoolManager] = {}
        self._lock = threading.Lock()
        plain, self._tls = _connections(cancelled, limits.slowest)
        self._pools = _pools(plain, self._tls)

    def proxy(self, url: str) -> Proxy | None:
        """The proxy by way of which *url* is asked for."""
        scheme, host, _ = origins.origin(url)
        return self._proxies.for_host(scheme, host)

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> urllib3.BaseHTTPResponse:
        """One request, followed nowhere and tried once."""
        limits = self._limits
        return self._manager(url).request(
            method,
            url,
            body=body,
            headers=dict(headers),
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=urllib3.Timeout(connect=limits.connect, read=limits.read),
        )

    def certificate(self, url: str) -> Certificate | None:
        """The certificate that is shown for *url*, trusted or not; None where none can be had. Nothing is asked."""
        _, host, port = origins.origin(url)
        proxy = self.proxy(url)
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        options: dict[str, Any] = {"timeout": self._limits.connect, "ssl_context": context, "assert_hostname": False}
        if proxy is None:
            connection = self._tls(host, port, **options)
        else:
            way = parse_url(proxy.url)
            connection = self._tls(way.host or "", way.port, proxy=way, **options)
            connection.set_tunnel(host, port, _secret(proxy))
        try:
            connection.connect()
            shown = connection.sock.getpeercert(binary_form=True)  # type: ignore[union-attr]
        except (HTTPError, OSError):
            return None
        finally:
            connection.close()
        return parsed(shown) if shown else None

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            managers, self._managers = list(self._managers.values()), {}
        for manager in managers:
            manager.clear()

    def _manager(self, url: str) -> urllib3.PoolManager:
        proxy = self.proxy(url)
        with self._lock:
            found = self._managers.get(proxy)
            if found is None:
                found = self._managers[proxy] = self._make(proxy)
            return found

    def _make(self, proxy: Proxy | None) -> urllib3.PoolManager:
        options: dict[str, Any] = {
            "num_pools": HOSTS,
            "maxsize": self._limits.connections,
            "ssl_context": self._trust,
        }
        if proxy is None:
            made = urllib3.PoolManager(**options)
        else:
            made = urllib3.ProxyManager(proxy.url, proxy_headers=_secret(proxy), **options)
        made.pool_classes_by_scheme = self._pools
        return made

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """What the operating system trusts, a municipality's own authority included."""
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _secret(proxy: Proxy) -> dict[str, str] | None:
    return dict(urllib3.make_headers(proxy_basic_auth=proxy.sign_in)) if proxy.sign_in else None


def _connections(cancelled: Callable[[], bool], slowest: int) -> tuple[type[PlainConnection], type[TlsConnection]]:
    """Kinds of connections that *cancelled* ends: urllib3 makes them itself, with arguments of its own."""
    own = {"cancelled": staticmethod(cancelled), "slowest": slowest}
    return (
        type("Plain", (PlainConnection,), own),
        type("Tls", (TlsConnection,), own),
    )


def _pools(plain: type[PlainConnection], tls: type[TlsConnection]) -> dict[str, type[HTTPConnectionPool]]:
    return {
        "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": tls}),
    }
