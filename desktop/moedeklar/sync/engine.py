"""One run over one source: discover → reconcile → propagate → journal.

Each meeting is written in one transaction with the journal of its papers, so that a run may end at any moment: the next
one goes on with what is left and comes to the same end. Documents are understood group by group (a folder, or what the
source says is one meeting); attachments are fetched after all texts, their pages indexed last.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import AttentionNeeded, Cancelled, SourceError, StoreError
from moedeklar.model.lines import StyledDocument
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.model.views import SourceState
from moedeklar.sources.base import Listing, RecordSource, RemoteDocument, Source
from moedeklar.store import journal, mirror, retries
from moedeklar.store.mirror import KnownDocument
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync.bringing import Bringing
from moedeklar.sync.choice import Choice
from moedeklar.sync.desk import Desk
from moedeklar.sync.discovery import Findings, compare, guard_listing, guard_withdrawals
from moedeklar.sync.fetching import Fetcher
from moedeklar.sync.groups import WAITING, Grouped, group_work
from moedeklar.sync.homecoming import bring_home
from moedeklar.sync.indexing import Texts, index_files
from moedeklar.sync.named import with_named_files
from moedeklar.sync.narrowing import narrow
from moedeklar.sync.opening import Lines
from moedeklar.sync.outage import Outage
from moedeklar.sync.progress import Progress
from moedeklar.sync.reading import is_read_here, problem_of
from moedeklar.sync.retrying import Retries
from moedeklar.sync.telling import Telling
from moedeklar.sync.writing import MeetingWriter

if TYPE_CHECKING:
    from moedeklar.store.database import Database

_log = logging.getLogger(__name__)


class Pdf(Lines, Texts, Protocol):
    """What the engine asks of a PDF process."""

    def warm_up(self) -> None:
        """Start without waiting."""
        ...


class ReadsScans(Protocol):
    """Reads pages that are pictures, as `pdf.recognising.Recogniser` does."""

    def read(
        self,
        document: StyledDocument,
        data: bytes,
        name: str,
        on_page: Callable[[int, int], object],
        cancelled: Callable[[], bool],
    ) -> StyledDocument:
        """*document* with the text of those pages; DocumentError, Cancelled."""
        ...


def run(
    source: Source,
    store: Store,
    pdf: Callable[[], Pdf],
    clock: Clock,
    *,
    on_event: Callable[[SyncEvent], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    accept: bool = False,
    choice: Choice | None = None,
    scans: Callable[[], ReadsScans] | None = None,
    index: bool = True,
    only: str | None = None,
    patient: bool = False,
) -> RunReport:
    """Bring the store in line with *source*. Blocks; the caller holds the lock that lets one run at a time.

    *pdf* is called when the first document that is no text is to be read: a run that finds nothing new starts no
    process. With *accept* the guards let through what they would stop; *choice* leaves meetings out. Never raises for
    what a source or a document does: the report says it, each thing with a code. *on_event* is called on this thread.
    With *scans*, which is called when the first scan comes and may raise DocumentError, pages that are pictures are
    read. Without *index* attachments are not made searchable. *only* is the id of a meeting: the rest is left as it is.
    With *patient* what failed before is tried again only once it is time.
    """
    chosen = choice or Choice()
    return _Run(source, store, pdf, clock, on_event, cancelled, accept, chosen, scans, index, only, patient).run()


class _Run:
    """The state of one run."""

    def __init__(
        self,
        source: Source,
        store: Store,
        pdf: Callable[[], Pdf],
        clock: Clock,
        on_event: Callable[[SyncEvent], None] | None,
        cancelled: Callable[[], bool] | None,
        accept: bool,
        choice: Choice,
        scans: Callable[[], ReadsScans] | None,
        index: bool,
        only: str | None,
        patient: bool,
    ) -> None:
        self._source = source
        self._store = store
        self._pdf = pdf
        self._clock = clock
        self._cancelled = cancelled or (lambda: False)
        self._accept = accept
        self._choice = choice
        self._scans = scans
        self._index = index
        self._only = only
        self._all_seen = False
        self._today = local_now(clock).date()
        self._telling = Telling(source.id, on_event)
        self._tally = self._telling.tally
        self._outage = Outage()
        known = store.read(lambda db: retries.find(db, source.id))
        self._retries = Retries(known, clock.now(), patient=patient)

    def run(self) -> RunReport:
        """The whole run, with its row in the journal."""
        source_id = self._source.id
        now = stamp(self._clock.now())
        run_id = self._store.write(lambda db: (journal.start_run(db, source_id, now), ChangeSet()))
        state = self._guarded()
        report = self._tally.report()
        if state is SourceState.OK and (report.failed or report.cancelled):
            state = SourceState.PARTLY
        try:
            self._finish(run_id, state, report)
        except StoreError as error:
            _log.warning("the end of the run could not be recorded: %s", error)
        self._telling.tell(EventKind.DONE, outcome=state.value)
        return report

    def _finish(self, run_id: str, state: SourceState, report: RunReport) -> None:
        now = stamp(self._clock.now())

        def work(db: Database) -> tuple[None, ChangeSet]:
            journal.finish_run(db, run_id, state, report, now)
            self._retries.write(db, self._source.id, all_seen=self._all_seen)
            return None, ChangeSet.of(Kind.SOURCE, self._source.id)

        self._store.write(work)

    def _guarded(self) -> SourceState:
        try:
            self._steps()
        except Cancelled:
            self._tally.cancelled = True
        except AttentionNeeded as error:
            self._tally.attention.append(problem_of("", error))
            return SourceState.ATTENTION
        except (SourceError, StoreError) as error:
            self._telling.fail(problem_of("", error))
            return SourceState.FAILED
        return SourceState.OK

    def _steps(self) -> None:
        listing = self._one_listing()
        while listing.more and self._only is None:
            listing = self._one_listing(listing.cursor)
        if self._index:
            index_files(self._store, self._pdf, self._cancelled)

    def _one_listing(self, rest: str = "") -> Listing:
        """Take in one listing: the only one of the run; or the nearest meetings and then, from *rest* on, all."""
        source_id = self._source.id
        entries = self._store.read(lambda db: journal.entries(db, source_id))
        documents = self._store.read(lambda db: mirror.known_documents(db, source_id))
        standing = {document.meeting_id for document in documents if not document.withdrawn}
        known = {document.sha256 for document in documents}
        progress = Progress(self._source, self._store, self._choice.reader, scans=self._scans is not None)
        listed = progress.discover(entries, known, self._cancelled, accept=self._accept, rest=rest)
        listing = with_named_files(listed, self._source, entries)
        choice, scans = self._choice, self._scans is not None
        findings = compare(listing, entries, choice.reader, known, read_scans=scans, wants=choice.wants_listed)
        if self._only is not None:
            self._narrow(findings, listing, documents)
        self._put_off(findings)
        self._retries.is_there(*(document.ref for document in listing.documents))
        self._tally.begin(listing, entries, len(findings.fresh))
        if not rest:
            self._telling.tell(EventKind.START)
        kept = (one for one in documents if not one.withdrawn and not one.ref.startswith(listing.forgotten))
        guard_listing(listed, len({document.meeting_id for document in kept}), self._accept)
        if not all(is_read_here(document) for document in findings.fresh):
            self._pdf().warm_up()
        for problem in listing.problems:
            if problem.code in WAITING:
                self._tally.notices.append(problem)
            else:
                self._telling.fail(problem)
        progress.keep_listed(listing, entries)
        writer = MeetingWriter(
            self._source,
            self._store,
            self._clock,
            listing,
            findings,
            entries,
            documents,
            self._choice,
            self._retries.gives_up,
        )
        work = group_work(findings, self._today)
        held_back = writer.may_lose_most() and not self._accept
        with self._desk(findings) as desk:
            desk.expect(document for group in work for document in group)
            read: Iterable[Grouped] = (self._understood(writer, desk, group) for group in work)
            if held_back:
                # Nothing may change before it is known that it is not most of the source that is gone.
                read = grouped = list(read)
                guard_withdrawals(writer.going(grouped), len(standing), self._accept)
            for done in read:
                self._write(writer, done)
        for outcome in writer.withdraw():
            self._telling.meeting(outcome)
        self._attachments(writer, findings, listing)
        bring_home(self._store)
        self._tally.end(writer.entries, self._store.read(lambda db: mirror.standing_meetings(db, source_id)))
        self._all_seen = not listing.partial and not listing.unlisted
        progress.done(listing, whole=not self._tally.is_left and self._only is None)
        return listing

    def _narrow(self, findings: Findings, listing: Listing, documents: list[KnownDocument]) -> None:
        """Leave in *findings* what is of the one meeting that is asked for."""
        meetings = self._store.read(lambda db: mirror.known_meetings(db, self._source.id))
        meeting = next((one for one in meetings if one.id == self._only), None)
        if meeting is not None:
            narrow(findings, listing, meeting, documents, stated=isinstance(self._source, RecordSource))

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
        recognise = self._recognised if self._scans is not None else None
        return Desk(self._source, self._pdf, self._cancelled, recognise, findings.rechecked_hashes)

    def _understood(self, writer: MeetingWriter, desk: Desk, group: list[RemoteDocument]) -> Grouped:
        done = Grouped(group)
        for understood in writer.understand(done, desk):
            problem = understood.problem
            self._retries.ended(understood.document.ref, problem)
            if self._outage.is_out(problem.code if problem is not None else "") and problem is not None:
                raise SourceError(problem.code, **dict(problem.params))
            self._tally.read += 1
            if understood.problem is not None and not understood.is_skipped:
                self._telling.tell(EventKind.FAILED, what=understood.document.label, problem=understood.problem)
            self._telling.tell(EventKind.PROGRESS, what=understood.document.name)
        return done

    def _recognised(self, document: RemoteDocument, styled: StyledDocument, data: bytes) -> StyledDocument:
        """*styled* with the text of its pages that are pictures, each page told as it is begun."""
        if self._scans is None:
            return styled

        def begun(done: int, total: int) -> None:
            self._telling.tell(EventKind.PROGRESS, what=document.name, page=done + 1, pages=total)

        return self._scans().read(styled, data, document.name, begun, self._cancelled)

    def _write(self, writer: MeetingWriter, group: Grouped) -> None:
        for outcome in writer.write(group, self._cancelled):
            self._telling.meeting(outcome)
        self._tally.passing += group.passing
        self._tally.is_left |= bool(group.passing or group.waiting)
        self._tally.notices += group.waiting

    def _attachments(self, writer: MeetingWriter, findings: Findings, listing: Listing) -> None:
        reader, partial = self._choice.reader, listing.partial
        fetcher = Fetcher(
            self._source, self._store, listing.documents, writer.entries, reader, self._today, partial=partial
        )
        fetcher.match(findings.dirty_groups | writer.touched_groups, writer.named)
        bringing = Bringing(self._source, self._store, self._pdf, fetcher, self._telling, self._retries, self._outage)
        bringing.bring(self._cancelled, most=self._choice.disk, only=self._only)
