"""Whatever comes over the wire ends in an answer or in one of our errors, soon."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.failures import NetworkError
from tests.sources.http.conftest import QUICK

OK = b"HTTP/1.1 200 OK\r\n"
IMPATIENT = replace(QUICK, tries=1, wait_most=0.1)


@contextmanager
def saying(answer: bytes) -> Iterator[str]:
    """A server that answers every connection with these bytes, whatever it is asked."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                sock, _ = listening.accept()
                with sock, suppress(OSError):
                    sock.settimeout(2)
                    sock.recv(65_536)
                    sock.sendall(answer)
                    sock.shutdown(socket.SHUT_WR)
                    while sock.recv(65_536):
                        pass

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def outcome(answer: bytes) -> str:
    """How `get` and `open` end: with an error's code, or with "" where something came."""
    codes = []
    with saying(answer) as url:
        for work in (_got, _opened):
            client = HttpClient(url, limits=IMPATIENT)
            started = time.monotonic()
            try:
                work(client)
                codes.append("")
            except NetworkError as error:
                codes.append(error.code)
            finally:
                client.close()
            assert time.monotonic() - started < 3
    return " ".join(codes).strip()


def _got(client: HttpClient) -> None:
    client.get("/list", accept="application/json")


def _opened(client: HttpClient) -> None:
    with client.open("/a", expects="application/pdf") as stream:
        stream.read()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00" * 5000,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
        OK + b"Content-Length: abc\r\n\r\nx",
        OK + b"Content-Length: -5\r\n\r\nx",
        OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nx",
        OK + b"Content-Length: 99999999999999999999999\r\n\r\nx",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nx\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n%PDF-1.7 and all the rest",
        OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx",
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 100_000,
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        OK + b"X: y\r\n" * 500 + b"\r\n",
        OK + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
        OK + b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\nabc",
        OK + b"Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //user:word@/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 300 + b".example/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://a..b/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 5-2/1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 503 No\r\nRetry-After: -1\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 503 No\r\nRetry-After: " + b"9" * 400 + b"\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 503 No\r\nRetry-After: Fri, 99 Xyz 99999 99:99:99 GMT\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 3,
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nabc",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    ],
)
def test_what_is_no_answer(answer: bytes) -> None:
    assert outcome(answer)


@pytest.mark.parametrize(
    "head",
    [
        b"Set-Cookie: \xff=\xff; Expires=never; Max-Age=x\r\n",
        b"Set-Cookie: a=b; Domain=example.com\r\nSet-Cookie: =\r\n",
        b"Date: gestern\r\nLast-Modified: -\r\n",
        b"ETag: \xe6\xf8\xe5\r\nContent-Type: \xe6/\xf8; charset=\r\n",
        b"X-Odd: a\r\n  folded\r\n",
        b"no colon here\r\n",
    ],
)
def test_what_is_odd_in_a_head_does_no_harm(head: bytes) -> None:
    assert outcome(OK + head + b"Content-Length: 9\r\n\r\n%PDF-1.7\n") == ""


@pytest.mark.parametrize("status", [b"102 Processing", b"103 Early Hints", b"104 Upload Resumption"])
def test_what_comes_before_an_answer_is_none(status: bytes) -> None:
    hint = b"HTTP/1.1 " + status + b"\r\nLink: </a.css>; rel=preload\r\n\r\n"
    assert outcome(hint * 2 + OK + b"Content-Length: 9\r\n\r\n%PDF-1.7\n") == ""


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_answer(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(
        OK
        + b'Content-Type: application/pdf\r\nETag: "a"\r\nSet-Cookie: a=b\r\nContent-Length: 29\r\n\r\n%PDF-1.7\n'
        + b"x" * 20
    )
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 4))
    outcome(bytes(data))
