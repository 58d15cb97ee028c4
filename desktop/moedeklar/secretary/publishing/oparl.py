"""Records as the objects of OParl 1.1 (https://schema.oparl.org/1.1/). Pure.

Names of our own properties begin with `moedeklar:`, as the standard asks of extensions ("Herstellerspezifische
Erweiterungen"). Nothing is made here of a closed item but its number and that it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moedeklar.model.agenda import MeetingKind, Outcome
from moedeklar.model.codec import encode
from moedeklar.model.ids import derived_id
from moedeklar.secretary.publishing import layout
from moedeklar.secretary.publishing.layout import Addresses
from moedeklar.secretary.publishing.records import FeedFile, FeedItem, FeedMeeting
from moedeklar.secretary.publishing.stamping import FeedState, MeetingState, Stamp

SCHEMA = "https://schema.oparl.org/1.1/"
CLOSED_TITLE = "Lukket punkt"
FEED, CONTENT, ATTENDANCE = "moedeklar:feed", "moedeklar:content", "moedeklar:attendance"
_TERM = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})\Z")
# The feed is a Danish municipality's whatever language the program speaks.
_RESULTS = {
    Outcome.FOLLOWED: "Indstillingen fulgt",
    Outcome.CHANGED: "Besluttet med ændringer",
    Outcome.REJECTED: "Afvist",
    Outcome.POSTPONED: "Udsat",
    Outcome.SENT_BACK: "Sendt tilbage",
    Outcome.DISCUSSED: "Drøftet",
    Outcome.NOTED: "Taget til efterretning",
}
# The standard's own words for the state of a meeting.
_STATES = {MeetingKind.PLANNED: "terminiert", MeetingKind.MINUTES: "durchgeführt"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checksum:
    """What is said of a file's content: size in bytes, hashes in lower-case hex."""

    size: int
    sha1: str
    sha512: str


