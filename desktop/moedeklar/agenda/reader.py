"""From a document's lines to a Meeting: the order in which everything else in this room is asked.

Adding a municipality's layout is adding rows to the tables of `vocabulary`, after this order of questions:

1. `furniture`, `glued` (with `pagelines`) and `columns` make plain lines of what is printed. Buttons and footers of a
   web page are rows of NOISE_LINES or NOISE_PATTERN; labels beside their text, tables of items and text copied page by
   page need no row.
2. `contents` takes the table of contents (CONTENTS_LABELS) and the PDF's outline; they also mend titles.
3. `candidates` knows the shapes of numbers, `headings` believes them by what stands around them, `unnumbered` does
   without numbers. Marks of open, closed and of types in titles: CLOSED_PREFIX and its neighbours, TYPE_WORDS; headings
   of groups: GROUPS and GROUP_TYPES; titles that need no other sign: USUAL_TITLES.
4. `front` reads what stands before the first item: FRONT_FIELDS, KINDS, BODY_NOUN and BODY_START.
5. `sections` reads each item by `labels`: LABELS by role, SOFT_LABELS that may also be small headings inside a text,
   LABEL_ENDINGS for those that no list can hold, ATTACHMENT_LABELS; `numbers` holds the shapes of case numbers.

Each row needs a line in the table of the test named after the module, and a layout as a whole a text and what must be
understood of it in `tests/agenda/copied`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from moedeklar.agenda.attendance import absent_names
from moedeklar.agenda.blocks import blocks_of
from moedeklar.agenda.candidates import Heading, has_shut_number
from moedeklar.agenda.columns import uncolumned
from moedeklar.agenda.coming import coming_of
from moedeklar.agenda.contents import Contents, closed_entries, read_contents
from moedeklar.agenda.findings import common_day, complete
from moedeklar.agenda.front import Front, day_without_year, read_front
from moedeklar.agenda.furniture import size_of_most
from moedeklar.agenda.glued import unglued
from moedeklar.agenda.groups import Group, is_group, is_mark, take_groups
from moedeklar.agenda.headings import by_sequence, find_headings
from moedeklar.agenda.leading import take_leading
from moedeklar.agenda.looks import recurring
from moedeklar.agenda.paragraphs import Para, paragraphs
from moedeklar.agenda.printed import text_lines
from moedeklar.agenda.record import record_of
from moedeklar.agenda.sections import SectionReader
from moedeklar.agenda.shut import is_shut
from moedeklar.agenda.titles import bare_title, is_closed, read_title, title_key
from moedeklar.agenda.unnumbered import find_missed, find_unnumbered, without_quoted
from moedeklar.agenda.vocabulary import TYPE_HEADINGS, USUAL_TITLES
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import AgendaItem, Meeting, MeetingKind, Role, Section
from moedeklar.model.lines import StyledDocument
from moedeklar.model.roles import LineRole
from moedeklar.model.text import bare, page_ranges

_GROUPS_BETWEEN = 3
_FEWEST_USUAL = 2  # usual titles ("Godkendelse af dagsorden", "Eventuelt") that tell an agenda
_PAIR = (Role.RECOMMENDATION, Role.DECISION, Role.FACTS, Role.SUMMARY, Role.ECONOMY, Role.LAW, Role.COMPETENCE)


def read(document: StyledDocument) -> Meeting:
    """The meeting that *document* tells of; without items where it is no agenda. Never raises, whatever the text.

    All text is kept: what has no role stays in the item where it was met, and `coverage` says how much that is.
    Warnings are codes for `wording`: "no_items_found" (the whole text is one item), "no_committee", "no_date",
    "untitled_items", "pages_without_text 2, 5–7" (they are pictures, and were not read).
    """
    warnings = _unread(document)
    body_size = size_of_most(document.lines)
    printed = uncolumned(unglued(text_lines(document, body_size)))
    paras = paragraphs(printed.lines, document.page_sizes[0][0] if document.page_sizes else 0.0)
    contents = read_contents(paras, document.outline)
    headings = find_headings(paras, contents.keys, body_size) or find_unnumbered(paras, contents.keys, body_size)
    headings = headings or by_sequence(paras)
    _start_at_particulars(headings, paras)
    missed = find_missed(paras[: _first(headings, len(paras) if _is_labelled(paras) else 0)])
    headings = missed + without_quoted(missed, headings, paras)
    first = _first(headings, len(paras))
    front = read_front([para for para in paras[:first] if para.role is LineRole.UNKNOWN], document.title)
    day_without_year(front, paras[:first])
    for para in paras[:first]:
        if para.role is LineRole.UNKNOWN and is_group(para):
            para.role = LineRole.GROUP
    if not _is_agenda(paras, headings, front):
        for para in paras:
            para.role = LineRole.UNKNOWN
        roles, coverage = record_of(document, printed, paras, ())
        return Meeting(coverage=coverage, roles=roles, recognised=document.recognised, warnings=tuple(warnings))
    if headings:
        decided = _only_decides(paras, front, headings)
        take_leading(paras, [heading.end - 1 for heading in headings])
        again = recurring(paras, [_begin(heading) for heading in headings], body_size)
        told = _Document(body_size, _types_are_labels(paras, headings), _day(front), decided, again)
        items = _items(paras, headings, contents, told)
        unknown = [para for para in paras[:first] if para.role is LineRole.UNKNOWN]
        items[0] = _with_preface(items[0], unknown, body_size)
    else:
        items = [_whole(paras, first, body_size)]
        warnings.append("no_items_found")
    meeting = _meeting(front, items if document.page_sizes else _without_pages(items), warnings)
    roles, coverage = record_of(document, printed, paras, [_begin(heading) for heading in headings] or [0])
    return replace(meeting, coverage=coverage, roles=roles, recognised=document.recognised)


def _without_pages(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items of a document that has no pages, which then begin on none."""
    return [replace(item, page=None) for item in items]


