from __future__ import annotations

import hashlib
import random
import threading
import time
from dataclasses import replace

import pytest

from moedeklar.model.errors import Cancelled
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.expected import NO_PAGE, Digest
from moedeklar.sources.http.failures import NetworkError, NotThere
from tests.sources.http.conftest import QUICK, Clients
from tests.support.web import (
    Drop,
    Fault,
    Gzip,
    Instead,
    Length,
    NoAnswer,
    Page,
    Slow,
    SlowHead,
    Stall,
    WebServer,
    redirect,
    status,
)

CONTENT = b"%PDF-1.7\n" + random.Random(4).randbytes(700_000)
PDF = "application/pdf"


@pytest.fixture(autouse=True)
def file(web: WebServer) -> None:
    web.pages["/a.pdf"] = Page(CONTENT, PDF)


def fetch(client: HttpClient, url: str = "/a.pdf", piece: int = 100_000, **more: object) -> bytes:
    with client.open(url, **more) as stream:  # type: ignore[arg-type]
        return b"".join(iter(lambda: stream.read(piece), b""))


def code(client: HttpClient, url: str = "/a.pdf", **more: object) -> str:
    with pytest.raises(NetworkError) as caught:
        fetch(client, url, **more)
    return caught.value.code


@pytest.mark.parametrize("piece", [-1, 1000, 65_536, 1 << 20])
def test_a_file_comes_whole(client: HttpClient, piece: int) -> None:
    digest = Digest("sha256", hashlib.sha256(CONTENT).hexdigest().upper())
    assert fetch(client, piece=piece, size=len(CONTENT), digest=digest, expects=PDF) == CONTENT


def test_an_empty_file_comes_too(web: WebServer, client: HttpClient) -> None:
    web.pages["/empty"] = Page(b"")
    assert fetch(client, "/empty", size=0) == b""


def test_a_stream_is_like_any_file(client: HttpClient) -> None:
    with client.open("/a.pdf") as stream:
        assert stream.read(5) == b"%PDF-"
        assert stream.tell() == 5
        buffer = bytearray(10)
        assert stream.readinto(buffer) == 10  # type: ignore[attr-defined]
        assert bytes(buffer) == CONTENT[5:15]
        assert stream.read() == CONTENT[15:]
        assert stream.read() == b""
    assert stream.closed
    with pytest.raises(ValueError, match="closed"):
        stream.read(1)


@pytest.mark.parametrize(
    "faults",
    [
        [Drop(0)],
        [Drop(300_000)],
        [Drop(300_000, reset=True), Drop(200_000, reset=True)],
        [Stall(250_000)],
        [Drop(300_000, reset=True, told=False), Drop(100_000)],
        [NoAnswer(), Drop(100_000), status(503), Drop(9000), NoAnswer(reset=True), Drop(100_000), Stall(1000)],
    ],
)
def test_it_goes_on_where_it_broke_off(web: WebServer, client: HttpClient, faults: list[Fault]) -> None:
    web.faults["/a.pdf"] = list(faults)
    digest = Digest("sha512", hashlib.sha512(CONTENT).hexdigest())
    assert fetch(client, digest=digest, expects=PDF) == CONTENT
    assert not web.faults["/a.pdf"]
    if isinstance(faults[0], Drop) and faults[0].after:
        assert web.asked[1].headers["range"].startswith("bytes=")
        assert web.asked[1].headers["if-range"] == Page(CONTENT).tag


def test_by_the_time_of_change_where_there_is_no_etag(web: WebServer, client: HttpClient) -> None:
    web.pages["/a.pdf"] = Page(CONTENT, PDF, etag=None, modified="Wed, 03 Feb 2021 06:42:00 GMT")
    web.faults["/a.pdf"] = [Drop(300_000)]
    assert fetch(client) == CONTENT
    assert web.asked[1].headers["if-range"] == "Wed, 03 Feb 2021 06:42:00 GMT"


def test_a_server_without_ranges_sends_it_again(web: WebServer, client: HttpClient) -> None:
    web.pages["/a.pdf"] = Page(CONTENT, PDF, ranges=False)
    web.faults["/a.pdf"] = [Drop(300_000), Drop(400_000)]
    assert fetch(client) == CONTENT


def test_a_file_that_is_replaced_meanwhile_is_not_mixed(web: WebServer, client: HttpClient) -> None:
    web.faults["/a.pdf"] = [Drop(300_000)]
    with client.open("/a.pdf") as stream:
        assert stream.read(1000) == CONTENT[:1000]
        web.pages["/a.pdf"] = Page(CONTENT[::-1], PDF)
        with pytest.raises(NetworkError) as caught:
            stream.read()
    assert caught.value.code == "changed_meanwhile"
    web.faults["/a.pdf"] = [Drop(300_000)]
    with client.open("/a.pdf") as stream:
        stream.read(1000)
        web.pages["/a.pdf"] = Page(b"short", PDF)
        with pytest.raises(NetworkError, match="changed_meanwhile"):
            stream.read()


