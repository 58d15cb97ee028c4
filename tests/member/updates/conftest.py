"""A server that tells of newer versions, and an updater that asks it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from moedeklar.member.settings import Settings
from moedeklar.store.store import Store
from tests.support.updates import Asking, publish
from tests.support.web import WebServer


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's own proxy is, is not tested here."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Nordlund Kommune")


@pytest.fixture
def context(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's context with a certificate that the system trusts."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(made)
    return made


@pytest.fixture
def web(context: ssl.SSLContext) -> Iterator[WebServer]:
    """The server, over TLS, with version 9.9.9."""
    with WebServer(tls=context) as server:
        publish(server)
        yield server


@pytest.fixture
def asking(web: WebServer, store: Store, tmp_path: Path) -> Asking:
    """An updater of version 1.0.0, installed by setup.exe."""
    return Asking(web, Settings(store), tmp_path / "updates")
