"""What each line of a document was understood to be: the record behind a meeting's `coverage`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class LineRole(StrEnum):
    """What a line is. The value is the letter that stands for it in a record; only `UNKNOWN` is not understood.

    Furniture is what stands around the text: running headers and footers, page numbers, buttons of a web page, and
    blank lines. Particulars are case numbers, document numbers and the like.
    """

    UNKNOWN = "u"
    FURNITURE = "p"
    CONTENTS = "c"
    FRONT = "f"
    GROUP = "g"
    TITLE = "t"
    PARTICULARS = "n"
    LABEL = "l"
    TEXT = "x"
    ATTACHMENT = "a"
    ATTENDANCE = "w"


@dataclass(frozen=True, slots=True)
class RoleRun:
    """So many lines after each other with one role, and the item (counted from 0) that they are part of, or None."""

    role: LineRole
    lines: int
    item: int | None = None


_RUN = re.compile(r"([a-z])(\d+)(?:@(\d+))?")


def packed(marks: Iterable[str]) -> str:
    """The record of lines by their marks (see `mark`), one for each line, in order: "p2 f3 t1@0 x12@0"."""
    return " ".join([f"{one[0]}{len(list(run))}{one[1:]}" for one, run in groupby(marks)])


def mark(role: LineRole, item: int | None = None) -> str:
    """How a line's role and item are written in a record, without a count."""
    return role + "" if item is None else role + f"@{item}"


def unpacked(record: str) -> Iterator[RoleRun]:
    """The runs of a record, in the order of the document's lines. Raises ValueError where it is none."""
    for run in record.split():
        found = _RUN.fullmatch(run)
        if not found:
            raise ValueError(f"no run of lines: {run!r}")
        yield RoleRun(LineRole(found[1]), int(found[2]), int(found[3]) if found[3] else None)
