from __future__ import annotations

import gzip
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from moedeklar.model.errors import Cancelled, DocumentError, SourceError
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.failures import NetworkError, NotThere
from tests.sources.http.conftest import QUICK, Clients
from tests.support.web import Drop, Fault, Gzip, Instead, Length, NoAnswer, Page, Stall, WebServer, redirect, status

LIST = {"møder": ["Økonomiudvalget", "Byrådet"]}


def code(client: HttpClient, url: str = "/list", **more: object) -> str:
    with pytest.raises(NetworkError) as caught:
        client.get(url, **more)  # type: ignore[arg-type]
    return caught.value.code


def test_an_answer_says_all_that_is_needed_to_ask_again(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = Page.json(LIST, modified="Wed, 03 Feb 2027 06:42:00 GMT")
    answer = client.get("/list", accept="application/json")
    assert (answer.status, answer.media_type) == (200, "application/json")
    assert "Økonomiudvalget" in answer.body.decode()
    assert answer.date is not None
    assert abs(answer.date - datetime.now(UTC)) < timedelta(seconds=5)
    again = client.get("/list", etag=answer.etag, modified=answer.last_modified)
    assert (again.status, again.body, again.etag) == (304, b"", answer.etag)
    assert again.last_modified == answer.last_modified
    web.pages["/list"] = Page.json([])
    assert client.get("/list", etag=answer.etag).body == b"[]"
    assert web.asked[0].headers["user-agent"].startswith("Moedeklar/")


def test_relative_absolute_and_danish_addresses(web: WebServer, clients: Clients) -> None:
    web.pages["/feed/møde 1.json"] = b"1"
    web.pages["/feed/search"] = lambda asked: Page(asked.query["q"].encode())
    client = clients(f"{web.url}/feed/system.json")
    assert client.get("møde 1.json").body == b"1"
    assert client.get(f"{web.url}/feed/m%C3%B8de%201.json").body == b"1"
    assert client.get("search?q=b%C3%A5d&x=1").body == "båd".encode()
    assert client.get("search?q=båd#top").body == "båd".encode()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/b", "https:///x", "http://me:secret@a/", "http://[::1/"]
)
def test_only_addresses_of_http_are_asked(client: HttpClient, url: str) -> None:
    with pytest.raises(NetworkError) as caught:
        client.get(url)
    assert caught.value.code == "url_refused"
    assert "secret" not in str(caught.value)
    with pytest.raises(NetworkError):
        HttpClient(url)


def test_gzip_is_unpacked(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = Page.json(LIST)
    web.faults["/list"] = [Gzip()]
    assert "Byrådet" in client.get("/list").body.decode()
    assert web.asked[0].headers["accept-encoding"] == "gzip"


def test_a_bomb_is_left_alone(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = b""
    packed = gzip.compress(bytes(40_000_000))
    web.faults["/list"] = [Gzip(packed)]
    started = time.monotonic()
    assert code(client) == "bomb"
    assert time.monotonic() - started < 2


def test_an_answer_has_a_largest_size(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = bytes(5000)
    assert code(client, largest=4999) == "answer_too_large"
    assert len(client.get("/list", largest=5000).body) == 5000
    web.faults["/list"] = [Length(2_000_000_000), Length(None)]
    assert code(client) == "answer_too_large"
    assert code(client, largest=4999) == "answer_too_large"


@pytest.mark.parametrize("fault", [Drop(3), Drop(3, reset=True), NoAnswer(), NoAnswer(reset=True), Stall(2)])
def test_what_breaks_off_is_asked_for_again(web: WebServer, client: HttpClient, fault: Fault) -> None:
    web.pages["/list"] = Page.json(LIST)
    web.faults["/list"] = [fault, fault]
    assert client.get("/list").status == 200
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Drop(3), {"cut_short", "net_reset"}),
        (NoAnswer(reset=True), {"net_reset"}),
        (Stall(2), {"net_timeout"}),
        (status(500), {"server_failed"}),
        (status(503), {"server_busy"}),
        (status(429), {"server_busy"}),
        (status(429, retry_after="1"), {"server_wait"}),
    ],
)
def test_after_some_tries_it_is_given_up(web: WebServer, client: HttpClient, fault: Fault, expected: set[str]) -> None:
    web.pages["/list"] = Page.json(LIST)
    web.faults["/list"] = [fault] * 9
    client.limits  # noqa: B018
    assert code(client) in expected
    assert len(web.asked) == QUICK.tries


