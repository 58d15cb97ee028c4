"""Applying a member's corrections to what a document was read as: each is found by what it speaks of. Pure.

An item is found by source id, case number and similar title, never by number; a section by its heading and first words.
What is found in no sure way is left alone and told as unfitting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from moedeklar.agenda import correcting
from moedeklar.model.agenda import AgendaItem, Meeting, Role, Section, comparable_case
from moedeklar.model.corrections import Correction, CorrectionKind, ItemNames, SectionMark
from moedeklar.model.text import bare, canonical
from moedeklar.sync.likeness import ItemMark, match, same_item

_EXACT, _SAID, _HEADED = 16, 8, 4
FIRST = 24  # bare letters of a section's first words that must be the same; the more of them the better
TELLING = 12  # bare letters from which a section's first words are enough without its heading

Items = tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A meeting as corrected, and the ids of the corrections that fitted it."""

    meeting: Meeting
    fitting: frozenset[str] = frozenset()


def correct(meeting: Meeting, corrections: Iterable[Correction]) -> Corrected:
    """*meeting* with all *corrections* that fit it, in their order."""
    items, fitting = meeting.items, set()
    for correction in corrections:
        changed = _STEPS[correction.kind](items, correction)
        if changed is not None:
            items = changed
            fitting.add(correction.id)
    made = replace(meeting, items=items, warnings=_warnings(meeting, items)) if items != meeting.items else meeting
    return Corrected(made, frozenset(fitting))


def _warnings(meeting: Meeting, items: Items) -> tuple[str, ...]:
    """The warnings of the reading that corrections have not settled."""
    settled = {"no_items_found"} if len(items) > len(meeting.items) else set()
    settled |= {"untitled_items"} if all(item.title.strip() for item in items) else set()
    return tuple(code for code in meeting.warnings if code not in settled)


def matching_sections(item: AgendaItem, mark: SectionMark) -> tuple[int, ...]:
    """The sections of an item that read as *mark* does by role and printed heading: a heading is needed."""
    heading = bare(mark.heading)
    return tuple(
        at
        for at, section in enumerate(item.sections)
        if heading and bare(section.heading) == heading and section.role is mark.role and section.text
    )


def find_section(item: AgendaItem, mark: SectionMark) -> int | None:
    """Which section of the item *mark* means, None where that is not sure."""
    scores = {at: score for at, section in enumerate(item.sections) if (score := _score(section, mark))}
    best = max(scores.values(), default=0)
    found = [at for at, score in scores.items() if score == best]
    return found[0] if len(found) == 1 or (found and best >= _EXACT) else None


def _score(section: Section, mark: SectionMark) -> int:
    """How much of *mark* the section has: its words, its heading, its role; 0 where it is another section."""
    words, heading = bare(mark.words), bare(mark.heading)
    text = bare(section.text)
    said = bool(words) and text.startswith(words[:FIRST])
    headed = bool(heading) and bare(section.heading) == heading
    enough = headed or (said and (len(words) >= TELLING or bare(section.heading) == heading))
    if not section.text or not enough:
        return 0
    exact = said and text.startswith(words)
    return _EXACT * exact + _SAID * said + _HEADED * headed + (section.role is mark.role) + 1


def _find(items: Sequence[AgendaItem], names: ItemNames) -> int | None:
    chosen, doubtful = match([_marks(names)], [ItemMark.of(item) for item in items])
    found = next(iter(chosen), None)
    return None if found in doubtful else found


def _marks(names: ItemNames) -> list[ItemMark]:
    """What an item was known by when it was corrected: its title then, and the document's own."""
    titles = dict.fromkeys(title for title in (names.title, names.also) if title) or {"": None}
    case = comparable_case(names.case_number)
    return [ItemMark(canonical(title), case, names.source_id or "", names.text) for title in titles]


def _role(items: Items, correction: Correction) -> Items | None:
    mark, role = correction.section, correction.role
    if mark is None or role is None:
        return None
    if correction.everywhere:
        return _role_everywhere(items, correction, mark, role)
    at = _find(items, correction.item)
    section = find_section(items[at], mark) if at is not None else None
    if at is None or section is None:
        return None
    return _with(items, at, correcting.with_role(items[at], section, role, correction.id))


def _role_everywhere(items: Items, correction: Correction, mark: SectionMark, role: Role) -> Items | None:
    changed = items
    for at, item in enumerate(items):
        for section in matching_sections(item, mark):
            changed = _with(changed, at, correcting.with_role(changed[at], section, role, correction.id))
    return changed if changed != items else None


def _split(items: Items, correction: Correction) -> Items | None:
    at = _find(items, correction.item)
    if at is None or correction.section is None:
        return None
    place = _begins(items[at], correction.section, correction.at)
    if place is None or place == (0, 0):
        return None
    parts = correcting.split(items[at], *place, correction.title, correction.id)
    return (*items[:at], *parts, *items[at + 1 :])


def _begins(item: AgendaItem, mark: SectionMark, words: str) -> tuple[int, int] | None:
    """The section and block that begin with *words*: in the section meant, else the only one of the item.

    Without words it is the beginning of the section.
    """
    section = find_section(item, mark)
    if not words:
        return (section, 0) if section is not None else None
    found = [
        (at, block)
        for at, part in enumerate(item.sections)
        for block, one in enumerate(part.blocks)
        if one.text.startswith(words)
    ]
    inside = [place for place in found if place[0] == section]
    return inside[0] if inside else found[0] if len(found) == 1 else None


def _join(items: Items, correction: Correction) -> Items | None:
    at = _find(items, correction.item)
    if at is None or at == 0 or correction.before is None:
        return None
    first = ItemMark.of(items[at - 1])
    if all(same_item(mark, first) is None for mark in _marks(correction.before)):
        return None
    whole = correcting.joined(items[at - 1], items[at], correction.id)
    return (*items[: at - 1], whole, *items[at + 1 :])


def _title(items: Items, correction: Correction) -> Items | None:
    at = _find(items, correction.item)
    return None if at is None else _with(items, at, correcting.with_title(items[at], correction.title, correction.id))


def _with(items: Items, at: int, item: AgendaItem) -> Items:
    return (*items[:at], item, *items[at + 1 :])


_STEPS: dict[CorrectionKind, Callable[[Items, Correction], Items | None]] = {
    CorrectionKind.ROLE: _role,
    CorrectionKind.SPLIT: _split,
    CorrectionKind.JOIN: _join,
    CorrectionKind.TITLE: _title,
}
