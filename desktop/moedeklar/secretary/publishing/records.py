"""What goes out, as frozen records: a meeting with its open items and their files. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from moedeklar.model.agenda import AgendaItem, MeetingKind
from moedeklar.model.codec import encode
from moedeklar.model.moments import LocalStart

_WEB = re.compile(r"https?://[^/\s?#\"<>@]+([/?#][^\s\"<>]*)?\Z", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>\"?&,;:]+@[^\s@<>\"?&,;:/]+\.[^\s@<>\"?&,;:/.]+\Z")


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A file. `id` is lasting, `sha256` (lower-case hex) names its content, which is in the private store."""

    id: str
    title: str
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item as it goes out. Of a closed one only that it is there: `content` None, no title, no case number, no file.

    `id` of a closed item says nothing of it either. `missing` are titles of attachments that stay at home.
    """

    id: str
    number: str | None
    content: AgendaItem | None = None
    files: tuple[FeedFile, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything of it is published but that it is there."""
        return self.content is not None


@dataclass(frozen=True, slots=True)
class FeedMeeting:
    """A meeting as it goes out. `agenda` and `minutes` are whole papers (PDF) without a closed item in them."""

    id: str
    committee: str
    start: LocalStart
    term: str | None = None
    place: str | None = None
    kind: MeetingKind | None = None
    municipality: str | None = None
    attendance: tuple[str, ...] = ()
    items: tuple[FeedItem, ...] = ()
    agenda: tuple[FeedFile, ...] = ()
    minutes: tuple[FeedFile, ...] = ()

    @property
    def files(self) -> tuple[FeedFile, ...]:
        """All files: of the whole, then of the items."""
        return (*self.agenda, *self.minutes, *(file for item in self.items for file in item.files))

    @property
    def title(self) -> str:
        """Committee and day, as "Havneudvalget 2027-02-09"."""
        return f"{self.committee} {self.start.day.isoformat()}"

    def without(self, item_ids: frozenset[str]) -> FeedMeeting:
        """The same without what these items say, and without the papers of the whole that they stand in."""
        if not any(item.id in item_ids and item.is_open for item in self.items):
            return self
        items = tuple(item for item in self.items if item.id not in item_ids)
        return replace(self, items=items, agenda=(), minutes=())


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What a feed says of itself. `url` is where its folder is reached, with a slash at its end."""

    url: str
    name: str
    contact: str = ""
    website: str = ""
    license: str = ""


def is_web_address(text: str) -> bool:
    """Whether it is an address of a web page that a link may lead to. Pure."""
    return _WEB.match(text) is not None


def is_mail_address(text: str) -> bool:
    """Whether it is an e-mail address alone. Pure."""
    return _MAIL.match(text) is not None


def digest_of(value: Any) -> str:
    """A short hash of a record or a part of one: equal for equal ones."""
    text = json.dumps(encode(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
