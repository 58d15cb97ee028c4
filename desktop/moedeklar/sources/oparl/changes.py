"""What has changed since an earlier listing: only the meetings that something of is new, put together anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
from moedeklar.sources.oparl.record import Case, Recalled, Record, Treatment, case_of, compose, is_of, treatment_of
from moedeklar.sources.oparl.resolving import Resolver
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.system import Body
from moedeklar.sources.oparl.values import instant, link, links

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


class Assembler:
    """Puts meetings together anew, from what changed, what the last run kept of them, and else from the server."""

    def __init__(
        self,
        changes: Changes,
        names: dict[str, str],
        recalled: Recalled,
        resolver: Resolver,
        *,
        treatments: bool = True,
    ) -> None:
        """*names* of committees by id grow by those that are met first now; *treatments* are looked for, or not."""
        self._changes = changes
        self._names = names
        self._recalled = recalled
        self._resolver = resolver
        self._treatments = treatments

    def records(self) -> Iterator[Record]:
        """The records of all meetings that are touched and there."""
        for meeting_id in sorted(self._changes.touched - self._changes.gone):
            found = self.record(meeting_id)
            if found is not None:
                yield found

    def record(self, meeting_id: str) -> Record | None:
        """The record of one meeting, None where it is not there."""
        before = self._recalled(meeting_id)
        meeting = self._changes.meetings.get(meeting_id)
        if meeting is None:
            there = before.meeting if before else self._resolver.meeting(meeting_id)
            meeting = self._with_items(there) if there else None
        if meeting is None:
            return None
        meeting = _replaced(meeting, self._changes.files)
        kept: dict[tuple[str, str], list[Case]] = {}
        for at, item in enumerate(before.meeting.items if before else ()):
            of_item = (case for case in before.cases if case.at == at) if before else ()
            kept[item.id, item.consultation] = list(of_item)

        def cases_of(meeting: Meeting, item: Item) -> Iterable[Case]:
            return self._cases(meeting, item, kept.get((item.id, item.consultation)))

        return compose(meeting, self._changes.body.name, self._held_by(meeting, before), cases_of)

    def _cases(self, meeting: Meeting, item: Item, kept: list[Case] | None) -> Iterator[Case]:
        """The papers on *item*; *kept* are those of the last run, None where the item was not there as it is."""
        found = False
        for paper in self._changes.papers.values():
            if any(is_of(one, item) for one in paper.consultations):
                found = True
                yield case_of(meeting, item, self._with_new_files(paper), self._treated)
        for case in kept or ():
            if case.paper.id not in self._changes.papers:
                yield replace(case, paper=self._with_new_files(case.paper))
        if kept is None and not found and item.consultation:
            yield from self._asked(meeting, item)

    def _asked(self, meeting: Meeting, item: Item) -> Iterator[Case]:
        """The paper of an item that nothing is known of yet."""
        consultation = self._resolver.consultation(item.consultation)
        paper = self._resolver.paper(consultation.paper) if consultation and consultation.paper else None
        if paper is not None:
            yield case_of(meeting, item, paper, self._treated)

    def _treated(self, consultation: Consultation) -> Treatment | None:
        if not consultation.meeting or not self._treatments:
            return None
        there = self._changes.meetings.get(consultation.meeting)
        before = self._recalled(consultation.meeting) if there is None else None
        if before is not None:
            return treatment_of(before, consultation)
        there = there or self._resolver.meeting(consultation.meeting)
        if there is None:
            return None
        return treatment_of(Record(there, committees=tuple(self._held_by(there, None))), consultation)

    def _held_by(self, meeting: Meeting, before: Record | None) -> list[str]:
        if before is not None and before.meeting.organizations == meeting.organizations:
            return list(before.committees)
        for one in meeting.organizations:
            if one not in self._names:
                self._names[one] = self._resolver.committee(one)
        return [self._names[one] for one in meeting.organizations if self._names[one]]

    def _with_items(self, meeting: Meeting) -> Meeting:
        """*meeting* with those of its items that were changed without it."""
        changed = self._changes.items
        items = [changed.get(item.id, item) for item in meeting.items]
        there = {item.id for item in meeting.items}
        items += [item for item in changed.values() if item.meeting == meeting.id and item.id not in there]
        if all(item.order is not None for item in items):
            items.sort(key=lambda item: item.order or 0)
        return replace(meeting, items=tuple(items))

    def _with_new_files(self, paper: Paper) -> Paper:
        files = self._changes.files
        main = files.get(paper.main.id, paper.main) if paper.main else None
        return replace(paper, main=main, auxiliary=tuple(files.get(file.id, file) for file in paper.auxiliary))


def _replaced(meeting: Meeting, files: dict[str, File]) -> Meeting:
    """*meeting* with those of its files, and of its items', that were changed without it."""
    if not files:
        return meeting

    def new(file: File | None) -> File | None:
        return files.get(file.id, file) if file else None

    def all_new(several: tuple[File, ...]) -> tuple[File, ...]:
        return tuple(files.get(file.id, file) for file in several)

    items = tuple(
        replace(item, resolution_file=new(item.resolution_file), auxiliary=all_new(item.auxiliary))
        for item in meeting.items
    )
    return replace(
        meeting,
        items=items,
        invitation=new(meeting.invitation),
        results=new(meeting.results),
        verbatim=new(meeting.verbatim),
        auxiliary=all_new(meeting.auxiliary),
    )
