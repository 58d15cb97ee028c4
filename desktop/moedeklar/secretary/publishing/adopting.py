"""A feed that is out already, and of which nothing is remembered: from another computer, or the state was lost.

Everything is compared anew then. But what was withdrawn stays withdrawn: a meeting of which there is a tombstone is not
published again before somebody puts it back, since nobody remembers why it was taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from moedeklar.secretary.publishing.layout import SYSTEM
from moedeklar.secretary.publishing.records import FeedSettings
from moedeklar.secretary.publishing.stamping import FeedState, MeetingState, Stamp
from moedeklar.secretary.publishing.targets.base import Target, TargetError
from moedeklar.secretary.publishing.writing import is_ours

_PAGES = "meetings/"


def names_there(target: Target) -> frozenset[str]:
    """The names of a feed's objects in *target*. TargetError target_not_ours where they are no feed's."""
    there = frozenset(name for name in target.listed() if is_ours(name))
    if there and SYSTEM not in there:
        raise TargetError("target_not_ours", place=target.name, name=min(there))
    return there


def adopted(target: Target, settings: FeedSettings) -> FeedState:
    """What is known of the feed at *target*: its time, and its tombstones. Raises TargetError."""
    there = frozenset(target.listed())
    modified = _modified_there(target) if SYSTEM in there else ""
    return FeedState(settings, modified=modified, meetings=_withdrawn_there(target, there))


def _withdrawn_there(target: Target, there: frozenset[str]) -> dict[str, MeetingState]:
    pages = sorted(name for name in there if name.startswith(_PAGES))
    return {one: state for name in pages for one, state in _dead(name, target.read(name))}


def _modified_there(target: Target) -> str:
    try:
        stated = datetime.fromisoformat(json.loads(target.read(SYSTEM) or b"{}")["modified"])
    except (ValueError, KeyError, TypeError):
        return ""
    return stated.astimezone(UTC).isoformat() if stated.tzinfo else ""


def _dead(name: str, data: bytes | None) -> Iterator[tuple[str, MeetingState]]:
    page = name.removeprefix(_PAGES).removesuffix(".json")
    try:
        listed: Any = json.loads(data or b"{}")["data"]
        for one in listed:
            if one.get("deleted") is True:
                stamp = Stamp(str(one["created"]), str(one["modified"]), "", deleted=True)
                yield str(one["id"]).rpartition("/")[2].removesuffix(".json"), MeetingState(page, stamp)
    except (ValueError, KeyError, TypeError, AttributeError):
        return
