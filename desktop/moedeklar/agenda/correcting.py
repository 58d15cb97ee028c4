"""What a correction by hand does to the items of a meeting: each step pure, and nothing of the text is lost."""

from __future__ import annotations

import re
from dataclasses import replace

from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, Role, Section

_NUMBER = re.compile(
    r"(?:(?:dagsordens?punkt|punkt|pkt\.?|sag(?: nr\.?)?|nr\.?)\s*(?P<worded>\d{1,4}[a-z]?(?:\.\d{1,3})?)\s*[.:)–-]*"
    r"|(?P<plain>\d{1,4}[a-z]?(?:\.\d{1,3})?)(?:[.:)]|\s(?=[A-ZÆØÅ])))\s*(?=\S)",
    re.IGNORECASE,
)
LONGEST_TITLE = 200  # letters of a block that may be a new item's title


def with_role(item: AgendaItem, section: int, role: Role, correction: str) -> AgendaItem:
    """*item* with its section number *section* (from 0) for *role*."""
    changed = replace(item.sections[section], role=role, corrected=correction)
    return _again(replace(item, sections=_with(item.sections, section, changed)))


def with_title(item: AgendaItem, title: str, correction: str) -> AgendaItem:
    """*item* under another title."""
    return _again(replace(item, title=title, corrected=(*item.corrected, correction)))


def split(item: AgendaItem, section: int, block: int, title: str, correction: str) -> tuple[AgendaItem, AgendaItem]:
    """*item* up to the block number *block* of its section number *section*, and a new item from there on.

    The new item's number, type and closed mark are read from the words there; *title* is what it is called.
    """
    whole = item.sections[section]
    before, after = whole.blocks[:block], whole.blocks[block:]
    first = (*item.sections[:section], *((replace(whole, blocks=before),) if before else ()))
    begun = replace(whole, blocks=after)
    if before:
        # What a new item begins with is neither the recommendation nor the decision of the one before it.
        ends = whole.role in (Role.RECOMMENDATION, Role.DECISION)
        begun = Section(Role.OTHER if ends else whole.role, "", after)
    from moedeklar.agenda.titles import read_title  # noqa: PLC0415 (loads the reader; most runs correct nothing)

    told = read_title(title_at(whole, block)[1])
    made = AgendaItem(
        title_at(whole, block)[0],
        title,
        told.type,
        closed=told.closed,
        case_number=told.case,
        sections=(begun, *item.sections[section + 1 :]),
        page=item.page,
        corrected=(correction,),
    )
    kept = replace(item, sections=first, corrected=(*item.corrected, correction))
    return _again(kept), _again(made)


def title_at(section: Section, block: int) -> tuple[str | None, str]:
    """The number and the title of a new item that begins at a block: its heading, or the block's own words."""
    if block == 0 and section.heading:
        return _numbered(section.heading)
    words = section.blocks[block]
    printed = f"{words.marker} {words.text}".strip() if words.marker not in ("", "•", "-", "–") else words.text
    number, title = _numbered(printed)
    cut = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rpartition(" ")[0] + " …"
    from moedeklar.agenda.titles import read_title  # noqa: PLC0415 (as above)

    return number, read_title(cut).text


def joined(first: AgendaItem, second: AgendaItem, correction: str) -> AgendaItem:
    """*first* with all of *second* at its end; the title of the second stands as a heading there."""
    return _again(
        replace(
            first,
            type=first.type or second.type,
            closed=first.closed and second.closed,
            case_number=first.case_number or second.case_number,
            document_number=first.document_number or second.document_number,
            sections=(*first.sections, *_headed(second, correction)),
            attachments=_unique((*first.attachments, *second.attachments)),
            absent=tuple(dict.fromkeys((*first.absent, *second.absent))),
            presence=tuple(dict.fromkeys((*first.presence, *second.presence))),
            references=tuple(dict.fromkeys((*first.references, *second.references))),
            corrected=(*first.corrected, *second.corrected, correction),
        )
    )


def _headed(item: AgendaItem, correction: str) -> tuple[Section, ...]:
    """The sections of an item under its title: as the heading of the first where that has none, else before it."""
    if not item.title:
        return item.sections
    loose = bool(item.sections) and item.sections[0].role is Role.OTHER and not item.sections[0].heading
    from moedeklar.agenda.labels import find_label  # noqa: PLC0415 (as above)

    label = find_label(item.title)
    if loose and label is not None and label.role is not None and not label.rest:
        first = replace(item.sections[0], role=label.role, heading=item.title, corrected=correction)
        return (first, *item.sections[1:])
    heading = Block(BlockKind.HEADING, item.title, marker=f"{item.number}." if item.number else "")
    if loose:
        first = replace(item.sections[0], blocks=(heading, *item.sections[0].blocks), corrected=correction)
        return (first, *item.sections[1:])
    return (Section(Role.OTHER, "", (heading,), corrected=correction), *item.sections)


def _again(item: AgendaItem) -> AgendaItem:
    """*item* with what its sections tell, told anew."""
    from moedeklar.agenda.findings import complete  # noqa: PLC0415 (as above)

    return complete(replace(item, outcome=None, votes=(), statements=(), handouts=(), sub_items=()))


def _with(sections: tuple[Section, ...], at: int, section: Section) -> tuple[Section, ...]:
    return (*sections[:at], section, *sections[at + 1 :])


def _unique(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for one in attachments:
        found.setdefault(one.title, one)
    return tuple(found.values())


def _numbered(printed: str) -> tuple[str | None, str]:
    found = _NUMBER.match(printed)
    return (found["worded"] or found["plain"], printed[found.end() :]) if found else (None, printed)
