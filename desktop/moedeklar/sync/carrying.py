"""Where each block of text stands after items were split, joined or given other parts: notes go along with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from moedeklar.model.agenda import AgendaItem
from moedeklar.model.anchors import AnchorState, TextAnchor

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
        self._to: dict[int, int] = {}
        old, new = [one.text for one in self._before], [one.text for one in self._after]
        for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            for step in range(match.size):
                self._to[match.a + step] = match.b + step

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


def _blocks(items: Iterable[tuple[str, AgendaItem]]) -> Sequence[BlockPlace]:
    return [
        BlockPlace(item_id, key, offset, block.text)
        for item_id, item in items
        for key, section in item.keyed_sections()
        for offset, block in section.block_offsets()
    ]
