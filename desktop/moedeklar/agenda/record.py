"""The record of what each line of a document was understood to be, and the share of the text that was understood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.printed import Printed
from moedeklar.model.lines import StyledDocument
from moedeklar.model.roles import LineRole, mark, packed

_OF_NO_ITEM = frozenset((LineRole.CONTENTS, LineRole.FRONT, LineRole.GROUP))
_FURNITURE = mark(LineRole.FURNITURE)
_UNKNOWN = LineRole.UNKNOWN


def record_of(
    document: StyledDocument, printed: Printed, paras: Sequence[Para], begins: Sequence[int]
) -> tuple[str, float]:
    """The record of all lines of *document* (see `model.roles`), and the share of characters in those understood.

    *begins* are the indexes of the paragraphs at which the items begin. What was not understood before the first item
    is part of it, since it is shown there. A line that was taken apart is what its longest part is.
    """
    marks = [_FURNITURE] * len(document.lines)
    longest: dict[int, int] = {}
    split = len(set(printed.origins)) < len(printed.origins)
    for at, para in enumerate(paras):
        of_item = begins and para.role not in _OF_NO_ITEM and (at >= begins[0] or para.role is _UNKNOWN)
        what = mark(para.role, max(bisect_right(begins, at) - 1, 0) if of_item else None)
        for piece in range(para.first, para.end):
            origin = printed.origins[piece]
            if split and longest.get(origin, -1) >= len(printed.lines[piece].text):
                continue
            marks[origin] = what
            if split:
                longest[origin] = len(printed.lines[piece].text)
    return packed(marks), _share(document, marks)


def _share(document: StyledDocument, marks: Sequence[str]) -> float:
    """The share of characters, white space around lines aside, in lines that were understood."""
    total = sum([len(line.text.strip()) for line in document.lines])
    unknown = sum(
        len(line.text.strip()) for line, what in zip(document.lines, marks, strict=True) if what[0] == _UNKNOWN
    )
    return 1 - unknown / total if total else 1.0
