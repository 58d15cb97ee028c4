"""What a caller knows beforehand of a file that is fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from moedeklar.sources.http.failures import TryAgain

LOOKED_AT = 1024  # bytes from the start within which "%PDF-" stands, as readers of PDF accept it
NO_PAGE = "*/*"  # any kind of file but a web page, which is what comes in the place of one
_PACKED = ("application/vnd.openxmlformats-", "application/vnd.oasis.opendocument", "application/zip")

_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Digest:
    """A hash that a listing promises: *algorithm* as hashlib names it, *value* in hex."""

    algorithm: str
    value: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file is to be: so many bytes, *most* at most, with this hash, of this kind ("" any; `NO_PAGE`)."""

    size: int | None
    most: int
    digest: Digest | None
    kind: str

    @property
    def may_be_empty(self) -> bool:
        """Whether a file without a byte may be of this kind."""
        return self.kind != "application/pdf" and not self.kind.startswith(_PACKED)

    def fits(self, first: bytes, media_type: str) -> bool:
        """Whether a file may be of this kind that begins with *first* and is said to be *media_type*."""
        if self.kind == "application/pdf":
            return b"%PDF-" in first
        if self.kind.startswith(_PACKED):
            return first.startswith(b"PK")
        if self.kind == NO_PAGE:
            return not _is_page(first, media_type)
        return not self.kind or "html" not in media_type or "html" in self.kind


def _is_page(first: bytes, media_type: str) -> bool:
    """Whether it is a web page that begins with *first*, whatever it is called."""
    begins = first.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    return begins.startswith(_PAGES) or ("html" in media_type and begins.startswith(b"<"))


@dataclass(frozen=True, slots=True)
class Patience:
    """The client, as far as a stream asks it: *pause* waits before another try or raises; *cancelled*."""

    pause: Callable[[TryAgain, int], None]
    cancelled: Callable[[], bool]
