"""Agenda Management (used with SBSYS) and GetOrganized: `Publication<N>.xml` with a folder of enclosures beside it.

A publication holds one agenda or several of one meeting. An agenda that comes later has a higher id and the meeting's
own. Fields that hold a decision are marked (`IsFeedback`); there may be several, each of another body.
"""

from __future__ import annotations

from moedeklar.model.agenda import AgendaItem, Attachment, ComingItem, Meeting, MeetingKind, Origin, Reference, Section
from moedeklar.model.errors import ParseError
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import canonical, split_term
from moedeklar.sources.exports.format import Format, Place
from moedeklar.sources.exports.markup import Node
from moedeklar.sources.stating import (
    attachment_of,
    attendance_of,
    day_of,
    instant_of,
    item_of,
    number_of,
    section_of,
    start_of,
)

_MINUTES = "2"
_PRESENT = frozenset(("0", "1", "4", ""))  # not decided, and two ways of saying yes
_FILES = ("InstantiationFilePathRelative", "EnclosureOutputUri", "InstantiationFileName")
_COMMITTEE = ("MeetingDetails/CommitteeName", "CommitteeName", "Committee/Name", "Committee")
_DATE = ("MeetingDetails/MeetingDueDate", "MeetingDueDate", "Meeting/When", "When", "MeetingDate")


def read(root: Node, _place: Place) -> Meeting:
    """The meeting of a publication. Raises ParseError."""
    root.need("Agendas/Agenda")
    agendas = sorted(root.all("Agendas/Agenda"), key=lambda one: _order(one.attribute("ID")))
    if len({agenda.need("Meeting").attribute("ID") for agenda in agendas}) > 1:
        raise ParseError("export_two_meetings", line=agendas[-1].line)
    first, meeting = agendas[0], agendas[0].need("Meeting")
    start = start_of(meeting.text("When"))
    committee, term = split_term(first.text("Committee/Name") or meeting.text("Committee/Name"))
    items = [node for agenda in agendas for node in agenda.all("Items/Item")]
    members = meeting.all("Members/MeetingMember")
    return Meeting(
        MeetingKind.MINUTES if root.text("PublicationTypeAsValue") == _MINUTES else MeetingKind.AGENDA,
        committee or None,
        term,
        start,
        meeting.text("Where") or None,
        items=tuple(_item(node) for node in items),
        attendance=attendance_of(
            [_name(one) for one in members if _is_there(one)], [_name(one) for one in members if not _is_there(one)]
        ),
        coming=tuple(coming for node in items for coming in _coming(node, start)),
        origin=Origin(
            meeting.attribute("ID") or None, first.attribute("ID") or None, instant_of(root.text("Published"))
        ),
    )


def _order(agenda_id: str) -> tuple[int, str]:
    return (number_of(agenda_id), "") if agenda_id.isdecimal() else (0, agenda_id)


def _item(node: Node) -> AgendaItem:
    fields = sorted(node.all("Fields/ItemField"), key=lambda one: number_of(one.text("Index")))
    before = [_section(one) for one in fields if not one.is_true("IsFeedback")]
    decided = [_section(one) for one in fields if one.is_true("IsFeedback")]
    number = node.text("Number")
    return item_of(
        node.raw("Caption"),
        [*before, *(_earlier(one) for one in node.all("ItemHistory/ItemField")), *decided],
        number="" if number == "0" else number,  # what only carries the minutes as a file has no number
        closed=node.is_true("IsPublic") is False,
        case_number=node.text("Case/Number") or node.text("ItemCaseNumber"),
        source_id=node.attribute("ID"),
        attachments=[one for node in node.all("Enclosures/Enclosure") if (one := _attachment(node)) is not None],
        absent=[_name(one) for one in node.all("Members/ItemMember") if not _is_there(one)],
        references=_references(node),
    )


def _section(field: Node) -> Section | None:
    return section_of(field.text("Caption"), field.raw("Content"), decides=bool(field.is_true("IsFeedback")))


def _earlier(field: Node) -> Section | None:
    """What another committee decided before."""
    return section_of(
        field.text("Caption"),
        field.raw("Content"),
        decides=True,
        body=_first(field, _COMMITTEE) or None,
        day=day_of(_first(field, _DATE)),
    )


def _attachment(node: Node) -> Attachment | None:
    # `FileName` may be a path on somebody's own drive: of that only the name is used.
    file_name = node.text("FileName").replace("\\", "/").rpartition("/")[2]
    title = node.text("Name") or file_name
    protected = node.is_true("IsProtected") is True
    return attachment_of(title, ref=_first(node, _FILES), source_id=node.attribute("ID"), closed=protected)


def _references(node: Node) -> tuple[Reference, ...]:
    history = (
        Reference(_first(one, _COMMITTEE) or None, day_of(_first(one, _DATE)), None)
        for one in node.all("ItemHistory/ItemField")
    )
    return tuple(dict.fromkeys(one for one in history if one.body or one.date))


def _coming(node: Node, start: LocalStart | None) -> list[ComingItem]:
    """The meetings that the item goes on to."""
    found = []
    plans = node.find("MeetingPlans")
    for plan in plans.children() if plans is not None else ():
        committee, when = _first(plan, _COMMITTEE), _first(plan, _DATE)
        day = day_of(when)
        if day and (start is None or day > start.day.isoformat()):
            found.append(ComingItem(canonical(node.raw("Caption")), f"{committee} {when}".strip(), day))
    return found


def _is_there(member: Node) -> bool:
    taking_part = member.is_true("Participate")
    return taking_part if taking_part is not None else member.text("ParticipationStatusAsValue") in _PRESENT


def _name(member: Node) -> str:
    return member.text("Name") or member.text("Member/Name")


def _first(node: Node, paths: tuple[str, ...]) -> str:
    return next((text for path in paths if (text := node.text(path))), "")


FORMAT = Format("agenda_management", lambda root, _head: root == "Publication", read)
