"""Running sources: one after another, one attachment alone, and ending when the program does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from moedeklar.member.kinds import Closes, Making, make
from moedeklar.member.profile import Profile
from moedeklar.member.signing import SigningIn
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, MoedeklarError, NotFound, SourceError
from moedeklar.model.reports import EventKind, Problem, RunReport, SyncEvent
from moedeklar.model.retention import Expiring
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.sources.base import Source
from moedeklar.store import attachments, journal
from moedeklar.store import sources as rows
from moedeklar.store.known import source_of
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from moedeklar.sync.keeping import recall_of
from moedeklar.sync.passing import problem_of

if TYPE_CHECKING:
    from moedeklar.member.removed import Removed
    from moedeklar.pdf.client import PdfClient
    from moedeklar.pdf.recognising import Recogniser
    from moedeklar.store.database import Database

DISK = "disk"  # the option that says how many bytes of attachments are fetched at most


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A source that is to be run, and its options."""

    info: SourceInfo
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _How:
    """How a source is run, see `Sources.sync`."""

    accept: bool
    meeting: str | None
    patient: bool


class Retains(Protocol):
    """What `Retention` gives to runs."""

    def expiring(self) -> Expiring | None:
        """The rule that holds today."""
        ...

    def run(self, cancelled: Callable[[], bool] = ...) -> Removed:
        """Remove what is due."""
        ...


