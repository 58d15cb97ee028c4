"""One run over one source: discover → reconcile → propagate → journal.

A run may end at any moment: the next one goes on with what is left and comes to the same end. What is listed is taken
in by `taking`; where nothing new is listed and nothing is left to do, that is told without looking at each meeting. The
pages of attachments are indexed last.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import AttentionNeeded, Cancelled, SourceError, StoreError
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.model.views import SourceState
from moedeklar.sources.base import Listing, NamingSource, Source
from moedeklar.store import attachments, homes, journal, retries
from moedeklar.store.known import standing_meetings
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync.choice import Choice
from moedeklar.sync.indexing import index_files
from moedeklar.sync.known import Known
from moedeklar.sync.means import Means
from moedeklar.sync.outage import Outage
from moedeklar.sync.passing import problem_of
from moedeklar.sync.pdf import Pdf, ReadsScans
from moedeklar.sync.progress import Progress
from moedeklar.sync.retrying import Retries
from moedeklar.sync.telling import Telling

if TYPE_CHECKING:
    from moedeklar.store.database import Database

_log = logging.getLogger(__name__)


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
    telling = Telling(source.id, on_event)
    known = store.read(lambda db: retries.find(db, source.id))
    waiting = Retries(known, clock.now(), patient=patient)
    means = Means(
        source,
        store,
        pdf,
        clock,
        cancelled or (lambda: False),
        accept,
        choice or Choice(),
        scans,
        only,
        local_now(clock).date(),
        telling,
        waiting,
        Outage(),
    )
    return _Run(means, index=index).run()


class _Run:
    """The state of one run. Without *index* attachments are not made searchable."""

    def __init__(self, means: Means, *, index: bool) -> None:
        self._means = means
        self._source = means.source
        self._store = means.store
        self._clock = means.clock
        self._telling = means.telling
        self._tally = means.telling.tally
        self._retries = means.retries
        self._index = index
        self._all_seen = False

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
        while listing.more and self._means.only is None:
            listing = self._one_listing(listing.cursor)
        if self._index:
            index_files(self._store, self._means.pdf, self._means.cancelled)

    def _one_listing(self, rest: str = "") -> Listing:
        """Take in one listing: the only one of the run; or the nearest meetings and then, from *rest* on, all."""
        means, reader = self._means, self._means.choice.reader
        known = Known(self._store, self._source.id, reader)
        progress = Progress(self._source, self._store, reader, scans=means.scans is not None)
        listing = progress.discover(known, means.cancelled, accept=means.accept, rest=rest)
        if self._is_nothing_to_do(listing, known):
            self._leave(listing, first=not rest)
        else:
            from moedeklar.sync.taking import Taking  # noqa: PLC0415 (most runs find nothing new, and it is large)

            Taking(means, progress, known, listing, first=not rest).take()
        self._all_seen = not listing.partial and not listing.unlisted
        progress.done(listing, whole=not self._tally.is_left and means.only is None)
        return listing

    def _is_nothing_to_do(self, listing: Listing, known: Known) -> bool:
        """Whether *listing* says nothing, and nothing from earlier runs is left to be read, fetched or withdrawn."""
        says_something = listing.documents or listing.gone or listing.problems or listing.skipped or listing.unlisted
        if not listing.partial or says_something or self._means.only is not None:
            return False
        if isinstance(self._source, NamingSource) or not known.is_at_rest:
            return False
        if self._store.read(lambda db: attachments.waiting(db, self._source.id)):
            return False
        return not self._store.files.missing(self._store.read(attachments.all_files))

    def _leave(self, listing: Listing, *, first: bool) -> None:
        """Leave everything as it is, and tell what there is to tell. *first* says that no listing came before."""
        source_id = self._source.id
        told = self._store.read(lambda db: journal.entries_with_problem(db, source_id))
        self._tally.begin(listing, told, 0)
        if first:
            self._telling.tell(EventKind.START)
        if self._store.read(homes.orphans):
            from moedeklar.sync.homecoming import bring_home  # noqa: PLC0415 (seldom has a note no home)

            bring_home(self._store)
        self._tally.end(told, self._store.read(lambda db: standing_meetings(db, source_id)))