def _unread(document: StyledDocument) -> list[str]:
    pages = document.scanned_pages
    return [f"pages_without_text {page_ranges(pages)}"] if pages else []


def _start_at_particulars(headings: list[Heading], paras: Sequence[Para]) -> None:
    """In layouts that print an item's particulars above its heading, the item begins there."""
    above = [
        heading.at > 0 and paras[heading.at - 1].particulars is not None and not is_group(paras[heading.at - 1])
        for heading in headings
    ]
    below = [_has_particulars(heading, paras) for heading in headings]
    closer = sum(  # no space between them
        is_above and paras[heading.at - 1].gap and not paras[heading.at].gap
        for heading, is_above in zip(headings, above, strict=True)
    )
    if sum(above) + closer > sum(below):
        for heading, is_above in zip(headings, above, strict=True):
            heading.title_before = heading.title_before or is_above


def _has_particulars(heading: Heading, paras: Sequence[Para]) -> bool:
    """Whether particulars stand right under a heading, or under its title that comes again or the name of a group."""
    title = bare_title(heading.title)
    for para in paras[heading.end : heading.end + _GROUPS_BETWEEN]:
        group = is_group(para)
        if para.particulars is not None and not group:
            return True
        if not (group or (title and bare(para.numbered).endswith(title))):
            return False
    return False


def _begin(heading: Heading) -> int:
    return heading.at - 1 if heading.title_before else heading.at


def _first(headings: Sequence[Heading], default: int) -> int:
    return _begin(headings[0]) if headings else default


def _is_labelled(paras: Sequence[Para]) -> bool:
    """Whether labels of two kinds stand in the text, so that it is an item even where no heading was found."""
    return len(_pair(paras)) > 1


def _pair(paras: Iterable[Para]) -> set[Role]:
    """The roles of the first labels of two kinds among *paras*, of those that stand alone and make an item."""
    found: set[Role] = set()
    for para in paras:
        label = para.label
        if label is not None and not label.rest and label.role in _PAIR:
            found.add(label.role)
            if len(found) > 1:
                break
    return found


