"""Headings that items stand under: "Åbne sager", "ØKONOMIUDVALGETS SAGER", "Til behandling - for lukkede døre"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.vocabulary import CLOSED_WORDS, GROUPS, OPEN_WORDS
from moedeklar.agenda.words import label_key
from moedeklar.model.roles import LineRole

_NUMBER = re.compile(r"^\d{1,2}\.?\s+")
_LONGEST = 90
_MARKS = CLOSED_WORDS | OPEN_WORDS
_AROUND = 3  # headings of groups right under each other


def is_group(para: Para) -> bool:
    """Whether *para* is the heading of a group of items."""
    if para.role is LineRole.GROUP:
        return True
    if len(para.text) >= _LONGEST:
        return False
    text = _NUMBER.sub("", para.numbered) if para.text[:1].isdigit() or para.mark else para.text
    return text[:1].isupper() and any(pattern.fullmatch(text) for pattern in GROUPS)


def closes(paras: Sequence[Para]) -> bool:
    """Whether the last heading of a group among *paras* is that of closed items; it is marked as one."""
    for para in reversed(paras[-_AROUND:]):
        if is_group(para):
            para.role = LineRole.GROUP
            return "lukke" in para.text.casefold()
    return False


def _is_mark(para: Para) -> bool:
    """Whether *para* says of what comes after it that it is open or closed; "Lukket." is what was decided."""
    return not para.text.endswith(".") and label_key(para.text) in _MARKS


def take_groups(inside: Sequence[Para]) -> bool | None:
    """Mark the headings of groups at the end of an item; whether the group that begins there is of closed items."""
    closed: bool | None = None
    for para in reversed(inside[-_AROUND:]):
        if para.cells or not (is_group(para) or (_is_mark(para) and para is not inside[0])):
            break
        para.role = LineRole.GROUP
        closed = closes([para]) if closed is None else closed
    return closed
