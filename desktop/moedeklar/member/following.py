"""Following a request: which item of an agenda it has become, and how far that has brought it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from moedeklar.model.moments import FixedClock, local_now
from moedeklar.model.requests import Request, RequestStatus
from moedeklar.model.text import bare, canonical
from moedeklar.store.requests import PublishedItem

ALIKE = 0.85
_LEAD = re.compile(
    r"^(?:(?:lukket|åbent?)(?: punkt| sag)?\s*[:–-]\s*)?"
    r"(?:(?:anmodning(?:ssag)?|medlemsforslag|forslag|sag|punkt|initiativsag)"
    r"(?:\s+(?:fra|af)\s+(?:formandskabet|[^:]{1,80}?))?"
    r"(?:\s*[:–-]\s*|\s+(?:vedr(?:ørende|\.)?|ang(?:ående|\.)?|om|til)\s+))?",
    re.IGNORECASE,
)


def subject(title: str) -> str:
    """What a title is about, for comparison: "Anmodningssag vedr. social kontrol" and "Social kontrol" are alike."""
    text = canonical(title)
    return bare(_LEAD.sub("", text)) or bare(text)


def likeness(one: str, other: str) -> float:
    """How alike two titles are in what they are about: 1 for the same, 0 for nothing in common."""
    first, second = subject(one), subject(other)
    if not first or not second:
        return 0.0
    return 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


def matching(title: str, items: Sequence[PublishedItem]) -> PublishedItem | None:
    """The one item that *title* has become: the most alike one from 0.85 up; the earliest where several say the same.

    None where two different ones are equally alike: a request that stays "sent" can be linked by hand, a wrong link
    misleads.
    """
    scores = [likeness(title, item.title) for item in items]
    best = max(scores, default=0.0)
    if best < ALIKE:
        return None
    found = [item for item, score in zip(items, scores, strict=True) if score == best]
    return found[0] if len({subject(item.title) for item in found}) == 1 else None


def came_further(request: Request, items: Sequence[PublishedItem]) -> Request | None:
    """*request* with its item and the status that this means, where that is news; None where it is not.

    *items* are those of its committee. Only meetings from the day on which the request was made count.
    """
    later = [item for item in items if item.start is not None and item.start.day >= day_made(request)]
    if request.item_id:
        found = next((item for item in later if item.id == request.item_id), None)
    else:
        found = matching(request.draft.title, later)
    if found is None:
        return None
    status = RequestStatus.DECIDED if found.decided else RequestStatus.ON_AGENDA
    further = replace(request, item_id=found.id, status=status)
    return further if further != request else None


def day_made(request: Request) -> date:
    """The local day on which a request was begun."""
    return local_now(FixedClock(request.created)).date()
