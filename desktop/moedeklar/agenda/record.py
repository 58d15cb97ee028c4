"""The record of what each line of a document was understood to be, and the share of the text that was understood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

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
    for at, para in enumerate(paras):
        what = mark(para.role, _item_of(para, at, begins))
        for piece in range(para.first, para.end):
            origin = origins[piece]
            if split:
                length = len(lines[piece].text)
                if longest.get(origin, -1) >= length:
                    continue
                longest[origin] = length
            marks[origin] = what
    return packed(marks), _share(document.lines, marks)


def _item_of(para: Para, at: int, begins: Sequence[int]) -> int | None:
    if not begins or para.role in _OF_NO_ITEM:
        return None
    item = bisect_right(begins, at) - 1
    return item if item >= 0 else 0 if para.role is _UNKNOWN else None


def _share(lines: Sequence[Line], marks: Sequence[str]) -> float:
    """The share of characters, white space around lines aside, in lines that were understood."""
    sign = mark(_UNKNOWN)
    unknown = sum([len(lines[at].text.strip()) for at, what in enumerate(marks) if what[0] == sign])
    return 1 - unknown / sum([len(line.text.strip()) for line in lines]) if unknown else 1.0
