"""What a person has decided about a feed besides what the folder says: meetings and items that stay at home. Pure.

An item that is held back counts as closed in everything: only its number goes out, its files and the papers that it
stands in stay, and members who may read closed items get it. Nothing here makes open what the folder says is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from moedeklar.secretary.publishing.openness import ClosedBy, ReadMeeting


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided by hand since the last publish, and which items are held back.

    `held` are meetings that the next publish keeps back or withdraws, `back` withdrawn ones that it puts out again;
    ids. `items` are aliases (`openness.closed_alias`), which say nothing of what they stand for.
    """

    held: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()

    def withheld(self, before: Iterable[str]) -> frozenset[str]:
        """The meetings that stay withdrawn, where those *before* were."""
        return (frozenset(before) | self.held) - self.back

    def settled(self, withheld: Iterable[str], put_back: frozenset[str] = frozenset()) -> Choices:
        """What is left to be done once *withheld* are the meetings that are withdrawn, and *put_back* are not."""
        done = frozenset(withheld)
        return replace(self, held=self.held - done - put_back, back=self.back & done)

    def with_meeting(self, meeting_id: str, *, held: bool) -> Choices:
        """The same with this meeting kept back, or put out."""
        one = {meeting_id}
        if held:
            return replace(self, held=self.held | one, back=self.back - one)
        return replace(self, held=self.held - one, back=self.back | one)

    def with_item(self, alias: str, *, held: bool) -> Choices:
        """The same with this item kept back, or no longer so."""
        return replace(self, items=self.items | {alias} if held else self.items - {alias})


def with_held_items(
    meetings: Iterable[ReadMeeting], items: frozenset[str], alias: Callable[[str], str]
) -> tuple[ReadMeeting, ...]:
    """The *meetings* with the *items* that are held back closed. *alias* gives an item's."""
    return tuple(_with_held(meeting, items, alias) for meeting in meetings) if items else tuple(meetings)


def _with_held(meeting: ReadMeeting, items: frozenset[str], alias: Callable[[str], str]) -> ReadMeeting:
    made = tuple(
        replace(item, content=replace(item.content, closed=True), closed_by=ClosedBy.HAND)
        if not item.content.closed and alias(item.id) in items
        else item
        for item in meeting.items
    )
    return replace(meeting, items=made) if made != meeting.items else meeting
