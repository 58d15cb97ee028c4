"""Fetching by itself: each source at its interval, sooner after a failure; pausing that, and fetching on demand."""

from __future__ import annotations

import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moedeklar.member.changes import Listeners
from moedeklar.member.daily import Daily, Work
from moedeklar.member.due import Ended, next_run
from moedeklar.member.running import named
from moedeklar.member.settings import Settings
from moedeklar.member.sources import Sources
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import Clock
from moedeklar.model.reports import Problem, RunReport, SyncEvent
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.store import journal, retries
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database

PAUSED, MINUTES = "sync.paused", "sync.minutes"  # settings; the minutes of one source: "sync.minutes.<id>"
DEFAULT_MINUTES = 60
BEGIN_AFTER = 10.0  # seconds after the start, which belong to the window
LOOK = 30.0  # seconds between two looks at the clock: it may be set, and a computer sleeps
BUSY = timedelta(minutes=1)  # after which it is tried again where another run was under way

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """A source as it stands: how its last run ended, what failed in it, and when it is run next (UTC; None: never).

    `minutes` is its interval, 0 for never by itself; `report` all that the last run told.
    """

    source: SourceInfo
    ended: Ended | None
    next_run: datetime | None
    minutes: int
    report: RunReport | None = None

    @property
    def failed(self) -> tuple[Problem, ...]:
        """What failed in the last run."""
        return self.ended.failed if self.ended is not None else ()


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """Everything that the schedule knows. `running` is the last event of the run under way, of whichever source.

    `minutes` is the interval of every source that has none of its own.
    """

    sources: tuple[SourcePlan, ...]
    paused: bool
    minutes: int = DEFAULT_MINUTES
    running: SyncEvent | None = None
    is_running: bool = False


Outcome = RunReport | Exception  # of a run: an error of the environment, or a fault of the program


@dataclass(frozen=True, slots=True)
class Run:
    """A run that begins or, with `ended`, has ended. `sources` is None for all; `by_itself`: it was due."""

    sources: tuple[str, ...] | None
    meeting: str | None = None
    by_itself: bool = False
    ended: Outcome | None = None


@dataclass(slots=True)
class _Asked:
    """A run that a person asked for, or with `by_itself` one that was due. `dropped`: cancelled before it began."""

    sources: tuple[str, ...] | None
    accept: tuple[str, ...] = ()
    meeting: str | None = None
    on_end: Callable[[Outcome], object] = field(default=lambda _ended: None)
    by_itself: bool = False
    dropped: bool = False

    def run(self, ended: Outcome | None = None) -> Run:
        return Run(self.sources, self.meeting, self.by_itself, ended)