def _is_agenda(paras: Sequence[Para], headings: Sequence[Heading], front: Front) -> bool:
    """Whether there is enough of an agenda: a pair of labels, items with labels or particulars, or a dated front."""
    pair = _pair(para for para in paras if not para.cells)
    usual = sum(1 for heading in headings if USUAL_TITLES.match(heading.title))
    dated = front.day is not None and (front.fields > 0 or front.kind is not None)
    if headings:
        particulars = any(para.particulars for heading in headings for para in paras[heading.end : heading.end + 2])
        named = (front.kind is not None and dated) or (front.opens and len(headings) > 1)
        named = named or (front.day is not None and usual >= _FEWEST_USUAL)
        # A report has headings too, and one of them may well be "Baggrund".
        numbered = any(heading.number for heading in headings) or front.day is not None or front.kind is not None
        return len(pair) > (0 if numbered else 1) or named or (particulars and (dated or len(headings) > 1))
    told = front.opens or front.of_meeting or bool(pair) or (front.kind is not None and front.fields > 0)
    return len(pair) > 1 or (front.day is not None and told)


@dataclass(frozen=True, slots=True)
class _Document:
    """What the reading of each item needs to know of its document."""

    body_size: float
    typed: bool
    day: str | None
    decided: bool = False
    headings: frozenset[str] = frozenset()


def _with_preface(item: AgendaItem, unknown: Sequence[Para], body_size: float) -> AgendaItem:
    """The first item, with what stands before it and was not understood as a last section, so that it is not lost."""
    preface = Section(Role.OTHER, "", blocks_of(unknown, body_size))
    return replace(item, sections=(*item.sections, preface)) if preface.text else item


def _only_decides(paras: Sequence[Para], front: Front, headings: Sequence[Heading]) -> bool:
    """Whether minutes have no headings inside their items: what stands there then is what was decided."""
    titles = {id(para) for heading in headings for para in paras[heading.at : heading.end]}
    labelled = any(
        para.label and not para.label.soft for para in paras[_first(headings, 0) :] if id(para) not in titles
    )
    return front.kind is MeetingKind.MINUTES and not labelled


def _day(front: Front) -> str | None:
    return front.day.isoformat() if front.day else None


def _items(paras: list[Para], headings: list[Heading], contents: Contents, document: _Document) -> list[AgendaItem]:
    items: list[AgendaItem] = []
    begin = _first(headings, 0)
    marked = begin > 0 and is_mark(paras[begin - 1])
    first = paras[begin - 1 : begin] if begin and paras[begin - 1].role is not LineRole.CONTENTS else []
    shut = is_shut(paras[:begin])
    group = take_groups(first, above=True) or Group(closed=shut, type=None)
    listed = closed_entries(paras[:begin])
    for at, heading in enumerate(headings):
        end = _begin(headings[at + 1]) if at + 1 < len(headings) else len(paras)
        inside = paras[heading.end : end]
        if heading.title_before and paras[heading.at - 1].numbered == heading.title:
            paras[heading.at - 1].role = LineRole.TITLE
        elif heading.title_before:
            inside = [paras[heading.at - 1], *inside]
        for para in paras[heading.at : heading.end]:
            para.role = LineRole.TITLE
        own = not marked and bool(inside) and is_closed(heading.title)  # "Lukket punkt" is its own mark
        begins = take_groups(inside[own:], above=marked) if at + 1 < len(headings) else None
        closed = bool(group.closed) or has_shut_number(heading)
        closed = closed or (heading.number or "", title_key(heading.title)) in listed
        items.append(_item(heading, inside, contents, document, group._replace(closed=closed)))
        if begins:
            group = begins if begins.closed is not None else begins._replace(closed=group.closed)
    return [*items, *_only_listed(items, contents)]


