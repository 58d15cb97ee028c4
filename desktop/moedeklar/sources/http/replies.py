"""What the head of an answer says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from urllib3.response import BaseHTTPResponse

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)$")
_LONGEST_WAIT = 86_400.0  # seconds; whoever names more has a clock that is wrong
# All that IANA's registry of content codings has but "identity".
_CODINGS = frozenset(
    (
        "aes128gcm",
        "br",
        "compress",
        "dcb",
        "dcz",
        "deflate",
        "exi",
        "gzip",
        "pack200-gzip",
        "x-compress",
        "x-gzip",
        "zstd",
    )
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was read whole. `status` is 200, or 304 where nothing has changed: then `body` is empty.

    `url` is where it came from in the end. `etag` and `last_modified` are opaque, to be given back with the next `get`;
    `media_type` is in lower case without parameters, `date` the server's own clock (UTC). What a 304 does not repeat of
    `etag` and `last_modified` is as it was given.
    """

    url: str
    status: int
    body: bytes
    etag: str = ""
    last_modified: str = ""
    media_type: str = ""
    date: datetime | None = None


def media_type(response: BaseHTTPResponse) -> str:
    """The Content-Type without parameters, in lower case."""
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def moment(text: str) -> datetime | None:
    """A date of HTTP (RFC 9110, 5.6.7) in UTC; None where it is none."""
    try:
        found = parsedate_to_datetime(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def retry_after(response: BaseHTTPResponse) -> float | None:
    """The seconds that Retry-After names (RFC 9110, 10.2.3), as seconds or as a date by the server's own clock.

    A day at most; 0 for what is past.
    """
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return min(_LONGEST_WAIT, float(said[:9]))
    then = moment(said)
    if then is None:
        return None
    now = moment(response.headers.get("Date", "")) or datetime.now(UTC)
    return min(_LONGEST_WAIT, max(0.0, (then - now).total_seconds()))


def length(response: BaseHTTPResponse) -> int | None:
    """The length of the body on the wire that is promised."""
    said = response.headers.get("Content-Length", "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def part(response: BaseHTTPResponse) -> tuple[int, int | None] | None:
    """Where a part begins and how long the whole is (RFC 9110, 14.4); None where the answer is not one part."""
    found = _RANGE.match(response.headers.get("Content-Range", "").strip())
    if response.status != 206 or found is None:
        return None
    return int(found[1]), None if found[3] == "*" else int(found[3])


def codings(response: BaseHTTPResponse) -> set[str]:
    """How the body is compressed on the wire. What is no coding of that kind ("UTF-8", "none") says nothing."""
    said = response.headers.get("Content-Encoding", "").lower().split(",")
    return {one.strip() for one in said} & _CODINGS


def is_encoded(response: BaseHTTPResponse) -> bool:
    """Whether the body is compressed on the wire."""
    return bool(codings(response))


def is_partial(response: BaseHTTPResponse) -> bool:
    """Whether it is a part only (206), which nobody asked for; a part may be the whole (RFC 9110, 15.3.7)."""
    if response.status != 206:
        return False
    found = _RANGE.match(response.headers.get("Content-Range", "").strip())
    return found is None or found[1] != "0" or found[3] == "*" or int(found[2]) + 1 != int(found[3])


def validator(response: BaseHTTPResponse) -> str:
    """What If-Range takes to tell that it is still the same file (RFC 9110, 13.1.5); "" where nothing tells it surely.

    A strong ETag, or a Last-Modified that is older than the second in which it was said.
    """
    etag = response.headers.get("ETag", "")
    if etag and not etag.startswith("W/"):
        return etag
    modified = response.headers.get("Last-Modified", "")
    then, now = moment(modified), moment(response.headers.get("Date", ""))
    return modified if not etag and then is not None and now is not None and then < now else ""
