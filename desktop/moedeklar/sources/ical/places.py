"""Where a calendar lies: a file, or a feed on the network. Each says what state it is in, so that it is read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from moedeklar.model.errors import SourceError
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.replies import moment

LARGEST = 50_000_000  # bytes of a calendar
_WEB = {"webcal://": "https://", "webcals://": "https://", "https://": "https://", "http://": "http://"}


@dataclass(frozen=True, slots=True)
class Content:
    """A calendar as it was had. `state` is given to the next `fetch`; `changed` is UTC."""

    data: bytes
    state: str
    changed: datetime


class Place(Protocol):
    """Gives a calendar's content, unless it is as it was."""

    def fetch(self, state: str) -> Content | None:
        """The content, None where it is in *state* still. Raises SourceError."""
        ...

    def close(self) -> None:
        """Let go of what is held."""
        ...


def web_address(location: str) -> str | None:
    """The http(s) address that *location* is, also where it begins with "webcal:"; None where it names a file."""
    for begins, instead in _WEB.items():
        if location.casefold().startswith(begins):
            return instead + location[len(begins) :]
    return None


class CalendarFile:
    """The file at *path*."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fetch(self, state: str) -> Content | None:
        """See `Place.fetch`. SourceError: calendar_missing, calendar_not_readable, calendar_too_large."""
        try:
            info = self._path.stat()
            found = f"{info.st_size}.{info.st_mtime_ns}"
            if found == state:
                return None
            if info.st_size > LARGEST:
                raise SourceError("calendar_too_large", megabytes=info.st_size // 1_000_000)
            data = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise SourceError("calendar_missing", path=str(self._path)) from error
        except OSError as error:
            raise SourceError("calendar_not_readable", path=str(self._path)) from error
        return Content(data, found, datetime.fromtimestamp(info.st_mtime, UTC))

    def close(self) -> None:
        """Nothing is held."""


class CalendarFeed:
    """The feed at *address*, asked for with *client*; *now* (UTC) is when it changed where it does not say."""

    def __init__(self, address: str, client: HttpClient, now: datetime) -> None:
        self._address = address
        self._client = client
        self._now = now

    def fetch(self, state: str) -> Content | None:
        """See `Place.fetch`. One request. Raises NetworkError."""
        etag, _newline, modified = state.partition("\n")
        answer = self._client.get(
            self._address, etag=etag, modified=modified, accept="text/calendar, */*;q=0.5", largest=LARGEST
        )
        if answer.status == 304:
            return None
        known = f"{answer.etag}\n{answer.last_modified}" if answer.etag or answer.last_modified else ""
        return Content(answer.body, known, moment(answer.last_modified) or self._now)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
