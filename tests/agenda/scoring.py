"""How much of what an agenda says is still understood when it was damaged: the share of its facts that are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.text import bare

_ALIKE = 0.75  # of the letters of a title: with one letter wrong it is still the same item's


def score(whole: Meeting, damaged: Meeting) -> float:
    """The share of the facts of *whole* that *damaged* tells too, from 0 to 1; items are paired by their titles."""
    front = [(whole.committee, damaged.committee), (whole.start, damaged.start), (whole.kind, damaged.kind)]
    found = [wanted == got for wanted, got in front]
    left = list(damaged.items)
    for item in whole.items:
        other = _like(item, left)
        if other is not None:
            left.remove(other)
        theirs = set(_facts(other)) if other is not None else set()
        found += [fact in theirs for fact in _facts(item)]
    found += [False] * len(left)  # an item that is none
    return sum(found) / len(found)


def _like(item: AgendaItem, others: Sequence[AgendaItem]) -> AgendaItem | None:
    title = bare(item.title)
    alike = [
        (SequenceMatcher(None, title, bare(other.title), autojunk=False).ratio(), -at)
        for at, other in enumerate(others)
    ]
    best = max(alike, default=(0.0, 0))
    return others[-best[1]] if best[0] >= _ALIKE else None


def _facts(item: AgendaItem) -> Iterator[tuple[str, object]]:
    """What a member looks for in an item."""
    yield "title", bare(item.title)
    yield "number", item.number
    yield "closed", item.closed
    yield "case", item.case_number
    yield "recommendation", bare(item.recommendation or "")
    yield "attachments", tuple(bare(part.title) for part in item.attachments)
    for decision in item.decisions:
        yield "decision", bare(decision.text)
    for section in item.sections:
        yield "heading", bare(section.heading)