class Objects:
    """Makes the objects of one feed in one state. *checksums* are by SHA-256."""

    def __init__(self, state: FeedState, checksums: Mapping[str, Checksum]) -> None:
        self._state = state
        self._at = Addresses(state.settings.url)
        self._checksums = checksums

    def system(self, pages: Mapping[str, str]) -> Json:
        """The System, with the digest of each page by its URL."""
        settings = self._state.settings
        return _without_blanks(
            {
                "id": self._at.of(layout.SYSTEM),
                "type": SCHEMA + "System",
                "oparlVersion": SCHEMA,
                "body": self._at.of(layout.BODIES),
                "name": settings.name,
                "contactEmail": settings.contact,
                "website": settings.website,
                "license": settings.license,
                "web": self._at.of(layout.INDEX),
                "created": self._state.created,
                "modified": self._state.modified,
                FEED: {"generation": self._state.generation, "pages": dict(pages)},
            }
        )

    def body(self, first_meetings: str, first_papers: str, terms: Mapping[str, str]) -> Json:
        """The Body. The first pages of its lists are given by name; *terms* are names by id."""
        settings, stamp = self._state.settings, self._state.body
        return _without_blanks(
            {
                "id": self._at.of(layout.BODY),
                "type": SCHEMA + "Body",
                "system": self._at.of(layout.SYSTEM),
                "name": settings.name,
                "contactEmail": settings.contact,
                "website": settings.website,
                "license": settings.license,
                "organization": self._at.of(layout.ORGANIZATIONS),
                "person": self._at.of(layout.PERSONS),
                "meeting": self._at.of(first_meetings),
                "paper": self._at.of(first_papers),
                "web": self._at.of(layout.INDEX),
                "created": stamp.created,
                "modified": stamp.modified,
            }
        ) | {"legislativeTerm": [self.term(one, name) for one, name in terms.items()]}

    def term(self, term_id: str, name: str) -> Json:
        """A LegislativeTerm, with its days where its name is of two years."""
        years = _TERM.match(name)
        return {
            "id": self._at.object("term", term_id),
            "type": SCHEMA + "LegislativeTerm",
            "body": self._at.of(layout.BODY),
            "name": name,
            **({"startDate": f"{years[1]}-01-01", "endDate": f"{years[2]}-12-31"} if years else {}),
        }

    def organization(self, organization_id: str) -> Json:
        """A committee."""
        stamp = self._state.organizations[organization_id]
        return {
            "id": self._at.object("organization", organization_id),
            "type": SCHEMA + "Organization",
            "body": self._at.of(layout.BODY),
            "name": self._state.names[organization_id],
            "organizationType": "Gremium",
            "created": stamp.created,
            "modified": stamp.modified,
        }

    def meeting(self, meeting: FeedMeeting) -> Json:
        """A Meeting with its items and files in it."""
        state = self._state.meetings[meeting.id]
        url = self._at.object("meeting", meeting.id)
        papers = [self.file(file, state, "meeting", url) for file in meeting.agenda]
        minutes = [self.file(file, state, "meeting", url) for file in meeting.minutes]
        more = papers[1:] + minutes[:-1]
        items = [self.item(meeting, item, order) for order, item in enumerate(meeting.items, 1)]
        start = meeting.start.instant().isoformat(timespec="seconds")
        found = {
            "id": url,
            "type": SCHEMA + "Meeting",
            "name": meeting.committee,
            "meetingState": _STATES.get(meeting.kind or MeetingKind.AGENDA, "eingeladen"),
            "cancelled": False,
            "start": start,
            "location": self.location(meeting.place) if meeting.place else None,
            "organization": [self._at.object("organization", layout.organization_id(meeting.committee))],
            "invitation": papers[0] if papers else None,
            "resultsProtocol": minutes[-1] if minutes else None,
            "auxiliaryFile": more or None,
            "agendaItem": items,
            ATTENDANCE: list(meeting.attendance) or None,
            "web": self._at.of(layout.web_name(meeting.id)),
            "created": state.stamp.created,
            "modified": state.stamp.modified,
        }
        return {key: value for key, value in found.items() if value is not None}

    def location(self, place: str) -> Json:
        """A Location: a place in words."""
        return {
            "id": self._at.object("location", location_id(place)),
            "type": SCHEMA + "Location",
            "description": place,
        }

    def item(self, meeting: FeedMeeting, item: FeedItem, order: int) -> Json:
        """An AgendaItem; of a closed one its number and that it is closed."""
        state = self._state.meetings[meeting.id]
        stamp, content = state.items[item.id], item.content
        url = self._at.object("item", item.id)
        found: Json = {
            "id": url,
            "type": SCHEMA + "AgendaItem",
            "meeting": self._at.object("meeting", meeting.id),
            "number": item.number or "",
            "order": order,
            "name": content.caption if content else CLOSED_TITLE,
            "public": content is not None,
        }
        if content is not None:
            found |= {
                "consultation": self._at.object("consultation", layout.paper_id(item.id))
                if content.case_number
                else "",
                "result": _RESULTS[content.outcome] if content.outcome else "",
                "resolutionText": "\n\n".join(section.plain for section in content.decisions),
                "auxiliaryFile": [self.file(file, state, "agendaItem", url) for file in item.files],
                CONTENT: encode(content),
            }
        web = self._at.of(f"{layout.web_name(meeting.id)}#punkt-{order}")
        found |= {"web": web, "created": stamp.created, "modified": stamp.modified}
        return {key: value for key, value in found.items() if value not in ("", [])}

    def file(self, file: FeedFile, state: MeetingState, owner: str, owner_url: str) -> Json:
        """A File that belongs to the object at *owner_url*."""
        stamp, said = state.files[file.id], self._checksums[file.sha256]
        name = layout.file_name(file)
        ending = "." + name.rpartition(".")[2]
        return {
            "id": self._at.object("file", file.id),
            "type": SCHEMA + "File",
            "name": file.title,
            "fileName": file.title if file.title.casefold().endswith(ending) else file.title + ending,
            "mimeType": file.media_type,
            "size": said.size,
            "sha1Checksum": said.sha1,
            "sha512Checksum": said.sha512,
            "accessUrl": self._at.of(name),
            "downloadUrl": self._at.of(name),
            owner: [owner_url],
            "created": stamp.created,
            "modified": stamp.modified,
        }

    def paper(self, meeting: FeedMeeting, item: FeedItem) -> Json:
        """The Paper of an item with a case number: what the case is called, and where it is treated."""
        content = item.content
        if content is None or not content.case_number:
            raise ValueError("only an open item with a case number is about a paper")
        paper_id = layout.paper_id(item.id)
        stamp = self._state.meetings[meeting.id].papers[paper_id]
        return {
            "id": self._at.object("paper", paper_id),
            "type": SCHEMA + "Paper",
            "body": self._at.of(layout.BODY),
            "name": content.caption,
            "reference": content.case_number,
            "date": meeting.start.day.isoformat(),
            "paperType": "Sag",
            "consultation": [self.consultation(meeting, item)],
            "created": stamp.created,
            "modified": stamp.modified,
        }

    def consultation(self, meeting: FeedMeeting, item: FeedItem) -> Json:
        """The Consultation of a paper on an item."""
        paper_id = layout.paper_id(item.id)
        stamp = self._state.meetings[meeting.id].papers[paper_id]
        return {
            "id": self._at.object("consultation", paper_id),
            "type": SCHEMA + "Consultation",
            "paper": self._at.object("paper", paper_id),
            "agendaItem": self._at.object("item", item.id),
            "meeting": self._at.object("meeting", meeting.id),
            "organization": [self._at.object("organization", layout.organization_id(meeting.committee))],
            "authoritative": True,
            "created": stamp.created,
            "modified": stamp.modified,
        }

    def tombstone(self, kind: str, type_name: str, object_id: str, stamp: Stamp) -> Json:
        """What is left of an object, with its type. A File has to say where it was; there is nothing there any more."""
        url = self._at.object(kind, object_id)
        return {
            "id": url,
            "type": SCHEMA + type_name,
            **({"accessUrl": url} if type_name == "File" else {}),
            **({"order": 0} if type_name == "AgendaItem" else {}),
            "created": stamp.created,
            "modified": stamp.modified,
            "deleted": True,
        }


def location_id(place: str) -> str:
    """The id of a place."""
    return derived_id("location", place)


def _without_blanks(value: Json) -> Json:
    return {key: part for key, part in value.items() if part != ""}
