"""Where an item's text tells its numbered announcements, its coming cases, and what nobody could name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, ComingItem, Role, Section, SubItem

_LISTED = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.TABLE)


@dataclass(frozen=True, slots=True)
class Spot:
    """Code points `start` to `end` of the canonical text of an item's section with the key `section`."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement in the item `item_id`, with the whole number by which it is cited: "8.2", the item's for none.

    `spot` is where it stands in the item, None where the item's text does not hold it; `numbered` says that it has a
    number of its own.
    """

    item_id: str
    number: str
    title: str
    spot: Spot | None
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Coming:
    """A case announced for a later meeting.

    `item_id` and `spot` are the item that announces it and its title there; `meeting_id` is the meeting at which it is
    expected, where that is known already.
    """

    case: ComingItem
    item_id: str | None = None
    spot: Spot | None = None
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    section: str
    offset: int
    block: Block


def announcements(item_id: str, item: AgendaItem) -> tuple[Announcement, ...]:
    """The announcements of an item, in order, each with its place: from its title to its last line."""
    placed = list(_placed(item)) if item.sub_items else []
    heads = _heads(placed, item.sub_items)
    made = []
    for sub, head in zip(item.sub_items, heads, strict=True):
        spot = None
        if head is not None:
            last = head
            while last + 1 < len(placed) and last + 1 not in heads and _goes_on(placed, last, sub):
                last += 1
            first = placed[head]
            start = first.offset + max(first.block.text.find(sub.title), 0)
            spot = Spot(first.section, start, placed[last].offset + len(placed[last].block.text))
        number = whole_number(item.number, sub.number)
        made.append(Announcement(item_id, number, sub.title, spot, bool(sub.number)))
    return tuple(made)


def whole_number(item: str | None, sub: str) -> str:
    """ "8.2" of the second announcement in item 8; a number that says so already stays as it is."""
    if not item or not sub or sub.startswith(f"{item}."):
        return sub or item or ""
    return f"{item}.{sub}"


def coming_cases(
    cases: Sequence[ComingItem],
    items: Iterable[tuple[str, AgendaItem]],
    meeting_of: Callable[[ComingItem], str | None] = lambda _case: None,
) -> tuple[Coming, ...]:
    """The coming *cases* with the item of *items* (id and content) that lists each, and by *meeting_of* the meeting."""
    found: dict[int, tuple[str, Spot]] = {}
    for item_id, item in items if cases else ():
        for at, spot in _listed(cases, item):
            found.setdefault(at, (item_id, spot))
    made = []
    for at, case in enumerate(cases):
        there = found.get(at)
        known = meeting_of(case)
        made.append(Coming(case, *there, known) if there is not None else Coming(case, meeting_id=known))
    return tuple(made)


def announced_by(cases: Sequence[ComingItem], item: AgendaItem) -> int:
    """How many of the coming *cases* the item lists."""
    return len({at for at, _ in _listed(cases, item)}) if cases else 0


def unnamed(item: AgendaItem) -> tuple[tuple[str, Section], ...]:
    """The sections of an item that stand under no label, with their keys: what they are for nobody has said."""
    return tuple(
        (key, section)
        for key, section in item.keyed_sections()
        if section.role is Role.OTHER and not section.heading and section.text and not section.corrected
    )


def _placed(item: AgendaItem) -> Iterator[_Placed]:
    for key, section in item.keyed_sections():
        for offset, block in section.block_offsets():
            yield _Placed(key, offset, block)


def _heads(placed: Sequence[_Placed], subs: Sequence[SubItem]) -> list[int | None]:
    """For each announcement the block that its title stands in, looked for behind the one before."""
    heads: list[int | None] = []
    after = 0
    for sub in subs:
        wanted = sub.title or sub.text.partition("\n")[0]
        head = next((n for n in range(after, len(placed)) if wanted and wanted in placed[n].block.text), None)
        heads.append(head)
        after = after if head is None else head + 1
    return heads


def _goes_on(placed: Sequence[_Placed], last: int, sub: SubItem) -> bool:
    following = placed[last + 1]
    said = following.block.plain in sub.text or following.block.text in sub.text
    return said and following.section == placed[last].section


def _listed(cases: Sequence[ComingItem], item: AgendaItem) -> Iterator[tuple[int, Spot]]:
    """Each of *cases* that a list or table of the item names, or that begins a paragraph of it."""
    for one in _placed(item):
        for at, case in enumerate(cases):
            found = one.block.text.find(case.title) if case.title else -1
            if found == 0 or (found > 0 and one.block.kind in _LISTED):
                start = one.offset + found
                yield at, Spot(one.section, start, start + len(case.title))