def test_a_file_that_is_gone_meanwhile_is_gone(web: WebServer, client: HttpClient) -> None:
    web.faults["/a.pdf"] = [Drop(300_000), status(410)]
    with pytest.raises(NotThere):
        fetch(client)


def test_without_anything_to_know_it_by_nothing_is_pieced_together(web: WebServer, client: HttpClient) -> None:
    web.pages["/a.pdf"] = Page(CONTENT, PDF, etag='W/"weak"')
    web.faults["/a.pdf"] = [Drop(300_000)]
    assert code(client) in {"cut_short", "net_reset"}


def test_it_is_not_tried_for_ever(web: WebServer, client: HttpClient) -> None:
    web.faults["/a.pdf"] = [Drop(300_000), *[NoAnswer(reset=True)] * 50]
    assert code(client) == "net_reset"
    assert len(web.asked) == 1 + QUICK.tries - 1
    web.faults["/a.pdf"] = [Drop(2000)] * 500
    web.asked.clear()
    assert code(client) in {"cut_short", "net_reset"}
    assert len(web.asked) <= 1 + QUICK.resumes


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (PDF, Page.html("<html>Filen findes ikke")),
        (PDF, Page(b"<html>", PDF)),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Page(b"<html>", PDF)),
        ("image/png", Page.html("<html>")),
    ],
)
def test_another_kind_is_not_handed_out(web: WebServer, client: HttpClient, kind: str, page: Page) -> None:
    web.faults["/a.pdf"] = [Instead(page)]
    assert code(client, expects=kind) == "wrong_kind"
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    "page",
    [
        Page.html("<html>Filen findes ikke"),
        Page(b"\xef\xbb\xbf \n<!DOCTYPE HTML><title>Wartung", "application/octet-stream"),
        Page(b"<div>Anmelden", "text/html"),
    ],
)
def test_a_page_is_no_file_of_any_kind(web: WebServer, client: HttpClient, page: Page) -> None:
    web.faults["/a.pdf"] = [Instead(page)]
    assert code(client, expects=NO_PAGE) == "wrong_kind"


@pytest.mark.parametrize("page", [Page(b"II*\0", "text/html"), Page(b"<?xml version='1.0'?><a/>", "text/xml"), Page()])
def test_what_is_no_page_is_a_file(web: WebServer, client: HttpClient, page: Page) -> None:
    web.faults["/a.pdf"] = [Instead(page)]
    assert fetch(client, expects=NO_PAGE) == page.body


@pytest.mark.parametrize("page", [Page(b"", PDF), Page(b"", PDF, status=204), Page(b"", PDF, status=304)])
def test_nothing_is_no_pdf(web: WebServer, client: HttpClient, page: Page) -> None:
    web.faults["/a.pdf"] = [Instead(page)]
    assert code(client, expects=PDF) == "answer_empty"


def test_a_part_that_nobody_asked_for_is_asked_for_again(web: WebServer, client: HttpClient) -> None:
    part = {"Content-Range": "bytes 0-99/500"}
    web.faults["/a.pdf"] = [Instead(Page(b"%PDF-" + b"x" * 95, PDF, 206, part)), Instead(Page(b"%PDF-", PDF, 206))]
    assert fetch(client, expects=PDF) == CONTENT
    assert len(web.asked) == 3
    whole = Page(b"%PDF-1.7", PDF, 206, {"Content-Range": "bytes 0-7/8"})
    web.faults["/a.pdf"] = [Instead(whole)]
    assert fetch(client) == b"%PDF-1.7"


@pytest.mark.parametrize("said", ["UTF-8", "none", "binary", "identity", "identity, utf-8", ""])
def test_what_is_no_coding_packs_nothing(web: WebServer, client: HttpClient, said: str) -> None:
    web.faults["/a.pdf"] = [Instead(Page(b"%PDF-1.7", PDF, headers={"Content-Encoding": said}))]
    assert fetch(client, expects=PDF) == b"%PDF-1.7"


def test_what_is_before_the_mark_of_a_pdf_does_no_harm(web: WebServer, client: HttpClient) -> None:
    web.pages["/a.pdf"] = Page(b"\r\n\xef\xbb\xbf" + CONTENT, "application/octet-stream")
    assert fetch(client, expects=PDF).endswith(CONTENT)


