from __future__ import annotations

import base64
import contextlib
import json
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme

from moedeklar.model.errors import Cancelled, SecretsError
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.failures import NetworkError
from moedeklar.sources.http.sign_in import browser
from moedeklar.sources.http.sign_in.base import Secret
from moedeklar.sources.http.sign_in.ways import Kind, Way, sign_in_of
from tests.sources.http.conftest import QUICK, Clients
from tests.support.oauth import PASSWORD, Authority
from tests.support.web import Asked, Page, WebServer

PAGES = browser.Pages("<p>Færdig", "<p>Ikke i dag")


class Kept(dict[str, str]):
    """Secrets in a dict, which can be locked."""

    locked = ""

    def get(self, name: str) -> str | None:  # type: ignore[override]
        if self.locked:
            raise SecretsError(self.locked)
        return super().get(name)

    def set(self, name: str, secret: str) -> None:
        self[name] = secret

    def delete(self, name: str) -> None:
        self.pop(name, None)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def secret(kept: Kept) -> Secret:
    return Secret(kept, "src-1")


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def authority(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    ca.issue_cert("localhost").configure_cert(server)
    ca.configure_trust(client)
    with Authority(server, client) as made:
        yield made


def visit(url: str) -> None:
    with contextlib.suppress(OSError):
        urllib.request.urlopen(url, timeout=5).close()


def client_of(clients: Clients, authority: Authority, way: Way, secret: Secret) -> HttpClient:
    return clients(authority.web.url, sign_in=sign_in_of(way, secret, authority.web.url, QUICK))


def code(client: HttpClient) -> str:
    with pytest.raises(NetworkError) as caught:
        client.get("/list")
    assert "hem" not in str(caught.value)
    return caught.value.code


def test_a_name_and_a_password(web: WebServer, clients: Clients, secret: Secret) -> None:
    right = "Basic " + base64.b64encode("kirsten:smørrebrød".encode()).decode()

    def page(asked: Asked) -> Page:
        return Page(b"1") if asked.headers.get("authorization") == right else Page(b"", status=401)

    web.pages["/list"] = page
    assert code(clients(web.url)) == "sign_in_needed"
    client = clients(web.url, sign_in=sign_in_of(Way(Kind.BASIC, user="kirsten"), secret, web.url))
    assert code(client) == "sign_in_needed"
    secret.put({"password": "forkert"})
    web.asked.clear()
    assert code(client) == "sign_in_expired"
    assert len(web.asked) == 1
    secret.put({"password": "smørrebrød"})
    assert client.get("/list").body == b"1"


def test_a_token(web: WebServer, clients: Clients, secret: Secret) -> None:
    web.pages["/list"] = lambda asked: Page(asked.headers["authorization"].encode())
    secret.put({"token": "abc"})
    assert clients(web.url, sign_in=sign_in_of(Way(Kind.BEARER), secret, web.url)).get("/list").body == b"Bearer abc"
    secret.forget()
    assert secret.get("token") == ""


@pytest.mark.parametrize(
    ("locked", "expected"), [("keyring_locked", "sign_in_locked"), ("keyring_gone", "sign_in_no_keyring")]
)
def test_a_keyring_that_can_not_be_asked(
    web: WebServer, clients: Clients, kept: Kept, secret: Secret, locked: str, expected: str
) -> None:
    secret.put({"token": "abc"})
    kept.locked = locked
    assert code(clients(web.url, sign_in=sign_in_of(Way(Kind.BEARER), secret, web.url))) == expected
    assert web.asked == []


def test_a_client_of_its_own(clients: Clients, authority: Authority, secret: Secret, kept: Kept) -> None:
    client = client_of(clients, authority, authority.way(Kind.CLIENT), secret)
    secret.put({"client_secret": "forkert"})
    assert code(client) == "sign_in_refused"
    secret.put({"client_secret": PASSWORD})
    for _ in range(3):
        assert json.loads(client.get("/list").body) == ["møde"]
    assert len(authority.asked_for_tokens()) == 2
    assert authority.asked_for_tokens()[-1] == {"grant_type": "client_credentials", "scope": "read"}
    authority.access.clear()  # the server forgets; the client asks once more
    assert client.get("/list").status == 200
    assert not any(token in text for token in authority.access for text in kept.values())


def test_of_many_that_are_refused_at_once_one_asks(clients: Clients, authority: Authority, secret: Secret) -> None:
    client = client_of(clients, authority, authority.way(Kind.CLIENT), secret)
    secret.put({"client_secret": PASSWORD})
    client.get("/list")
    authority.access.clear()
    with ThreadPoolExecutor(4) as pool:
        assert all(answer.status == 200 for answer in pool.map(lambda _: client.get("/list"), range(8)))
    assert len(authority.asked_for_tokens()) == 2


def test_a_token_that_is_about_to_expire_is_not_used(clients: Clients, authority: Authority, secret: Secret) -> None:
    authority.lasts = 10
    secret.put({"client_secret": PASSWORD})
    client = client_of(clients, authority, authority.way(Kind.CLIENT), secret)
    client.get("/list")
    client.get("/list")
    assert len(authority.asked_for_tokens()) == 2


def test_a_server_that_refuses_every_token_is_not_asked_for_ever(
    clients: Clients, authority: Authority, secret: Secret
) -> None:
    authority.web.pages["/list"] = Page(b"", status=401)
    secret.put({"client_secret": PASSWORD})
    assert code(client_of(clients, authority, authority.way(Kind.CLIENT), secret)) == "sign_in_expired"
    assert len(authority.asked_for_tokens()) == 2


def test_in_the_browser(clients: Clients, authority: Authority, secret: Secret) -> None:
    way = authority.way(Kind.BROWSER)
    client = client_of(clients, authority, way, secret)
    assert code(client) == "sign_in_needed"
    browser.sign_in(way, secret, authority.browser(), PAGES, limits=QUICK)
    first = secret.get("refresh_token")
    assert client.get("/list").status == 200
    assert secret.get("refresh_token") not in ("", first)  # it was given another one for it
    authority.refreshing.clear()
    authority.access.clear()
    assert code(client) == "sign_in_expired"
    for thread in authority.threads:
        thread.join()
    assert authority.shown == PAGES.done


def test_what_another_process_renewed_is_used(clients: Clients, authority: Authority, secret: Secret) -> None:
    secret.put({"refresh_token": "used up"})
    good = authority.refresh_token()

    class Late(Secret):
        asked = 0

        def get(self, part: str) -> str:
            self.asked += 1
            return "used up" if self.asked == 1 else good

    late = Late(Kept(), "src-1")
    assert client_of(clients, authority, authority.way(Kind.BROWSER), late).get("/list").status == 200


def test_the_browser_is_told_no(authority: Authority, secret: Secret) -> None:
    authority.denies = True
    with pytest.raises(NetworkError, match="sign_in_denied"):
        browser.sign_in(authority.way(Kind.BROWSER), secret, authority.browser(), PAGES)
    for thread in authority.threads:
        thread.join()
    assert authority.shown == PAGES.failed
    assert secret.get("refresh_token") == ""


def test_another_state_is_not_listened_to(authority: Authority, secret: Secret) -> None:
    def attacked(url: str) -> bool:
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        for wrong in (f"{back}?code=mine&state=guessed", f"{back}?error=access_denied&state=x", f"{back}x", back):
            thread = threading.Thread(target=visit, args=(wrong,))
            authority.threads.append(thread)
            thread.start()
        return authority.browser()(url)

    browser.sign_in(authority.way(Kind.BROWSER), secret, attacked, PAGES, limits=QUICK)
    assert secret.get("refresh_token")
    assert all(asked.get("code") != "mine" for asked in authority.asked_for_tokens())


def test_nobody_comes_back(authority: Authority, secret: Secret) -> None:
    way = authority.way(Kind.BROWSER)
    with pytest.raises(NetworkError, match="sign_in_timeout"):
        browser.sign_in(way, secret, lambda _: True, PAGES, patience=0.3)
    with pytest.raises(NetworkError, match="sign_in_no_browser"):
        browser.sign_in(way, secret, lambda _: False, PAGES)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        browser.sign_in(way, secret, lambda _: True, PAGES, cancelled=lambda: time.monotonic() > started + 0.2)
    assert time.monotonic() - started < 1.0


def test_tokens_are_had_from_encrypted_addresses_only(web: WebServer, secret: Secret) -> None:
    way = Way(Kind.CLIENT, client="a", token_url=f"{web.url}/token")
    with pytest.raises(NetworkError, match="url_refused"):
        sign_in_of(way, secret, web.url)


def test_a_token_endpoint_that_says_something_else(clients: Clients, authority: Authority, secret: Secret) -> None:
    secret.put({"client_secret": PASSWORD})
    assert code(client_of(clients, authority, authority.way(Kind.CLIENT, "/strange"), secret)) == "sign_in_failed"
    assert code(client_of(clients, authority, authority.way(Kind.CLIENT, "/nowhere"), secret)) == "sign_in_failed"


def test_a_way_is_an_option_without_its_secret() -> None:
    way = Way(Kind.BROWSER, client="a", authorize_url="https://a.example/", token_url="https://a.example/t")
    assert Way.from_json(json.loads(json.dumps(way.to_json()))) == way
    assert Way.from_json({"kind": "carrier pigeon"}) is None
    assert Way.from_json(None) is None
