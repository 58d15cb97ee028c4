"""nginx as a child process on a loopback port, serving one folder, with its own configuration and places to write.

On Debian and Ubuntu `tools/setup` installs it for root; elsewhere what needs it is skipped, saying so.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 10.0  # seconds that it may take to start or to end

CONFIGURATION = """
daemon off;
worker_processes 1;
error_log {prefix}/error.log;
pid {prefix}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    types {{ application/pdf pdf; application/json json; text/html html; text/calendar ics; }}
    default_type application/octet-stream;
    log_format short '$remote_addr "$request" $status $body_bytes_sent $connection';
    access_log {prefix}/access.log short;
    client_body_temp_path {prefix}/body;
    proxy_temp_path {prefix}/proxy;
    fastcgi_temp_path {prefix}/fastcgi;
    uwsgi_temp_path {prefix}/uwsgi;
    scgi_temp_path {prefix}/scgi;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000;
    gzip on;
    gzip_types application/json text/calendar;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        {more}
    }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its address, the folder that it serves, and where its logs are."""

    url: str
    root: Path
    prefix: Path

    def log(self) -> list[str]:
        """Its log of requests, one a line."""
        return (self.prefix / "access.log").read_text().splitlines()


def binary() -> str | None:
    """Where nginx is, if it is."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@contextmanager
def running(root: Path, prefix: Path, more: str = "") -> Iterator[Nginx]:
    """nginx serving *root*, with the directives *more*: `limit_rate 100k;`. Skips the test where there is none."""
    program = binary()
    if program is None:
        pytest.skip("nginx is not installed (Debian and Ubuntu: apt-get install nginx-light)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    prefix.mkdir(parents=True, exist_ok=True)
    file = prefix / "nginx.conf"
    user = "user root;\n" if _is_root() else ""  # its workers would not be let into a folder of root's
    file.write_text(user + CONFIGURATION.format(prefix=prefix, root=root, port=port, more=more))
    command = [program, "-p", str(prefix), "-c", str(file), "-e", str(prefix / "error.log")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(process, port)
        yield Nginx(f"http://127.0.0.1:{port}", root, prefix)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _is_root() -> bool:
    return getattr(os, "geteuid", lambda: 1)() == 0


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"nginx ended: {process.communicate()[1].decode()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("nginx did not start")
