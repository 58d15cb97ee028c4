"""A real HTTP/1.1 server on loopback, in threads of its own, that misbehaves on the wire where it is told to.

    with WebServer({"/a.pdf": Page(PDF)}) as server:
        client = HttpClient(server.url)

It serves a dict of paths (`Page`, bytes, or a function of the `Asked` that gives one), and below them a folder; knows
ETag, 304 and ranges as a good server does; and writes down every request with its headers in `asked`. `faults` says for
a path what goes wrong with the next requests for it, one after another: `server.faults["/a.pdf"] = [Drop(1000)]`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request: `path` is unquoted and without query, `query` its first values, `headers` in lower case."""

    method: str
    path: str
    target: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Page:
    """What stands at a path. With `etag` "" one is made of the body; None sends none."""

    body: bytes = b""
    media_type: str = "application/octet-stream"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = ""
    modified: str = ""
    ranges: bool = True

    @staticmethod
    def json(what: Any, **more: Any) -> Page:
        """*what* as JSON."""
        return Page(json.dumps(what, ensure_ascii=False).encode(), "application/json; charset=utf-8", **more)

    @staticmethod
    def html(text: str, **more: Any) -> Page:
        """A page of HTML."""
        return Page(text.encode(), "text/html; charset=utf-8", **more)

    @property
    def tag(self) -> str:
        """The ETag header."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"' if self.etag == "" else self.etag or ""


Maker = Callable[[Asked], Page]


class Fault:
    """Something that goes wrong: `head` changes what is sent, `send` sends it."""

    def page(self, page: Page, server: WebServer) -> Page:
        """What is sent in place of *page*."""
        return page

    def send(self, body: bytes, answer: Answering) -> None:
        """Send *body* after the head."""
        answer.wfile.write(body)

    def length(self, true: int) -> int | None:
        """The Content-Length that is sent; None sends none and closes."""
        return true


@dataclass(frozen=True)
class Drop(Fault):
    """The connection is closed after *after* bytes of the body; with *reset* by a reset (RST).

    Not *told* it does not say how long the body is.
    """

    after: int
    reset: bool = False
    told: bool = True

    def length(self, true: int) -> int | None:
        return true if self.told else None

    def send(self, body: bytes, answer: Answering) -> None:
        answer.wfile.write(body[: self.after])
        answer.break_off(reset=self.reset)


@dataclass(frozen=True)
class Stall(Fault):
    """Nothing comes any more after *after* bytes, for *seconds* or until the server ends."""

    after: int = 0
    seconds: float = 60.0

    def send(self, body: bytes, answer: Answering) -> None:
        answer.wfile.write(body[: self.after])
        answer.wfile.flush()
        answer.web.ended.wait(self.seconds)
        answer.break_off()


@dataclass(frozen=True)
class NoAnswer(Fault):
    """The connection is closed, or reset, before a byte of an answer."""

    reset: bool = False


@dataclass(frozen=True)
class Instead(Fault):
    """Another page in its place: a status, a redirect, HTML for a PDF."""

    other: Page

    def page(self, page: Page, server: WebServer) -> Page:
        return self.other


@dataclass(frozen=True)
class Length(Fault):
    """Another Content-Length than is true; None: none at all, the end is the connection's."""

    said: int | None

    def length(self, true: int) -> int | None:
        return self.said

    def send(self, body: bytes, answer: Answering) -> None:
        answer.wfile.write(body)
        answer.break_off()


@dataclass(frozen=True)
class Slow(Fault):
    """Comes in pieces of *piece* bytes with *pause* seconds between."""

    piece: int
    pause: float

    def send(self, body: bytes, answer: Answering) -> None:
        for at in range(0, len(body), self.piece):
            answer.wfile.write(body[at : at + self.piece])
            answer.wfile.flush()
            if answer.web.ended.wait(self.pause):
                return


@dataclass(frozen=True)
class SlowHead(Fault):
    """Answers that are none yet (100), one after another with *pause* seconds between, for ever."""

    pause: float


@dataclass(frozen=True)
class Gzip(Fault):
    """Compressed on the wire; *body* in place of the page's where given (already compressed)."""

    body: bytes = b""

    def page(self, page: Page, server: WebServer) -> Page:
        packed = self.body or gzip.compress(page.body)
        return replace(page, body=packed, headers={**page.headers, "Content-Encoding": "gzip"}, ranges=False)


