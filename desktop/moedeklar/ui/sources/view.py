"""The sync centre: every source with how it stands and what is fetched from it, when that is done, and adding more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import local_now
from moedeklar.model.reports import RunReport
from moedeklar.model.views import SourceInfo
from moedeklar.ui.navigation import ADD, Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.screen import SheetScroll, focus_soon
from moedeklar.ui.sources.add_source import MUNICIPALITY
from moedeklar.ui.sources.adding import AddingScreen
from moedeklar.ui.sources.rhythm import Rhythm, next_of_all
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.source_card import Owner, SourceCard
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.wording.errors import sentence
from moedeklar.wording.language import _
from moedeklar.wording.retention import amount, gone_sentence

if TYPE_CHECKING:
    from moedeklar.member.schedule import ScheduleState, SourcePlan
    from moedeklar.member.workspace import Workspace

SOON = 150  # ms that changes are gathered before it is asked how the sources stand


class SourcesScreen(AddingScreen):
    """All sources."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        navigator: Navigator,
        theme: Theme,
        parent: QWidget | None = None,
        runner: SyncRunner | None = None,
    ) -> None:
        super().__init__(workspace, operations, navigator, theme, parent, runner)
        self.setAccessibleName(_("Sources"))
        self.cards: list[SourceCard] = []
        self._known: ScheduleState | None = None
        self._wants_focus = False
        self._adding = False
        self._owners: dict[str, str] = {}
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.area = SheetScroll(980)
        outside.addWidget(self.area)
        page = self.area.page
        page.addLayout(self._head())
        page.addWidget(self.banners)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        page.addLayout(self._list)
        self.add_card = Card(_("Add a source"))
        self.add_card.body.addWidget(self.kinds)
        self.sample_button.hide()
        self.add_card.body.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(self.add_card)
        self.decided = DecidedMark(theme, self.area.sheet)
        self.decided.clicked.connect(lambda: navigator.go(Target(Screen.ORGANISATION)))
        page.addWidget(self.decided, 0, Qt.AlignmentFlag.AlignLeft)
        # Where an organisation decides where agendas come from, nothing can be added; it is said who decides.
        locked = workspace.presets.is_locked("sources")
        self.add_card.setVisible(not locked)
        self.setAcceptDrops(not locked)
        self.decided.say(workspace.presets.organisation() if locked else "", _("Where agendas come from"))
        page.addStretch(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._load)
        self.runner.started.connect(self._running)
        self.runner.progress.connect(lambda _event: self._follow())
        self.runner.state_changed.connect(self._stirred)
        self.runner.finished.connect(self._finished)
        self.runner.failed.connect(self._failed)

    def _head(self) -> QVBoxLayout:
        head = QHBoxLayout()
        title = QLabel(_("Sources"))
        set_role(title, "title")
        head.addWidget(title, 1)
        self.sync_button = QPushButton(_("Fetch now"))
        set_role(self.sync_button, "primary")
        self.theme.set_icon(self.sync_button, "refresh-cw", "on_accent")
        self.sync_button.clicked.connect(lambda _checked=False: self.runner.start())
        head.addWidget(self.sync_button)
        self.rhythm = Rhythm(self.theme)
        self.rhythm.minutes_chosen.connect(self._set_minutes)
        self.rhythm.pause_chosen.connect(self._set_paused)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.rhythm)
        self.removed = words("", "small")
        self.removed.hide()
        column.addWidget(self.removed)
        return column

    def show_target(self, target: Target) -> None:
        """Show the sources as they are now, ready to add one where *target* says so."""
        self._adding = self._wants_focus = target.section == ADD
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where a source or the schedule changed."""
        if changes.touches(Kind.SOURCE, Kind.SETTING):
            self._soon.start()

    def flush(self) -> None:
        """Leave: nothing is looked at any longer."""
        for card in self.cards:
            card.stop()
        super().flush()

    def _stirred(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _load(self) -> None:
        self._soon.stop()

        def answered(answer: tuple[ScheduleState, dict[str, str], str]) -> None:
            state, self._owners, removed = answer
            self.show_state(state)
            self.removed.setText(removed)
            self.removed.setVisible(bool(removed))

        self.operations.query(lambda: _ask(self.workspace), answered, self.show_error, key="sources")

    def show_state(self, state: ScheduleState) -> None:
        """Show the sources as they stand; a card that says what it said, or asks something, stays as it is."""
        before = {card.source.id: card for card in self.cards}
        paused = self._known is not None and self._known.paused
        held = next(
            (card.source.id for card in self.cards if card.isAncestorOf(QApplication.focusWidget() or self)), ""
        )
        button = next((n for card in self.cards for n, one in enumerate(card.buttons) if one.hasFocus()), -1)
        shown, self.cards = self.cards, []
        for plan in state.sources:
            old = before.get(plan.source.id)
            same = (
                old is not None
                and old.plan == plan
                and paused == state.paused
                and old.owner == _owner(self.workspace, self._owners, plan.source.id)
            )
            if old is None or not same:
                card = self._card(plan, state)
                if old is not None:
                    card.take_over(old)
                self.cards.append(card)
            else:
                self.cards.append(old)
        # Not takeAt: an item that Python lets go of later takes with it the card's way to tell its new height.
        for card in shown:
            self._list.removeWidget(card)
            if card not in self.cards:
                card.stop()
                card.hide()
                card.deleteLater()
        for card in self.cards:
            self._list.addWidget(card)
            if card.source.id == held and button >= 0:
                focus_soon(card.buttons[button])
        self._known = state
        self._show_rhythm(state)
        self.sample_button.setVisible(not state.sources)
        title = _("Add a source") if state.sources else _("Which municipality's agendas do you read?")
        self.add_card.set_title(title)
        self._running()
        if self._wants_focus:
            self.focus_first()
        self.status_changed.emit()

    def _show_rhythm(self, state: ScheduleState) -> None:
        self.rhythm.setVisible(bool(state.sources))
        minutes = state.minutes
        self.rhythm.show_rhythm(minutes, paused=state.paused, said=next_of_all(state, self.workspace.clock.now()))

    def _set_minutes(self, minutes: int) -> None:
        self.operations.command(lambda: self.workspace.schedule.set_minutes(minutes), None, self.show_error)

    def _set_paused(self, paused: bool) -> None:
        self.operations.command(lambda: self.workspace.schedule.pause(paused), None, self.show_error)

    def _card(self, plan: SourcePlan, state: ScheduleState) -> SourceCard:
        source, now = plan.source, local_now(self.workspace.clock)
        owner = _owner(self.workspace, self._owners, source.id)
        card = SourceCard(self.workspace, self.runner, self.theme, plan, now, paused=state.paused, owner=owner)
        card.decided.clicked.connect(lambda: self.navigator.go(Target(Screen.ORGANISATION)))
        card.sync_wanted.connect(lambda: self._start(source))
        card.retry_wanted.connect(lambda: self._retry(source))
        card.accept_wanted.connect(lambda: self.runner.start((source.id,), accept=(source.id,)))
        card.scans_wanted.connect(lambda on: self.read_scans((source.id,), on=on))
        card.committees_wanted.connect(lambda: self.choose_committees(source))
        card.sign_in_wanted.connect(lambda: self.sign_in(source))
        card.remove_wanted.connect(lambda forget: self._remove(source, forget))
        return card

    def _retry(self, source: SourceInfo) -> None:
        """Try everything of *source* that failed again."""
        self.operations.command(
            lambda: self.workspace.sources.retry(source.id),
            lambda _nothing: self._start(source),
            self.show_error,
        )

    def _start(self, source: SourceInfo) -> None:
        self.runner.start((source.id,))

    def sign_in(self, source: SourceInfo) -> None:
        """Ask how *source* is signed in to, and fetch from it once it is."""
        from moedeklar.ui.sources.sign_in import SignInDialog  # noqa: PLC0415 (where somebody signs in)

        dialog = SignInDialog(self.workspace, self.operations, self.theme, source, self)
        dialog.accepted.connect(lambda: self._start(source))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_committees(self, source: SourceInfo) -> None:
        """Ask the portal of *source* for its committees, to tick others than now."""
        from moedeklar.member.portals import Place  # noqa: PLC0415 (with the table of municipalities, when it is used)

        self.kinds.choose(MUNICIPALITY, focus=False)
        self.municipality.ask(Place(source.location, source.name))
        self.area.ensureWidgetVisible(self.add_card)

    def read_scans(self, source_ids: tuple[str, ...] | None, *, on: bool) -> None:
        """Let the scanned documents of these sources (None: all) be read, and fetch; or leave them from now on.

        Where the data for it are not on this computer, say what to install: it is read once they are.
        """
        self.banners.clear()
        sources = self.workspace.sources

        def work() -> bool:
            sources.read_scans(source_ids, on)
            return sources.can_read_scans()

        def done(able: bool) -> None:
            self._load()
            if on and not able:
                self.banners.say("warn", sentence("ocr_missing", {}))
            elif on:
                self.runner.start(source_ids)

        self.operations.command(work, done, self.show_error)

    def _running(self) -> None:
        running = self.runner.running
        self.sync_button.setEnabled(bool(self.cards) and not running)
        for card in self.cards:
            card.set_running(running)

    def _follow(self) -> None:
        for card in self.cards:
            card.show_run()

    def _finished(self, _report: RunReport) -> None:
        if not self.runner.by_itself:
            self.banners.clear()
        self._running()
        self._load()

    def _failed(self, error: MoedeklarError) -> None:
        if not self.runner.by_itself:
            self.show_error(error)
        self._running()
        self._load()

    def added(self, source: SourceInfo) -> None:
        """Show the new source, and fetch from it."""
        super().added(source)
        self._load()

    def _remove(self, source: SourceInfo, forget: bool) -> None:
        def removed(_nothing: object) -> None:
            said = _("“{name}” is removed, and your notes with it.") if forget else _("“{name}” is removed.")
            self.banners.say("info", said.format(name=source.name))
            self._load()
            self.kinds.form.setFocus()

        def remove() -> None:
            if forget:
                self.workspace.forgetting.forget((source.id,))
            else:
                self.workspace.sources.remove(source.id)

        self.operations.command(remove, removed, self.show_error)

    def focus_first(self) -> None:
        """Put the keyboard on "Fetch now", or on the form for a source where one is to be added or is none."""
        self._wants_focus = self._known is None
        if self._known is None:
            return
        if self.add_card.isHidden():
            (self.sync_button if self.sync_button.isEnabled() else self.decided).setFocus()
        elif self._adding or not self.cards or not self.sync_button.isEnabled():
            self.kinds.form.setFocus()
            self.area.ensureWidgetVisible(self.add_card)
        else:
            self.sync_button.setFocus()


def _ask(workspace: Workspace) -> tuple[ScheduleState, dict[str, str], str]:
    last = workspace.retention.last()
    parts = amount(last.items, last.attachments, last.size) if last is not None else ""
    removed = gone_sentence(last.day, last.rule, parts) if last is not None and parts else ""
    return workspace.schedule.state(), workspace.presets.owners(), removed


def _owner(workspace: Workspace, owners: dict[str, str], source_id: str) -> Owner | None:
    name = owners.get(source_id, "")
    return Owner(name, workspace.presets.is_locked("sources")) if name else None
