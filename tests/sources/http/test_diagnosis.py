from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from moedeklar.sources.http.diagnosis import STEPS, Finding, diagnose
from moedeklar.sources.http.sign_in.base import Secret
from moedeklar.sources.http.sign_in.ways import Kind, Way, sign_in_of
from moedeklar.wording.diagnosis import remedy_sentence, well_sentence
from moedeklar.wording.errors import SENTENCES, sentence
from moedeklar.wording.language import set_language
from tests.sources.http.conftest import QUICK
from tests.sources.http.test_sign_in import Kept
from tests.support.proxy import Proxy
from tests.support.web import Instead, Page, Stall, WebServer, redirect, status


def found(url: str, **more: Any) -> list[Finding]:
    """What is found, said in both languages too."""
    findings = list(diagnose(url, limits=QUICK, **more))
    for finding in findings:
        assert finding.step in STEPS
        assert finding.ok or finding.code in SENTENCES
        for spoken in ("da", "en"):
            set_language(spoken)
            said = well_sentence(finding.code, finding.params) if finding.ok else sentence(finding.code, finding.params)
            assert "{" not in said + remedy_sentence(finding.code, {**finding.params, "source": "src-0123"})
            assert said != finding.code
    assert all(finding.ok for finding in findings[:-1])
    return findings


def last(url: str, **more: Any) -> tuple[str, str]:
    """The step that was not well, and why."""
    finding = found(url, **more)[-1]
    assert not finding.ok
    return finding.step, finding.code


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Nordlund Kommune")


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Callable[..., WebServer]]:
    """Starts servers with TLS."""
    with ExitStack() as stack:

        def make(*names: str, **more: datetime) -> WebServer:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(*(names or ("localhost",)), **more).configure_cert(context)
            return stack.enter_context(WebServer({"/": Page.json({})}, tls=context))

        yield make


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.mark.usefixtures("trusted")
def test_all_is_well(server: Callable[..., WebServer]) -> None:
    findings = found(server().url, accept="application/json")
    assert [finding.step for finding in findings] == [step for step in STEPS if step != "sign-in"]
    assert "Nordlund Kommune" in str(findings[5].params["issuer"])


def test_without_encryption_there_is_no_certificate_to_look_at(web: WebServer) -> None:
    web.pages["/"] = b""
    assert [one.step for one in found(web.url)] == [
        "network",
        "name",
        "proxy",
        "connection",
        "portal",
        "clock",
        "server",
    ]


def test_the_name(web: WebServer) -> None:
    assert last("https://nordlund.invalid/") == ("name", "net_name")
    assert last("ftp://nordlund.invalid/") == ("name", "url_refused")


def test_the_proxy(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages["/"] = b""
    with Proxy() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        findings = found(web.url)
        assert [one.code for one in findings if one.step == "proxy"] == ["proxy_is_there"]
        assert "connection" not in {one.step for one in findings}
    assert last(web.url) == ("proxy", "net_proxy")
    with Proxy("kirsten", "hemmelig") as strict:
        monkeypatch.setenv("http_proxy", strict.url)
        assert last(web.url) == ("proxy", "net_proxy_sign_in")


def test_the_connection() -> None:
    with WebServer() as gone:
        pass
    assert last(gone.url) == ("connection", "net_refused")


def test_a_guest_network(web: WebServer, server: Callable[..., WebServer]) -> None:
    encrypted = server()
    web.pages["/"] = redirect("http://login.gaestenet.example/")
    assert last(encrypted.url, plain_port=web.port) == ("portal", "net_captive")
    web.pages["/"] = Page(b"", status=511)
    assert last(web.url) == ("portal", "net_captive")
    web.pages["/"] = redirect(encrypted.url)  # a site that sends its readers on to its encrypted self
    assert last(encrypted.url, plain_port=web.port) == ("certificate", "tls_authority")


def test_the_certificate(server: Callable[..., WebServer], web: WebServer) -> None:
    findings = found(server().url, plain_port=web.port)
    assert findings[-1].code == "tls_authority"
    assert "Nordlund Kommune" in str(findings[-1].params["issuer"])


@pytest.mark.usefixtures("trusted")
def test_the_certificate_or_the_clock(server: Callable[..., WebServer], web: WebServer) -> None:
    now = datetime.now(UTC)
    old = server(not_before=now - timedelta(days=30), not_after=now - timedelta(days=3))
    assert last(old.url, plain_port=web.port) == ("certificate", "tls_expired")
    old.date = format_datetime(now - timedelta(days=5), usegmt=True)  # for the server it is still good
    assert last(old.url, plain_port=web.port) == ("clock", "clock_wrong")
    right = server()
    right.date = format_datetime(now + timedelta(hours=3), usegmt=True)
    assert last(right.url) == ("clock", "clock_wrong")
    assert last(server("nordlund.example").url, plain_port=web.port) == ("certificate", "tls_host")


def test_the_sign_in(web: WebServer) -> None:
    kept = Kept()
    secret = Secret(kept, "src-1")
    web.pages["/"] = lambda asked: Page(
        b"", status=200 if asked.headers.get("authorization") == "Bearer right" else 401
    )
    sign_in = sign_in_of(Way(Kind.BEARER), secret, web.url)
    assert last(web.url, sign_in=sign_in) == ("sign-in", "sign_in_needed")
    secret.put({"token": "right"})
    assert found(web.url, sign_in=sign_in)[-2].code == "signed_in"
    kept.locked = "keyring_locked"
    assert last(web.url, sign_in=sign_in) == ("sign-in", "sign_in_locked")
    kept.locked = ""
    web.pages["/"] = Page(b"", status=401)
    assert last(web.url, sign_in=sign_in) == ("sign-in", "sign_in_expired")
    assert last(web.url) == ("sign-in", "sign_in_needed")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (status(500), "server_failed"),
        (status(503), "server_busy"),
        (status(429, retry_after="600"), "server_wait"),
        (status(403), "http_forbidden"),
        (status(404), "not_there"),
        (Instead(Page.html("<h1>Velkommen")), "wrong_kind"),
        (Stall(), "net_timeout"),
    ],
)
def test_the_server(web: WebServer, fault: Any, code: str) -> None:
    web.pages["/"] = Page.json({})
    web.faults["/"] = [fault]
    assert last(web.url, accept="application/json") == ("server", code)
    assert len(web.asked) == 1
