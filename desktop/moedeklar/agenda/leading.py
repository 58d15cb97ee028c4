"""Headings in the line of their text ("Bemærkninger: Havnen er fredet"), where the document has its headings there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from moedeklar.agenda.attendance import attendance_label
from moedeklar.agenda.labels import Label
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.shut import says_closed
from moedeklar.agenda.vocabulary import FRONT_FIELDS, LABELS, MEETING_END, SOFT_LABELS
from moedeklar.agenda.votes import is_vote
from moedeklar.agenda.words import is_body, label_key
from moedeklar.model.agenda import Role
from moedeklar.model.roles import LineRole

_LONGEST = 40  # characters before the colon
_FEWEST = 2
_MOST_WORDS = 4
_HEAD = re.compile(r"[A-ZÆØÅ][a-zæøåé/-]+(?: [a-zæøåé/-]+)*|[A-ZÆØÅ]{3}[A-ZÆØÅ /-]*")
_TOGETHER = (Role.DECISION, Role.ATTENDANCE)
_NOTES = frozenset(("bemærkninger", "bemærkning"))
_Found = tuple[int, int, Para, str]  # the number of the item, the place, the paragraph and what stands before its colon


def take_leading(paras: Sequence[Para], begins: Sequence[int]) -> None:
    """Give those *paras* their label that begin with a heading which is one only in a document such as this.

    *begins* are the indexes with which items begin. The document shows where its headings stand by known ones of one
    meaning ("Indstilling: Det indstilles, …"), or by known ones in bold before plain text. Then words of many meanings
    are headings too, and others that begin paragraphs of two items, or are as bold. What a decision holds is left
    together.
    """
    found = list(_with_colon(paras, begins))
    if len(found) < _FEWEST:
        return
    known = [para for _, _, para, _ in found if para.label is not None and para.label.rest and not para.label.soft]
    bold = any(_is_bold(para, head) and label_key(head) in LABELS for _, _, para, head in found)
    alone = sum(1 for para in paras[begins[0] :] if para.label is not None and not (para.label.rest or para.label.soft))
    shown = len(known) >= _FEWEST and len(known) > alone
    if not (bold or shown):
        return
    items: dict[str, set[int]] = {}
    for number, _, _, head in found:
        items.setdefault(label_key(head), set()).add(number)
    for number, at, para, head in found:
        key = label_key(head)
        is_one = _is_bold(para, head) or (shown and (key in SOFT_LABELS or len(items[key]) >= _FEWEST))
        if is_one and para.label is None and _may_head(para, key) and not _is_decided(paras[begins[number] + 1 : at]):
            role = LABELS.get(key, Role.OTHER)
            if role not in _TOGETHER:
                para.take_label(Label(role, head.strip(), para.text[len(head) + 1 :].strip()))


def _with_colon(paras: Sequence[Para], begins: Sequence[int]) -> Iterator[_Found]:
    """The paragraphs inside items that begin with a few words and a colon."""
    ends = [*begins[1:], len(paras)]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        for at in range(begin + 1, end):
            para = paras[at]
            colon = para.text.find(":", 0, _LONGEST)
            if 0 < colon < len(para.text) - 1 and not (para.cells or para.mark) and para.role is LineRole.UNKNOWN:
                head = para.text[:colon]
                if _HEAD.fullmatch(head.strip()) and head.count(" ") < _MOST_WORDS and para.text[colon + 1] == " ":
                    yield number, at, para, head


def _is_bold(para: Para, head: str) -> bool:
    """Whether *head* is bold in *para*, and what stands behind it is not."""
    return any(run.bold and run.start == 0 and len(head) <= run.end <= len(head) + 2 for run in para.runs)


def _may_head(para: Para, key: str) -> bool:
    text = para.text
    if (key in FRONT_FIELDS and key not in _NOTES) or is_body(key) or para.particulars or para.naming:
        return False
    return not (attendance_label(text) or MEETING_END.match(text) or says_closed(text) or is_vote(text))


def _is_decided(above: Sequence[Para]) -> bool:
    """Whether what comes after *above*, the beginning of an item, stands under its decision."""
    label = next((label for para in reversed(above) if (label := para.label)), None)
    return label is not None and label.role in _TOGETHER
