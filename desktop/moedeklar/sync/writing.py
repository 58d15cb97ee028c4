"""From the documents of a group to meetings in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from moedeklar.model.agenda import Meeting
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import Cancelled, DocumentError, StoreError
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.reports import Problem
from moedeklar.model.text import bare
from moedeklar.sources.base import Listing, RemoteDocument, Source, Use
from moedeklar.store import attachments, corrections, journal, mirror
from moedeklar.store.journal import DocumentOutcome, Entry
from moedeklar.store.known import KnownDocument, known_documents, known_meetings
from moedeklar.store.mirror import MeetingRecord, VersionRecord
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync.choice import Choice
from moedeklar.sync.correcting import correct
from moedeklar.sync.desk import Desk
from moedeklar.sync.discovery import Findings, is_most, tombstone
from moedeklar.sync.downloading import FATAL
from moedeklar.sync.groups import Grouped, Key, called_attachments, is_named, looks_like_paper
from moedeklar.sync.identity import have_twins
from moedeklar.sync.leaving_out import LeavingOut
from moedeklar.sync.lookup import DocumentsBefore, JournalAsItBecomes, MeetingKeys
from moedeklar.sync.nearness import Nearness, nearness
from moedeklar.sync.papers import Paper, key_of
from moedeklar.sync.propagate import Journalled, write_meeting
from moedeklar.sync.reading import Understood
from moedeklar.sync.reconcile import MeetingPlan, mark_of, reconcile, title_of, withdraw
from moedeklar.sync.recorrecting import recorrect
from moedeklar.sync.standing import Standing
from moedeklar.sync.states import entry_of, is_current
from moedeklar.sync.tally import CHANGED, NEW, UNCHANGED, WITHDRAWN, MeetingOutcome

if TYPE_CHECKING:
    from moedeklar.store.database import Database

CARRIED = 50_000_000  # bytes of records that are held from their being read until they are kept


class MeetingWriter:
    """Reads, reconciles and writes the papers of one source in one run. `entries` is the journal as it becomes.

    `touched_groups` are those of the meetings that were written; `named` the documents that are called like an
    attachment and so were not read.
    """

    def __init__(
        self,
        source: Source,
        store: Store,
        clock: Clock,
        listing: Listing,
        findings: Findings,
        entries: dict[str, Entry],
        documents: list[KnownDocument],
        choice: Choice,
        gives_up: Callable[[Understood], bool] = lambda _one: False,
    ) -> None:
        self._journal = JournalAsItBecomes(entries, choice.reader)
        self.entries = self._journal.entries
        self._choice = choice
        self._gives_up = gives_up
        self.touched_groups: set[str] = set()
        self.named: set[str] = set()
        self._corrections: dict[str, Meeting | None] = {}
        self._source = source
        self._store = store
        self._now = stamp(clock.now())
        self._today = local_now(clock).date()
        self._findings = findings
        self._documents = documents
        self._group_of = {document.ref: document.group for document in listing.documents}
        self._before = DocumentsBefore(documents, self._group_of)
        self._carried = 0  # bytes
        self._there = Standing(source, findings, listing.unsaid, documents)
        self._leaving = LeavingOut(store, source.id, choice.expiring, self._before)
        self._files = {document.ref for document in listing.documents if document.use is Use.ATTACHMENT}
        self._has_written = False

    @cached_property
    def _keys(self) -> MeetingKeys:
        meetings = self._store.read(lambda db: known_meetings(db, self._source.id))
        return MeetingKeys((one.id, (one.committee_key, one.start[:10])) for one in meetings)

    def may_lose_most(self) -> bool:
        """Whether so much is not where it was that the guard may have to stop the run."""
        before, going = self._there.meetings()
        return is_most(len(going), len(before))

    def going(self, groups: list[Grouped]) -> int:
        """How many meetings would have no document left after *groups* were written."""
        for grouped in groups:
            self._there.settle(grouped, self.entries)
        _, going = self._there.meetings()
        staying = {plan.record.id for grouped in groups for plan in self._plans(grouped) if not plan.record.withdrawn}
        return len(going - staying)

    def understand(
        self,
        grouped: Grouped,
        desk: Desk,
    ) -> Iterator[Understood]:
        """Read the documents of a group into *grouped*, papers before what they may name as their attachments."""
        known = self._known_names(grouped)
        first = [one for one in grouped.documents if looks_like_paper(one)]
        beside = [one for one in grouped.documents if not looks_like_paper(one) and not one.among_attachments]
        inside = [one for one in grouped.documents if one.among_attachments]
        for stage in (first, beside, inside):
            names = known.keys() | grouped.names().keys()
            wanted = []
            for document in stage:
                if stage is not first and is_named(document, names):
                    grouped.attachments.add(document.ref)
                elif stage is inside and self._has_papers(grouped):
                    grouped.unnamed.add(document.ref)
                else:
                    wanted.append(document)
            for found in self._understood(wanted, desk):
                # What is not chosen is neither stored nor told of.
                unwanted = found.meeting is not None and not self._choice.wants(found.meeting)
                one = replace(found, meeting=None, data=b"") if unwanted else self._carry(self._leaving.of(found))
                grouped.understood[one.document.ref] = one
                yield one
        for ref in called_attachments(grouped, known):
            del grouped.understood[ref]
            grouped.attachments.add(ref)
        self.named |= grouped.attachments

    def _carry(self, one: Understood) -> Understood:
        """*one* with its content, until it is written; without it where too much is carried already."""
        if self._carried + len(one.data) > CARRIED:
            return replace(one, data=b"")
        self._carried += len(one.data)
        return one

    def write(self, grouped: Grouped, cancelled: Callable[[], bool]) -> Iterator[MeetingOutcome]:
        """Write the meetings of a group, each in a transaction; the nearest to today first. Raises Cancelled."""
        self._keep_files(grouped)
        self._there.settle(grouped, self.entries)
        plans = self._plans(grouped)
        for plan in sorted(plans, key=self._nearness):
            if cancelled():
                raise Cancelled
            yield self._write(plan, grouped)
        self._journal_rest(grouped, {paper.ref for plan in plans for paper in plan.papers})

    def withdraw(self) -> Iterator[MeetingOutcome]:
        """Mark what is gone, and take back the marks of what is there again, under whatever name."""
        source_id = self._source.id
        documents = self._documents
        if self._has_written:
            documents = self._store.read(lambda db: known_documents(db, source_id))
        seen, is_there = self._there.seen(), self._there.is_there()
        touched = {
            document.meeting_id
            for document in documents
            if document.withdrawn == is_there(document)
            or (document.sha256 in seen.refs and document.ref not in seen.refs[document.sha256])
        }
        records = self._store.read(lambda db: mirror.load(db, sorted(touched)))
        for meeting_id in sorted(records):
            yield self._write(withdraw(records[meeting_id], seen, self._now), Grouped([]))
        gone = [tombstone(entry) for entry in self._findings.gone]
        back = [
            replace(entry, outcome=self._come_back(entry))
            for entry in self._findings.unchanged.values()
            if entry.outcome is DocumentOutcome.GONE
        ]
        for entry in (*gone, *back, *self._findings.put_aside):
            self._journal.put(entry)

        def work(db: Database) -> tuple[None, ChangeSet]:
            for entry in (*gone, *back):
                journal.seen_again(db, source_id, entry)
            for entry in self._findings.put_aside:
                journal.put(db, source_id, entry)
            return None, ChangeSet()

        if gone or back or self._findings.put_aside:
            self._store.write(work)

    def _come_back(self, entry: Entry) -> DocumentOutcome:
        if entry.ref not in self._files:
            return DocumentOutcome.MEETING
        return DocumentOutcome.ATTACHMENT if entry.sha256 else DocumentOutcome.LISTED

    def _understood(self, documents: list[RemoteDocument], desk: Desk) -> Iterator[Understood]:
        """Understand *documents*: from the journal what was read before under another name or in a run cut short."""
        left = []
        for document in documents:
            cached = self._from_journal(document)
            if cached is not None:
                yield cached
            else:
                left.append(document)
        if left:
            yield from desk.understand(left)

    def _from_journal(self, document: RemoteDocument) -> Understood | None:
        entry = self.entries.get(document.ref)
        sha256 = self._there.hashes.get(document.ref)
        if sha256 is None and entry and is_current(entry, document):
            sha256 = entry.sha256
        if not sha256 or sha256 in self._findings.again:
            return None
        if entry is None and document.use is Use.RECORD:
            return None  # in another place a record names its files there
        known = sha256
        content = self._store.read(lambda db: journal.content_of(db, self._source.id, known, self._choice.reader))
        if content is None:
            return None
        is_expired = self._leaving.has_let_go(known)
        return Understood(document, sha256, content, notice=self._told(document, known), is_expired=is_expired)

    def _told(self, document: RemoteDocument, sha256: str) -> Problem | None:
        """What was told of a document that is known under another name."""
        told = (entry.problem for entry in self.entries.values() if entry.sha256 == sha256 and entry.problem)
        return next((replace(problem, what=document.label) for problem in told), None)

    def _known_names(self, grouped: Grouped) -> dict[str, set[Key]]:
        """What known meetings with a document in the group call their attachments."""
        group = grouped.documents[0].group if grouped.documents else ""
        ids = sorted(self._before.in_group(group))
        found: dict[str, set[Key]] = {}
        if ids:
            for record, key in self._store.read(lambda db: attachments.names_of_meetings(db, ids)):
                found.setdefault(bare(record), set()).add(key)
        return found

    def _has_papers(self, grouped: Grouped) -> bool:
        there = self._before.stands_in(grouped.documents[0].group)
        return there or any(one.meeting is not None for one in grouped.understood.values())

    def _keep_files(self, grouped: Grouped) -> None:
        """Put the papers' files into the store. Raises StoreError where nothing more can be kept."""
        for ref, one in list(grouped.understood.items()):
            self._carried -= len(one.data)
            if one.data:
                grouped.understood[ref] = replace(one, data=b"")
            if one.meeting is None or one.is_expired or self._store.files.exists(one.sha256):
                continue
            try:
                if one.data:
                    self._store.files.put(one.data, one.sha256)
                    continue
                with self._source.open(ref) as file:
                    self._store.files.put(file, one.sha256)
            except (DocumentError, StoreError) as error:
                if error.code in FATAL:
                    raise
                code = "vanished" if error.code == "vanished" else "still_changing"
                problem = Problem(one.document.label, code, (("name", one.document.name),))
                grouped.understood[ref] = replace(one, meeting=None, problem=problem, data=b"")

    def _plans(self, grouped: Grouped) -> list[MeetingPlan]:
        source_id = self._source.id
        papers, media_types = [], {}
        for ref, one in grouped.understood.items():
            # What a meeting has already, and has only moved, came back or was copied, is no news to it; but of a record
            # the files have moved too.
            moved = one.document.use is Use.RECORD and ref not in self._before.refs
            if one.meeting is not None and (moved or not self._is_known(one.sha256)):
                released = one.document.released or one.document.modified
                papers.append(Paper.of(ref, one.sha256, one.meeting, released, self._corrected(ref, one.meeting)))
                media_types[ref] = one.document.media_type
        if not papers:
            return []
        ids = self._keys.at({paper.key for paper in papers})
        ids |= self._before.meetings({paper.sha256 for paper in papers}, {paper.ref for paper in papers})
        ids |= {home for paper in papers if (home := paper.home(source_id))}
        records = self._store.read(lambda db: _known(db, ids, papers))
        return reconcile(
            source_id, papers, media_types, records, self._keys.ids, self._there.seen(all_read=False), self._now
        )

    def _is_known(self, sha256: str) -> bool:
        """Whether a meeting has that content already, as it is read now."""
        return sha256 in self._before.shas and self._journal.is_read(sha256) and sha256 not in self._findings.again

    def _corrected(self, ref: str, meeting: Meeting) -> Meeting | None:
        """*meeting* with what the member corrected in it, None where that changes nothing."""
        wanted = self._store.read(lambda db: corrections.of_key(db, *key_of(meeting)))
        made = correct(meeting, wanted).meeting if wanted else meeting
        self._corrections[ref] = made if made != meeting else None
        return self._corrections[ref]

    def _write(self, plan: MeetingPlan, grouped: Grouped) -> MeetingOutcome:
        papers = {paper.ref: self._journalled(grouped.understood[paper.ref]) for paper in plan.papers}
        visible = self._store.write(lambda db: self._written(db, plan, papers))
        self._has_written = True
        for paper in papers.values():
            self._journal.put(paper.entry)
        for absorbed in plan.absorbed:
            self._keys.drop(absorbed.id)
        start = plan.record.start
        self._keys.put(plan.record.id, (plan.record.committee_key, start.day.isoformat() if start else ""))
        for version in plan.record.versions:
            for document in version.documents:
                if document.ref in self._group_of:
                    self.touched_groups.add(self._group_of[document.ref])
        was_gone = plan.before is not None and plan.before.withdrawn is not None
        if plan.before is None:
            kind = NEW
        elif plan.record.withdrawn is not None and not was_gone:
            kind = WITHDRAWN
        else:
            kind = CHANGED if visible else UNCHANGED
        return MeetingOutcome(plan.record.id, title_of(plan.record), kind, plan.notices)

    def _written(self, db: Database, plan: MeetingPlan, papers: Mapping[str, Journalled]) -> tuple[bool, ChangeSet]:
        visible, changes = write_meeting(db, plan, papers, self._now, self._choice.expiring)
        if corrections.of_meeting(db, plan.record.id):
            # What was corrected meanwhile, or under another date, and which corrections fit the new papers.
            changes |= recorrect(db, plan.record.id, self._now)
        return visible, changes

    def _journalled(self, one: Understood) -> Journalled:
        if one.meeting is None:
            raise ValueError("a document without a meeting is no paper")
        entry = self._entry(one.document, DocumentOutcome.MEETING, one.sha256, one.notice)
        corrected = self._corrections.get(one.document.ref)
        return Journalled(
            entry, one.meeting, one.document.media_type, one.pages, corrected, one.size, is_expired=one.is_expired
        )

    def _journal_rest(self, grouped: Grouped, written: set[str]) -> None:
        """Journal what is no paper, with the reason, and papers that were known under another name."""
        rest: list[tuple[Entry, Understood | None]] = []
        for ref, one in grouped.understood.items():
            if ref in written or one.is_known or (one.is_passing and not self._gives_up(one)):
                continue
            if one.meeting is not None:
                rest.append((self._entry(one.document, DocumentOutcome.MEETING, one.sha256, one.notice), one))
            else:
                outcome = DocumentOutcome.FAILED
                if one.problem is None or one.is_skipped:
                    outcome = DocumentOutcome.SKIPPED if one.problem else DocumentOutcome.BESIDE
                rest.append((self._entry(one.document, outcome, one.sha256 or None, one.problem), None))
        for document in grouped.documents:
            if document.ref in grouped.unnamed:
                problem = Problem(document.ref, "attachment_unnamed")
                rest.append((self._entry(document, DocumentOutcome.BESIDE, None, problem), None))
        for entry, _ in rest:
            self._journal.put(entry)

        def work(db: Database) -> tuple[None, ChangeSet]:
            for entry, one in rest:
                journal.put(db, self._source.id, entry, one.meeting if one else None)
            return None, ChangeSet()

        if rest:
            self._store.write(work)

    def _entry(
        self, document: RemoteDocument, outcome: DocumentOutcome, sha256: str | None, problem: Problem | None = None
    ) -> Entry:
        return entry_of(document, outcome, sha256, self._choice.reader, problem)

    def _nearness(self, plan: MeetingPlan) -> tuple[Nearness, str]:
        return nearness(plan.record.start, self._today), plan.record.id


def _known(db: Database, meeting_ids: Iterable[str], papers: Iterable[Paper]) -> Mapping[str, MeetingRecord]:
    """The meetings with these ids; with their texts where items are called the same, which is seldom."""
    records = mirror.load(db, sorted(meeting_ids))
    twins = any(have_twins(paper.marks) for paper in papers)
    return {
        meeting_id: mirror.with_texts(db, record) if twins or any(map(_has_twins, record.versions)) else record
        for meeting_id, record in records.items()
    }


def _has_twins(version: VersionRecord) -> bool:
    return have_twins(mark_of(item) for item in version.items)
