"""Every limit of the network has its name and its default here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client does at most. Times in seconds, sizes in bytes of content (after decompression).

    `connect` and `read` are time-outs: of a connection, and of silence on it. The head of an answer has twice `read`,
    and what is waited for longer than `read` comes with at least `slowest` bytes a second. `answer` is the most of an
    answer that is held in memory, `file` of one that is streamed. `redirects` are followed one after another. A request
    is made up to `tries` times, after pauses that begin at `pause`, double up to `pause_most` and vary by half
    (jitter); a stream that broke off goes on up to `resumes` times. A Retry-After is obeyed up to `wait_most`; above it
    the request fails.

    To one host there are at most `connections`, and over time at most `rate` requests a second after a first `burst`;
    both rate and burst are halved, down to `least_rate`, whenever the host says that it is too much (429, 503). A
    service of many municipalities deserves a lower rate than the default: its source says so. `inflate` is how many
    times its size on the wire a compressed body may become.
    """

    connect: float = 10.0
    read: float = 30.0
    slowest: int = 200
    answer: int = 50_000_000
    file: int = 2_000_000_000
    redirects: int = 5
    tries: int = 4
    resumes: int = 20
    pause: float = 0.5
    pause_most: float = 20.0
    wait_most: float = 120.0
    connections: int = 4
    rate: float = 100.0
    burst: int = 100
    least_rate: float = 0.5
    inflate: int = 100
