"""Updates while the window is open: a thread that looks once a day, and does what a person asks for."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from moedeklar.member.changes import Listeners
from moedeklar.member.updates import installing, timing
from moedeklar.member.updates.work import UpdateWork, problem_of
from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.model.moments import Clock
from moedeklar.model.organisation import UpdateMode
from moedeklar.model.reports import Problem
from moedeklar.model.updates import Outcome, Step, UpdateState

BEGIN_AFTER = 90.0  # seconds after the start, which belong to the window and to what is fetched
SPREAD = 240.0  # more at most, so that not everybody asks at the same moment
LOOK = 60.0  # seconds between two looks at the clock: it may be set, and a computer sleeps
SOON = 1.0  # seconds between two looks whether a run has ended that something waits for

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Now:
    """What is under way, and what a person has asked for."""

    asked: list[Step] = field(default_factory=list)
    step: Step = Step.IDLE
    done: int = 0
    total: int = 0
    problem: Problem | None = None


class Updates:
    """Newer versions of the program. Every method is for any thread but the UI's, except where it says so.

    Subscribers are told, on the thread that does the work, whenever `state` may be another.
    """

    def __init__(self, work: UpdateWork, clock: Clock, busy: Callable[[], bool], jitter: float | None = None) -> None:
        """*busy* says whether a sync run is under way, which nothing here gets in the way of. *jitter*: from 0 to 1."""
        self.work = work
        self._clock = clock
        self._busy = busy
        self._jitter = random.random() if jitter is None else jitter  # noqa: S311 (jitter)
        self._listeners: Listeners[[]] = Listeners()
        self._wake = threading.Condition()
        self._now = _Now()
        self._cancel = threading.Event()
        self._ending = False
        self._by_itself = False
        self._not_before: datetime | None = None
        self._at_end: installing.AtEnd | None = None
        self._thread: threading.Thread | None = None

    # -- for any thread, the UI's too --------------------------------------------------------------------------------

    def start(self, begin_after: float | None = None) -> None:
        """Look by itself from here on, first after *begin_after* seconds."""
        wait = BEGIN_AFTER + SPREAD * self._jitter if begin_after is None else begin_after
        self._not_before = self._clock.now() + timedelta(seconds=wait)
        self._by_itself = True
        self._begin()

    def look_now(self) -> None:
        """Look as soon as no sync run is under way. What comes of it `state` says."""
        self._ask(Step.LOOKING)

    def fetch_now(self) -> None:
        """Fetch the newer version that is known of."""
        self._ask(Step.DOWNLOADING)

    def install_now(self) -> None:
        """Get ready for a restart with the newer version: `state` says DONE when the program may end."""
        self._ask(Step.TRYING)

    def cancel(self) -> None:
        """Cancel what is under way, and what was asked for."""
        with self._wake:
            self._now.asked.clear()
            self._cancel.set()
            self._wake.notify_all()

    def end(self) -> None:
        """Do nothing more, and cancel what is under way. Returns at once."""
        with self._wake:
            self._ending = True
            self._now.asked.clear()
            self._cancel.set()
            self._wake.notify_all()

    def stop(self, timeout: float) -> bool:
        """As `end`, and wait; whether all is done within *timeout* seconds."""
        self.end()
        if self._thread is not None:
            self._thread.join(timeout)
        return self._thread is None or not self._thread.is_alive()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tell *listener* from now on; returns what ends that. It must return at once."""
        return self._listeners.subscribe(listener)

    # -- blocking ----------------------------------------------------------------------------------------------------

    def state(self) -> UpdateState:
        """How everything stands. Reads the store."""
        found, known, offer, now = self.work.policy(), self.work.memory(), self.work.offer(), self._now
        here, step = self.work.here, now.step
        if step is Step.IDLE and self._at_end is None and offer is not None and self.work.is_ready():
            step = Step.READY
        outcome = Outcome.NEVER if known.outcome is Outcome.FOUND and offer is None else known.outcome
        return UpdateState(
            found.mode,
            found.locked,
            found.organisation,
            found.url,
            here.kind,
            found.reason,
            known.looked,
            outcome,
            now.problem or known.problem,
            offer,
            installing.can_replace(here.kind, here.place),
            offer is not None and offer.version in (known.hidden, *known.failed),
            offer is not None and self.work.meeting() is not None,
            step,
            now.done,
            now.total,
        )

    def choose(self, mode: UpdateMode) -> None:
        """Do as the person wants from here on. Raises UpdateError where an organisation has decided."""
        self.work.choose(mode)
        self._wake_up()

    def hide(self) -> None:
        """The person has seen the notice of the version that is known of."""
        offer = self.work.offer()
        if offer is not None:
            self.work.remember(hidden=offer.version)

    def at_end(self, *, session_ends: bool = False) -> installing.AtEnd | None:
        """What is to be started once the program has ended; asked while the store is still open.

        Nothing where the computer is being shut down (*session_ends*): no installation would then be whole.
        """
        if session_ends:
            return None
        return self._at_end or self.work.install_by_itself()

    # -- the thread --------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        with self._wake:
            if self._thread is None and not self._ending:
                self._thread = threading.Thread(target=self._loop, name="updates")
                self._thread.start()

    def _ask(self, step: Step) -> None:
        with self._wake:
            if not self._ending and step not in self._now.asked:
                self._now.asked.append(step)
        self._begin()
        self._wake_up()

    def _wake_up(self) -> None:
        with self._wake:
            self._wake.notify_all()
        self._listeners.tell()

    def _loop(self) -> None:
        self._guarded(self.work.settle)
        while True:
            asked: Step | None = None
            with self._wake:
                if self._ending:
                    return
                waits = bool(self._now.asked) and self._busy()
                if self._now.asked and not waits:
                    asked = self._now.asked.pop(0)
                self._cancel.clear()
            if asked is not None:
                self._guarded(partial(self._do, asked, by_itself=False))
            elif waits:
                self._tell(Step.WAITING)
                self._rest(SOON)
            else:
                self._guarded(self._by_itself_now)
                self._rest(LOOK)

    def _rest(self, seconds: float) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._ending or (self._now.asked and seconds == LOOK), seconds)
        if self._now.step is Step.WAITING and not self._now.asked:
            self._tell(Step.IDLE)

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except MoedeklarError as error:
            _log.info("updates: %s", error)
        except Exception:  # noqa: BLE001 - a bug of ours here must not keep the program from anything
            _log.exception("updates go on after a fault")

    def _by_itself_now(self) -> None:
        """Look, where it is time to. A failure is remembered, and told nowhere but in the settings."""
        now = self._clock.now()
        if not self._by_itself or self._not_before is None or now < self._not_before or self._busy():
            return
        if now < timing.next_look(now, self.work.memory().looked, self._jitter):
            return
        if not self.work.is_allowed():
            return
        self._do(Step.LOOKING, by_itself=True)
        if self.work.fetches_by_itself():
            self._do(Step.DOWNLOADING, by_itself=True)

    def _do(self, step: Step, *, by_itself: bool) -> None:
        self._now.problem, self._now.done, self._now.total = None, 0, 0
        self._tell(step)
        ended = Step.IDLE
        try:
            if step is Step.LOOKING:
                self.work.look(self._cancelled)
            elif step is Step.DOWNLOADING:
                self.work.fetch(self._count, self._cancelled)
            else:
                self._at_end = self.work.install(restart=True)
                ended = Step.DONE
        except Cancelled:
            _log.info("cancelled")
        except MoedeklarError as error:
            if not by_itself:
                self._now.problem = problem_of(error)
            raise
        finally:
            self._tell(ended)

    def _count(self, done: int, total: int) -> None:
        self._now.done, self._now.total = done, total
        self._listeners.tell()

    def _cancelled(self) -> bool:
        return self._cancel.is_set()

    def _tell(self, step: Step) -> None:
        if step is not self._now.step or step is not Step.WAITING:
            self._now.step = step
            self._listeners.tell()
