"""The sources that a person has added, and fetching what they publish."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moedeklar.member import sample
from moedeklar.member.kinds import EXPORTS, FOLDER, KINDS, Closes, Making, make, unknown
from moedeklar.member.profile import Profile
from moedeklar.member.signing import SigningIn
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, NotFound, SourceError
from moedeklar.model.reports import EventKind, Problem, RunReport, SyncEvent
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.recognising import Recogniser
from moedeklar.pdf.tessdata import find_danish
from moedeklar.sources.base import Source
from moedeklar.sources.exports.source import is_archive
from moedeklar.store import journal
from moedeklar.store import sources as rows
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.choice import Choice
from moedeklar.sync.keeping import recall_of
from moedeklar.sync.reading import problem_of

if TYPE_CHECKING:
    from moedeklar.store.database import Database

SAMPLE = "sample"  # the folder in the profile that holds the sample municipality
SAMPLE_NAME = "Nordlund Kommune"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A source that is to be run, and its options."""

    info: SourceInfo
    options: dict[str, Any]


class Sources:
    """Adding, listing, removing and fetching. Every call blocks; any thread but the store's writer."""

    def __init__(
        self,
        profile: Profile,
        store: Store,
        pdf: Callable[[], PdfClient],
        after_run: Callable[[], object],
        tessdata: Callable[[], Path | None] = find_danish,
        signing: SigningIn | None = None,
    ) -> None:
        """*pdf* gives the PDF process that indexes, when it is first needed; *after_run* is called after each run.

        *tessdata* tells where the data for reading scans are, *signing* what a source's requests are signed with.
        """
        self._signing = signing
        self._profile = profile
        self._store = store
        self._pdf = pdf
        self._after_run = after_run
        self._tessdata = tessdata
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._idle.set()

    def add(
        self,
        kind: str,
        location: str,
        name: str,
        *,
        committees: Collection[str] = (),
        since: date | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> SourceInfo:
        """Add a source of any kind, which reads *location* and *options* (JSON values) itself; nothing is asked of it.

        One that is added already gets the new name, choice and options. A secret is never an option. Raises
        SourceError source_unknown.
        """
        if kind not in KINDS:
            raise unknown(kind)
        return self._add(kind, location, name, committees, since, options)

    def add_folder(
        self,
        path: Path | str,
        name: str | None = None,
        committees: Collection[str] = (),
        since: date | None = None,
    ) -> SourceInfo:
        """Add a folder; one that is added already gets the new name and choice.

        Raises SourceError: folder_unknown, folder_is_file, folder_unreadable, folder_in_profile.
        """
        folder = self._usable(Path(path))
        return self._add(FOLDER, str(folder), name or folder.name or str(folder), committees, since)

    def add_exports(
        self,
        path: Path | str,
        name: str | None = None,
        committees: Collection[str] = (),
        since: date | None = None,
    ) -> SourceInfo:
        """Add a folder, or a zip archive, that a case system exports into; otherwise as `add_folder`."""
        place = self._usable(Path(path), archives=True)
        return self._add(
            EXPORTS,
            str(place),
            name or (place.stem if place.is_file() else place.name) or str(place),
            committees,
            since,
        )

    def add_sample(self) -> SourceInfo:
        """Put the sample municipality into the profile, with dates near today, and add it. Raises StoreError."""
        folder = (self._profile.folder / SAMPLE).resolve()
        sample.place(folder, self._store.clock, self._pdf().set_html)
        return self._add(FOLDER, str(folder), SAMPLE_NAME, (), None)

    def list(self) -> tuple[SourceInfo, ...]:
        """The sources, in the order in which they were added, each with how its last run ended."""
        return self._store.read(rows.find)

    def last_report(self) -> RunReport:
        """How the last run of each source ended, put together; of none that has run, an empty report."""

        def work(db: Database) -> RunReport:
            names = {info.id: info.name for info in rows.find(db)}
            reports = journal.last_reports(db, names)
            return sum((_named(report, names[one]) for one, report in reports.items()), RunReport())

        return self._store.read(work)

    def can_read_scans(self) -> bool:
        """Whether text recognition for Danish is on this computer. Looks at the disk."""
        return self._tessdata() is not None

    def read_scans(self, source_ids: Collection[str] | None, on: bool) -> None:
        """From the next run on read the scanned documents of these sources (None: all), or leave them, and remember it.

        What was read already stays. Raises NotFound.
        """

        def work(db: Database) -> tuple[None, ChangeSet]:
            wanted = [info.id for info in rows.find(db)] if source_ids is None else list(source_ids)
            for source_id in wanted:
                rows.set_option(db, source_id, "read_scans", on)
            return None, ChangeSet.of(Kind.SOURCE, *wanted)

        self._store.write(work)

    def remove(self, source_id: str, forget_notes: bool = False) -> None:
        """Remove the source; its meetings are no longer shown. Notes on them stay unless they too shall be forgotten.

        Added again, everything is where it was. Raises NotFound.
        """
        now = self._store.clock.now()

        def work(db: Database) -> tuple[None, ChangeSet]:
            rows.get(db, source_id)
            if forget_notes:
                rows.forget(db, source_id, now)
            rows.remove(db, source_id, now)
            return None, ChangeSet.everything()

        if self._signing is not None:
            self._signing.leave(source_id)
        self._store.write(work)

    def sync(
        self,
        source_ids: Collection[str] | None = None,
        accept: Collection[str] = (),
        on_event: Callable[[SyncEvent], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> RunReport:
        """Fetch what these sources (None: all) publish, one after another; the reports together.

        *accept* names sources with which to go on where a guard stopped. *on_event* is called on this thread. Raises
        NotFound for an unknown source, SourceError sync_running while another run is under way, in any process.
        """
        wanted = self._wanted(source_ids, accept)
        lock = self._profile.sync_lock()
        if not lock.acquire():
            raise SourceError("sync_running", process=lock.holder() or 0)
        self._idle.clear()
        try:
            report = RunReport()
            for one in wanted:
                if self._stopped(cancelled):
                    return report + RunReport(cancelled=True)
                events = _named_events(on_event, one.info.name) if on_event is not None else None
                run = self._run(one, events, lambda: self._stopped(cancelled), accept=one.info.id in accept)
                report += _named(run, one.info.name)
            self._after_run()
            return report
        finally:
            self._idle.set()
            lock.release()

    def stop(self, timeout: float) -> bool:
        """Cancel the run under way, and every later one; whether none is left within *timeout* seconds."""
        self._stop.set()
        return self._idle.wait(timeout)

    def _run(
        self,
        wanted: _Wanted,
        on_event: Callable[[SyncEvent], None] | None,
        cancelled: Callable[[], bool],
        *,
        accept: bool,
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
                    accept=accept,
                    choice=_choice(wanted.options),
                    scans=self._recogniser if wanted.info.reads_scans else None,
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
        folder = self._tessdata()
        if folder is None:
            raise DocumentError("ocr_missing")
        return Recogniser(self._pdf(), folder)

    def _stopped(self, cancelled: Callable[[], bool] | None) -> bool:
        return self._stop.is_set() or (cancelled is not None and cancelled())

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

    def _add(
        self,
        kind: str,
        location: str,
        name: str,
        committees: Collection[str],
        since: date | None,
        more: Mapping[str, Any] | None = None,
    ) -> SourceInfo:
        chosen = {"committees": list(committees), "since": since.isoformat() if since else None}
        options = {**(more or {}), **chosen}
        now = self._store.clock.now()

        def work(db: Database) -> tuple[SourceInfo, ChangeSet]:
            made = rows.add(db, kind, name, location, options, now)
            # A source that comes back brings its meetings with it.
            return made, ChangeSet.of(Kind.SOURCE, made.id) | ChangeSet.of(Kind.MEETING)

        return self._store.write(work)

    def _usable(self, path: Path, *, archives: bool = False) -> Path:
        try:
            folder = path.expanduser().resolve()
            is_file = folder.exists() and not folder.is_dir()
            if is_file and not (archives and is_archive(folder)):
                raise SourceError("folder_is_file", path=str(path))
            if not folder.exists():
                raise SourceError("folder_unknown", path=str(path))
            if not is_file:
                next(folder.iterdir(), None)
        except (OSError, RuntimeError) as error:
            raise SourceError("folder_unreadable", path=str(path)) from error
        profile = self._profile.folder.resolve()
        if folder == profile or profile in folder.parents:
            raise SourceError("folder_in_profile", path=str(path))
        return folder


def _named(report: RunReport, name: str) -> RunReport:
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


def _choice(options: dict[str, object]) -> Choice:
    committees, since = options.get("committees"), options.get("since")
    named = tuple(str(name) for name in committees) if isinstance(committees, list) else ()
    return Choice(named, date.fromisoformat(since) if isinstance(since, str) else None)
