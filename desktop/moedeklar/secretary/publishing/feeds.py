"""The feeds that a secretary looks after in the window: which folder goes where, and for whom.

Kept by name wherever settings are kept, and what must stay secret on a shelf of its own: both are handed in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.ids import new_id
from moedeklar.secretary.publishing.closed import MemberKey
from moedeklar.secretary.publishing.records import FeedSettings, is_mail_address, is_web_address
from moedeklar.store.keys import SecretShelf

FEEDS = "publishing.feeds"
_SECRET = re.compile(r"secret|token|sas|password|account_key|service_account_key|private|credential", re.IGNORECASE)

_ADDRESS = re.compile(r"https?://[^/\s?#]+(/[^\s?#]*)?\Z", re.IGNORECASE)


class FeedError(MoedeklarError):
    """A feed can't be like this."""


class Kept(Protocol):
    """Where values are kept by name. Calls block."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of *key*."""
        ...

    def set(self, key: str, value: Any) -> None:
        """Set *key* to any JSON value."""
        ...


@dataclass(frozen=True, slots=True)
class Feed:
    """A folder of agendas and where it is published. `options` are those of the storage that are no secret.

    `settings` are what the feed is to say of itself from the next publish on, None where that is as it was published
    last. `closed_place` is where closed items go for `members`, "" where they go nowhere.
    """

    id: str
    folder: str
    place: str
    settings: FeedSettings | None = None
    options: dict[str, str] = field(default_factory=dict)
    closed_place: str = ""
    members: tuple[MemberKey, ...] = ()


class Feeds:
    """All feeds of a profile. Every call blocks; the errors are those of what keeps them."""

    def __init__(self, kept: Kept, shelf: SecretShelf) -> None:
        self._kept = kept
        self._shelf = shelf

    def list(self) -> tuple[Feed, ...]:
        """The feeds, in the order in which they were added."""
        return tuple(decode(Feed, value) for value in self._kept.get(FEEDS) or ())

    def one(self, feed_id: str) -> Feed | None:
        """The feed with this id."""
        return next((feed for feed in self.list() if feed.id == feed_id), None)

    def keep(self, feed: Feed, secrets: Mapping[str, str] | None = None) -> None:
        """Keep *feed*, in place of the one with its id; and its *secrets* where they are given."""
        if secrets is not None:
            self._keep_secrets(feed.id, secrets)
        feeds = list(self.list())
        at = next((n for n, one in enumerate(feeds) if one.id == feed.id), len(feeds))
        feeds[at : at + 1] = [feed]
        self._kept.set(FEEDS, [encode(one) for one in feeds])

    def forget(self, feed_id: str) -> None:
        """Forget a feed and its secrets. What is out stays out, and is known again when the feed is added again."""
        self._keep_secrets(feed_id, {})
        self._kept.set(FEEDS, [encode(one) for one in self.list() if one.id != feed_id])

    def secrets(self, feed_id: str) -> dict[str, str]:
        """What must not be seen of the storage's options. Raises SecretsError."""
        return dict(json.loads(self._shelf.get(_shelf_name(feed_id)) or "{}"))

    def options(self, feed: Feed) -> dict[str, str]:
        """All options of the storage."""
        return feed.options | self.secrets(feed.id)

    def _keep_secrets(self, feed_id: str, secrets: Mapping[str, str]) -> None:
        if secrets:
            self._shelf.set(_shelf_name(feed_id), json.dumps(dict(secrets), sort_keys=True))
        elif self._shelf.get(_shelf_name(feed_id)) is not None:
            self._shelf.delete(_shelf_name(feed_id))


def address_of(url: str) -> str:
    """Where a feed is reached on the web, with a slash at its end. Raises FeedError publish_url for what is none."""
    said = url.strip()
    if not _ADDRESS.match(said):
        raise FeedError("publish_url", url=said)
    return said.rstrip("/") + "/"


def contact_of(mail: str) -> str:
    """Whom readers may write to; "" for nobody. Raises FeedError publish_mail for what is no e-mail address."""
    said = mail.strip()
    if said and not is_mail_address(said):
        raise FeedError("publish_mail", mail=said)
    return said


def link_of(url: str) -> str:
    """An address that readers may follow; "" for none. Raises FeedError publish_link for what is no web address."""
    said = url.strip()
    if said and not is_web_address(said):
        raise FeedError("publish_link", url=said)
    return said


def new_feed_id() -> str:
    """An id for a feed that is not kept yet."""
    return new_id("feed")


def is_secret(option: str) -> bool:
    """Whether an option of that name must not be seen. Pure."""
    return _SECRET.search(option) is not None


def _shelf_name(feed_id: str) -> str:
    return f"publishing/{feed_id}"
