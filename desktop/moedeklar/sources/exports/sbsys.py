"""SBSYS: one `Dagsorden` with attributes, an element for each heading of an item, and a list of attachments.

Made from what importers of it read, and from no export seen.
"""

from __future__ import annotations

from moedeklar.model.agenda import AgendaItem, Attachment, Meeting, MeetingKind, Origin, Section
from moedeklar.model.text import split_term
from moedeklar.sources.exports.format import Format, Place
from moedeklar.sources.exports.markup import Node, truth
from moedeklar.sources.stating import attachment_of, item_of, kind_of, section_of, start_of

_CLOSED_GROUP = "lukke"


def read(root: Node, _place: Place) -> Meeting:
    """The meeting of an export. Raises ParseError."""
    meeting = root.need("Møde")
    committee, term = split_term(meeting.attribute("Udvalg"))
    points = root.need("Dagsordenpunkter")
    closed = truth(root.attribute("Åben")) is False
    return Meeting(
        _kind(root),
        committee or None,
        term,
        start_of(f"{meeting.attribute('Mødedato')} kl. {meeting.attribute('Mødetid')}".removesuffix(" kl. ")),
        meeting.attribute("Mødested") or None,
        items=tuple(_items(points, closed=closed)),
        origin=Origin(meeting.attribute("MødeID") or None, root.attribute("DagsordenID") or None),
    )


def _kind(root: Node) -> MeetingKind:
    if truth(root.attribute("Tillægsdagsorden")):
        return MeetingKind.SUPPLEMENT
    return kind_of(root.attribute("Dagsordentype")) or MeetingKind.AGENDA


def _items(points: Node, *, closed: bool) -> list[AgendaItem]:
    """The items, also those in groups, in order."""
    found = []
    for node in points.children():
        if node.name == "Gruppe":
            name = node.attribute("navn") or node.attribute("Navn")
            found += _items(node, closed=closed or _CLOSED_GROUP in name.casefold())
        elif node.name == "Dagsordenpunkt":
            found.append(_item(node, closed=closed))
    return found


def _item(node: Node, *, closed: bool) -> AgendaItem:
    is_open = truth(node.attribute("Åbent"))
    content = node.find("Indhold")
    return item_of(
        node.text("Overskrift"),
        [_section(one) for one in content.children()] if content is not None else [],
        number=node.attribute("Nummer"),
        closed=closed if is_open is None else not is_open,
        case_number=node.attribute("Sagsnummer") or node.text("Sagsnummer"),
        source_id=node.attribute("DagsordenpunktID"),
        attachments=[one for node in node.all("Bilagsliste/Bilag") if (one := _attachment(node)) is not None],
    )


def _section(node: Node) -> Section | None:
    return section_of(node.name.replace("_", " "), node.inner())


def _attachment(node: Node) -> Attachment | None:
    return attachment_of(
        node.attribute("Navn"),
        ref=node.attribute("BilagUrl"),
        source_id=node.attribute("BilagID"),
        closed=truth(node.attribute("MaaPubliceres")) is False,
    )


FORMAT = Format("sbsys", lambda root, _head: root == "Dagsorden", read)
