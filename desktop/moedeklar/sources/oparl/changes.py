"""What has changed since an earlier listing: which meetings something of is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from moedeklar.model.errors import ParseError
from moedeklar.model.reports import Problem
from moedeklar.sources.oparl.cursor import Seen
from moedeklar.sources.oparl.memory import OVERLAP, Memory, changed_at
from moedeklar.sources.oparl.objects import (
    Consultation,
    File,
    Item,
    Meeting,
    Paper,
    Tombstone,
    consultation_of,
    file_of,
    item_of,
    meeting_of,
    paper_of,
    tombstone_of,
)
from moedeklar.sources.oparl.resolving import Resolver
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.system import Body
from moedeklar.sources.oparl.times import instant
from moedeklar.sources.oparl.values import link, links

# Committees are looked at in a full pass. Where there is no list of items or files their changes show in the meetings.
ASKED = ("meeting", "paper", "agendaItem", "consultation", "file")


class FullPassNeeded(Exception):
    """The changes can't be told from the lists: everything is to be listed. `unfiltered`: it minds no filter.

    `seen` is what was seen until then, of tombstones alone: a whole list does not have them, and they are no news.
    """

    def __init__(self, *, unfiltered: bool = False, seen: Memory | None = None) -> None:
        super().__init__()
        self.unfiltered = unfiltered
        self.seen = seen


@dataclass
class Changes:
    """What is new in the lists of one body.

    `is_unclear` says that something was deleted of which it can't be told what it was of.
    """

    body: Body
    meetings: dict[str, Meeting] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    is_unclear: bool = False
    skipped: list[Problem] = field(default_factory=list)

    def take(self, name: str, where: str, one: Any, resolver: Resolver) -> None:
        """An object of the list *name* that is new."""
        value = resolver.value(one)
        try:
            dead = tombstone_of(value, where)
            if dead is not None:
                self._take_dead(name, dead)
            elif name == "meeting":
                found = resolver.whole(meeting_of(value, where))
                self.meetings[found.id] = found
                self.touched.add(found.id)
            elif name == "paper":
                self._take_paper(resolver.whole_paper(paper_of(value, where)), resolver)
            elif name == "agendaItem":
                self._take_item(item_of(value, where))
            elif name == "consultation":
                self._take_consultation(consultation_of(value, where), resolver)
            elif name == "file":
                self._take_file(value, where, resolver)
        except ParseError as error:
            params = {"where": where, **error.params}
            self.skipped.append(Problem(link(one) or where, error.code, tuple(sorted(params.items()))))

    def _take_dead(self, name: str, dead: Tombstone) -> None:
        if name == "meeting":
            self.gone.add(dead.id)
        elif dead.modified:  # without it, it may have been so for years
            self.is_unclear = True

    def _take_paper(self, paper: Paper, resolver: Resolver) -> None:
        self.papers[paper.id] = paper
        for consultation in paper.consultations:
            self._touch(consultation, resolver)

    def _take_item(self, item: Item) -> None:
        """An item of which its list tells; where it does not say what it is of, its meeting will."""
        self.items[item.id] = item
        self.touched |= {item.meeting} - {""}

    def _take_consultation(self, consultation: Consultation, resolver: Resolver) -> None:
        self._touch(consultation, resolver)
        if consultation.paper and consultation.paper not in self.papers:
            paper = resolver.paper(consultation.paper)
            if paper is not None:
                self.papers[paper.id] = paper

    def _take_file(self, value: dict[str, Any], where: str, resolver: Resolver) -> None:
        file = file_of(value, where)
        self.files[file.id] = file
        self.touched |= set(links(value, "meeting"))
        for url in links(value, "agendaItem"):
            item = resolver.item(url)
            self.touched |= {item.meeting} if item and item.meeting else set()
        for url in links(value, "paper"):
            paper = self.papers.get(url) or resolver.paper(url)
            for consultation in paper.consultations if paper else ():
                self._touch(consultation, resolver)

    def _touch(self, consultation: Consultation, resolver: Resolver) -> None:
        meeting = consultation.meeting
        if not meeting and consultation.item:
            item = resolver.item(consultation.item)
            meeting = item.meeting if item else ""
        if meeting:
            self.touched.add(meeting)


def changed_objects(server: Server, url: str, memory: Memory, moment: str) -> Iterator[tuple[str, Any]]:
    """The objects of the list at *url* that were not seen as they are now. Raises SourceError, FullPassNeeded.

    The latter where the server minds no `modified_since`, or where what it had a moment ago is not there any more. A
    list that was never read, since what is in it stands in others too, is asked for what came after *moment*.
    """
    last = instant(moment)
    known = memory.known.get(url) or (Seen((last - OVERLAP).isoformat()) if last else None)
    since = instant(known.since) if known else None
    if known is None or since is None:
        raise FullPassNeeded
    expected = {one for one, at in known.recent.items() if (instant(at) or since) >= since}
    for where, one in memory.noted(url, server.objects(url, since)):
        at = changed_at(one)
        if at is not None and at < since:
            raise FullPassNeeded(unfiltered=True)
        expected.discard(link(one))
        if at is None or instant(known.recent.get(link(one), "")) != at:
            yield where, one
    if expected:
        raise FullPassNeeded
