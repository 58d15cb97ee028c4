"""Where each block of text stands after items were split, joined or given other parts: notes go along with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.anchors import AnchorState, TextAnchor

FAR = 60  # blocks that only one side has, one after another
AHEAD = 8  # blocks that are compared to see which way is right

Texts = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block of text: its item, its section's key, and the offset at which it begins there."""

    item_id: str
    section: str
    offset: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a note's passage is now: the item, the anchor in it, and what is known of the place."""

    item_id: str
    anchor: TextAnchor
    state: AnchorState


class BlockMap:
    """The blocks of some items before and after: the same texts in the same order, but for headings put in or out."""

    def __init__(self, before: Iterable[tuple[str, AgendaItem]], after: Iterable[tuple[str, AgendaItem]]) -> None:
        self._before, self._after = _blocks(before), _blocks(after)
        self._to = _aligned([one.text for one in self._before], [one.text for one in self._after])

    def sources(self, item_id: str) -> tuple[str, ...]:
        """The items of before whose text is in the item *item_id* of after, in order."""
        pairs = ((self._before[old].item_id, self._after[new].item_id) for old, new in self._to.items())
        return tuple(dict.fromkeys(old for old, new in pairs if new == item_id))

    def target(self, item_id: str) -> str | None:
        """The item of after in which most of the text of an item of before is, the first of several; None for none."""
        letters: dict[str, int] = {}
        for old, new in self._to.items():
            if self._before[old].item_id == item_id:
                there = self._after[new]
                letters[there.item_id] = letters.get(there.item_id, 0) + len(there.text)
        return max(letters, key=lambda one: letters[one], default=None)

    def carry(self, item_id: str, anchor: TextAnchor, state: AnchorState, texts: Texts) -> Carried | None:
        """Where the passage of *anchor* in the item *item_id* is now, None where its words are in none of the blocks.

        *texts* are the sections' texts now by item and key. A passage that is now in two parts keeps the first, and a
        person is asked.
        """
        place = item_id, anchor.section
        inside = [
            at
            for at, one in enumerate(self._before)
            if (one.item_id, one.section) == place and one.offset < anchor.end and anchor.start < one.end
        ]
        if not inside or any(at not in self._to for at in (inside[0], inside[-1])):
            return None
        first, last = self._after[self._to[inside[0]]], self._after[self._to[inside[-1]]]
        text = texts[first.item_id, first.section]
        start = first.offset + max(anchor.start - self._before[inside[0]].offset, 0)
        end = last.offset + min(anchor.end - self._before[inside[-1]].offset, len(last.text))
        if (first.item_id, first.section) != (last.item_id, last.section):
            end, state = len(text), AnchorState.CHECK
        elif text[start:end] == anchor.quote:
            return Carried(first.item_id, TextAnchor.of(first.section, text, start, end), state)
        # What was put by asking keeps the words it was made on.
        return Carried(first.item_id, replace(anchor, section=first.section, start=start, end=end), _doubted(state))


def _doubted(state: AnchorState) -> AnchorState:
    return state if state is AnchorState.UNPLACED else AnchorState.CHECK


def _aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which of *new* each of *old* is: both in order, but for a few that only one of them has.

    Where they part, the shortest way is taken after which they agree the longest. A general alignment would take the
    longest stretch that is alike first, which is another's where the same is said over and over.
    """
    found: dict[int, int] = {}
    at = to = 0
    while at < len(old) and to < len(new):
        if old[at] == new[to]:
            found[at] = to
            skipped, added = 1, 1
        else:
            skipped, added = _way(old, new, at, to)
        at, to = at + skipped, to + added
    return found


def _way(old: Sequence[str], new: Sequence[str], at: int, to: int) -> tuple[int, int]:
    """How many of *old* and of *new* to pass over, so that they agree again; one of each where they never do."""
    for step in range(1, FAR):
        ways = [(0, step), (step, 0)]
        agree = [_agreement(old, new, at + skipped, to + added) for skipped, added in ways]
        if max(agree):
            return ways[agree.index(max(agree))]
    return 1, 1


def _agreement(old: Sequence[str], new: Sequence[str], at: int, to: int) -> int:
    count = 0
    while count < AHEAD and at + count < len(old) and to + count < len(new) and old[at + count] == new[to + count]:
        count += 1
    return count


def _blocks(items: Iterable[tuple[str, AgendaItem]]) -> Sequence[BlockPlace]:
    return [
        BlockPlace(item_id, key, offset, block.text)
        for item_id, item in items
        for key, section in item.keyed_sections()
        for offset, block in section.block_offsets()
    ]
