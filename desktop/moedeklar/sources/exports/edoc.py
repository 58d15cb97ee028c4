"""eDoc before Fujitsu's: `eDocAgendaPublishing.xml` with its files beside it.

A meeting has no id. An item's text is the plain text of its document, which is read as any agenda is; the items come in
no order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from moedeklar.agenda.dates import find_date
from moedeklar.agenda.paragraphs import paragraphs
from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.sections import SectionReader, Understood
from moedeklar.agenda.vocabulary import CONTENTS_LABELS, FRONT_FIELDS, TYPE_WORDS
from moedeklar.agenda.words import label_key
from moedeklar.model.agenda import (
    AgendaItem,
    Attachment,
    ComingItem,
    ItemType,
    Meeting,
    MeetingKind,
    Origin,
    Reference,
)
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import bare, split_term
from moedeklar.sources.exports.format import Format, Place
from moedeklar.sources.exports.markup import Node
from moedeklar.sources.exports.planned import planned_meeting
from moedeklar.sources.stating import attachment_of, attendance_of, day_of, item_of, kind_of, number_of, start_of

_TITLE_WITHIN = 3  # paragraphs at the beginning of an item's text in which its title may stand
_CLOSED = "lukke"
_NOT_PUBLIC = "ikke"  # "SKAL PUBLICERES", "MÅ IKKE PUBLICERES"
_NUMBER = re.compile(r"\d[\d/-]{3,20}")


def read(root: Node, _place: Place) -> Meeting:
    """The meeting of an export. Raises ParseError."""
    committee, term = split_term(root.need("Committee").text())
    start = start_of(root.need("MeetingDate").text())
    types = sorted(root.all("MeetingAgendaTypes/MeetingAgendaType"), key=_is_closed)
    nodes = [
        (node, _is_closed(one))
        for one in types
        for node in sorted(one.all("MeetingAgendaItems/MeetingAgendaItem"), key=_number)
    ]
    present, absent = _people(next((one.raw("FullText") for one in types if one.raw("FullText").strip()), ""))
    return Meeting(
        kind_of(root.text("MeetingState")) or MeetingKind.AGENDA,
        committee or None,
        term,
        start,
        items=tuple(_item(node, start, closed=closed) for node, closed in nodes),
        attendance=attendance_of(present, absent),
        coming=tuple(coming for node, _ in nodes for coming in _coming(node, start)),
        origin=Origin(),
    )


def planned(root: Node) -> list[Meeting]:
    """The meetings, of whatever committee, that the cases are planned for, but for this one."""
    own = split_term(root.text("Committee"))[0], start_of(root.text("MeetingDate"))
    found = []
    for document in root.all("MeetingAgendaTypes/MeetingAgendaType/MeetingAgendaItems/MeetingAgendaItem/Document"):
        for step, when, _ in _steps(document):
            committee, start = split_term(step.text("Committee"))[0], start_of(when)
            if (committee, start) != own:
                found.append(planned_meeting(committee, start))
    return list(dict.fromkeys(one for one in found if one is not None))


def _people(text: str) -> tuple[list[str], list[str]]:
    """Who is there and who is not, from the front page of the whole agenda's text."""
    found: dict[str, list[str]] = {"present": [], "absent": []}
    field = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        key = label_key(line)
        if key in CONTENTS_LABELS or find_date(line):
            field = ""
        elif labels := [FRONT_FIELDS[part][0] for part in key.split("/") if part in FRONT_FIELDS]:
            field = labels[0]
        elif field in found and line[0].isupper():
            found[field].append(line)
    return found["present"], found["absent"]


def _is_closed(agenda_type: Node) -> bool:
    return _CLOSED in agenda_type.text("AgendaType").casefold()


def _number(node: Node) -> int:
    return number_of(node.text("AgendaItemNumber"))


def _item(node: Node, start: LocalStart | None, *, closed: bool) -> AgendaItem:
    document = node.find("Document") or node
    title = document.text("Title") or document.text("NeutralTitle")
    told = _text(title, document.raw("FullText") or node.raw("FullText"), start)
    numbers = dict(_numbered(one.title) for one in told.attachments)
    parts = document.all("Attachments/Attachment")
    stated = [one for part in parts if (one := _attachment(part, numbers)) is not None]
    return item_of(
        title,
        told.sections,
        number=node.text("AgendaItemNumber"),
        item_type=_type(document) or told.type,
        closed=closed or _NOT_PUBLIC in document.text("PublishingType").casefold(),
        case_number=document.text("Case/CaseLogicIdentifier") or told.case or "",
        document_number=document.text("LogicIdentifier") or told.document or "",
        source_id=document.attribute("documentid"),
        attachments=stated or told.attachments,
        presence=told.presence,
        references=[*told.references, *_references(document, start)],
    )


def _text(title: str, text: str, start: LocalStart | None) -> Understood:
    """What an item's own document says, without the title at its head."""
    # Tabs stand after numbers here, and not between cells.
    paras = paragraphs(lines_of_text(text.replace("\t", " ").encode(), markdown=False).lines)
    head = next((at for at, para in enumerate(paras[:_TITLE_WITHIN]) if bare(para.text) == bare(title)), -1)
    return SectionReader(title, paras[head + 1 :], 0.0, day=start.day.isoformat() if start else None).read()


def _type(document: Node) -> ItemType | None:
    steps = (step.text("AgendaItemType").casefold() for step in document.all("AgendaItems/AgendaItem"))
    return next((TYPE_WORDS[step] for step in steps if step in TYPE_WORDS), None)


def _numbered(line: str) -> tuple[str, str]:
    """Of a line "2012-203438 - Notat" the title to compare by, and the number; "" for none."""
    number, dash, title = line.partition(" - ")
    return (bare(title), number) if dash and _NUMBER.fullmatch(number) else (bare(line), "")


def _attachment(node: Node, numbers: Mapping[str, str]) -> Attachment | None:
    """An attachment; *numbers* are those that the item's text has beside the titles."""
    title = node.text("Title") or node.text("NeutralTitle")
    return attachment_of(
        title,
        ref=node.text("PDFDocument"),
        number=node.text("Logicidentifier") or numbers.get(bare(title), ""),
        source_id=node.attribute("attachmentid"),
        closed=_NOT_PUBLIC in node.text("PublishingType").casefold(),
    )


def _steps(document: Node) -> list[tuple[Node, str, str | None]]:
    """The meetings that the case is planned for, each with its date as written and in ISO form."""
    found = []
    for step in document.all("AgendaItems/AgendaItem"):
        when = step.text("MeetingDate") if day_of(step.text("MeetingDate")) else step.text("PlannedMeetingDate")
        found.append((step, when, day_of(when)))
    return found


def _references(document: Node, start: LocalStart | None) -> list[Reference]:
    return [
        Reference(step.text("Committee") or None, day, step.text("AgendaItemNumber") or None)
        for step, _, day in _steps(document)
        if start is not None and day is not None and day < start.day.isoformat()
    ]


def _coming(node: Node, start: LocalStart | None) -> list[ComingItem]:
    document = node.find("Document") or node
    return [
        ComingItem(step.text("Name") or document.text("Title"), f"{step.text('Committee')} {when}".strip(), day)
        for step, when, day in _steps(document)
        if day is not None and (start is None or day > start.day.isoformat())
    ]


FORMAT = Format("edoc", lambda root, head: root == "Meeting" and "<MeetingDate" in head, read, planned=planned)
