"""Titles that stand on more than one line, or beside the number of their item."""

from __future__ import annotations

from collections.abc import Sequence

from moedeklar.agenda.candidates import LONGEST_TITLE, Heading, candidate
from moedeklar.agenda.labels import find_label
from moedeklar.agenda.numbers import is_title_text
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.vocabulary import OPEN_ENDS
from moedeklar.model.roles import LineRole
from moedeklar.model.text import bare

_SENTENCE_ENDS = (".", ";", ",", ":", "?", "!")
_MOST_LINES = 4
_LONGEST_LINE = 120
_SHORT = 40  # characters
_HANGING = 3.0  # spaces
_WRAPPED = 45  # characters: a shorter title was not broken
_SAME_SIZE = 0.6  # points


def take_rest_of_title(heading: Heading, paras: Sequence[Para], contents: set[str], body_size: float) -> None:
    """A long title may go on in the next lines, where they were broken at a width."""
    for _ in range(_MOST_LINES - 1):
        if heading.end >= len(paras) or heading.title_before:
            return
        line, after = paras[heading.end - 1], paras[heading.end]
        hangs = _hangs_under(heading, line, after)
        if not (_is_set_like(line, after, body_size) or hangs) or after.label or after.particulars:
            return
        joined = f"{heading.title} {after.text}"
        if not (
            hangs or _is_open(heading.title, after.text) or bare(joined) in contents or _is_large(after, body_size)
        ):
            return
        heading.title = joined
        heading.end += 1


def _is_set_like(line: Para, after: Para, body_size: float) -> bool:
    """Whether *after* stands right under *line* and looks like it.

    Space may stand between two large lines of which the upper ends in a word such as "af".
    """
    large = bool(body_size) and line.size >= body_size + 1.0
    apart = after.gap and not (large and _is_large(after, body_size) and _ends_open(line.text))
    plain = after.role is LineRole.UNKNOWN and not (apart or after.mark or after.cells or after.level or line.level)
    alike = abs(line.size - after.size) <= _SAME_SIZE and line.bold == after.bold
    return plain and alike and len(after.text) <= _LONGEST_LINE


def _hangs_under(heading: Heading, line: Para, after: Para) -> bool:
    """Whether *after* is set in under a long title, as the rest of one is in typewritten agendas."""
    long = len(heading.title) > _SHORT and not heading.title.endswith(_SENTENCE_ENDS)
    apart = after.gap or after.mark or after.cells or after.size
    return long and not apart and after.x0 >= line.x0 + _HANGING and not after.text.endswith(_SENTENCE_ENDS)


def _is_open(title: str, after: str) -> bool:
    """Whether *title* can't be all: it ends in a word such as "af", or is long and goes on in small letters."""
    if _ends_open(title) or title.endswith((" -", " –", ",")):
        return True
    long = len(title) > _WRAPPED and not title.endswith(_SENTENCE_ENDS)
    return long and after[0].islower() and not after.endswith(_SENTENCE_ENDS)


def _ends_open(title: str) -> bool:
    return title.rsplit(" ", 1)[-1].casefold() in OPEN_ENDS


def _is_large(para: Para, body_size: float) -> bool:
    return bool(body_size) and para.size >= body_size + 1.0 and candidate(para, 0) is None


def take_title_beside(heading: Heading, paras: Sequence[Para]) -> None:
    """A number alone ("Pkt. 42", "Sag nr. 130") has its title in the next paragraph, or in the one before."""
    after = paras[heading.at + 1] if heading.at + 1 < len(paras) else None
    if after and not after.label and len(after.text) < LONGEST_TITLE and is_title_text(after.text):
        heading.title = f"{after.numbered} {heading.mark}".strip()
        heading.end = heading.at + 2
        return
    before = paras[heading.at - 1] if heading.at else None
    if before and before.role is LineRole.UNKNOWN and not find_label(before.text) and len(before.text) < LONGEST_TITLE:
        heading.title = before.numbered
        heading.title_before = True