class Schedule:
    """Runs sources on a thread of its own, one after another. Every method is for any thread but those that it tells.

    Subscribers are told on its thread: of each event of a run, and with None whenever `state` may be another; those of
    runs, of each that begins and ends. A meeting that a person asks for goes before a longer run, which is taken up
    again after it.
    """

    def __init__(
        self,
        sources: Sources,
        store: Store,
        settings: Settings,
        clock: Clock,
        daily: Work | None = None,
    ) -> None:
        """*daily* is what is done at the start and once on every later day, on the schedule's thread."""
        self._daily = Daily(clock, daily)
        self._sources = sources
        self._store = store
        self._settings = settings
        self._clock = clock
        self._listeners: Listeners[[SyncEvent | None]] = Listeners()
        self._followers: Listeners[[Run]] = Listeners()
        self._wake = threading.Condition()
        self._asked: deque[_Asked] = deque()
        self._failures: Counter[str] = Counter()
        self._not_before: datetime | None = None
        self._running: SyncEvent | None = None
        self._is_running = False
        self._by_itself = False
        self._now: _Asked | None = None
        self._gives_way = False
        self._ending = False
        self._nudged = False
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, begin_after: float = BEGIN_AFTER) -> None:
        """Begin, with the first run by itself not before *begin_after* seconds from now."""
        self._not_before = self._clock.now() + timedelta(seconds=begin_after)
        self._by_itself = True
        self._begin()
        self._nudge()

    def _begin(self) -> None:
        with self._wake:
            if self._thread is None and not self._ending:
                self._thread = threading.Thread(target=self._loop, name="schedule")
                self._thread.start()

    def end(self) -> None:
        """Begin no more runs, and cancel the one under way. Returns at once."""
        with self._wake:
            self._ending = True
            self._cancel.set()
            self._wake.notify_all()

    def stop(self, timeout: float) -> bool:
        """As `end`, and wait; whether all is done within *timeout* seconds."""
        self.end()
        if self._thread is not None:
            self._thread.join(timeout)
        return self._thread is None or not self._thread.is_alive()

    def subscribe(self, listener: Callable[[SyncEvent | None], None]) -> Callable[[], None]:
        """Tell *listener* from now on; returns what ends that. It must return at once."""
        return self._listeners.subscribe(listener)

    def subscribe_runs(self, follower: Callable[[Run], None]) -> Callable[[], None]:
        """Tell *follower* of runs from now on; returns what ends that. It must return at once."""
        return self._followers.subscribe(follower)

    def state(self) -> ScheduleState:
        """How everything stands. Reads the store."""
        now, paused = self._clock.now(), self.is_paused
        plans = []
        for info, ended, report in self._store.read(lambda db: _ended(db, self._sources.list())):
            minutes = self.minutes(info.id)
            due = next_run(now, ended, _interval(minutes), self._failures[info.id])
            plans.append(SourcePlan(info, ended, None if paused else due, minutes, report))
        return ScheduleState(tuple(plans), paused, self.minutes(), self._running, self._is_running)

    def run_now(
        self,
        source_ids: Collection[str] | None = None,
        accept: Collection[str] = (),
        meeting: str | None = None,
        on_end: Callable[[Outcome], object] = lambda _ended: None,
    ) -> None:
        """Run these sources (None: all) as soon as nothing else runs, also while paused; see `Sources.sync`.

        *on_end* is called on the schedule's thread, which begins with this where `start` has yet to come. What is
        asked for while the program ends never begins.
        """
        wanted = None if source_ids is None else tuple(source_ids)
        self._ask(_Asked(wanted, tuple(accept), meeting, on_end))

    def retry(self, source_id: str) -> None:
        """Try everything of the source that failed again, now. Raises NotFound."""
        self._sources.retry(source_id)
        self._ask(_Asked((source_id,)))

    def cancel(self) -> None:
        """Cancel the run under way, and those that were asked for and have not begun."""
        with self._wake:
            self._gives_way = False
            for asked in self._asked:
                asked.dropped = True
            if self._now is not None:
                self._cancel.set()
        self._nudge()

    @property
    def is_paused(self) -> bool:
        """Whether nothing is fetched by itself."""
        return bool(self._settings.get(PAUSED, False))

    def pause(self, paused: bool = True) -> None:
        """Fetch nothing by itself from now on, also after the next start; or do so again."""
        self._settings.set(PAUSED, paused)
        self.wake()

    def minutes(self, source_id: str | None = None) -> int:
        """Every how many minutes a source, or each that was not set apart, is fetched; 0 for never by itself."""
        every = int(self._settings.get(MINUTES, DEFAULT_MINUTES))
        return every if source_id is None else int(self._settings.get(f"{MINUTES}.{source_id}", every))

    def set_minutes(self, minutes: int, source_id: str | None = None) -> None:
        """Set that, for one source or for all others."""
        self._settings.set(MINUTES if source_id is None else f"{MINUTES}.{source_id}", minutes)
        self.wake()

    def wake(self) -> None:
        """Look again at what is due: the computer woke up, a network came, a source was added."""
        self._nudge()
        self._listeners.tell(None)

    def _nudge(self) -> None:
        with self._wake:
            self._nudged = True
            self._wake.notify_all()

    def _ask(self, asked: _Asked) -> None:
        with self._wake:
            if asked.meeting is None:
                self._asked.append(asked)
            else:
                self._asked.appendleft(asked)
                if self._now is not None and self._now.meeting is None and not self._cancel.is_set():
                    self._gives_way = True
                    self._cancel.set()
        self._begin()
        self._nudge()

    def _loop(self) -> None:
        while True:
            with self._wake:
                if self._ending:
                    return
                self._now = self._asked.popleft() if self._asked else None
                self._cancel.clear()
                self._gives_way = self._nudged = False
            try:
                if self._by_itself:
                    self._daily(lambda: self._ending)
                asked = self._now or self._due()
                if asked is not None:
                    with self._wake:
                        if asked.by_itself and self._asked:
                            continue
                        self._now = asked
                    self._run(asked)
                    continue
            except MoedeklarError as error:
                _log.warning("the schedule waits: %s", error)
            except Exception:  # noqa: BLE001 - a bug of ours in one run must not end all later ones
                _log.exception("the schedule goes on after a fault")
                self._not_before = self._clock.now() + BUSY
            self._rest()

    def _rest(self) -> None:
        """Until the next look, or until something is asked for."""
        begin = ((self._not_before or self._clock.now()) - self._clock.now()).total_seconds()
        with self._wake:
            self._wake.wait_for(
                lambda: self._ending or self._nudged or self._asked, min(LOOK, begin) if begin > 0 else LOOK
            )

    def _due(self) -> _Asked | None:
        """The source that has been due for longest; None where none is."""
        now = self._clock.now()
        if not self._by_itself or (self._not_before is not None and now < self._not_before):
            return None
        due = [(plan.next_run, plan.source.id) for plan in self.state().sources if plan.next_run is not None]
        ready = sorted((at, source_id) for at, source_id in due if at <= now)
        return _Asked((ready[0][1],), by_itself=True) if ready else None

    def _run(self, asked: _Asked) -> None:
        self._is_running, self._running = True, None
        self._followers.tell(asked.run())
        self._listeners.tell(None)
        ended: Outcome
        try:
            ended = RunReport(cancelled=True) if asked.dropped else self._sync(asked)
        except Exception as error:  # noqa: BLE001 - whoever asked is told, of a fault of ours too
            ended = error
        finally:
            with self._wake:
                self._now = None
                gave_way, self._gives_way = self._gives_way, False
                self._is_running, self._running = False, None
        if gave_way and isinstance(ended, RunReport) and ended.cancelled and not self._ending:
            with self._wake:
                self._asked.insert(sum(1 for one in self._asked if one.meeting is not None), asked)
            self._listeners.tell(None)
            return
        if isinstance(ended, RunReport):
            _count(self._failures, asked.sources, self._sources.list())
        elif asked.by_itself:
            self._not_before = self._clock.now() + BUSY
        asked.on_end(ended)
        self._followers.tell(asked.run(ended))
        self._listeners.tell(None)
        if not isinstance(ended, RunReport | MoedeklarError):
            raise ended

    def _sync(self, asked: _Asked) -> RunReport:
        return self._sources.sync(
            asked.sources,
            accept=asked.accept,
            on_event=self._told,
            cancelled=self._cancel.is_set,
            meeting=asked.meeting,
            patient=asked.by_itself,
        )

    def _told(self, event: SyncEvent) -> None:
        self._running = event
        self._listeners.tell(event)


def _count(failures: Counter[str], source_ids: Collection[str] | None, sources: Collection[SourceInfo]) -> None:
    """How many runs in a row have failed, after one of these sources (None: all)."""
    for info in sources:
        if source_ids is None or info.id in source_ids:
            failures[info.id] = failures[info.id] + 1 if info.state is SourceState.FAILED else 0


def _interval(minutes: int) -> timedelta | None:
    return timedelta(minutes=minutes) if minutes > 0 else None


def _ended(db: Database, sources: Collection[SourceInfo]) -> list[tuple[SourceInfo, Ended | None, RunReport | None]]:
    ends = journal.last_ends(db, [info.id for info in sources])
    reports = journal.last_reports(db, [info.id for info in sources])
    found = []
    for info in sources:
        at = ends.get(info.id)
        report = reports.get(info.id)
        failed = report.failed if report is not None else ()
        ended = Ended(info.state, at, failed, retries.next_try(db, info.id)) if at is not None else None
        found.append((info, ended, named(report, info.name) if report is not None else None))
    return found
