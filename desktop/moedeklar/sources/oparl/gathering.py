"""Everything that the lists of a server hold, put together into records: the full pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from moedeklar.model.codec import decode
from moedeklar.model.errors import ParseError
from moedeklar.model.reports import Problem
from moedeklar.sources.oparl.memory import Memory
from moedeklar.sources.oparl.objects import (
    Consultation,
    Item,
    Meeting,
    Paper,
    consultation_of,
    item_of,
    meeting_of,
    organization_of,
    paper_of,
    tombstone_of,
)
from moedeklar.sources.oparl.record import Case, Recalled, Record, Treatment, case_of, compose, plain, treatment_of
from moedeklar.sources.oparl.resolving import Resolver
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.system import Body
from moedeklar.sources.oparl.times import day_of
from moedeklar.sources.oparl.values import items_of, link
from moedeklar.store.precedence import give_way


@dataclass
class Gathered:
    """What the lists of one body hold. Papers are kept packed: there may be many thousands."""

    body: Body
    recalled: Recalled
    committees: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    skipped: list[Problem] = field(default_factory=list)
    _papers: dict[str, bytes] = field(default_factory=dict)
    _by_item: dict[str, list[str]] = field(default_factory=dict)
    _by_consultation: dict[str, list[str]] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _broken: set[str] = field(default_factory=set)  # meetings that are there and can't be read
    _loose: bool = False  # whether there are consultations of which only the addresses are known

    def gather(self, server: Server, value: dict[str, Any], resolver: Resolver, memory: Memory) -> None:
        """Read the lists of the body, whose JSON is *value*. Raises SourceError: nothing is known then."""

        def listed(name: str) -> Iterator[tuple[str, Any]]:
            return self._listed(name, server, value, memory)

        self.gather_committees(server, value, resolver, memory)
        for where, one in listed("meeting"):
            self._take_meeting(where, one, resolver)
        for where, one in listed("paper"):
            self._take_paper(where, one, resolver)
        if self._loose:
            for where, one in listed("consultation"):
                self._take_consultation(where, one)
        if any(not item.known for meeting in self.meetings.values() for item in meeting.items):
            self._fill_items(listed("agendaItem"))
        for meeting_id, meeting in self.meetings.items():
            give_way()
            self.meetings[meeting_id] = whole = resolver.whole(meeting)
            self._numbers.update((item.id, item.number) for item in whole.items if item.id)

    def gather_committees(self, server: Server, value: dict[str, Any], resolver: Resolver, memory: Memory) -> None:
        """Read the list of committees alone. Raises SourceError."""
        for where, one in self._listed("organization", server, value, memory):
            self._take_committee(where, one, resolver)

    def _listed(self, name: str, server: Server, value: dict[str, Any], memory: Memory) -> Iterator[tuple[str, Any]]:
        """The objects of a list, which may stand in the body itself."""
        if isinstance(value.get(name), list):
            return ((f"{name}[{at}]", one) for at, one in enumerate(items_of(value, name)))
        url = self.body.lists.get(name)
        return memory.noted(url, server.objects(url)) if url else iter(())

    def records(self, names: Mapping[str, str]) -> Iterator[Record]:
        """The records of the body's meetings. *names* are those of the committees of all bodies.

        What can't be read this time is as it was.
        """
        for meeting in self.meetings.values():
            held_by = (names[one] for one in meeting.organizations if one in names)
            yield compose(meeting, self.body.name, held_by, self._cases_of)
        for meeting_id in self._broken - self.meetings.keys():
            kept = self.recalled(meeting_id)
            if kept is not None:
                yield kept

    def _cases_of(self, meeting: Meeting, item: Item) -> Iterable[Case]:
        known = [*self._by_item.get(item.id, ()), *self._by_consultation.get(item.consultation, ())]
        for paper_id in dict.fromkeys(known if item.id or item.consultation else ()):
            paper = decode(Paper, json.loads(self._papers[paper_id]))
            yield case_of(meeting, item, paper, self._treated)

    def _treated(self, consultation: Consultation) -> Treatment | None:
        there = self.meetings.get(consultation.meeting)
        if there is None:
            before = self.recalled(consultation.meeting) if consultation.meeting else None
            return treatment_of(before, consultation) if before is not None else None
        names = (self.committees[one] for one in there.organizations if one in self.committees)
        return Treatment(day_of(there.start), next(names, ""), self._numbers.get(consultation.item, ""))

    def _take_committee(self, where: str, one: Any, resolver: Resolver) -> None:
        value = resolver.value(one)
        try:
            if tombstone_of(value, where) is None:
                found = organization_of(value, where)
                self.committees[found.id] = found.name
        except ParseError as error:
            self._skip(one, where, error)

    def _take_meeting(self, where: str, one: Any, resolver: Resolver) -> None:
        value = resolver.value(one)
        try:
            if tombstone_of(value, where) is None:
                found = meeting_of(value, where)
                self.meetings[found.id] = found
        except ParseError as error:
            self._broken.add(link(one))
            self._skip(one, where, error)

    def _take_paper(self, where: str, one: Any, resolver: Resolver) -> None:
        value = resolver.value(one)
        try:
            if tombstone_of(value, where) is not None:
                return
            found = paper_of(value, where)
            listed = "consultation" in self.body.lists
            paper = resolver.with_files(found) if listed else resolver.whole_paper(found)
        except ParseError as error:
            self._skip(one, where, error)
            return
        self._papers[paper.id] = json.dumps(plain(paper, addresses=True), ensure_ascii=False).encode()
        for consultation in paper.consultations:
            self._loose = self._loose or not consultation.known
            self._index(consultation, paper.id)

    def _take_consultation(self, where: str, one: Any) -> None:
        """A consultation that papers name by its address only."""
        try:
            if tombstone_of(one, where) is not None:
                return
            found = consultation_of(one, where)
        except ParseError as error:
            self._skip(one, where, error)
            return
        papers = {found.paper, *self._by_consultation.get(found.id, ())} & self._papers.keys()
        for paper_id in papers:
            paper = decode(Paper, json.loads(self._papers[paper_id]))
            others = tuple(other for other in paper.consultations if other.id != found.id)
            paper = replace(paper, consultations=(*others, found))
            self._papers[paper_id] = json.dumps(plain(paper, addresses=True), ensure_ascii=False).encode()
            self._index(found, paper_id)

    def _index(self, consultation: Consultation, paper_id: str) -> None:
        if consultation.item:
            self._by_item.setdefault(consultation.item, []).append(paper_id)
        if consultation.id:
            self._by_consultation.setdefault(consultation.id, []).append(paper_id)

    def _fill_items(self, listed: Iterator[tuple[str, Any]]) -> None:
        """Items of which meetings give the addresses only, from the list of all items."""
        missing = {item.id for meeting in self.meetings.values() for item in meeting.items if not item.known}
        found: dict[str, Item] = {}
        for where, one in listed:
            if link(one) in missing and isinstance(one, dict) and tombstone_of(one, where) is None:
                found[link(one)] = item_of(one, where)
        for meeting_id, meeting in self.meetings.items():
            if any(item.id in found and not item.known for item in meeting.items):
                items = tuple(item if item.known else found.get(item.id, item) for item in meeting.items)
                self.meetings[meeting_id] = replace(meeting, items=items)

    def _skip(self, one: Any, where: str, error: ParseError) -> None:
        params = {"where": where, **error.params}
        self.skipped.append(Problem(link(one) or where, error.code, tuple(sorted(params.items()))))
