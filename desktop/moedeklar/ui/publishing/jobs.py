"""What carries a job on a feed: a thread, how far it has come, and what is known of each feed afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.progress import TimeLeft
from moedeklar.model.reports import SyncEvent
from moedeklar.ui.background import Background, Tell

if TYPE_CHECKING:
    from moedeklar.secretary.publishing.closed import ClosedPlan
    from moedeklar.secretary.publishing.feeds import Feed
    from moedeklar.secretary.publishing.plan import Plan

BREATH = 0.06  # seconds between two tellings of how far a job has come
CLOSING = 8.0  # seconds that a job may take to stop when the window closes
Cancelled = Callable[[], bool]


class Job(StrEnum):
    """What is being done."""

    LOOK = "look"
    CHOOSE = "choose"
    PUBLISH = "publish"
    ASK = "ask"
    PREVIEW = "preview"
    CLOSED_LOOK = "closed_look"
    CLOSED_PUBLISH = "closed_publish"


WRITING = frozenset({Job.PUBLISH, Job.CLOSED_PUBLISH})  # after which readers may see something else


@dataclass
class Session:
    """What the window knows of one feed since it was opened.

    `plan` is of everything, `chosen` of what is not in `left_out`, where that is something. `asked` is an undo or a
    withdrawal that waits for a yes; `done` what was published last, `under_way` what was begun last. `error` and
    `stopped` say how the last job ended.
    """

    plan: Plan | None = None
    chosen: Plan | None = None
    left_out: frozenset[str] = frozenset()
    asked: Plan | None = None
    undo: bool = False
    done: Plan | None = None
    under_way: Plan | None = None
    closed: ClosedPlan | None = None
    closed_done: ClosedPlan | None = None
    error: MoedeklarError | None = None
    stopped: Job | None = None
    last: Job | None = None

    @property
    def going(self) -> Plan | None:
        """What the button publishes."""
        return self.chosen if self.left_out else self.plan


@dataclass(frozen=True, slots=True)
class Task:
    """A job under way: for which feed, what takes its result, and what is to be done next."""

    job: Job
    feed: Feed
    take: Callable[[Session, Any], None]
    then: Callable[[], object] | None = None


class JobRunner(QObject):
    """Does one job at a time and keeps what came of it. Made and used in the UI thread.

    `changed`: a job began or ended, or something is known that was not. `progress` carries the newest `SyncEvent` of
    the job under way. `published`: readers of a feed may see something else. `ended` carries the `Job` that has ended,
    and the `Session` that says how.
    """

    changed = Signal()
    progress = Signal(object)
    published = Signal()
    ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions: dict[str, Session] = {}
        self._task: Task | None = None
        self._left = TimeLeft()
        self.last_event: SyncEvent | None = None
        self._work = Background(self)
        self._work.told.connect(self._told)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)
        self._work.stopped.connect(self._stopped)

    @property
    def job(self) -> Job | None:
        """What is being done."""
        return self._task.job if self._task is not None else None

    @property
    def feed_id(self) -> str:
        """For which feed, "" while nothing is done."""
        return self._task.feed.id if self._task is not None else ""

    @property
    def stopping(self) -> bool:
        """Whether the job has been asked to stop."""
        return self._work.stopping

    def session(self, feed_id: str) -> Session:
        """What is known of a feed."""
        return self._sessions.setdefault(feed_id, Session())

    def forget(self, feed_id: str) -> None:
        """Know nothing more of a feed: it is another now, or gone."""
        self._sessions.pop(feed_id, None)
        self.changed.emit()

    def seconds_left(self) -> float | None:
        """How long the job will take; None where that can't be said."""
        return self._left.seconds(time.monotonic())

    def start(self, task: Task, work: Callable[[Tell, Cancelled], object]) -> None:
        """Begin *task*; nothing is done while another one is under way."""
        if self._task is not None:
            return
        session = self.session(task.feed.id)
        session.error = session.stopped = None
        session.last = task.job
        self._task, self.last_event, self._left = task, None, TimeLeft()
        self._work.start(work, "publish")
        self.changed.emit()

    def stop(self) -> None:
        """Ask the job to stop. Readers of a feed keep what is whole."""
        self._work.stop()
        self.changed.emit()

    def close(self) -> None:
        """Stop, and wait a little. Called once, at the end."""
        self._work.cancel()
        self._work.wait(CLOSING)
        self._task = None

    def _told(self, event: SyncEvent) -> None:
        self.last_event = event
        self._left.follow(event, time.monotonic())
        self.progress.emit(event)

    def _done(self, result: object) -> None:
        task = self._end()
        task.take(self.session(task.feed.id), result)
        self._tell_end(task)
        if task.then is not None:
            task.then()

    def _failed(self, error: MoedeklarError) -> None:
        task = self._end()
        self.session(task.feed.id).error = error
        self._tell_end(task)

    def _stopped(self) -> None:
        task = self._end()
        self.session(task.feed.id).stopped = task.job
        self._tell_end(task)

    def _tell_end(self, task: Task) -> None:
        if task.job in WRITING:
            self.published.emit()
        self.changed.emit()
        self.ended.emit(task.job, self.session(task.feed.id))

    def _end(self) -> Task:
        task, self._task = self._task, None
        assert task is not None  # noqa: S101 (only what was started ends)
        return task


def throttled(tell: Tell) -> Callable[[SyncEvent], None]:
    """Tells a few times a second at most: more is not seen, and each time costs."""
    last = [0.0]

    def follow(event: SyncEvent) -> None:
        now = time.monotonic()
        if now - last[0] >= BREATH:
            last[0] = now
            tell(event)

    return follow