class Runs:
    """Fetches from the sources of one profile. Every call blocks; any thread but the store's writer."""

    def __init__(
        self,
        profile: Profile,
        store: Store,
        pdf: Callable[[], PdfClient],
        after_run: Callable[[], object],
        tessdata: Callable[[], Path | None],
        signing: SigningIn | None = None,
        retention: Callable[[], Retains] | None = None,
    ) -> None:
        """See `Sources`."""
        self._retention = retention
        self._profile = profile
        self._store = store
        self._pdf = pdf
        self._after_run = after_run
        self._tessdata = tessdata
        self._signing = signing
        self._stop = threading.Event()
        self._idle = threading.Condition()
        self._busy = 0

    def sync(
        self,
        source_ids: Collection[str] | None = None,
        accept: Collection[str] = (),
        on_event: Callable[[SyncEvent], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        meeting: str | None = None,
        patient: bool = False,
    ) -> RunReport:
        """Fetch what these sources (None: all) publish, one after another; the reports together.

        With *meeting*, an id, only what there is of that meeting, and everything of it. With *patient*, as a schedule
        is, what failed before is tried again only once it is time. *accept* names sources with which to go on where a
        guard stopped. *on_event* is called on this thread. Raises NotFound for an unknown source or meeting,
        SourceError sync_running while another run is under way, in any process.
        """
        if meeting is not None:
            source_ids = (self._source_of(meeting),)
        wanted = self._wanted(source_ids, accept)
        lock = self._profile.sync_lock()
        if not lock.acquire():
            raise SourceError("sync_running", process=lock.holder() or 0)
        try:
            with self._at_work():
                # First what is due goes: a run takes nothing for changed that it finds gone.
                removed = self._remove_due(lambda: self._stopped(cancelled))
                report = self._runs(wanted, accept, on_event, lambda: self._stopped(cancelled), meeting, patient)
                return report + removed
        finally:
            lock.release()

    def _remove_due(self, cancelled: Callable[[], bool]) -> RunReport:
        """Remove the closed material whose time is up; what is to be told of that."""
        if self._retention is None:
            return RunReport()
        try:
            removed = self._retention().run(cancelled)
        except MoedeklarError as error:
            return RunReport(failed=(problem_of("", error),))
        return RunReport(notices=(_told(removed),)) if removed.items or removed.attachments else RunReport()

    def fetch_attachment(self, attachment_id: str, cancelled: Callable[[], bool] | None = None) -> None:
        """Fetch the file of an attachment that is not here. Blocks, also beside a run.

        Raises NotFound, SourceError, DocumentError (the network's too), StoreError, Cancelled.
        """
        from moedeklar.sync.one_file import fetch_one  # noqa: PLC0415 (what fetches files: most runs fetch none)

        _, _, source_id = self._store.read(lambda db: attachments.whose(db, attachment_id))
        (wanted,) = self._wanted((source_id,), ())
        with self._at_work(), self._opened(wanted, lambda: self._stopped(cancelled)) as source:
            fetch_one(source, self._store, attachment_id, lambda: self._stopped(cancelled))

    def stop(self, timeout: float) -> bool:
        """Cancel what is under way, and everything later; whether nothing is left within *timeout* seconds."""
        self._stop.set()
        with self._idle:
            return self._idle.wait_for(lambda: not self._busy, timeout)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being fetched, by this program."""
        return self._busy > 0

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._idle:
            self._busy += 1
        try:
            yield
        finally:
            with self._idle:
                self._busy -= 1
                self._idle.notify_all()

    def _runs(
        self,
        wanted: Collection[_Wanted],
        accept: Collection[str],
        on_event: Callable[[SyncEvent], None] | None,
        cancelled: Callable[[], bool],
        meeting: str | None,
        patient: bool,
    ) -> RunReport:
        report = RunReport()
        for one in wanted:
            if cancelled():
                return report + RunReport(cancelled=True)
            events = _named_events(on_event, one.info.name) if on_event is not None else None
            run = self._run(one, events, cancelled, _How(one.info.id in accept, meeting, patient))
            report += named(run, one.info.name)
        self._after_run()
        return report

    def _run(
        self,
        wanted: _Wanted,
        on_event: Callable[[SyncEvent], None] | None,
        cancelled: Callable[[], bool],
        how: _How,
    ) -> RunReport:
        try:
            with self._opened(wanted, cancelled) as source:
                return engine.run(
                    source,
                    self._store,
                    self._pdf,
                    self._store.clock,
                    on_event=on_event,
                    cancelled=cancelled,
                    accept=how.accept,
                    choice=_choice(wanted.options, self._retention().expiring() if self._retention else None),
                    scans=self._recogniser if wanted.info.reads_scans else None,
                    only=how.meeting,
                    patient=how.patient,
                )
        except SourceError as error:
            return self._never_ran(wanted.info.id, error, on_event)

    @contextmanager
    def _opened(self, wanted: _Wanted, cancelled: Callable[[], bool]) -> Iterator[Source]:
        recall = recall_of(self._store, wanted.info.id)
        signed = self._signing.of(wanted.info, wanted.options, cancelled) if self._signing else None
        source = make(Making(wanted.info, wanted.options, self._profile, cancelled, self._store.clock, recall, signed))
        try:
            yield source
        finally:
            if isinstance(source, Closes):
                source.close()

    def _never_ran(self, source_id: str, error: SourceError, on_event: Callable[[SyncEvent], None] | None) -> RunReport:
        """Record that the source could not even be made; the other ones go on."""
        problem = problem_of("", error)
        report = RunReport(failed=(problem,))
        now = stamp(self._store.clock.now())

        def work(db: Database) -> tuple[None, ChangeSet]:
            journal.finish_run(db, journal.start_run(db, source_id, now), SourceState.FAILED, report, now)
            return None, ChangeSet.of(Kind.SOURCE, source_id)

        self._store.write(work)
        if on_event is not None:
            on_event(SyncEvent(EventKind.FAILED, source_id, problem=problem))
            on_event(SyncEvent(EventKind.DONE, source_id, outcome=SourceState.FAILED.value))
        return report

    def _recogniser(self) -> Recogniser:
        from moedeklar.pdf.recognising import Recogniser  # noqa: PLC0415 (only where scans are read)

        folder = self._tessdata()
        if folder is None:
            raise DocumentError("ocr_missing")
        return Recogniser(self._pdf(), folder)

    def _stopped(self, cancelled: Callable[[], bool] | None) -> bool:
        return self._stop.is_set() or (cancelled is not None and cancelled())

    def _source_of(self, meeting_id: str) -> str:
        found = self._store.read(lambda db: source_of(db, meeting_id))
        if found is None or found not in {info.id for info in self._store.read(rows.find)}:
            raise NotFound("not_found", id=meeting_id)
        return found

    def _wanted(self, source_ids: Collection[str] | None, accept: Collection[str]) -> tuple[_Wanted, ...]:
        """The sources to run, each with its options."""

        def work(db: Database) -> tuple[_Wanted, ...]:
            found = {info.id: info for info in rows.find(db)}
            for source_id in (*(source_ids or ()), *accept):
                if source_id not in found:
                    raise NotFound("not_found", id=source_id)
            ids = [source_id for source_id in found if source_ids is None or source_id in source_ids]
            return tuple(_Wanted(found[one], rows.options(db, one)) for one in ids)

        return self._store.read(work)


def named(report: RunReport, name: str) -> RunReport:
    """*report* with the source's *name* on what stands for the source as a whole."""
    failed = tuple(_problem(problem, name) for problem in report.failed)
    return replace(report, failed=failed, attention=tuple(_problem(problem, name) for problem in report.attention))


def _named_events(on_event: Callable[[SyncEvent], None], name: str) -> Callable[[SyncEvent], None]:
    def named(event: SyncEvent) -> None:
        problem = _problem(event.problem, name) if event.problem is not None else None
        on_event(replace(event, what=problem.what if problem else event.what, problem=problem))

    return named


def _problem(problem: Problem, name: str) -> Problem:
    return problem if problem.what else replace(problem, what=name)


def _told(removed: Removed) -> Problem:
    params = (("items", removed.items), ("attachments", removed.attachments), ("name", removed.rule))
    return Problem("", "closed_removed" if removed.rule else "closed_removed_own", params)


def _choice(options: dict[str, object], expiring: Expiring | None) -> Choice:
    committees, since = options.get("committees"), options.get("since")
    named = tuple(str(name) for name in committees) if isinstance(committees, list) else ()
    disk = options.get(DISK)
    first = date.fromisoformat(since) if isinstance(since, str) else None
    return Choice(named, first, disk if isinstance(disk, int) else None, expiring)
