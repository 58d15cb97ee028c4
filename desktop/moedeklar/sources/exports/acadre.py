"""Acadre MM: a list `XML_<agenda>.xml` of what was produced of an agenda, and for each a file in a folder of its own.

Both are tables of fields. Of several productions of one agenda those that the list marks as published count.
"""

from __future__ import annotations

from collections.abc import Sequence

from moedeklar.agenda.names import names_in
from moedeklar.model.agenda import AgendaItem, Attachment, ComingItem, Meeting, MeetingKind, Origin, Section
from moedeklar.model.text import split_term
from moedeklar.sources.exports.format import Announcement, Format, Place
from moedeklar.sources.exports.markup import Node
from moedeklar.sources.exports.planned import planned_meeting
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
)

_KINDS = {"1": MeetingKind.AGENDA, "2": MeetingKind.MINUTES}
_OPEN = "åben"
_CLOSED = "lukket"
_NO_PLACE = frozenset("?-. ")


def read(root: Node, place: Place) -> Meeting:
    """The meeting of a production. Raises ParseError."""
    agenda = root.need("table[@name='agenda']")
    meeting = agenda.need("table[@name='meeting']")
    committee = agenda.find("table[@name='committee']")
    name, term = split_term(_field(committee, "name") if committee else "")
    closed = place.announced is not None and place.announced.closed
    parents = sorted(agenda.all("table[@name='agendaitemparents']"), key=lambda node: number_of(_field(node, "sort")))
    members = meeting.all("table[@name='meetmember']/table[@name='member']")
    return Meeting(
        _kind(agenda, place),
        name or None,
        term,
        start_of(_field(meeting, "date")),
        _field(meeting, "location") or None,
        items=tuple(_item(parent, one, closed=closed) for parent in parents for one in _tables(parent, "agendaitem")),
        attendance=attendance_of(
            [_field(one, "name") for one in members if _field(one, "absent") != "1"],
            [_field(one, "name") for one in members if _field(one, "absent") == "1"],
        ),
        coming=tuple(_coming(one) for one in meeting.all("table[@name='upcomingmeetings']/table")),
        origin=Origin(
            _field(meeting, "sysid") or None,
            _field(agenda, "sysid") or None,
            place.announced.said if place.announced else None,
        ),
    )


def planned(root: Node) -> list[Meeting]:
    """The committee's later meetings."""
    agenda = root.need("table[@name='agenda']")
    committee = agenda.find("table[@name='committee']")
    name, _ = split_term(_field(committee, "name") if committee else "")
    found = []
    for one in agenda.all("table[@name='meeting']/table[@name='upcomingmeetings']/table"):
        where = _field(one, "location")
        place = where if set(where) - _NO_PLACE else None
        end = start_of(_field(one, "finish"))
        found.append(planned_meeting(name, start_of(_field(one, "date")), place=place, end=end))
    return [one for one in found if one is not None]


def read_list(root: Node) -> Sequence[Announcement]:
    """What was produced of an agenda; without a folder it lies beside the list."""
    found = []
    for fields in root.all("table[@name='producedAgenda']/fields"):
        said = {name: value for field in fields.children() for name, value in _stated(field)}
        file, folder = said.get("xmlfilename", ""), said.get("filesfolder", "")
        if file:
            found.append(
                Announcement(
                    f"{folder}/{file}" if folder else file,
                    said.get("publish") == "1",
                    said=instant_of(said.get("publishDate", "")),
                    kind=_KINDS.get(said.get("type", "")),
                    closed=said.get("access", "").casefold() == _CLOSED,
                )
            )
    return found


def _stated(field: Node) -> list[tuple[str, str]]:
    names = ("xmlfilename", "filesfolder", "publish", "publishDate", "type", "access")
    return [(name, field.attribute(name)) for name in names if field.attribute(name)]


def _kind(agenda: Node, place: Place) -> MeetingKind | None:
    named = kind_of(_field(agenda, "name"))
    announced = place.announced.kind if place.announced else None
    return named if named is MeetingKind.SUPPLEMENT else announced or named


def _item(parent: Node, node: Node, *, closed: bool) -> AgendaItem:
    bullets = sorted(_tables(node, "bullet"), key=lambda one: number_of(_field(one, "bulletsortorder")))
    access = _field(node, "accessname").casefold()
    enclosures = sorted(_tables(node, "enclosure"), key=lambda one: number_of(_field(one, "sort")))
    return item_of(
        _field(node, "name"),
        [_section(one) for one in bullets],
        number=_field(parent, "sort"),
        closed=access != _OPEN if access else closed,
        case_number=_field(node, "caseno"),
        source_id=_field(node, "sysid"),
        attachments=[one for node in enclosures if (one := _attachment(node)) is not None],
        absent=names_in(_field(node, "absent")),
    )


def _section(bullet: Node) -> Section | None:
    content = bullet.find("fields/field[@name='bulletcontent']")
    return section_of(_field(bullet, "bulletname"), content.raw() if content else "")


def _attachment(node: Node) -> Attachment | None:
    return attachment_of(
        _field(node, "name"),
        ref=_field(node, "filename"),
        number=_field(node, "fileno"),
        source_id=_field(node, "sysid"),
        closed=_field(node, "accessname").casefold() not in ("", _OPEN),
    )


def _coming(node: Node) -> ComingItem:
    """A later meeting of the committee, as it is announced."""
    where = _field(node, "location")
    when = _field(node, "date")
    known = where if set(where) - _NO_PLACE else ""
    return ComingItem(_field(node, "name"), ", ".join(part for part in (when, known) if part) or None, day_of(when))


def _tables(node: Node, name: str) -> list[Node]:
    return node.all(f"table[@name='{name}']")


def _field(node: Node, name: str) -> str:
    return node.text(f"fields/field[@name='{name}']")


def _is_list(root: str, head: str) -> bool:
    """Its fields are attributes; those of a record have names."""
    return root == "root" and 'name="committee"' in head and 'name="sysid"' not in head


def _is_record(root: str, head: str) -> bool:
    return root == "root" and 'name="agenda"' in head and 'name="sysid"' in head


FORMAT = Format("acadre", _is_record, read, _is_list, read_list, needs_list=True, planned=planned)
