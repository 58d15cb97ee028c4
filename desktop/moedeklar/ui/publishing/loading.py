"""What the page reads and keeps of feeds, off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.model.errors import MoedeklarError, StoreError
from moedeklar.secretary.publishing.closed import MemberKey, read_members
from moedeklar.secretary.publishing.desk import Standing
from moedeklar.secretary.publishing.targets.base import TargetError

if TYPE_CHECKING:
    from moedeklar.secretary.publishing.desk import Desk
    from moedeklar.secretary.publishing.feeds import Feed
    from moedeklar.ui.publishing.feed_form import Draft


@dataclass(frozen=True, slots=True)
class Shown:
    """A feed as it stands; `error` says what kept that from being known."""

    feed: Feed
    standing: Standing
    error: MoedeklarError | None = None


def load(desk: Desk) -> tuple[Shown, ...]:
    """All feeds. Blocks."""
    return tuple(_shown(desk, feed) for feed in desk.feeds.list())


def _shown(desk: Desk, feed: Feed) -> Shown:
    try:
        return Shown(feed, desk.standing(feed))
    except (StoreError, TargetError) as error:
        return Shown(feed, Standing(feed.settings), error)


def has_secrets(desk: Desk, feed: Feed) -> bool:
    """Whether secrets of the storage are kept. Blocks; raises SecretsError."""
    return bool(desk.feeds.secrets(feed.id))


def keep(desk: Desk, draft: Draft) -> Feed:
    """Keep a feed that was filled in. Blocks. Raises what `Desk.check` raises, SecretsError, StoreError."""
    feed = draft.feed
    desk.check(feed)
    if draft.secrets or draft.forget:
        before = {} if draft.forget else desk.feeds.secrets(feed.id)
        desk.feeds.keep(feed, before | draft.secrets)
    else:
        desk.feeds.keep(feed)
    return feed


def keep_members(desk: Desk, feed: Feed) -> Feed:
    """Keep where closed items go, and for whom. Blocks. Raises what `Desk.check` raises, StoreError."""
    desk.check(feed)
    desk.feeds.keep(feed)
    return feed


def members_in(paths: tuple[Path, ...]) -> tuple[MemberKey, ...]:
    """The keys in these files. Blocks. Raises MemberKeyError."""
    return tuple(one for path in paths for one in read_members(path))
