"""What a listing has seen of the server's own time: when the newest objects of each list were changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from moedeklar.sources.oparl.cursor import Seen
from moedeklar.sources.oparl.times import instant
from moedeklar.sources.oparl.values import is_deleted, link, text

OVERLAP = timedelta(days=2)  # asked for again each time: servers show some changes only hours after they were made
MOST_RECENT = 200  # objects of a list that are remembered, to be told from news
LEAST_RECENT = 20  # … however long ago they were changed, to notice a server that was set back
_SECOND = timedelta(seconds=1)
_SLACK = timedelta(minutes=1)
AHEAD = timedelta(days=1)  # by which a server's clock may be before this computer's
_NEVER_AHEAD = datetime.max.replace(tzinfo=UTC)


@dataclass
class _List:
    recent: dict[str, datetime] = field(default_factory=dict)
    dropped: datetime | None = None  # the newest of those that are not remembered


@dataclass
class Memory:
    """What is seen in this listing, by the address of the list; *known* is what an earlier one has seen.

    With *adds* it is asked for news alone, and what was known stays so. *now* is the time here (UTC): an object that
    says it was changed long after it tells nothing of when the server was changed last.
    """

    known: Mapping[str, Seen]
    adds: bool = False
    now: datetime | None = None
    dead: dict[str, dict[str, datetime]] = field(default_factory=dict)  # when tombstones were made, by list
    is_set_back: bool = False  # whether an object is older than it was, which only a backup put back explains
    _lists: dict[str, _List] = field(default_factory=dict)

    def remember_dead(self, other: Memory) -> None:
        """Take over what *other* has seen of tombstones."""
        for url, dead in other.dead.items():
            self._lists.setdefault(url, _List()).recent.update(dead)

    def noted(self, url: str, objects: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        """*objects* as they are, each noted in passing as one of the list at *url*."""
        for where, one in objects:
            at = changed_at(one)
            self._note(url, link(one), at)
            if at is not None and is_deleted(one):
                self.dead.setdefault(url, {})[link(one)] = at
            yield where, one

    def seen(self) -> dict[str, Seen]:
        """What is to be known at the next listing. Lists that were not asked for are as they were."""
        return {**self.known, **{url: _seen(one, self._latest) for url, one in self._lists.items() if one.recent}}

    def moment(self, before: datetime | None) -> datetime | None:
        """When the server was last changed. It does not go back because the newest object is gone."""
        stated = (at for one in self._lists.values() for at in one.recent.values() if at <= self._latest)
        found = max(stated, default=None)
        if found is None or before is None:
            return found or before
        return found if self.is_set_back else max(found, before)

    @property
    def _latest(self) -> datetime:
        """After which nothing was changed, whatever it says."""
        return self.now + AHEAD if self.now is not None else _NEVER_AHEAD

    def _note(self, url: str, one: str, at: datetime | None) -> None:
        if at is None or not url:
            return
        known = self.known.get(url)
        was = instant(known.recent.get(one, "")) if known else None
        self.is_set_back = self.is_set_back or (was is not None and at < was - _SLACK and was <= self._latest)
        if url not in self._lists:
            kept = known.recent.items() if known and self.adds else ()
            self._lists[url] = _List({key: when for key, stated in kept if (when := instant(stated)) is not None})
        there = self._lists[url]
        there.recent[one] = at
        if len(there.recent) > 2 * MOST_RECENT:
            newest, rest = _parted(there.recent)
            there.recent = dict(newest)
            there.dropped = max(rest[0][1], there.dropped or rest[0][1])


def changed_at(one: Any) -> datetime | None:
    """When an object was changed last, or anything that stands in it: not every server minds that for the whole."""
    return max((at for stated in set(_stated(one)) if (at := instant(stated)) is not None), default=None)


def _stated(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield text(value, "modified")
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _stated(part)
    elif isinstance(value, list):
        for part in value:
            yield from _stated(part)


def _seen(one: _List, latest: datetime) -> Seen:
    """Where so many were changed lately that not all can be remembered, what comes after the others is asked for."""
    newest, rest = _parted(one.recent)
    mark = next((at for _, at in newest if at <= latest), min(newest[0][1], latest))
    since = mark - OVERLAP
    dropped = max((at for at in (one.dropped, rest[0][1] if rest else None) if at is not None), default=None)
    if dropped is not None and dropped >= since:
        since = dropped + _SECOND
    kept = [(key, at) for place, (key, at) in enumerate(newest) if place < LEAST_RECENT or at >= since]
    return Seen(since.isoformat(), {key: at.isoformat() for key, at in kept})


def _parted(recent: dict[str, datetime]) -> tuple[list[tuple[str, datetime]], list[tuple[str, datetime]]]:
    ordered = sorted(recent.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)
    return ordered[:MOST_RECENT], ordered[MOST_RECENT:]