def status(number: int, **headers: str) -> Instead:
    """An answer with this status: `status(429, retry_after="1")`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Instead(Page(b"", "text/plain", number, named, None))


def redirect(where: str, number: int = 302) -> Page:
    """A redirect."""
    return Page(b"", "text/plain", number, {"Location": where}, None)


class WebServer:
    """The server, from `with` to its end. *tls* is the server's context: then `url` begins with https."""

    def __init__(
        self,
        pages: Mapping[str, Page | bytes | Maker] | None = None,
        folder: Path | None = None,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self.pages: dict[str, Page | bytes | Maker] = dict(pages or {})
        self.faults: dict[str, list[Fault]] = {}
        self.asked: list[Asked] = []
        self.ended = threading.Event()
        self.most_at_once = 0
        self.date = ""  # what it says of its clock; "" the truth
        self._now = 0
        self._folder = folder
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._server = _Listening((host, 0), self, tls)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="web-server")
        self.port = int(self._server.server_address[1])
        named = "localhost" if tls else f"[{host}]" if ":" in host else host
        self.url = f"{'https' if tls else 'http'}://{named}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._server.shutdown()
        with self._lock:
            for sock in self._open:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue
        self._server.server_close()
        self._thread.join()

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        with self._lock:
            return [one.path for one in self.asked]

    def page(self, asked: Asked) -> Page:
        """What stands there."""
        found = self.pages.get(asked.path)
        if callable(found):
            return found(asked)
        if isinstance(found, bytes):
            return Page(found, mimetypes.guess_type(asked.path)[0] or "application/octet-stream")
        if found is not None:
            return found
        path = self._folder / asked.path.lstrip("/") if self._folder else None
        if path is not None and path.is_file() and ".." not in asked.path:
            modified = formatdate(path.stat().st_mtime, usegmt=True)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return Page(path.read_bytes(), kind, modified=modified)
        return Page(b"not here", "text/plain", 404, etag=None)

    def note(self, asked: Asked) -> Fault:
        """Write the request down; what goes wrong with it."""
        with self._lock:
            self.asked.append(asked)
            waiting = self.faults.get(asked.path)
            return waiting.pop(0) if waiting else Fault()

    def count(self, change: int) -> None:
        """One more, or one fewer, is being answered."""
        with self._lock:
            self._now += change
            self.most_at_once = max(self.most_at_once, self._now)

    def holds(self, sock: socket.socket, *, held: bool) -> None:
        """Which connections are open."""
        with self._lock:
            (self._open.add if held else self._open.discard)(sock)


class _Listening(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], web: WebServer, tls: ssl.SSLContext | None) -> None:
        self.web = web
        self._tls = tls
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, Answering)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """In the connection's own thread."""
        self.web.holds(request, held=True)
        try:
            if self._tls is not None:
                request.settimeout(5)
                request = self._tls.wrap_socket(request, server_side=True)
                request.settimeout(None)
                self.web.holds(request, held=True)
            super().finish_request(request, client_address)
        except (OSError, ValueError):
            pass
        finally:
            self.web.holds(request, held=False)
            if isinstance(request, ssl.SSLSocket):
                request.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break are what is tested."""


class Answering(BaseHTTPRequestHandler):
    """One connection, request after request."""

    protocol_version = "HTTP/1.1"
    server: _Listening
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    @property
    def web(self) -> WebServer:
        return self.server.web

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        asked = Asked(self.command, unquote(parts.path), self.path, query, headers, body)
        fault = self.web.note(asked)
        self.web.count(1)
        try:
            if isinstance(fault, SlowHead):
                while not self.web.ended.wait(fault.pause):
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                    self.wfile.flush()
            elif isinstance(fault, NoAnswer):
                self.break_off(reset=fault.reset)
            else:
                self._answer(asked, fault)
        finally:
            self.web.count(-1)

    do_POST = do_GET  # noqa: N815 (the name that the base looks for)
    do_HEAD = do_GET  # noqa: N815

    def _answer(self, asked: Asked, fault: Fault) -> None:
        page = fault.page(self.web.page(asked), self.web)
        head = {"Content-Type": page.media_type, **page.headers}
        if page.tag:
            head["ETag"] = page.tag
        if page.modified:
            head["Last-Modified"] = page.modified
        code, body = page.status, page.body
        if code == 200:
            code, body = self._conditional(asked, page, head)
        self.send_response(code)
        for name, value in head.items():
            self.send_header(name, value)
        length = fault.length(len(body))
        if length is not None and code != 304:
            self.send_header("Content-Length", str(length))
        if length is None:
            self.send_header("Connection", "close")
        self.end_headers()
        if asked.method != "HEAD" and code != 304:
            fault.send(body, self)
            if not self.wfile.closed:
                self.wfile.flush()

    def _conditional(self, asked: Asked, page: Page, head: dict[str, str]) -> tuple[int, bytes]:
        """304 (RFC 9110, 13) or a part (14)."""
        wanted = asked.headers.get("if-none-match")
        since = asked.headers.get("if-modified-since")
        if (wanted and page.tag and page.tag in wanted) or (not wanted and since and since == page.modified):
            return 304, b""
        said = asked.headers.get("range", "")
        if page.ranges:
            head["Accept-Ranges"] = "bytes"
        if not page.ranges or not said.startswith("bytes="):
            return 200, page.body
        if asked.headers.get("if-range", page.tag or page.modified) not in (page.tag, page.modified):
            return 200, page.body
        start, _, end = said.removeprefix("bytes=").partition("-")
        first, last = int(start), int(end or len(page.body) - 1)
        if first >= len(page.body):
            head["Content-Range"] = f"bytes */{len(page.body)}"
            return 416, b""
        head["Content-Range"] = f"bytes {first}-{last}/{len(page.body)}"
        return 206, page.body[first : last + 1]

    def break_off(self, *, reset: bool = False) -> None:
        """End the connection here and now."""
        self.close_connection = True
        try:
            self.wfile.flush()
            if reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.rfile.close()
                self.wfile.close()
                self.connection.close()
            else:
                self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header."""
        return self.web.date or super().date_time_string(timestamp)

    def log_message(self, *args: Any) -> None:
        """Nothing is printed: `asked` is the log."""
