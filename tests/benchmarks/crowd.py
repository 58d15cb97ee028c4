"""Ten thousand members' apps that ask a feed whether anything is new, and on paper a million of them for a day."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlsplit

from tests.benchmarks.table import Row

CLIENTS = 10_000
AT_ONCE = 100  # connections; nginx as it is started here takes 256
AN_HOUR = 1  # how often an app asks
MILLION = 1_000_000
HEADERS = (
    "User-Agent: Moedeklar/0.1.0",
    "Accept: application/json",
    "Accept-Encoding: gzip, deflate",
    "Connection: close",
)


def rows(url: str) -> list[Row]:
    """The rows, against the feed that is served at *url*."""
    taken, sent, received, same = asyncio.run(_crowd(url))
    each = (sent + received) / CLIENTS
    a_day = 24 * AN_HOUR
    return [
        Row(
            f"{CLIENTS:,} members' apps ask, each over a connection of its own",
            f"{taken:.1f} s, {CLIENTS / taken:,.0f} a second, {each:.0f} bytes each with request and headers",
            "–",
            "all are told 304, ≤ 2 kB",
            same == CLIENTS and each <= 2000,
        ),
        Row(
            "on paper: a million apps that ask every hour, nothing new",
            f"{MILLION * a_day / 86_400:,.0f} requests a second; {each * a_day / 1000:.0f} kB and {a_day} requests "
            f"an app and day, {each * a_day * MILLION / 1e9:.0f} GB in all",
            "–",
            "",
            True,
        ),
    ]


async def _crowd(url: str) -> tuple[float, int, int, int]:
    parts = urlsplit(url)
    host, port = str(parts.hostname), int(parts.port or 80)
    head = (await _ask(host, port, ())).split(b"\r\n\r\n")[0].decode()
    etag = next(line.partition(":")[2].strip() for line in head.splitlines() if line.lower().startswith("etag:"))
    given = (f"If-None-Match: {etag}",)
    gate = asyncio.Semaphore(AT_ONCE)

    async def one() -> bytes:
        async with gate:
            return await _ask(host, port, given)

    begin = time.perf_counter()
    answers = await asyncio.gather(*(one() for _ in range(CLIENTS)))
    taken = time.perf_counter() - begin
    same = sum(answer.startswith(b"HTTP/1.1 304") for answer in answers)
    return taken, len(_request(host, given)) * CLIENTS, sum(map(len, answers)), same


async def _ask(host: str, port: int, given: tuple[str, ...]) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(_request(host, given))
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


def _request(host: str, given: tuple[str, ...]) -> bytes:
    return "\r\n".join(("GET /system.json HTTP/1.1", f"Host: {host}", *HEADERS, *given, "", "")).encode()
