"""The page of the secretary's feed: what goes out, what stays and why, publishing it, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from moedeklar.model.errors import AttentionNeeded, MoedeklarError
from moedeklar.secretary.publishing.feeds import Feed
from moedeklar.secretary.publishing.openness import HeldKind
from moedeklar.secretary.publishing.plan import Change, Plan
from moedeklar.ui.navigation import Navigator
from moedeklar.ui.operations import Operations
from moedeklar.ui.publishing import questions
from moedeklar.ui.publishing.feeds_view import FeedsScreen
from moedeklar.ui.publishing.jobs import Job, Session
from moedeklar.ui.publishing.loading import keep_members, members_in
from moedeklar.ui.publishing.runner import PublishRunner
from moedeklar.ui.publishing.words import held_name
from moedeklar.ui.screen import focus_soon
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _
from moedeklar.wording.publishing import stopped_sentence

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

SOON = 350  # ms that ticks are gathered before it is worked out what goes out
_SHUTTING = frozenset({Job.LOOK, Job.PUBLISH, Job.CLOSED_PUBLISH})  # while these are on, the plan is only looked at


class PublishScreen(FeedsScreen):
    """One feed at a time; more are chosen at the top. `open_url` opens a page of a preview and may be replaced."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        runner: PublishRunner,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent, runner=runner)
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._wanted: frozenset[str] | None = None  # meetings to be left out, while that isn't worked out yet
        self._queue: list[tuple[str, Callable[[Feed], object]]] = []  # each with the feed that it is for
        self._told: tuple[object, ...] = ()
        self._focus_follows = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._choose)
        wishes, bar, closed = self.plan.wishes, self.bar, self.closed
        runner.changed.connect(self.show_state)
        runner.published.connect(self.load)
        runner.preview_ready.connect(self._open_preview)
        self.card.look_wanted.connect(self.look)
        self.card.undo_wanted.connect(lambda: self._do(runner.ask))
        bar.publish_wanted.connect(self.publish)
        bar.preview_wanted.connect(lambda: self._preview(""))
        bar.stop_wanted.connect(runner.stop)
        wishes.included.connect(self._include)
        wishes.preview.connect(self._preview)
        wishes.withdraw.connect(lambda one: self._do(lambda feed: runner.ask(feed, one)))
        wishes.meeting_held.connect(self._hold_meeting)
        wishes.item_held.connect(self._hold_item)
        closed.kept.connect(self._keep_members)
        closed.keys_wanted.connect(self._read_keys)
        closed.look_wanted.connect(lambda: self._do(runner.look_closed))
        closed.publish_wanted.connect(self._publish_closed)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Lay out what is known; where the keyboard was on what goes away, it comes to what is next to do."""
        shown, job = self.shown, self.runner.job
        self._focus_follows = self._focus_follows or self._holds_focus()
        there = shown is not None and not self.form_open
        self.form.setVisible(self.form_open)
        self.which.setVisible(there and self.several)
        self.add.setVisible(there)
        self.add.setEnabled(job is None)
        self.card.setVisible(there)
        if shown is None or not there:
            for part in (self.done, self.plan, self.closed, self.bar):
                part.hide()
            return
        session = self.runner.session(shown.feed.id)
        self.card.show_feed(shown, self.workspace.clock.now())
        self.card.set_busy(job is not None)
        self.done.show_done(session.done, shown.standing)
        self.plan.show_plan(session.plan, session.left_out)
        self.plan.setEnabled(job not in _SHUTTING)
        self.closed.setVisible(shown.standing.published or session.plan is not None)
        self.closed.show_feed(shown.feed)
        self.closed.show_session(session, busy=job is not None)
        self.bar.show_session(session)
        self._tell(session)
        self._ask_back(session)
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        """What waited for the job before; and the keyboard, once it is known whether another job follows."""
        if self.runner.job is None and self._queue:
            feed_id, what = self._queue.pop(0)
            if self.shown is not None and self.shown.feed.id == feed_id:
                what(self.shown.feed)
        if self.runner.job is None and self._wanted is not None and not self._soon.isActive():
            self._choose()
        if self._focus_follows and self.isVisible():
            focus: QWidget | None = self.window().focusWidget()
            self._focus_follows = self.runner.job is not None
            if focus is None or self.isAncestorOf(focus) or not focus.isVisible():
                self.next_to_do().setFocus()

    def _holds_focus(self) -> bool:
        """Whether the keyboard is on one of the buttons that come and go with a job."""
        card, bar, closed = self.card, self.bar, self.closed
        focus = QApplication.focusWidget()
        return focus in (card.look, card.undo, bar.publish, bar.preview, bar.stop, closed.look, closed.publish)

    def next_to_do(self) -> QWidget:
        """The button that stops, while something is done; else the one that publishes, or looks."""
        if self.form_open or self.shown is None:
            return super().next_to_do()
        if self.runner.job is not None:
            return self.bar.stop
        last = self.runner.session(self.shown.feed.id).last
        if last in (Job.CLOSED_LOOK, Job.CLOSED_PUBLISH):
            return self.closed.look if self.closed.publish.isHidden() else self.closed.publish
        if not self.done.isHidden():
            return self.done.copy
        if not self.bar.publish.isHidden() and self.bar.publish.isEnabled():
            return self.bar.publish
        return self.card.look

    def _tell(self, session: Session) -> None:
        """Say once how the last job ended, where it did not end well."""
        told = (session.error, session.stopped, session.done)
        if told == self._told:
            return
        self._told = told
        self.banners.clear()
        if session.error is not None:
            self._tell_error(session, session.error)
        elif session.stopped is Job.PUBLISH:
            said = stopped_sentence(publishing=True)
            self.banners.say("warn", said).add_action(_("Publish again"), self._publish_again, primary=True)
        elif session.stopped is not None:
            self.banners.say("info", stopped_sentence(publishing=False))
        self.area.verticalScrollBar().setValue(0)

    def _tell_error(self, session: Session, error: MoedeklarError) -> None:
        banner = self.banners.say("warn" if isinstance(error, AttentionNeeded) else "bad", error_sentence(error))
        if isinstance(error, AttentionNeeded):
            banner.add_action(_("Go on anyway"), lambda: self._do(lambda feed: self.runner.look(feed, accept=True)))
        elif session.last is Job.PUBLISH and error.code != "publish_stale":
            banner.add_action(_("Publish again"), self._publish_again)
        elif session.last in (Job.CLOSED_LOOK, Job.CLOSED_PUBLISH):
            banner.add_action(_("Try again"), lambda: self._do(self.runner.look_closed))
        else:
            banner.add_action(_("Look again"), self.look)

    def _ask_back(self, session: Session) -> None:
        """The question that an undo or a withdrawal waits for."""
        plan, undo = session.asked, session.undo
        if plan is None or not self.isVisible():
            return
        session.asked = None
        if plan.is_empty:
            self.banners.say("info", _("That would change nothing."))
            return
        made = questions.undo_question(plan, self) if undo else questions.withdraw_question(plan, self)
        self.question = questions.ask(made, lambda: self._publish(plan))

    # -- what is done ----------------------------------------------------------------------------------------------

    def _do(self, what: Callable[[Feed], object]) -> None:
        """Do it for the feed that is shown, after what is being done; not at all where another is shown by then."""
        shown = self.shown
        if shown is None:
            return
        if self.runner.job is not None:
            self._queue.append((shown.feed.id, what))
        else:
            what(shown.feed)

    def look(self) -> None:
        """Look what would go out."""
        self._wanted = None
        self._do(self.runner.look)

    def publish(self) -> None:
        """Publish what the button says; asks before where a meeting is withdrawn."""
        shown = self.shown
        plan = self.runner.session(shown.feed.id).going if shown is not None else None
        if plan is None or self._wanted is not None:
            return
        if plan.counted(Change.WITHDRAWN):
            self.question = questions.ask(questions.publish_question(plan, self), lambda: self._publish(plan))
        else:
            self._publish(plan)

    def _publish(self, plan: Plan) -> None:
        self._focus_follows = True
        self._do(lambda feed: self.runner.publish(feed, plan))

    def _publish_again(self) -> None:
        shown = self.shown
        plan = self.runner.session(shown.feed.id).under_way if shown is not None else None
        if plan is not None:
            self._publish(plan)

    def _include(self, meeting_id: str, on: bool) -> None:
        shown = self.shown
        if shown is not None:
            before = self._wanted if self._wanted is not None else self.runner.session(shown.feed.id).left_out
            self._wanted = before - {meeting_id} if on else before | {meeting_id}
            self.bar.publish.setEnabled(False)
            self._soon.start()

    def _choose(self) -> None:
        wanted = self._wanted
        if wanted is not None and self.runner.job is None:
            self._wanted = None
            self._do(lambda feed: self.runner.choose(feed, wanted))

    def _hold_meeting(self, meeting_id: str, held: bool) -> None:
        def do(feed: Feed) -> None:
            self.runner.hold_meeting(feed, meeting_id, held=held)

        if held:
            self._do(do)
        else:
            self._ask_again(meeting_id, HeldKind.MEETING, do)

    def _hold_item(self, item_id: str, held: bool) -> None:
        def do(feed: Feed) -> None:
            self.runner.hold_item(feed, item_id, held=held)

        if held:
            self._do(do)
        else:
            self._ask_again(item_id, HeldKind.ITEM, do)

    def _ask_again(self, one: str, kind: HeldKind, do: Callable[[Feed], object]) -> None:
        shown = self.shown
        plan = self.runner.session(shown.feed.id).plan if shown is not None else None
        found = (held for held in (plan.held if plan is not None else ()) if held.kind is kind)
        name = next((held.name or held_name(held) for held in found if one in (held.item, held.meeting_id)), "")
        self.question = questions.ask(questions.again_question(name, self), lambda: self._do(do))

    def _preview(self, meeting_id: str) -> None:
        shown = self.shown
        plan = self.runner.session(shown.feed.id).going if shown is not None else None
        if plan is not None:
            self._do(lambda feed: self.runner.preview(feed, plan, meeting_id))

    def _open_preview(self, path: Path) -> None:
        if self.isVisible() and not self.open_url(QUrl.fromLocalFile(str(path))):
            said = _("Nothing on this computer opens web pages. The page lies in {path} until the window closes.")
            self.banners.say("bad", said.format(path=path))

    # -- closed items ----------------------------------------------------------------------------------------------

    def _keep_members(self, feed: Feed) -> None:
        desk = self.runner.desk

        def kept(_feed: Feed) -> None:
            self.runner.session(feed.id).closed = None
            self.load()
            focus_soon(self.closed.add_keys)

        self.operations.command(lambda: keep_members(desk, feed), kept, self.closed.refuse)

    def _read_keys(self, paths: tuple[Path, ...]) -> None:
        self.operations.query(lambda: members_in(paths), self.closed.add_members, self.closed.refuse)

    def _publish_closed(self) -> None:
        shown = self.shown
        plan = self.runner.session(shown.feed.id).closed if shown is not None else None
        if plan is not None:
            self._do(lambda feed: self.runner.publish_closed(feed, plan))
