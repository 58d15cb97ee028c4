"""The sources as widgets: the list, adding, the run under way and the report of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import local_now
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.model.views import SourceInfo
from moedeklar.ui.navigation import ADD, Navigator, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.screen import SheetScroll, clear_layout
from moedeklar.ui.sources.adding import AddingScreen
from moedeklar.ui.sources.content import progress_words
from moedeklar.ui.sources.report import ReportCard
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.source_card import SourceCard
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class RunCard(Card):
    """A run under way: a count, the document at hand, and the way to stop it."""

    def __init__(self, runner: SyncRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Fetching"), parent)
        self._runner = runner
        self.line = ProgressLine(_("Fetching"))
        self.words = words("", "muted")
        self.stop_button = QPushButton(_("Stop"))
        self.stop_button.setAccessibleName(_("Stop fetching"))
        self.stop_button.clicked.connect(self._stop)
        self.body.addWidget(self.line)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop_button)
        self.body.addLayout(row)
        runner.started.connect(self._begin)
        runner.progress.connect(self._follow)
        runner.finished.connect(self.hide)
        runner.failed.connect(self.hide)
        if runner.running:
            self._follow(runner.last_event)
        else:
            self.hide()

    def _begin(self) -> None:
        self.stop_button.setEnabled(True)
        self._follow(None)
        self.show()

    def _follow(self, event: SyncEvent | None) -> None:
        said = _("Stopping after this document …") if self._runner.cancelling else progress_words(event)
        self.words.setText(said)
        done, total = (event.done, event.total) if event is not None else (0, 0)
        self.line.set_progress(done, total, said)

    def _stop(self) -> None:
        self._runner.cancel()
        self.stop_button.setEnabled(False)
        self._follow(self._runner.last_event)


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
        self._known: tuple[SourceInfo, ...] | None = None
        self._wants_focus = False
        self._adding = False
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.area = SheetScroll(980)
        outside.addWidget(self.area)
        page = self.area.page
        page.addLayout(self._head())
        page.addWidget(self.banners)
        self.run_card = RunCard(self.runner)
        page.addWidget(self.run_card)
        self.report = ReportCard(theme)
        self.report.scans_wanted.connect(lambda: self.read_scans(self.runner.sources, on=True))
        page.addWidget(self.report)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        page.addLayout(self._list)
        self.municipality_card = Card(_("Add a municipality"))
        self.municipality_card.body.addWidget(self.municipality)
        page.addWidget(self.municipality_card)
        self.add_card = Card(_("Add a folder"))
        self.add_card.body.addWidget(self.add)
        self.sample_button.hide()
        self.add_card.body.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(self.add_card)
        page.addStretch(1)
        self.runner.started.connect(self._running)
        self.runner.finished.connect(self._finished)
        self.runner.failed.connect(self._failed)
        if self.runner.last_report is not None:
            self.report.show_report(self.runner.last_report)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        title = QLabel(_("Sources"))
        set_role(title, "title")
        head.addWidget(title, 1)
        self.sync_button = QPushButton(_("Fetch now"))
        set_role(self.sync_button, "primary")
        self.theme.set_icon(self.sync_button, "refresh-cw", "on_accent")
        self.sync_button.clicked.connect(lambda _checked=False: self.runner.start())
        head.addWidget(self.sync_button)
        return head

    def show_target(self, target: Target) -> None:
        """Show the sources as they are now, ready to add one where *target* says so."""
        self._adding = self._wants_focus = target.section == ADD
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again where a source changed."""
        if changes.touches(Kind.SOURCE):
            self._load()

    def _load(self) -> None:
        sources = self.workspace.sources
        self.operations.query(
            lambda: (sources.list(), sources.last_report()), self._show_answer, self.show_error, key="sources"
        )

    def _show_answer(self, answer: tuple[tuple[SourceInfo, ...], RunReport]) -> None:
        sources, before = answer
        if self.runner.last_report is None and (before.failed or before.attention or before.notices):
            # Of a run before this start: what it could not do is still not done.
            self.report.show_report(before)
        self.show_sources(sources)

    def show_sources(self, sources: tuple[SourceInfo, ...]) -> None:
        """Show these sources; a question that is being asked of one that has not changed stays."""
        if sources != self._known:
            self._known = sources
            clear_layout(self._list)
            self.cards = [self._card(source) for source in sources]
            for card in self.cards:
                self._list.addWidget(card)
        self.sample_button.setVisible(not sources)
        title = _("Add a municipality") if sources else _("Which municipality's agendas do you read?")
        self.municipality_card.set_title(title)
        self._running()
        if self._wants_focus:
            self.focus_first()
        self.status_changed.emit()

    def _card(self, source: SourceInfo) -> SourceCard:
        card = SourceCard(self.theme, source, local_now(self.workspace.clock))
        card.sync_wanted.connect(lambda: self.runner.start((source.id,)))
        card.accept_wanted.connect(lambda: self.runner.start((source.id,), accept=(source.id,)))
        card.scans_wanted.connect(lambda on: self.read_scans((source.id,), on=on))
        card.committees_wanted.connect(lambda: self.choose_committees(source))
        card.remove_wanted.connect(lambda forget: self._remove(source, forget))
        return card

    def choose_committees(self, source: SourceInfo) -> None:
        """Ask the portal of *source* for its committees, to tick others than now."""
        from moedeklar.member.portals import Place  # noqa: PLC0415 (with the table of municipalities, when it is used)

        self.municipality.ask(Place(source.location, source.name))
        self.area.ensureWidgetVisible(self.municipality_card)

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
        self.sync_button.setEnabled(bool(self._known) and not running)
        self.report.set_running(running)
        for card in self.cards:
            card.set_running(running)

    def _finished(self, report: RunReport) -> None:
        self.banners.clear()
        self.report.show_report(report)
        self._load()

    def _failed(self, error: MoedeklarError) -> None:
        self.show_error(error)
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
            self.municipality.setFocus()

        self.operations.command(
            lambda: self.workspace.sources.remove(source.id, forget_notes=forget), removed, self.show_error
        )

    def focus_first(self) -> None:
        """Put the keyboard on "Fetch now", or on the line for a municipality where one is to be added or is none."""
        self._wants_focus = self._known is None
        if self._known is None:
            return
        if self._adding or not self._known or not self.sync_button.isEnabled():
            self.municipality.setFocus()
            self.area.ensureWidgetVisible(self.municipality_card)
        else:
            self.sync_button.setFocus()
