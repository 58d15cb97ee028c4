"""The record of what each line of a document was understood to be, and the share of the text that was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.printed import Printed
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.roles import LineRole, mark, packed

_OF_NO_ITEM = frozenset((LineRole.CONTENTS, LineRole.FRONT, LineRole.GROUP))
_UNKNOWN = LineRole.UNKNOWN


def record_of(
    document: StyledDocument, printed: Printed, paras: Sequence[Para], begins: Sequence[int]
) -> tuple[str, float]:
    """The record of all lines of *document* (see `model.roles`), and the share of characters in those understood.

    *begins* are the indexes of the paragraphs at which the items begin. What was not understood before the first item
    is part of it, since it is shown there. A line that was taken apart is what its longest part is.
    """
    origins, lines = printed.origins, printed.lines
    marks = [mark(LineRole.FURNITURE)] * len(document.lines)
    longest: dict[int, int] = {}
    split = len(set(origins)) < len(origins)
    for item, begin, end in _items(begins, len(paras)):
        known: dict[LineRole, str] = {}
        for para in paras[begin:end]:
            role = para.role
            what = known.get(role) or known.setdefault(role, mark(role, _item_of(role, item)))
            if not split:
                for origin in origins[para.first : para.end]:
                    marks[origin] = what
                continue
            for piece in range(para.first, para.end):
                origin, length = origins[piece], len(lines[piece].text)
                if longest.get(origin, -1) < length:
                    longest[origin] = length
                    marks[origin] = what
    return packed(marks), _share(document.lines, marks)


def _items(begins: Sequence[int], end: int) -> Iterator[tuple[int | None, int, int]]:
    """Each item, counted from 0, with its first paragraph and the one after its last; None before the first item."""
    if not begins:
        yield None, 0, end
        return
    yield -1, 0, begins[0]
    for item, (begin, after) in enumerate(pairwise((*begins, end))):
        yield item, begin, after


def _item_of(role: LineRole, item: int | None) -> int | None:
    if item is None or role in _OF_NO_ITEM:
        return None
    return item if item >= 0 else 0 if role is _UNKNOWN else None


def _share(lines: Sequence[Line], marks: Sequence[str]) -> float:
    """The share of characters, white space around lines aside, in lines that were understood."""
    sign = mark(_UNKNOWN)
    signs = {what for what in set(marks) if what[0] == sign}
    unknown = sum([len(lines[at].text.strip()) for at, what in enumerate(marks) if what in signs]) if signs else 0
    return 1 - unknown / sum([len(line.text.strip()) for line in lines]) if unknown else 1.0
