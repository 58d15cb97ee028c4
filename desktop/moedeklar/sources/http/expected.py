"""What a caller knows beforehand of a file that is fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from moedeklar.sources.http.failures import TryAgain

LOOKED_AT = 1024  # bytes from the start within which "%PDF-" stands, as readers of PDF accept it
_PACKED = ("application/vnd.openxmlformats-", "application/vnd.oasis.opendocument", "application/zip")


@dataclass(frozen=True, slots=True)
class Digest:
    """A hash that a listing promises: *algorithm* as hashlib names it, *value* in hex."""

    algorithm: str
    value: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file is to be: so many bytes if known, *most* at most, with this hash, of this kind ("" any)."""

    size: int | None
    most: int
    digest: Digest | None
    kind: str

    def fits(self, first: bytes, media_type: str) -> bool:
        """Whether a file may be of this kind that begins with *first* and is said to be *media_type*."""
        if self.kind == "application/pdf":
            return b"%PDF-" in first
        if self.kind.startswith(_PACKED):
            return first.startswith(b"PK")
        return not self.kind or "html" not in media_type or "html" in self.kind


@dataclass(frozen=True, slots=True)
class Patience:
    """The client, as far as a stream asks it: *pause* waits before another try or raises; *cancelled*."""

    pause: Callable[[TryAgain, int], None]
    cancelled: Callable[[], bool]