@pytest.mark.parametrize(
    ("number", "expected"),
    [(401, "sign_in_needed"), (403, "http_forbidden"), (400, "http_status"), (511, "net_captive")],
)
def test_what_is_settled_is_asked_once(web: WebServer, client: HttpClient, number: int, expected: str) -> None:
    web.faults["/list"] = [status(number)]
    assert code(client) == expected
    assert len(web.asked) == 1


@pytest.mark.parametrize("number", [404, 410])
def test_what_is_not_there_says_so(web: WebServer, client: HttpClient, number: int) -> None:
    web.faults["/list"] = [status(number)]
    with pytest.raises(NotThere) as caught:
        client.get("/list")
    assert caught.value.params["status"] == number


def test_an_error_ends_a_listing_or_a_document() -> None:
    assert issubclass(NetworkError, SourceError)
    assert issubclass(NetworkError, DocumentError)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_obeyed(web: WebServer, client: HttpClient, form: str) -> None:
    web.pages["/list"] = b"1"
    then = format_datetime(datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2), usegmt=True)
    web.faults["/list"] = [status(429, retry_after="1" if form == "seconds" else then)]
    started = time.monotonic()
    assert client.get("/list").body == b"1"
    assert time.monotonic() - started >= 0.9


def test_a_long_retry_after_is_left_to_the_next_run(web: WebServer, client: HttpClient) -> None:
    web.faults["/list"] = [status(503, retry_after="600")]
    with pytest.raises(NetworkError) as caught:
        client.get("/list")
    assert (caught.value.code, caught.value.params["minutes"]) == ("server_wait", 10)
    assert len(web.asked) == 1


def test_redirects_are_followed_a_few_times(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = redirect("/b")
    web.pages["/b"] = redirect(f"{web.url}/c", 307)
    web.pages["/c"] = b"there"
    answer = client.get("/list")
    assert (answer.body, answer.url) == (b"there", f"{web.url}/c")
    web.pages["/c"] = redirect("/list")
    assert code(client) == "redirect_loop"
    web.pages["/c"] = redirect("file:///etc/passwd")
    assert code(client) == "redirect_refused"


def test_cookies_stay_with_their_server(web: WebServer, client: HttpClient) -> None:
    web.pages["/"] = Page(b"", headers={"Set-Cookie": "anonymous=yes; Path=/; HttpOnly"})
    web.pages["/list"] = lambda asked: Page(asked.headers.get("cookie", "none").encode())
    with WebServer({"/list": web.pages["/list"]}) as other:
        client.get("/")
        assert client.get("/list").body == b"anonymous=yes"
        assert client.get(f"{other.url}/list").body == b"none"


def test_cookies_are_told_again_by_a_later_client(web: WebServer, clients: Clients) -> None:
    web.pages["/"] = Page(b"", headers={"Set-Cookie": "anonymous=a=b%3Bc; Path=/; HttpOnly"})
    web.pages["/list"] = lambda asked: Page(asked.headers.get("cookie", "none").encode())
    first, later = clients(web.url), clients(web.url)
    assert first.cookies("/list") == ""
    first.get("/")
    kept = first.cookies("/list")
    later.recall("/list", f"{kept}; no cookie; bad=1\r\nX-Evil: 1")
    assert later.get("/list").body == kept.encode() == b"anonymous=a=b%3Bc"
    with WebServer({"/list": web.pages["/list"]}) as other:
        assert later.get(f"{other.url}/list").body == b"none"


def test_own_headers_stay_with_their_server(web: WebServer, clients: Clients) -> None:
    client = clients(web.url, headers={"X-Key": "secret"})
    with WebServer({"/b": b"1"}) as other:
        web.pages["/list"] = redirect(f"{other.url}/b")
        client.get("/list")
        assert web.asked[0].headers["x-key"] == "secret"
        assert "x-key" not in other.asked[0].headers


@pytest.mark.parametrize("body", [b'{"data": []}', b"\xef\xbb\xbf\n[1]"])
def test_data_that_is_called_a_page_is_data(web: WebServer, client: HttpClient, body: bytes) -> None:
    web.pages["/list"] = Page(body, "text/html; charset=utf-8")
    assert client.get("/list", accept="application/json").body == body


@pytest.mark.parametrize("number", [204, 205, 304])
def test_an_answer_with_nothing_in_it_says_so(web: WebServer, client: HttpClient, number: int) -> None:
    web.pages["/list"] = Page(b"", status=number, etag=None)
    assert code(client) == "answer_empty"
    assert len(web.asked) == 1


def test_a_part_of_an_answer_is_none(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = b"[1]"
    web.faults["/list"] = [Instead(Page(b"[1", status=206, headers={"Content-Range": "bytes 0-1/3"}))]
    assert client.get("/list").body == b"[1]"
    web.pages["/list"] = Page(b"[1]", status=206, headers={"Content-Range": "bytes 0-2/3"})
    assert (client.get("/list").status, client.get("/list").body) == (200, b"[1]")
    web.pages["/list"] = Page(b"[2]", status=203)
    assert (client.get("/list").status, client.get("/list").body) == (200, b"[2]")


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("Wed, 21 Oct 2015 07:28:00 GMT", None),
        ("0", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 24 * 60),
        ("9" * 30, 24 * 60),
        ("Mon, 01 Jan 2027 00:00:00 +99999999", None),
    ],
)
def test_a_retry_after_that_makes_no_sense_is_none_or_a_day(
    web: WebServer, client: HttpClient, said: str, minutes: int | None
) -> None:
    web.faults["/list"] = [status(429, retry_after=said)] * 9
    with pytest.raises(NetworkError) as caught:
        client.get("/list")
    assert (caught.value.code, caught.value.params.get("minutes")) == (
        ("server_wait", minutes) if minutes else ("server_busy", None)
    )


