from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from moedeklar.sources.http import certificates
from moedeklar.sources.http.failures import NetworkError
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import set_language
from tests.sources.http.conftest import Clients
from tests.support.web import WebServer, redirect

Context = Callable[..., ssl.SSLContext]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Nordlund Kommune", organization_unit_name="Nordlund IT")


@pytest.fixture
def context(authority: trustme.CA) -> Context:
    """Makes a server's context with a certificate of the authority."""

    def make(*names: str, **more: datetime) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*(names or ("localhost",)), **more).configure_cert(made)
        return made

    return make


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system trusts the authority."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def refused(clients: Clients, web: WebServer) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        clients(web.url).get("/list")
    assert web.asked == []
    return caught.value


@pytest.mark.usefixtures("trusted")
def test_what_the_system_trusts_is_trusted(clients: Clients, context: Context) -> None:
    with WebServer({"/list": b"1", "/a": bytes(500_000)}, tls=context()) as web:
        client = clients(web.url)
        assert client.get("/list").body == b"1"
        with client.open("/a") as stream:
            assert len(stream.read()) == 500_000


def test_an_unknown_authority_is_named(clients: Clients, context: Context) -> None:
    with WebServer({"/list": b"1"}, tls=context()) as web:
        error = refused(clients, web)
    assert error.code == "tls_authority"
    assert "Nordlund Kommune" in str(error.params["issuer"])
    set_language("da")
    assert "Nordlund Kommune" in error_sentence(error)


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name(clients: Clients, context: Context) -> None:
    with WebServer({"/list": b"1"}, tls=context("dagsordener.nordlund.example", "*.nordlund.example")) as web:
        error = refused(clients, web)
    assert error.code == "tls_host"
    assert error.params["names"] == "dagsordener.nordlund.example, *.nordlund.example"


@pytest.mark.usefixtures("trusted")
def test_one_that_ran_out_and_one_that_is_not_valid_yet(clients: Clients, context: Context) -> None:
    now = datetime.now(UTC)
    with WebServer(tls=context(not_before=now - timedelta(days=9), not_after=now - timedelta(days=2))) as web:
        error = refused(clients, web)
    assert (error.code, error.params["day"]) == ("tls_expired", (now - timedelta(days=2)).date().isoformat())
    with WebServer(tls=context(not_before=now + timedelta(days=2), not_after=now + timedelta(days=9))) as web:
        error = refused(clients, web)
    assert (error.code, error.params["day"]) == ("tls_clock", (now + timedelta(days=2)).date().isoformat())


def test_a_server_that_speaks_no_tls(clients: Clients) -> None:
    with WebServer() as web, pytest.raises(NetworkError) as caught:
        clients(web.url.replace("http:", "https:")).get("/list")
    assert caught.value.code == "tls_failed"
    assert caught.value.params["why"]


@pytest.mark.usefixtures("trusted")
def test_from_encrypted_to_plain_nothing_is_followed(clients: Clients, context: Context) -> None:
    with WebServer({"/b": b"1"}) as plain, WebServer(tls=context()) as web:
        web.pages["/list"] = redirect(f"{plain.url}/b")
        client = clients(web.url)
        with pytest.raises(NetworkError, match="redirect_refused"):
            client.get("/list")
        with pytest.raises(NetworkError, match="url_refused"):
            client.get(f"{plain.url}/b")
        assert plain.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_plain_address_of_an_encrypted_source_is_asked_encrypted(clients: Clients, context: Context) -> None:
    with WebServer({"/list": b"1"}, tls=context()) as web:
        assert clients(web.url).get(web.url.replace("https:", "http:") + "/list").body == b"1"


def test_what_is_no_certificate_is_none() -> None:
    for junk in (b"", b"\x30", b"\x30\x82\xff\xff", b"\x30\x03\x30\x01\x30", bytes(200), b"\x30\x80" + bytes(9)):
        assert certificates.parsed(junk) is None


def test_a_certificate_covers_the_names_that_it_says() -> None:
    now = datetime.now(UTC)
    made = certificates.Certificate("?", "?", ("a.example", "*.b.example"), now, now)
    assert made.covers("A.example")
    assert made.covers("x.b.example")
    assert not made.covers("b.example")
    assert not made.covers("x.y.b.example")
