"""Taking in a listing: reading and writing what is new, withdrawing what is gone, fetching the files of attachments.

Each meeting is written in one transaction with the journal of its papers. Documents are understood group by group (a
folder, or what the source says is one meeting); attachments are fetched after all texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from moedeklar.model.errors import SourceError
from moedeklar.model.lines import StyledDocument
from moedeklar.model.reports import EventKind
from moedeklar.sources.base import Listing, RecordSource, RemoteDocument
from moedeklar.store.known import known_meetings, standing_meetings
from moedeklar.sync.bringing import Bringing
from moedeklar.sync.desk import Desk
from moedeklar.sync.discovery import Findings, compare, guard_listing, guard_withdrawals
from moedeklar.sync.fetching import Fetcher
from moedeklar.sync.groups import WAITING, Grouped, group_work
from moedeklar.sync.homecoming import bring_home
from moedeklar.sync.known import Known
from moedeklar.sync.means import Means
from moedeklar.sync.named import with_named_files
from moedeklar.sync.narrowing import narrow
from moedeklar.sync.progress import Progress
from moedeklar.sync.reading import is_read_here
from moedeklar.sync.writing import MeetingWriter


class Taking:
    """Takes in one listing of a run. *first* says that it is the run's first."""

    def __init__(self, means: Means, progress: Progress, known: Known, listed: Listing, *, first: bool) -> None:
        self._means = means
        self._source = means.source
        self._store = means.store
        self._choice = means.choice
        self._only = means.only
        self._telling = means.telling
        self._tally = means.telling.tally
        self._retries = means.retries
        self._progress = progress
        self._known = known
        self._listed = listed
        self._first = first

    def take(self) -> None:
        """Do so. Raises SourceError, StoreError, AttentionNeeded, Cancelled."""
        source_id, entries, documents = self._source.id, self._known.entries, self._known.documents
        standing = {document.meeting_id for document in documents if not document.withdrawn}
        listing = with_named_files(self._listed, self._source, entries)
        findings = self._findings(listing)
        self._retries.is_there(*(document.ref for document in listing.documents))
        self._tally.begin(listing, entries, len(findings.fresh))
        if self._first:
            self._telling.tell(EventKind.START)
        kept = (one for one in documents if not one.withdrawn and not one.ref.startswith(listing.forgotten))
        guard_listing(self._listed, len({document.meeting_id for document in kept}), self._means.accept)
        if not all(is_read_here(document) for document in findings.fresh):
            self._means.pdf().warm_up()
        for problem in listing.problems:
            if problem.code in WAITING:
                self._tally.notices.append(problem)
            else:
                self._telling.fail(problem)
        self._progress.keep_listed(listing, entries)
        writer = MeetingWriter(
            self._source,
            self._store,
            self._means.clock,
            listing,
            findings,
            entries,
            documents,
            self._choice,
            self._retries.gives_up,
        )
        work = group_work(findings, self._means.today)
        held_back = writer.may_lose_most() and not self._means.accept
        with self._desk(findings) as desk:
            desk.expect(document for group in work for document in group)
            read: Iterable[Grouped] = (self._understood(writer, desk, group) for group in work)
            if held_back:
                # Nothing may change before it is known that it is not most of the source that is gone.
                read = grouped = list(read)
                guard_withdrawals(writer.going(grouped), len(standing), self._means.accept)
            for done in read:
                self._write(writer, done)
        for outcome in writer.withdraw():
            self._telling.meeting(outcome)
        self._attachments(writer, findings, listing)
        bring_home(self._store)
        self._tally.end(writer.entries, self._store.read(lambda db: standing_meetings(db, source_id)))

    def _findings(self, listing: Listing) -> Findings:
        """What is to be done about *listing* in this run."""
        known, choice, scans = self._known, self._choice, self._means.scans is not None
        findings = compare(
            listing, known.entries, choice.reader, known.hashes, read_scans=scans, wants=choice.wants_listed
        )
        if self._only is not None:
            self._narrow(findings, listing)
        self._put_off(findings)
        return findings

    def _narrow(self, findings: Findings, listing: Listing) -> None:
        """Leave in *findings* what is of the one meeting that is asked for."""
        meetings = self._store.read(lambda db: known_meetings(db, self._source.id))
        meeting = next((one for one in meetings if one.id == self._only), None)
        if meeting is not None:
            narrow(findings, listing, meeting, self._known.documents, stated=isinstance(self._source, RecordSource))

    def _put_off(self, findings: Findings) -> None:
        """Leave what failed lately until it is time; it is neither read nor gone."""
        for document in tuple(findings.fresh):
            problem = self._retries.waits(document.ref)
            if problem is not None:
                findings.fresh.remove(document)
                findings.unwanted.add(document.ref)
                self._tally.passing.append(problem)
                self._tally.is_put_off = True

    def _desk(self, findings: Findings) -> Desk:
        recognise = self._recognised if self._means.scans is not None else None
        return Desk(self._source, self._means.pdf, self._means.cancelled, recognise, findings.rechecked_hashes)

    def _understood(self, writer: MeetingWriter, desk: Desk, group: list[RemoteDocument]) -> Grouped:
        done = Grouped(group)
        for understood in writer.understand(done, desk):
            problem = understood.problem
            self._retries.ended(understood.document.ref, problem)
            if self._means.outage.is_out(problem.code if problem is not None else "") and problem is not None:
                raise SourceError(problem.code, **dict(problem.params))
            self._tally.read += 1
            if understood.problem is not None and not understood.is_skipped:
                self._telling.tell(EventKind.FAILED, what=understood.document.label, problem=understood.problem)
            self._telling.tell(EventKind.PROGRESS, what=understood.document.name)
        return done

    def _recognised(self, document: RemoteDocument, styled: StyledDocument, data: bytes) -> StyledDocument:
        """*styled* with the text of its pages that are pictures, each page told as it is begun."""
        if self._means.scans is None:
            return styled

        def begun(done: int, total: int) -> None:
            self._telling.tell(EventKind.PROGRESS, what=document.name, page=done + 1, pages=total)

        return self._means.scans().read(styled, data, document.name, begun, self._means.cancelled)

    def _write(self, writer: MeetingWriter, group: Grouped) -> None:
        for outcome in writer.write(group, self._means.cancelled):
            self._telling.meeting(outcome)
        self._tally.passing += group.passing
        self._tally.is_left |= bool(group.passing or group.waiting)
        self._tally.notices += group.waiting

    def _attachments(self, writer: MeetingWriter, findings: Findings, listing: Listing) -> None:
        reader, partial = self._choice.reader, listing.partial
        fetcher = Fetcher(
            self._source, self._store, listing.documents, writer.entries, reader, self._means.today, partial=partial
        )
        fetcher.match(findings.dirty_groups | writer.touched_groups, writer.named)
        bringing = Bringing(
            self._source, self._store, self._means.pdf, fetcher, self._telling, self._retries, self._means.outage
        )
        bringing.bring(self._means.cancelled, most=self._choice.disk, only=self._only)
