"""Meetings put together anew, from what changed, what the last run kept of them, and else from the server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from moedeklar.sources.oparl.changes import Changes
from moedeklar.sources.oparl.objects import (
    Consultation,
    File,
    Item,
    Meeting,
    Paper,
)
from moedeklar.sources.oparl.record import Case, Recalled, Record, Treatment, case_of, compose, is_of, treatment_of
from moedeklar.sources.oparl.resolving import Resolver


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
