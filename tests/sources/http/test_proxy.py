from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NewConnectionError, ProxyError

from moedeklar.sources.http import proxies
from moedeklar.sources.http.failures import NetworkError, told
from tests.sources.http.conftest import Clients
from tests.support.proxy import Proxy
from tests.support.web import WebServer


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.setenv("https_proxy", url)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Nordlund Kommune")


@pytest.fixture
def secure(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def test_the_systems_proxy_is_asked(web: WebServer, clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages["/list"] = b"1"
    with Proxy() as proxy:
        use(monkeypatch, proxy.url)
        assert clients(web.url).get("/list").body == b"1"
        assert proxy.asked == [f"GET {web.url}/list HTTP/1.1"]
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert clients(web.url).get("/list").body == b"1"
        assert len(proxy.asked) == 1


def test_https_goes_through_it_unread(
    clients: Clients, secure: ssl.SSLContext, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebServer({"/list": b"1"}, tls=secure) as web, Proxy("kirsten", "hemmelig") as proxy:
        use(monkeypatch, proxy.url.replace("//", "//kirsten:hemmelig@"))
        with pytest.raises(NetworkError) as caught:
            clients(web.url).get("/list")
        assert caught.value.code == "tls_authority"
        assert "Nordlund Kommune" in str(caught.value.params["issuer"])
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert clients(web.url).get("/list").body == b"1"
        assert {line.split(" ")[0] for line in proxy.asked} == {"CONNECT"}
        assert "proxy-authorization" not in web.asked[0].headers


def test_a_proxy_that_wants_a_password(
    web: WebServer, clients: Clients, secure: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy("kirsten", "hemmelig") as proxy, WebServer(tls=secure) as encrypted:
        use(monkeypatch, proxy.url)
        for url in (web.url, encrypted.url):
            with pytest.raises(NetworkError) as caught:
                clients(url).get("/list")
            assert (caught.value.code, caught.value.params["proxy"]) == ("net_proxy_sign_in", proxy.host)
    assert web.asked == []


def test_a_proxy_that_is_not_there_or_lets_nothing_through(
    web: WebServer, clients: Clients, secure: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as gone:
        pass
    use(monkeypatch, gone.url)
    for url in (web.url, web.url.replace("http:", "https:")):
        with pytest.raises(NetworkError) as caught:
            clients(url).get("/list")
        assert (caught.value.code, caught.value.params["proxy"]) == ("net_proxy", gone.host)
    with Proxy(refuses=403) as strict, WebServer(tls=secure) as encrypted:
        use(monkeypatch, strict.url)
        with pytest.raises(NetworkError, match="net_proxy"):
            clients(encrypted.url).get("/list")
    use(monkeypatch, "http://proxy.nordlund.invalid:3128")
    with pytest.raises(NetworkError, match=r"net_proxy.*proxy\.nordlund\.invalid"):
        clients(web.url).get("/list")


@pytest.mark.parametrize(
    ("named", "url", "sign_in"),
    [
        ("proxy.nordlund.example:3128", "http://proxy.nordlund.example:3128", ""),
        ("http://proxy.nordlund.example", "http://proxy.nordlund.example:80", ""),
        ("https://k:p%40s@proxy.nordlund.example", "https://proxy.nordlund.example:443", "k:p@s"),
        ("http://[::1]:8080", "http://[::1]:8080", ""),
    ],
)
def test_a_proxy_is_named_in_many_ways(named: str, url: str, sign_in: str) -> None:
    found = proxies.parsed(named)
    assert found is not None
    assert (found.url, found.sign_in) == (url, sign_in)
    assert "p@s" not in found.host


def test_what_is_no_proxy_of_http_is_passed_over() -> None:
    assert proxies.parsed("socks5://a:1") is None
    assert proxies.parsed("") is None


def test_a_port_is_no_status() -> None:
    gone = NewConnectionError(HTTPConnection("127.0.0.1", 40713), "Failed to connect to 127.0.0.1:40713")
    assert told(ProxyError("Unable to connect to proxy", gone), "a.example", "127.0.0.1:40713").code == "net_proxy"
