"""Headings that no table knows, told by how they look: like the label above, or by coming again under other items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from moedeklar.agenda.attendance import attendance_label
from moedeklar.agenda.labels import Label, find_naming
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.words import is_body, label_key
from moedeklar.model.agenda import Role
from moedeklar.model.roles import LineRole

# An attachment that is printed whole behind the agenda or its item.
_ATTACHMENT = re.compile(
    r"(?:bilag|appendiks|appendix)\s*(?:nr\.?\s*)?(?:\d{1,2}|(?-i:[A-ZÆØÅ]))(?=[\s.:,–-])", re.IGNORECASE
)
_LONGEST = 160  # characters of an attachment's heading
_LONGEST_LABEL = 90
_NO_LABEL_ENDS = frozenset(".,;:?!")
_LABEL_ENDS_IN_COLON = _NO_LABEL_ENDS - {":"}  # where known labels have one
_LONGEST_HEADING = 60
_FEWEST = 2  # items
_LARGER = 0.4  # points
_TOGETHER = (Role.DECISION, Role.ATTENDANCE)
_Look = tuple[bool, float, int]


class Above(Protocol):
    """The section at hand, as far as headings are compared with its own."""

    @property
    def role(self) -> Role:
        """What it is for."""

    @property
    def heading(self) -> str:
        """Its heading, "" where it has none."""

    @property
    def size(self) -> float:
        """The size of its heading in points."""

    @property
    def level(self) -> int:
        """The level of its heading, 0 where the format states none."""


def begins_attachment(para: Para, body_size: float) -> bool:
    """Whether *para*, the first of a page, is the heading of an attachment that is printed whole."""
    if len(para.text) > _LONGEST or para.cells or not _ATTACHMENT.match(para.text):
        return False
    return para.bold or para.level > 0 or para.size > body_size + _LARGER


def looks_like(above: Para, para: Para) -> bool:
    """Whether two paragraphs are set alike."""
    return _look(above) == _look(para)


def by_look(para: Para, current: Above, headings: frozenset[str], body_size: float) -> Label | None:
    """The label that *para* is by its look alone, under the section *current*; *headings* are what `recurring` found.

    What a decision holds is left together, but for what looks like its own heading.
    """
    label = _look_alike(para, current, body_size)
    if label or not headings or current.role in _TOGETHER:
        return label
    if para.mark or para.cells or not _stands_out(para, body_size) or label_key(para.text) not in headings:
        return None
    return Label(Role.OTHER, para.text.rstrip(" :"))


def recurring(paras: Sequence[Para], begins: Sequence[int], body_size: float) -> frozenset[str]:
    """The keys of headings that are set like this document's known labels and stand under at least two items.

    *begins* are the indexes of those *paras* with which items begin. Only what stands out counts: bold, larger, or a
    heading by its format, with plain text under it.
    """
    if len(begins) < _FEWEST:
        return frozenset()
    labels = [
        para
        for para in paras[begins[0] :]
        if _stands_out(para, body_size) and para.label is not None and not (para.label.rest or para.label.soft)
    ]
    looks = set(map(_look, labels))
    if not looks:
        return frozenset()
    ends_of_labels = _LABEL_ENDS_IN_COLON if any(para.text.endswith(":") for para in labels) else _NO_LABEL_ENDS
    first: dict[str, int] = {}
    found: set[str] = set()
    ends = [*begins[1:], len(paras)]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        for at in range(begin + 1, min(end, len(paras) - 1)):
            para = paras[at]
            if not _stands_out(para, body_size) or _look(para) not in looks or para.text[-1:] in ends_of_labels:
                continue
            if _may_head(para, paras[at + 1], body_size):
                key = label_key(para.text)
                if first.setdefault(key, number) != number:
                    found.add(key)
    return frozenset(found)


def _stands_out(para: Para, body_size: float) -> bool:
    if not (para.bold or para.level or (body_size and para.size > body_size + _LARGER)):
        return False
    return len(para.text) <= _LONGEST_HEADING


def _look(para: Para) -> _Look:
    return para.bold, para.size, para.level


def _may_head(para: Para, after: Para, body_size: float) -> bool:
    text = para.text
    if para.role is not LineRole.UNKNOWN or para.mark or para.cells or not text[:1].isupper():
        return False
    if any(letter.isdigit() or letter in "()" for letter in text) or _stands_out(after, body_size):
        return False
    return para.label is None and para.particulars is None and para.naming is None and not is_body(text)


def _look_alike(para: Para, current: Above, body_size: float) -> Label | None:
    """A heading that no table knows, set larger than the text and exactly like the label of the section at hand."""
    text = para.text
    if not current.heading or para.mark or para.cells or len(text) > _LONGEST_LABEL or text[-1:] in _NO_LABEL_ENDS:
        return None
    level = para.level > 0 and para.level == current.level
    larger = body_size > 0 and para.size > body_size + _LARGER and para.size == current.size
    if not (level or larger) or not text[:1].isupper():
        return None
    known = para.label or find_naming(text) or attendance_label(text) or is_body(text)
    return None if known else Label(Role.OTHER, text)
