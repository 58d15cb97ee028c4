"""A server and a client of it, with little patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.limits import Limits
from tests.support.web import WebServer

QUICK = Limits(connect=2.0, read=0.6, pause=0.01, pause_most=0.05, wait_most=2.0, tries=3, least_rate=50.0)

Clients = Callable[..., HttpClient]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's own proxy is, is not tested here."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A server with nothing on it yet."""
    with WebServer() as server:
        yield server


@pytest.fixture
def clients() -> Iterator[Clients]:
    """Makes clients, and closes them."""
    with ExitStack() as stack:

        def make(url: str, **more: Any) -> HttpClient:
            client = HttpClient(url, **{"limits": QUICK, **more})
            stack.callback(client.close)
            return client

        yield make


@pytest.fixture
def client(web: WebServer, clients: Clients) -> HttpClient:
    """A client of `web`."""
    return clients(web.url)
