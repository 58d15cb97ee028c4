"""The page's frame: which feed is shown, the form for one, and how each stands. What is done with it: `view`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.secretary.publishing.feeds import Feed
from moedeklar.ui.navigation import Navigator, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.publishing import questions
from moedeklar.ui.publishing.bar import PublishBar
from moedeklar.ui.publishing.closed_card import ClosedCard
from moedeklar.ui.publishing.done_card import DoneCard
from moedeklar.ui.publishing.feed_card import FeedCard
from moedeklar.ui.publishing.feed_form import Draft, FeedForm
from moedeklar.ui.publishing.loading import Shown, has_secrets, keep, load
from moedeklar.ui.publishing.plan_part import PlanPart
from moedeklar.ui.publishing.runner import PublishRunner
from moedeklar.ui.screen import BannerSpot, ScreenWidget, SheetScroll, focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import Question
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

WIDEST = 980


class FeedsScreen(ScreenWidget):
    """Feeds are read, added, changed and removed here. A subclass says in `show_state` what is shown of the one."""

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
        super().__init__(workspace, operations, navigator, theme, parent)
        self.setAccessibleName(_("Publish agendas"))
        self.runner = runner
        self.question: Question | None = None
        self.form_open = False
        self._known: tuple[Shown, ...] | None = None
        self._current = ""
        self._wants_focus = False
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        self.area = SheetScroll(WIDEST)
        outside.addWidget(self.area, 1)
        self.bar = PublishBar(runner, theme)
        outside.addWidget(self.bar)
        self.area.page.addLayout(self._head())
        self.banners = BannerSpot(theme)
        self.form = FeedForm(theme)
        self.card = FeedCard(theme)
        self.done = DoneCard(theme)
        self.plan = PlanPart(theme)
        self.closed = ClosedCard(theme)
        for part in (self.banners, self.form, self.card, self.done, self.plan, self.closed):
            self.area.page.addWidget(part)
        self.area.page.addStretch(1)
        for hidden in (self.which, self.add, self.form, self.card, self.plan, self.closed, self.bar):
            hidden.hide()
        self.form.wanted.connect(self._keep)
        self.form.left.connect(self._leave_form)
        self.card.change_wanted.connect(self._change)
        self.card.remove_wanted.connect(self._ask_remove)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        title = QLabel(_("Publish agendas"))
        set_role(title, "title")
        head.addWidget(title, 1)
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which feed"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(18)
        self.which.activated.connect(lambda n: self._switch(str(self.which.itemData(n))))
        head.addWidget(self.which)
        self.add = QPushButton(_("Another feed"))
        self.theme.set_icon(self.add, "plus")
        self.add.clicked.connect(lambda _checked=False: self._fill_form(None))
        head.addWidget(self.add)
        return head

    @property
    def shown(self) -> Shown | None:
        """The feed that is shown, None where there is none."""
        known = self._known or ()
        return next((one for one in known if one.feed.id == self._current), next(iter(known), None))

    @property
    def several(self) -> bool:
        """Whether there is more than one feed."""
        return len(self._known or ()) > 1

    def show_target(self, target: Target) -> None:  # noqa: ARG002 (there is one page)
        """Show the feeds as they stand."""
        self.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where a setting changed: feeds are settings."""
        if changes.touches(Kind.SETTING):
            self.load()

    def load(self) -> None:
        """Read the feeds, and show them."""
        desk = self.runner.desk
        self.operations.query(lambda: load(desk), self.show_feeds, self.show_error, key="publish")

    def show_feeds(self, feeds: tuple[Shown, ...]) -> None:
        """Show these feeds, or the form for the first where there is none."""
        if feeds and self._known == ():
            self.form_open = False  # it stood there because there was none
        self._known = feeds
        shown = self.shown
        self._current = shown.feed.id if shown is not None else ""
        self.which.clear()
        for one in feeds:
            said = one.standing.settings
            self.which.addItem(said.name if said is not None and said.name else one.feed.place, one.feed.id)
        self.which.setCurrentIndex(max(0, self.which.findData(self._current)))
        if not feeds and not self.form_open:
            self._fill_form(None)
        self.show_state()
        if self._wants_focus:
            self.focus_first()
        self.status_changed.emit()

    def show_state(self) -> None:
        """Lay out what is known of the feed that is shown."""

    def next_to_do(self) -> QWidget:
        """Where the keyboard goes: to what is next to do."""
        return self.form.folder.edit if self.form_open else self.card.look

    def focus_first(self) -> None:
        """Put the keyboard on what is next to do."""
        self._wants_focus = self._known is None
        if self._known is not None:
            focus_soon(self.next_to_do())

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong with what is kept of the feeds."""
        self.banners.say("bad", error_sentence(error)).add_action(_("Try again"), self.load)

    def _fill_form(self, shown: Shown | None, *, kept: bool = False) -> None:
        self.form_open = True
        feed = shown.feed if shown is not None else None
        settings = shown.standing.settings if shown is not None else None
        self.form.show_feed(feed, settings, kept=kept, first=not self._known)
        self.show_state()
        if self.isVisible():
            focus_soon(self.form.folder.edit)

    def _leave_form(self) -> None:
        self.form_open = False
        self.show_state()
        focus_soon(self.next_to_do())

    def _change(self) -> None:
        shown, desk = self.shown, self.runner.desk
        if shown is not None:
            self.operations.query(
                lambda: has_secrets(desk, shown.feed),
                lambda kept: self._fill_form(shown, kept=kept),
                self.show_error,
                key="publish.secrets",
            )

    def _keep(self, draft: Draft) -> None:
        desk = self.runner.desk

        def kept(feed: Feed) -> None:
            self.form.set_busy(False)
            self.form_open = False
            self._current = feed.id
            self.runner.forget(feed.id)
            self._wants_focus = True
            self.load()

        self.operations.command(lambda: keep(desk, draft), kept, self.form.refuse)

    def _switch(self, feed_id: str) -> None:
        self._current = feed_id
        self.banners.clear()
        self.show_state()

    def _ask_remove(self) -> None:
        shown = self.shown
        if shown is not None:
            name = self.which.currentText() or shown.feed.place
            self.question = questions.ask(questions.remove_question(name, self), lambda: self._remove(shown.feed))

    def _remove(self, feed: Feed) -> None:
        desk = self.runner.desk

        def removed(_nothing: object) -> None:
            self.runner.forget(feed.id)
            self._wants_focus = True
            self.load()

        self.operations.command(lambda: desk.feeds.forget(feed.id), removed, self.show_error)
