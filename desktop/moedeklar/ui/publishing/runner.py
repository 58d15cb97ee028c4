"""The window's jobs on feeds: looking, publishing, taking back; whichever screen is shown meanwhile."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.ui.background import Tell
from moedeklar.ui.publishing.jobs import Cancelled, Job, JobRunner, Session, Task, throttled

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace
    from moedeklar.secretary.publishing.closed import ClosedPlan
    from moedeklar.secretary.publishing.desk import Desk
    from moedeklar.secretary.publishing.feeds import Feed
    from moedeklar.secretary.publishing.plan import Plan


def desk_of(workspace: Workspace) -> Desk:
    """A secretary's desk over the profile of *workspace*, which lends its keys, settings and shelf for secrets."""
    from moedeklar.secretary.publishing.desk import HOME, Desk  # noqa: PLC0415 (hardly anybody publishes)
    from moedeklar.secretary.publishing.feeds import Feeds  # noqa: PLC0415

    feeds = Feeds(workspace.settings, workspace.credentials)
    return Desk(workspace.profile.folder / HOME, lambda: workspace.keys, workspace.clock, feeds)


class PublishRunner(JobRunner):
    """The jobs of the window's feeds. One a window. `preview_ready` carries the path of a page to be shown."""

    preview_ready = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._desk: Desk | None = None
        self._shown: Path | None = None

    @property
    def desk(self) -> Desk:
        """The desk. Its calls block."""
        if self._desk is None:
            self._desk = desk_of(self._workspace)
        return self._desk

    def look(self, feed: Feed, *, accept: bool = False) -> None:
        """Say what a publish would do. What was known of that before is forgotten."""
        desk, known = self.desk, self.session(feed.id)
        known.plan = known.chosen = known.closed = known.done = None
        known.left_out = frozenset()

        def work(tell: Tell, cancelled: Cancelled) -> tuple[Plan, None]:
            return desk.look(feed, accept=accept, on_event=throttled(tell), cancelled=cancelled), None

        self.start(Task(Job.LOOK, feed, _take_plan), work)

    def choose(self, feed: Feed, left_out: frozenset[str]) -> None:
        """Publish all but these meetings, which stay as they are out."""
        desk, session = self.desk, self.session(feed.id)
        plan = session.plan
        if plan is None:
            return
        session.left_out, session.chosen = left_out, None
        self.start(
            Task(Job.CHOOSE, feed, _take_plan),
            lambda _tell, cancelled: (plan, _chosen(desk, feed, plan, left_out, cancelled)),
        )

    def hold_meeting(self, feed: Feed, meeting_id: str, *, held: bool) -> None:
        """Hold a meeting back, or let it out again; then say what a publish does."""
        self._hold(feed, lambda: self.desk.hold_meeting(feed, meeting_id, held=held))

    def hold_item(self, feed: Feed, item_id: str, *, held: bool) -> None:
        """Hold an item back, or let it out again; then say what a publish does."""
        self._hold(feed, lambda: self.desk.hold_item(feed, item_id, held=held))

    def _hold(self, feed: Feed, decide: Callable[[], None]) -> None:
        desk, session = self.desk, self.session(feed.id)
        report = session.plan.report if session.plan is not None else None
        left_out = session.left_out

        def work(tell: Tell, cancelled: Cancelled) -> tuple[Plan, Plan | None]:
            decide()
            plan = desk.look(feed, report=report, on_event=throttled(tell), cancelled=cancelled)
            return plan, _chosen(desk, feed, plan, left_out, cancelled)

        self.start(Task(Job.CHOOSE, feed, _take_plan), work)

    def ask(self, feed: Feed, meeting_id: str = "") -> None:
        """Find out what the undo of the last publish would do, or the withdrawal of a meeting; `Session.asked` then."""
        desk = self.desk

        def take(session: Session, plan: Plan) -> None:
            session.asked, session.undo = plan, not meeting_id

        self.start(
            Task(Job.ASK, feed, take),
            lambda _tell, _cancelled: desk.plan_withdrawal(feed, meeting_id) if meeting_id else desk.plan_undo(feed),
        )

    def publish(self, feed: Feed, plan: Plan) -> None:
        """Do what *plan* says; afterwards say what a publish would do now, where the folder was read before."""
        desk, session = self.desk, self.session(feed.id)
        session.asked = session.done = None
        session.under_way = plan
        report = session.plan.report if session.plan is not None else None

        def take(session: Session, done: Plan) -> None:
            session.done, session.under_way = replace(done, outgoing=None), None  # what it wrote is large, and out
            session.left_out, session.chosen = frozenset(), None

        def work(tell: Tell, cancelled: Cancelled) -> Plan:
            follow = throttled(tell)
            amounts = tuple(accumulate(plan.sizes(), initial=0))

            def written(done: int, total: int, _name: str) -> None:
                follow(_written(done, total, amounts[min(done, len(amounts) - 1)], plan.size))

            return desk.publish(feed, plan, written, cancelled)

        then = partial(self._look_on, feed, report) if report is not None else None
        self.start(Task(Job.PUBLISH, feed, take, then), work)

    def _look_on(self, feed: Feed, report: RunReport) -> None:
        desk = self.desk

        def work(tell: Tell, cancelled: Cancelled) -> tuple[Plan, None]:
            now = desk.feeds.one(feed.id) or feed  # what it says of itself is as published now
            return desk.look(now, report=report, on_event=throttled(tell), cancelled=cancelled), None

        self.start(Task(Job.LOOK, feed, _take_plan), work)

    def preview(self, feed: Feed, plan: Plan, meeting_id: str) -> None:
        """Make the pages of *plan* to look at, and tell where that of the meeting is ("": that of all)."""
        desk = self.desk
        if self._shown is None:
            self._shown = Path(tempfile.mkdtemp(prefix="moedeklar-"))
        folder = self._shown / feed.id

        def work(_tell: Tell, cancelled: Cancelled) -> Path:
            desk.preview(feed, plan, folder, meeting_id or None, cancelled)
            return folder / (f"meeting/{meeting_id}.html" if meeting_id else "index.html")

        self.start(Task(Job.PREVIEW, feed, lambda _session, path: self.preview_ready.emit(path)), work)

    def look_closed(self, feed: Feed) -> None:
        """Say what of closed items would go out for members."""

        def take(session: Session, plan: ClosedPlan) -> None:
            session.closed, session.closed_done = plan, None

        desk = self.desk
        self.start(Task(Job.CLOSED_LOOK, feed, take), lambda _tell, _cancelled: desk.plan_closed(feed))

    def publish_closed(self, feed: Feed, plan: ClosedPlan) -> None:
        """Do what *plan* says."""
        desk = self.desk

        def take(session: Session, _nothing: None) -> None:
            session.closed, session.closed_done = None, plan

        def work(tell: Tell, cancelled: Cancelled) -> None:
            follow = throttled(tell)
            desk.publish_closed(
                feed,
                plan,
                lambda done, total, _name: follow(SyncEvent(EventKind.PROGRESS, feed.id, "", done, total)),
                cancelled,
            )

        self.start(Task(Job.CLOSED_PUBLISH, feed, take), work)

    def close(self) -> None:
        """Stop, wait a little, and take away what was shown in a preview. Called once, at the end."""
        super().close()
        if self._shown is not None:
            shutil.rmtree(self._shown, ignore_errors=True)


def _take_plan(session: Session, found: tuple[Plan, Plan | None]) -> None:
    session.plan, session.chosen = found
    if session.chosen is None:
        session.left_out = frozenset()


def _chosen(desk: Desk, feed: Feed, plan: Plan, left_out: frozenset[str], cancelled: Cancelled) -> Plan | None:
    """The plan of all meetings but those *left_out*; None where none of them would change."""
    changing = {one.id for one in plan.meetings if one.change.value != "same"}
    if not changing & left_out:
        return None
    return desk.look(feed, only=changing - left_out, report=plan.report, cancelled=cancelled)


def _written(done: int, total: int, amount: int, size: int) -> SyncEvent:
    """How far a publish has come."""
    return SyncEvent(
        EventKind.PROGRESS,
        "",
        done=done,
        total=total,
        files_done=done,
        files_total=total,
        bytes_done=amount,
        bytes_total=size,
    )
