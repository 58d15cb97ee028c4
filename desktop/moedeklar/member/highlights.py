"""What a new highlight does to those it overlaps. Pure.

One passage has one colour, as on paper: a new highlight joins with those of its own colour into one, and takes its
passage from those of another colour, which keep what is left on either side. Notes with words are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.work import Colour, Note


@dataclass(frozen=True, slots=True)
class Overlap:
    """What becomes of the highlights around a new one.

    `anchor` is the new one's; `gone` are those it replaces; `shorter` those it cuts, and `halves` the second parts of
    those it cuts in two (which need an id of their own, and have that of the first part here). `same` is a highlight
    that already says all that the new one would: nothing is to be done then.
    """

    anchor: TextAnchor
    gone: tuple[Note, ...] = ()
    shorter: tuple[Note, ...] = ()
    halves: tuple[Note, ...] = ()
    same: Note | None = None


def overlap(new: TextAnchor, colour: Colour, text: str, notes: Iterable[Note]) -> Overlap:
    """What putting a highlight of *colour* on *new* does to *notes* of the same item; *text* is the section's."""
    others = [note for note in notes if _is_highlight(note, new.section, text)]
    start, end = new.start, new.end
    joined = _joined(start, end, [note for note in others if note.colour is colour])
    for note in joined:
        start, end = min(start, _span(note)[0]), max(end, _span(note)[1])
    if len(joined) == 1 and _span(joined[0]) == (start, end):
        return Overlap(new, same=joined[0])
    gone, shorter, halves = list(joined), [], []
    for note in others:
        first, last = _span(note)
        if note.colour is colour or last <= start or end <= first:
            continue
        left, right = _cut(note, text, first, start), _cut(note, text, end, last)
        if left and right:
            shorter.append(left)
            halves.append(right)
        elif left or right:
            shorter.append(left or right or note)
        else:
            gone.append(note)
    whole = TextAnchor.of(new.section, text, start, end)
    return Overlap(whole, tuple(gone), tuple(shorter), tuple(halves))


def _is_highlight(note: Note, section: str, text: str) -> bool:
    """A bare highlight in this section whose words stand where it says, so that cutting it cannot go wrong."""
    anchor = note.anchor
    if note.text or note.colour is None or not isinstance(anchor, TextAnchor) or anchor.section != section:
        return False
    known = note.state in (AnchorState.PLACED, AnchorState.MOVED)
    return known and text[anchor.start : anchor.end] == anchor.quote


def _joined(start: int, end: int, notes: list[Note]) -> list[Note]:
    """The notes that overlap or touch the stretch, or one of each other that does."""
    found: list[Note] = []
    rest = list(notes)
    while near := [note for note in rest if _span(note)[0] <= end and start <= _span(note)[1]]:
        found += near
        rest = [note for note in rest if note not in near]
        start = min(start, *(_span(note)[0] for note in near))
        end = max(end, *(_span(note)[1] for note in near))
    return found


def _cut(note: Note, text: str, start: int, end: int) -> Note | None:
    """*note* on that part of it, without spaces at the ends; None where nothing is left."""
    first, last = trimmed(text, start, end)
    if last <= first or not isinstance(note.anchor, TextAnchor):
        return None
    return replace(note, anchor=TextAnchor.of(note.anchor.section, text, first, last))


def _span(note: Note) -> tuple[int, int]:
    assert isinstance(note.anchor, TextAnchor)  # noqa: S101 - `_is_highlight` let only these through
    return note.anchor.start, note.anchor.end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; empty where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
