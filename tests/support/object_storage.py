"""Servers that answer as object storage does, on loopback: moto's for S3, Azurite for Azure Blob.

`make objects` puts both into `.objects`; where one is not there or on the path, what needs it is skipped, saying so.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PATIENCE = 60.0  # seconds that a server may take to start, on a machine that is busy
PLACE = Path(__file__).resolve().parents[2] / ".objects"
# The account and key that Azurite is known by; they are in its documentation and open nothing else.
ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


@dataclass(frozen=True)
class Storage:
    """A running server: the address of a container in it, the options that reach it, and its own address."""

    url: str
    options: dict[str, str]
    endpoint: str


@contextmanager
def s3(prefix: Path, bucket: str = "dagsordener") -> Iterator[Storage]:
    """S3, with an empty bucket."""
    program = _found("moto_server", PLACE / "bin" / "moto_server")
    port = _free()
    environment = {"PATH": os.environ["PATH"], "HOME": str(prefix)}
    with _running([program, "-H", "127.0.0.1", "-p", str(port)], port, environment):
        endpoint = f"http://127.0.0.1:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{bucket}", method="PUT"), timeout=30).close()
        options = {
            "endpoint": endpoint, "region": "us-east-1", "access_key_id": "x", "secret_access_key": "y",
            "virtual_hosted_style_request": "false", "allow_http": "true",
        }  # fmt: skip
        yield Storage(f"s3://{bucket}/feed", options, endpoint)


@contextmanager
def azure(prefix: Path, container: str = "dagsordener") -> Iterator[Storage]:
    """Azure Blob, with an empty container."""
    program = _found("azurite-blob", PLACE / "node_modules" / ".bin" / "azurite-blob")
    port = _free()
    prefix.mkdir(parents=True, exist_ok=True)
    command = [program, "--blobHost", "127.0.0.1", "--blobPort", str(port), "--location", str(prefix), "--silent"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(prefix)}
    with _running([*command, "--skipApiVersionCheck", "--disableTelemetry"], port, environment):
        endpoint = f"http://127.0.0.1:{port}/{ACCOUNT}"
        options = {
            "account_name": ACCOUNT, "account_key": KEY, "endpoint": endpoint, "use_emulator": "false",
            "allow_http": "true",
        }  # fmt: skip
        _make_container(endpoint, container)
        yield Storage(f"az://{container}/feed", options, endpoint)


def _make_container(endpoint: str, container: str) -> None:
    """By Azure's own rules of signing ("Shared Key"), which obstore has no call for containers with."""
    import base64
    import hashlib
    import hmac
    from email.utils import formatdate

    date, version = formatdate(usegmt=True), "2021-08-06"
    headers = f"x-ms-date:{date}\nx-ms-version:{version}"
    resource = f"/{ACCOUNT}/{ACCOUNT}/{container}\nrestype:container"
    signed = "PUT" + "\n" * 12 + f"{headers}\n{resource}"
    mac = base64.b64encode(hmac.digest(base64.b64decode(KEY), signed.encode(), hashlib.sha256)).decode()
    request = urllib.request.Request(f"{endpoint}/{container}?restype=container", method="PUT")
    for name, value in (("x-ms-date", date), ("x-ms-version", version), ("Content-Length", "0")):
        request.add_header(name, value)
    request.add_header("Authorization", f"SharedKey {ACCOUNT}:{mac}")
    urllib.request.urlopen(request, timeout=30).close()


def _found(name: str, own: Path) -> str:
    program = str(own) if own.exists() else shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not here (make objects)")
    return program


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError(f"{command[0]} ended with {process.returncode}") from None
                time.sleep(0.05)
        else:
            raise RuntimeError(f"{command[0]} did not start")
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)