def _only_listed(items: Sequence[AgendaItem], contents: Contents) -> list[AgendaItem]:
    """Closed items of which the contents alone tell."""
    numbers = {item.number for item in items}
    return [
        AgendaItem(number, title, closed=True)
        for number, title in contents.closed.items()
        if number not in numbers and len(numbers) > 1
    ]


def _item(heading: Heading, inside: list[Para], contents: Contents, document: _Document, group: Group) -> AgendaItem:
    title = read_title(contents.mend(heading.title))
    mended = contents.mend(title.text, heading.number)
    reader = SectionReader(
        mended,
        inside,
        document.body_size,
        typed=document.typed,
        decided=document.decided,
        day=document.day,
        headings=document.headings,
    )
    told = reader.read()
    if title.case and told.case and title.case != told.case:  # two cases: the one in the title stays there
        mended = f"{mended} ({title.case})"
    page = inside[0].page if inside else None
    item = AgendaItem(
        heading.number,
        mended,
        title.type or told.type or group.type,
        closed=title.closed or (bool(group.closed) and told.closed is not False) or bool(told.closed),
        case_number=told.case or title.case,
        document_number=told.document,
        sections=told.sections,
        attachments=told.attachments,
        absent=absent_names(told.presence),
        presence=told.presence,
        references=told.references,
        page=page,
    )
    return complete(item)


def _types_are_labels(paras: Sequence[Para], headings: Sequence[Heading]) -> bool:
    """Whether the document heads its decisions "Drøftelse", "Orientering", "Beslutning" by the type of the item."""
    typed = other = 0
    for at, heading in enumerate(headings):
        end = headings[at + 1].at if at + 1 < len(headings) else len(paras)
        keys = {label_key(para.text) for para in paras[heading.end : end] if len(para.text) < 14}
        typed += bool(keys & TYPE_HEADINGS) and not keys & {"beslutning", "beslutninger"}
        other += any(key in {"indstilling", "sagsfremstilling", "resume"} for key in keys)
    return typed > other


def _whole(paras: list[Para], first: int, body_size: float) -> AgendaItem:
    """A document in an unknown layout as one item that holds all its text after the lines of its front."""
    inside = list(dropwhile(lambda para: para.role is LineRole.FRONT, paras[:first])) + paras[first:]
    for para in inside:
        para.role = LineRole.UNKNOWN
    told = SectionReader("", inside, body_size).read()
    title = next((para.text for para in paras if len(para.text) < 120), "")
    return complete(
        AgendaItem(
            None,
            title,
            sections=told.sections,
            attachments=told.attachments,
            absent=absent_names(told.presence),
            presence=told.presence,
            page=0,
        )
    )


def _meeting(front: Front, items: list[AgendaItem], warnings: list[str]) -> Meeting:
    committee, start = front.committee, front.start
    decided = [section for item in items for section in item.decisions]
    today = _day(front)
    if committee is None:
        bodies = Counter(section.body for section in decided if section.body)
        committee = bodies.most_common(1)[0][0] if bodies else None
    if start is None:
        start = common_day(items)
    kind = front.kind
    if not (kind is not None and (front.strong_kind or kind is MeetingKind.MINUTES)):
        earlier = bool(today) and all(section.date and section.date < str(today) for section in decided)
        kind = MeetingKind.MINUTES if decided and not earlier else kind or MeetingKind.AGENDA
    if kind is MeetingKind.AGENDA and today and any(section.date == today for section in decided):
        kind = MeetingKind.MINUTES  # what was decided on the day itself
    if committee is None:
        warnings.append("no_committee")
    if start is None:
        warnings.append("no_date")
    if any(not item.title for item in items):
        warnings.append("untitled_items")
    return Meeting(
        kind,
        committee,
        front.term,
        start,
        front.place,
        front.municipality,
        tuple(items),
        tuple(front.present),
        tuple(coming for item in items for coming in coming_of(item)),
        warnings=tuple(warnings),
    )