def test_a_page_in_place_of_data(web: WebServer, client: HttpClient) -> None:
    web.faults["/list"] = [Instead(Page.html("<h1>Log på</h1>"))]
    assert code(client, accept="application/json") == "wrong_kind"
    with WebServer({"/login": Page.html("<h1>Gæstenet</h1>")}, host="127.0.0.2") as portal:
        web.faults["/list"] = [Instead(redirect(f"{portal.url}/login"))]
        with pytest.raises(NetworkError) as caught:
            client.get("/list", accept="application/json")
    assert caught.value.code == "net_captive"
    assert caught.value.params == {"host": "127.0.0.1", "where": "127.0.0.2"}


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 there")
def test_an_address_of_ipv6(clients: Clients) -> None:
    try:
        server = WebServer({"/list": b"1"}, host="::1")
    except OSError:
        pytest.skip("no IPv6 loopback there")
    with server:
        assert clients(server.url).get("/list").body == b"1"


def test_of_several_addresses_a_dead_one_does_no_harm(web: WebServer, clients: Clients) -> None:
    """`localhost` is ::1 too on most systems, where nobody listens."""
    web.pages["/list"] = b"1"
    assert clients(f"http://localhost:{web.port}").get("/list").body == b"1"


def test_nobody_listens(clients: Clients) -> None:
    with WebServer() as gone:
        pass
    assert code(clients(gone.url)) == "net_refused"
    assert code(clients("http://nordlund.invalid/")) == "net_name"


@pytest.mark.parametrize("fault", [Stall(1), status(429, retry_after="2")])
def test_cancelling_ends_a_wait_at_once(web: WebServer, clients: Clients, fault: Fault) -> None:
    web.pages["/list"] = b"12345"
    web.faults["/list"] = [fault] * 9
    stop = threading.Event()
    client = clients(web.url, limits=QUICK.__class__(read=20.0), cancelled=stop.is_set)
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        client.get("/list")
    assert time.monotonic() - started < 1.5
    timer.join()


def test_at_most_four_at_a_host_at_once_and_no_more_than_the_rate(web: WebServer, clients: Clients) -> None:
    def slow(asked: object) -> Page:
        time.sleep(0.05)
        return Page(b"1")

    web.pages["/list"] = slow
    client = clients(web.url)
    threads = [threading.Thread(target=client.get, args=("/list",)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(web.asked) == 12
    assert web.most_at_once == 4

    paced = clients(web.url, limits=QUICK.__class__(rate=20.0, burst=1))
    web.pages["/list"] = b"1"
    started = time.monotonic()
    for _ in range(7):
        paced.get("/list")
    assert time.monotonic() - started >= 0.28
