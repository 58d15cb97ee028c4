"""Items in layouts without numbers: by the contents, by their particulars, or by headings over labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedeklar.agenda.attendance import attendance_label
from moedeklar.agenda.candidates import Heading, candidate
from moedeklar.agenda.front import is_front_line
from moedeklar.agenda.labels import Label, find_label
from moedeklar.agenda.numbers import find_particulars
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.titles import read_title
from moedeklar.agenda.vocabulary import KINDS
from moedeklar.model.agenda import Role
from moedeklar.model.roles import LineRole
from moedeklar.model.text import bare

_LONGEST_TITLE = 250
_AGAIN = re.compile(r"(?:supplerende|fornyet|uddybende|tidligere|ny)\b", re.IGNORECASE)  # a section that comes twice
_FEWEST_MARKS = 2
_INTRODUCTION = 3  # paragraphs
_SHORTEST_SENTENCE = 40  # characters
_ITEM_ROLES = (Role.RECOMMENDATION, Role.DECISION, Role.FACTS, Role.SUMMARY)


def find_unnumbered(paras: Sequence[Para], contents: set[str], body_size: float) -> list[Heading]:
    """The headings of items that bear no number; [] where nothing tells them."""
    return (
        _listed(paras, contents)
        or _by_particulars(paras)
        or _by_style(paras, body_size)
        or _by_marks(paras)
        or _by_restart(paras)
    )


def find_missed(paras: Sequence[Para]) -> list[Heading]:
    """An item whose heading was not believed, where its labels stand among *paras* before the first believed one."""
    for at, para in enumerate(paras):
        label = para.label if para.role is LineRole.UNKNOWN and not para.cells else None
        if (
            label
            and label.role in _ITEM_ROLES
            and not label.soft
            and not any(kind.search(para.text) for kind, _ in KINDS)
        ):
            above = _title_above(paras, at)
            if above is None:
                return [Heading(at, None, "", "missed", end=at)]
            numbered = candidate(paras[above], above)
            number, title = (numbered.number, numbered.title) if numbered else (None, paras[above].text)
            return [Heading(above, number, title, "missed", end=above + 1)]
    return []


def without_quoted(missed: Sequence[Heading], headings: list[Heading], paras: Sequence[Para]) -> list[Heading]:
    """*headings* without the first where it only quotes the *missed* one: over a decision that says whose it is."""
    if not missed or not headings or not missed[0].title or bare(missed[0].title) != bare(headings[0].title):
        return headings
    quoted = headings[0]
    missed[0].number = missed[0].number or quoted.number
    for para in paras[quoted.at : quoted.end]:
        para.role = LineRole.TITLE
    return headings[1:]


def _title_above(paras: Sequence[Para], at: int) -> int | None:
    """Where the title over the label at *at* stands: right above it, or above a sentence or two that introduce it."""
    for above in range(at - 1, max(at - 1 - _INTRODUCTION, -1), -1):
        if _is_title(paras, above, numbered=True):
            return above
        if not (0 <= above < len(paras) and _is_sentence(paras[above])):
            return None
    return None


def _is_sentence(para: Para) -> bool:
    sentence = para.text.endswith(".") and len(para.text) > _SHORTEST_SENTENCE
    return para.role is LineRole.UNKNOWN and sentence and not (para.label or para.particulars or para.cells)


def _listed(paras: Sequence[Para], contents: set[str]) -> list[Heading]:
    """Paragraphs that are titles of the contents."""
    if not contents:
        return []
    found = []
    seen: set[str] = set()
    for at, para in enumerate(paras):
        if para.role is LineRole.UNKNOWN and len(para.text) < _LONGEST_TITLE:
            key = bare(read_title(para.text).text)
            if key in contents and key not in seen:
                seen.add(key)
                found.append(Heading(at, None, para.text, "listed", end=at + 1))
    return found if 2 * len(found) >= len(contents) / 2 else []


def _by_particulars(paras: Sequence[Para]) -> list[Heading]:
    """Each line with a case number begins an item; its title stands right after or right before it, or nowhere."""
    places = [at for at, para in enumerate(paras) if para.role is LineRole.UNKNOWN and _has_case(para)]
    if not places:
        return []
    after = sum(_is_title(paras, at + 1) for at in places)
    before = sum(_is_title(paras, at - 1) for at in places)
    found = []
    for at in places:
        if before > after and _is_title(paras, at - 1):
            found.append(Heading(at - 1, None, paras[at - 1].text, "particulars", end=at))
        elif _is_title(paras, at + 1):
            found.append(Heading(at + 1, None, paras[at + 1].text, "particulars", end=at + 2, title_before=True))
        else:
            found.append(Heading(at, None, "", "particulars", end=at))
    return found


def _has_case(para: Para) -> bool:
    found = para.particulars
    return found is not None and found.case is not None


def _is_title(paras: Sequence[Para], at: int, *, numbered: bool = False) -> bool:
    if not 0 <= at < len(paras):
        return False
    para = paras[at]
    text = para.text
    return (
        para.role is LineRole.UNKNOWN
        and (not para.mark or numbered)
        and not para.cells
        and 2 < len(text) < _LONGEST_TITLE
        and not text.endswith((".", ":", ",", ";"))
        and find_label(text) is None
        and find_particulars(text) is None
        and attendance_label(text) is None
        and not is_front_line(text)
    )


def _by_style(paras: Sequence[Para], body_size: float) -> list[Heading]:
    """Headings set larger than the labels under them."""
    found: list[Heading] = []
    for at, para in enumerate(paras[:-1]):
        styled = para.level in {1, 2} or (body_size and para.size >= body_size + 1.0) or para.bold
        after = paras[at + 1].label
        larger = (
            para.size > paras[at + 1].size
            or (para.level and (not paras[at + 1].level or para.level < paras[at + 1].level))
            or not para.size
        )
        if (
            styled
            and larger
            and after
            and after.role in (Role.RECOMMENDATION, Role.DECISION, Role.FACTS, Role.SUMMARY)
            and _is_title(paras, at)
        ):
            found.append(Heading(at, None, para.text, "style", end=at + 1))
    return found


def _by_marks(paras: Sequence[Para]) -> list[Heading]:
    """Where each item has a line "Åben" or "Lukket" over its labels: it begins there, or with the title above it."""
    places = [
        at
        for at, para in enumerate(paras)
        if para.role is LineRole.UNKNOWN and para.particulars and para.particulars.closed is not None
    ]
    labelled = [at for at in places if at + 1 < len(paras) and (label := paras[at + 1].label) and label.role]
    if len(labelled) < _FEWEST_MARKS:
        return []
    titled = sum(_is_title(paras, at - 1) and not _in_attachments(paras, at - 1) for at in places)
    if 2 * titled <= len(places):
        return [Heading(at, None, "", "marks", end=at) for at in places]
    return [
        Heading(at - 1, None, paras[at - 1].text, "marks", end=at)
        if _is_title(paras, at - 1)
        else Heading(at, None, "", "marks", end=at)
        for at in places
    ]


def _by_restart(paras: Sequence[Para]) -> list[Heading]:
    """Where the labels begin anew after a decision, another item has begun; without a title of its own."""
    labels = [
        (at, label.role)
        for at, para in enumerate(paras)
        if (label := para.label)
        and label.role
        and not label.soft
        and not _AGAIN.match(label.heading)
        and not _goes_on(paras, at, label)
    ]
    if not labels or not {Role.DECISION, Role.RECOMMENDATION} & {role for _, role in labels}:
        return []
    first = labels[0][1]
    starts: list[int] = []
    seen: set[Role] = set()
    for at, role in labels:
        anew = role is first or (role in seen and role in (Role.SUMMARY, Role.FACTS, Role.RECOMMENDATION))
        if not seen or (anew and Role.DECISION in seen):
            seen = set()
            starts.append(at)
        seen.add(role)
    if len(starts) < 2:
        return []
    # What stands before the first label may be the front's, what stands after "Bilag" an attachment.
    titled = all(
        _is_title(paras, at - 1) and not _in_attachments(paras, at - 1) and find_label(paras[at - 2].text) is None
        for at in starts[1:]
    )
    return [
        Heading(at - 1, None, paras[at - 1].text, "restart", end=at)
        if titled and _is_title(paras, at - 1)
        else Heading(at, None, "", "restart", end=at)
        for at in starts
    ]


def _goes_on(paras: Sequence[Para], at: int, label: Label) -> bool:
    """Whether a label stands right under one of the same role: "Det indstilles:" under "Indstilling"."""
    above = paras[at - 1].label if at else None
    return above is not None and above.role is label.role and not above.rest


def _in_attachments(paras: Sequence[Para], at: int) -> bool:
    """Whether the last label before *at* opened a list of attachments."""
    for para in reversed(paras[max(0, at - 40) : at]):
        label = para.label
        if label:
            return label.role is None
    return False
