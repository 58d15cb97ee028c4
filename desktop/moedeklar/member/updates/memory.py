"""What is remembered of updates from one start to the next, so that nothing is done twice or believed too late."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from moedeklar.model.codec import decode, encode
from moedeklar.model.reports import Problem
from moedeklar.model.updates import Offer, Outcome

KEY = "updates.memory"
_log = logging.getLogger(__name__)


class Keeping(Protocol):
    """As much of `member.settings.Settings` as is needed."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of *key*."""
        ...

    def set(self, key: str, value: Any) -> None:
        """Keep *value*."""
        ...


@dataclass(frozen=True, slots=True)
class Memory:
    """`seen` is the newest version ever told of under a good signature; `failed` ones are not tried again by itself.

    `begun` is the version whose installer was started, until a start of the program shows what came of it. `ready` is
    the version whose file was fetched whole. `hidden` is the version whose notice the person has closed.
    """

    looked: datetime | None = None
    outcome: Outcome = Outcome.NEVER
    problem: Problem | None = None
    offer: Offer | None = None
    seen: str = ""
    failed: tuple[str, ...] = ()
    begun: str = ""
    ready: str = ""
    hidden: str = ""


def remembered(settings: Keeping) -> Memory:
    """What was kept; an empty memory where that can't be understood. Reads the store."""
    kept = settings.get(KEY)
    if not kept:
        return Memory()
    try:
        return decode(Memory, kept)
    except (ValueError, KeyError, TypeError, AttributeError):
        _log.warning("what was remembered of updates can't be read")
        return Memory()


def keep(settings: Keeping, memory: Memory) -> None:
    """Keep *memory*. Writes to the store."""
    settings.set(KEY, encode(memory))