def test_the_wrong_content(client: HttpClient) -> None:
    assert code(client, digest=Digest("sha1", "00" * 20)) == "wrong_hash"
    assert code(client, size=len(CONTENT) - 1) == "changed_meanwhile"
    with client.open("/a.pdf", digest=Digest("md5", "00" * 16)) as stream, pytest.raises(NetworkError):
        stream.read(len(CONTENT))
        stream.read(len(CONTENT))


def test_the_wrong_length(web: WebServer, client: HttpClient) -> None:
    web.faults["/a.pdf"] = [Length(len(CONTENT) + 10)] * 9
    assert code(client) in {"cut_short", "changed_meanwhile"}
    web.faults["/a.pdf"] = [Length(len(CONTENT) - 300_000)]
    assert code(client) == "too_long"
    web.faults["/a.pdf"] = [Length(None), Length(None), Length(None)]
    assert fetch(client) == CONTENT
    assert code(client, size=len(CONTENT) - 1) == "too_long"
    assert code(client, size=len(CONTENT) + 1) in {"cut_short", "changed_meanwhile"}


def test_the_body_of_one_answer_never_begins_the_next(web: WebServer, client: HttpClient) -> None:
    web.pages["/list"] = b"list"
    for _ in range(5):
        web.faults["/list"] = [Length(2)]
        with pytest.raises(NetworkError, match="too_long"):
            client.get("/list")
        assert client.get("/list").body == b"list"


def test_two_gigabytes_are_not_begun_with(web: WebServer, clients: Clients) -> None:
    web.faults["/a.pdf"] = [Length(2_000_000_001)]
    assert code(clients(web.url)) == "file_too_large"
    assert code(clients(web.url), largest=1000) == "file_too_large"
    web.faults["/a.pdf"] = [Length(None)]
    assert code(clients(web.url), largest=1000) == "file_too_large"


def test_a_file_that_is_compressed_all_the_same(web: WebServer, client: HttpClient) -> None:
    web.faults["/a.pdf"] = [Gzip()]
    assert fetch(client, size=len(CONTENT), expects=PDF) == CONTENT
    assert web.asked[0].headers["accept-encoding"] == "identity"


def test_a_signed_address_on_another_host_gets_no_secrets(web: WebServer, clients: Clients) -> None:
    class Known:
        def authorization(self) -> str:
            return "Bearer secret"

        def renew(self, refused: str) -> bool:
            return False

    client = clients(web.url, sign_in=Known(), headers={"X-Key": "secret"})
    for host in ("127.0.0.1", "127.0.0.2"):
        with WebServer({"/signed": Page(CONTENT, PDF)}, host=host) as store:
            web.pages["/bilag"] = redirect(f"{store.url}/signed?X-Amz-Signature=1")
            store.faults["/signed"] = [Drop(300_000)]
            assert fetch(client, "/bilag", expects=PDF) == CONTENT
            assert all("secret" not in str(asked.headers) for asked in store.asked)
    assert all(asked.headers["authorization"] == "Bearer secret" for asked in web.asked)


@pytest.mark.parametrize("fault", [Stall(300_000), Slow(1000, 0.1)], ids=["nothing comes", "little comes"])
def test_cancelling_ends_a_read_at_once(web: WebServer, clients: Clients, fault: Fault) -> None:
    web.faults["/a.pdf"] = [fault]
    stop = threading.Event()
    client = clients(web.url, limits=replace(QUICK, read=30.0), cancelled=stop.is_set)
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    started = time.monotonic()
    with client.open("/a.pdf") as stream, pytest.raises(Cancelled):
        stream.read()
    assert time.monotonic() - started < 1.0
    timer.join()


def test_what_was_not_read_to_its_end_takes_up_no_connection(client: HttpClient) -> None:
    for _ in range(10):
        client.open("/a.pdf").close()
    streams = [client.open("/a.pdf") for _ in range(4)]
    for stream in streams:
        stream.close()
    assert fetch(client) == CONTENT


@pytest.mark.parametrize("fault", [Slow(10, 0.1), SlowHead(0.1)])
def test_a_server_that_drips_is_a_silent_one(web: WebServer, client: HttpClient, fault: Fault) -> None:
    web.pages["/a.pdf"] = Page(CONTENT[:3000], PDF)
    web.faults["/a.pdf"] = [fault]
    started = time.monotonic()
    assert fetch(client) == CONTENT[:3000]
    assert time.monotonic() - started < 4
    assert len(web.asked) == 2


def test_a_slow_reader_is_no_slow_server(web: WebServer, client: HttpClient) -> None:
    with client.open("/a.pdf") as stream:
        while stream.read(200_000):
            time.sleep(QUICK.read / 2)
    assert len(web.asked) == 1
