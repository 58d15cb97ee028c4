"""All objects of a feed by name: a state, and the records of its meetings, in; bytes and files out. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moedeklar.model.ids import derived_id
from moedeklar.secretary.publishing import layout, web
from moedeklar.secretary.publishing.layout import Addresses
from moedeklar.secretary.publishing.lists import page_digest, pages_of
from moedeklar.secretary.publishing.oparl import Checksum, Json, Objects, location_id
from moedeklar.secretary.publishing.records import FeedMeeting
from moedeklar.secretary.publishing.stamping import FeedState, MeetingState
from moedeklar.store.precedence import give_way

JSON, HTML, CSS = "application/json; charset=utf-8", "text/html; charset=utf-8", "text/css; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Text:
    """An object that is made here."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that is a file of the private store."""

    sha256: str
    size: int
    media_type: str


Object = Text | Stored


def render(
    state: FeedState, meetings: Mapping[str, FeedMeeting], checksums: Mapping[str, Checksum]
) -> dict[str, Object]:
    """The objects of the feed, by name. *meetings* has the record of each meeting of *state* that is out."""
    return _Rendering(state, meetings, checksums).objects()


class _Rendering:
    def __init__(
        self, state: FeedState, meetings: Mapping[str, FeedMeeting], checksums: Mapping[str, Checksum]
    ) -> None:
        self._state = state
        self._meetings = meetings
        self._checksums = checksums
        self._make = Objects(state, checksums)
        self._at = Addresses(state.settings.url)
        self._found: dict[str, Object] = {}
        self._listed: dict[str, list[Json]] = {}
        self._papers: dict[str, list[Json]] = {}

    def objects(self) -> dict[str, Object]:
        for meeting_id, state in self._state.meetings.items():
            give_way()
            meeting = self._meetings.get(meeting_id) if not state.stamp.deleted else None
            if meeting is not None:
                self._meeting(meeting, state)
            else:
                self._withdrawn(meeting_id, state)
        self._lists()
        self._web()
        return self._found

    def _meeting(self, meeting: FeedMeeting, state: MeetingState) -> None:
        made = self._make.meeting(meeting)
        self._single("meeting", meeting.id, made)
        self._listed.setdefault(state.page, []).append(made)
        if meeting.place:
            self._single("location", location_id(meeting.place), made["location"])
        for item, one in zip(meeting.items, made["agendaItem"], strict=True):
            self._single("item", item.id, one)
            for file, its in zip(item.files, one.get("auxiliaryFile", ()), strict=True):
                self._single("file", file.id, its)
            if item.content is not None and item.content.case_number:
                paper = self._make.paper(meeting, item)
                self._single("paper", layout.paper_id(item.id), paper)
                self._single("consultation", layout.paper_id(item.id), paper["consultation"][0])
                self._papers.setdefault(state.page, []).append(paper)
        for file in (*meeting.agenda, *meeting.minutes):
            self._single("file", file.id, self._make.file(file, state, "meeting", made["id"]))
        for file in meeting.files:
            said = self._checksums[file.sha256]
            self._found[layout.file_name(file)] = Stored(file.sha256, said.size, file.media_type)
        self._gone(state)
        page = web.meeting_page(meeting, self._state.settings, self._checksums)
        self._found[layout.web_name(meeting.id)] = Text(page.encode(), HTML)

    def _withdrawn(self, meeting_id: str, state: MeetingState) -> None:
        made = self._make.tombstone("meeting", "Meeting", meeting_id, state.stamp)
        self._single("meeting", meeting_id, made)
        self._listed.setdefault(state.page, []).append(made)
        self._gone(state)
        page = web.withdrawn_page(self._state.settings)
        self._found[layout.web_name(meeting_id)] = Text(page.encode(), HTML)

    def _gone(self, state: MeetingState) -> None:
        """Tombstones of the parts of a meeting that are no more."""
        for kind, name, parts in (("item", "AgendaItem", state.items), ("file", "File", state.files)):
            for one, stamp in parts.items():
                if stamp.deleted:
                    self._single(kind, one, self._make.tombstone(kind, name, one, stamp))
        for one, stamp in state.papers.items():
            if stamp.deleted:
                dead = self._make.tombstone("paper", "Paper", one, stamp)
                self._single("paper", one, dead)
                self._single("consultation", one, self._make.tombstone("consultation", "Consultation", one, stamp))
                self._papers.setdefault(state.page, []).append(dead)

    def _lists(self) -> None:
        meetings = pages_of("meetings", self._listed, layout.NO_MEETINGS, self._at)
        papers = pages_of("papers", self._papers, layout.NO_PAPERS, self._at)
        committees = [self._make.organization(one) for one in self._state.organizations]
        for made in committees:
            self._single("organization", made["id"].rpartition("/")[2].removesuffix(".json"), made)
        terms = sorted({meeting.term for meeting in self._meetings.values() if meeting.term})
        named = {derived_id("term", term): term for term in terms}
        for term_id, term in named.items():
            self._single("term", term_id, self._make.term(term_id, term))
        body = self._make.body(next(iter(meetings)), next(iter(papers)), named)
        self._found[layout.BODY] = _json(body)
        alone = {layout.BODIES: [body], layout.ORGANIZATIONS: committees, layout.PERSONS: []}
        pages: dict[str, Json] = {**meetings, **papers}
        for name, data in alone.items():
            links = {"self": self._at.of(name)}
            pages[name] = {"data": data, "pagination": {"elementsPerPage": max(1, len(data))}, "links": links}
        digests = {}
        for name, page in pages.items():
            text = _json(page)
            self._found[name] = text
            digests[self._at.of(name)] = page_digest(text.data)
        self._found[layout.SYSTEM] = _json(self._make.system(digests))

    def _web(self) -> None:
        self._found[layout.STYLE] = Text(web.STYLE.encode(), CSS)
        page = web.index_page(self._meetings.values(), self._state.settings)
        self._found[layout.INDEX] = Text(page.encode(), HTML)

    def _single(self, kind: str, object_id: str, made: Json) -> None:
        self._found[layout.object_name(kind, object_id)] = _json(made)


def _json(value: Any) -> Text:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Text(text.encode("utf-8", "replace"), JSON)
