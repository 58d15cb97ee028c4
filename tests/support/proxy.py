"""A real forward proxy on loopback: CONNECT for https, whole addresses for http; with a password where one is given.

`cuts` says after how many bytes of the answer the next connections break off, one after another.
"""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from typing import Self
from urllib.parse import urlsplit


class Proxy:
    """The proxy, from `with` to its end. `asked` are the first lines of what it was asked, `url` is its address."""

    def __init__(self, name: str = "", password: str = "", refuses: int = 0, cuts: tuple[int, ...] = ()) -> None:
        self.asked: list[str] = []
        self._cuts = list(cuts)
        self._secret = "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode() if name else ""
        self._refuses = refuses
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self.host = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self.url = f"http://{self.host}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._lock:
            for sock in self._sockets:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, name="proxy")  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listening.accept()
                self._start(self._serve, self._kept(sock))

    def _kept(self, sock: socket.socket) -> socket.socket:
        with self._lock:
            self._sockets.add(sock)
        return sock

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            head, rest = _head(sock)
            lines = head.decode("latin-1").split("\r\n")
            self.asked.append(lines[0])
            sent = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            if self._secret and sent.get("proxy-authorization") != self._secret:
                _say(sock, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x")
            elif self._refuses:
                _say(sock, f"{self._refuses} No")
            else:
                self._pass_on(sock, lines, rest)

    def _pass_on(self, sock: socket.socket, lines: list[str], rest: bytes) -> None:
        method, target, version = lines[0].split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        try:
            far = self._kept(socket.create_connection((parts.hostname, parts.port or 80), timeout=5))
        except OSError:
            _say(sock, "502 Bad Gateway")
            return
        with far:
            if method == "CONNECT":
                sock.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = parts._replace(scheme="", netloc="").geturl() or "/"
                kept = [line for line in lines[1:] if not line.lower().startswith("proxy-")]
                head = "\r\n".join([f"{method} {path} {version}", *kept, "Connection: close"])
                far.sendall(f"{head}\r\n\r\n".encode("latin-1"))
            far.sendall(rest)
            self._start(_copy, sock, far)
            _copy(far, sock, self._cuts.pop(0) if self._cuts else None)
            for one in (sock, far):  # closing alone does not wake the other thread
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


def _head(sock: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65_536)
        if not more:
            raise OSError
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def _say(sock: socket.socket, status: str) -> None:
    sock.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


def _copy(source: socket.socket, target: socket.socket, most: int | None = None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536 if most is None else min(65_536, most)):
            target.sendall(data)
            most = None if most is None else most - len(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
