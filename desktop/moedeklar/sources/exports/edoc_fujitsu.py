"""eDoc by Fujitsu: an agenda or minutes as XML, attachments beside it, and notices of what is published and withdrawn.

Each time an agenda is published it comes as a new file in a folder named by the moment. Access of an item may differ
from one to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from moedeklar.model.agenda import (
    AgendaItem,
    Attachment,
    ComingItem,
    Meeting,
    MeetingKind,
    Origin,
    Reference,
    Section,
)
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import split_term
from moedeklar.sources.exports.format import Announcement, Format, Place
from moedeklar.sources.exports.markup import Node, truth
from moedeklar.sources.stating import (
    attachment_of,
    attendance_of,
    day_of,
    instant_of,
    item_of,
    kind_of,
    number_of,
    section_of,
    start_of,
    with_party,
)

_NAMESPACE = "www.fujitsu.dk/agenda/xml/schemas"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d)[.:](\d\d)[.:](\d\d)$")
_PUBLIC = "public"
_CLOSED = re.compile(r"fortrolig|lukket", re.IGNORECASE)
_LONGEST_PARTY = 2  # letters; what is longer is a party's name or an association
_THIS = "this"


def read(root: Node, place: Place) -> Meeting:
    """The meeting of an agenda or of minutes. Raises ParseError."""
    committee = root.need("Committee")
    meeting = committee.need("Meeting")
    agenda = meeting.need("Agenda")
    start = start_of(meeting.text("MeetingDateTime"))
    name, term = split_term(committee.text("Name"))
    nodes = sorted(agenda.all("AgendaElements/AgendaElement"), key=lambda node: number_of(node.text("SortOrder")))
    members = meeting.all("MeetingParticipants/MeetingParticipant")
    guests = meeting.all("MeetingParticipantExternals/MeetingParticipantExternal")
    return Meeting(
        _kind(root, agenda),
        name or None,
        term,
        start,
        meeting.text("MeetingLocation") or None,
        items=tuple(_item(node) for node in nodes),
        attendance=attendance_of(
            [_name(one) for one in (*members, *guests) if one.is_true("Participate") is not False],
            [_name(one) for one in members if one.is_true("Participate") is False],
        ),
        coming=tuple(coming for node in nodes for coming in _coming(node, start)),
        origin=Origin(meeting.text("MeetingIdentifier") or None, agenda_id(root) or None, _released(place)),
    )


def agenda_id(root: Node) -> str:
    """Which agenda a record is of."""
    return root.text("Committee/Meeting/Agenda/Identifier").casefold()


def read_list(root: Node) -> Sequence[Announcement]:
    """What a notice says of an agenda: published, as this file, or withdrawn."""
    return [
        Announcement(
            notice.text("PathToXml"),
            notice.is_true("Publish") is not False,
            notice.text("AgendaIdentifier").casefold(),
            instant_of(notice.text("Timestamp")),
        )
        for notice in root.all("Notification")
    ]


def _kind(root: Node, agenda: Node) -> MeetingKind | None:
    kind = kind_of(agenda.text("Type"))
    if kind is MeetingKind.SUPPLEMENT:
        return kind
    return MeetingKind.MINUTES if root.text("OutputTypeEnumName").casefold().startswith("minute") else kind


def _released(place: Place) -> datetime | None:
    """When it was published: by its notice, or by the name of its folder."""
    if place.announced is not None and place.announced.said is not None:
        return place.announced.said
    found = _MOMENT.search(place.ref.rpartition("/")[0])
    return instant_of(f"{found[1]} {found[2]}:{found[3]}:{found[4]}") if found else None


def _item(node: Node) -> AgendaItem:
    handling = node.find("HandlingItem") or node
    sections = [_section(one) for one in handling.all("CasePresentations/CasePresentation")]
    return item_of(
        handling.text("Title") or handling.text("NeutralTitle"),
        sections,
        number=handling.text("SerialNo"),
        closed=_is_closed(node),
        case_number=handling.text("CaseNumber"),
        source_id=node.text("Identifier").casefold(),
        attachments=[one for node in _attachments(handling) if (one := _attachment(node)) is not None],
        absent=_absent(node),
        references=_references(handling),
    )


def _is_closed(node: Node) -> bool:
    is_public = truth(node.text("AccessIsPublic"))
    return is_public is False or bool(_CLOSED.search(node.text("AccessName")))


def _section(node: Node) -> Section | None:
    return section_of(node.text("Title"), node.raw("Content"), decides=bool(node.is_true("IsDecision")))


def _attachments(handling: Node) -> list[Node]:
    return sorted(handling.all("Attachments/Attachment"), key=lambda node: number_of(node.text("ShowOrder")))


def _attachment(node: Node) -> Attachment | None:
    return attachment_of(
        node.text("Title"),
        ref=node.text("Link"),
        number=node.text("DocumentNumber"),
        source_id=node.text("Identifier").casefold(),
        closed=node.text("AccessEnumName").casefold() not in ("", _PUBLIC),
    )


def _absent(node: Node) -> list[str]:
    absences = node.find("Absences")
    return [name for one in absences.children() if (name := one.text("Name"))] if absences is not None else []


def _references(handling: Node) -> tuple[Reference, ...]:
    """The committees that treated the case before."""
    return tuple(
        Reference(step.text("CommitteeName") or None, day_of(step.text("MeetingDate")), step.text("SerialNo") or None)
        for step in handling.all("HandlingPlan/Handling")
        if step.text("Placement").casefold() in ("before", "previous", "earlier") and day_of(step.text("MeetingDate"))
    )


def _coming(node: Node, start: LocalStart | None) -> list[ComingItem]:
    """The meetings that the case goes on to."""
    found = []
    for step in node.all("HandlingItem/HandlingPlan/Handling"):
        when = step.text("MeetingDate") if day_of(step.text("MeetingDate")) else step.text("PlannedMeeting")
        day = day_of(when)
        if step.text("Placement").casefold() != _THIS and day and (start is None or day > start.day.isoformat()):
            found.append(ComingItem(step.text("Title"), f"{step.text('CommitteeName')} {when}".strip(), day))
    return found


def _name(member: Node) -> str:
    party = member.text("PoliticalPartyList")
    return with_party(member.text("Name"), party if len(party) <= _LONGEST_PARTY else "")


def _is_notice(root: str, head: str) -> bool:
    return root == "Root" and _NAMESPACE in head and re.search(r"<(?:\w+:)?Notification\b", head) is not None


def _is_agenda(root: str, head: str) -> bool:
    return root == "Root" and _NAMESPACE in head and not _is_notice(root, head)


FORMAT = Format("edoc_fujitsu", _is_agenda, read, _is_notice, read_list, agenda_id=agenda_id)
