"""Headings that items stand under: "Åbne sager", "ØKONOMIUDVALGETS SAGER", "Til behandling - for lukkede døre"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.vocabulary import CLOSED_WORDS, GROUP_TYPES, GROUPS, OPEN_WORDS
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import ItemType
from moedeklar.model.roles import LineRole

_NUMBER = re.compile(r"^\d{1,2}\.?\s+")
_LONGEST = 90
_GROUP = LineRole.GROUP  # found once: to look a member of an enumeration up costs Python 3.11 more than the rest
# Of the rows of GROUPS, but for those that begin with a letter: "A. Sager til beslutning".
_ENDS = (
    *("sager", "punkter", "dagsorden", "dagsorden:", "døre", "medlemmer", "medlemmerne", "magistraten"),
    *("direktionen", "udvalget", "udvalg", "rådet", "bestyrelsen", "forvaltningen"),
)
_AFTER_LETTER = (".", " ")
_MARKS = CLOSED_WORDS | OPEN_WORDS
_AROUND = 3  # headings of groups right under each other


class Group(NamedTuple):
    """What the heading of a group says of the items under it; `closed` None where it says nothing of that."""

    closed: bool | None
    type: ItemType | None


def names_group(text: str) -> bool:
    """Whether *text* is a heading as GROUPS lists them. Cheap for most, which end in no word of them."""
    may_be = text[1:2] in _AFTER_LETTER or text.casefold().endswith(_ENDS)
    return may_be and GROUPS.fullmatch(text) is not None


def is_group(para: Para) -> bool:
    """Whether *para* is the heading of a group of items."""
    if para.role is _GROUP:
        return True
    text = para.text
    if len(text) >= _LONGEST:
        return False
    text = _NUMBER.sub("", para.numbered) if text[:1].isdigit() or para.mark else text
    return text[:1].isupper() and names_group(text) and not heads_section(para)


def heads_section(para: Para) -> bool:
    """Whether *para* is a section's heading that also names a body: "INDSTILLING FRA ØKONOMIUDVALGET"."""
    return para.label is not None and not para.label.soft


def is_mark(para: Para) -> bool:
    """Whether *para* says of what comes after it that it is open or closed; "Lukket." is what was decided."""
    return not para.text.endswith(".") and label_key(para.text) in _MARKS


def type_of_group(para: Para) -> ItemType | None:
    """What is done with the items under *para*, where it is the heading of a group that says so."""
    if len(para.text) >= _LONGEST:
        return None
    text = _NUMBER.sub("", para.numbered) if para.role is _GROUP else para.text
    if not text[:1].isupper():
        return None
    return next((kind for pattern, kind in GROUP_TYPES if pattern.fullmatch(text)), None)


def take_groups(inside: Sequence[Para], *, above: bool = False) -> Group | None:
    """The group that begins at the end of an item, its headings marked as such; None where none begins.

    Right under a title "Åbent punkt" belongs to it, but where such marks stand *above* titles.
    """
    taken: list[Para] = []
    for para in reversed(inside[-_AROUND:]):
        mark = is_mark(para) and (above or para is not inside[0])
        if para.cells or not (mark or is_group(para) or type_of_group(para)):
            break
        para.role = LineRole.GROUP
        taken.append(para)
    if not taken:
        return None
    kind = next((kind for para in taken if (kind := type_of_group(para))), None)
    return Group(None if type_of_group(taken[0]) else "lukke" in taken[0].text.casefold(), kind)
