"""The first start: which municipality or folder, or the sample. It ends in a readable agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.reports import RunReport
from moedeklar.model.views import MeetingRow, SourceInfo
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.screen import SheetScroll
from moedeklar.ui.sources.adding import AddingScreen
from moedeklar.ui.sources.content import report_headline
from moedeklar.ui.sources.first_meeting import first_meeting
from moedeklar.ui.sources.run_part import RunCard
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.buttons import action_button
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

WIDTH = 720
TOP = 24
FIRSTAGENDA = "firstagenda"
ON_DISK = ("folder", "exports")


class WelcomeScreen(AddingScreen):
    """Asks one question. When what was chosen has been fetched, it goes to the next meeting, or to the latest."""

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
        self.setAccessibleName(_("Welcome"))
        self._waiting_for: SourceInfo | None = None
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        scroll = SheetScroll(WIDTH, centred=True)
        outside.addWidget(scroll)
        page = scroll.page
        page.setSpacing(16)
        page.addSpacing(TOP)  # not in the middle: what is typed makes the page higher, and it would jump
        self.title = self._title()
        page.addWidget(self.title)
        page.addWidget(
            words(
                _(
                    "Read agendas, attachments and minutes, with your own notes beside them. Everything is on this"
                    " computer, encrypted, and can be read without a network."
                ),
                "muted",
            )
        )
        page.addWidget(self.banners)
        self.question = Card()
        self.question.setAccessibleName(_("A municipality, a folder, or another source"))
        self.question.body.addWidget(self.kinds)
        page.addWidget(self.question)
        self.run_card = RunCard(self.runner)
        page.addWidget(self.run_card)
        self.sample_strip = self._sample()
        page.addWidget(self.sample_strip)
        self.decided = self._decided()
        page.addWidget(self.decided)
        page.addStretch(2)
        self.runner.started.connect(self._running)
        self.runner.finished.connect(self._finished)
        self.runner.failed.connect(self.show_error)
        self._running()

    @staticmethod
    def _title() -> QLabel:
        title = QLabel(_("Which municipality's agendas do you read?"))
        title.setWordWrap(True)
        set_role(title, "title")
        return title

    def _sample(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(words(_("No agendas at hand? Look around in an invented municipality first."), "muted"), 1)
        row.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return strip

    def _decided(self) -> QWidget:
        """In place of the question, where an organisation decides where agendas come from."""
        card = Card()
        presets = self.workspace.presets
        locked = presets.is_locked("sources")
        name = presets.organisation() if locked else ""
        if locked:
            self.title.setText(_("{name} decides where agendas come from").format(name=name))
        self.organisation_button = action_button(
            _("See what {name} has set up").format(name=name),
            lambda: self.navigator.go(Target(Screen.ORGANISATION)),
            primary=True,
        )
        card.body.addWidget(self.organisation_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.setVisible(locked)
        self.question.setVisible(not locked)
        self.sample_strip.setVisible(not locked)
        self.setAcceptDrops(not locked)
        return card

    def show_target(self, target: Target) -> None:  # noqa: ARG002 (there is one question)
        """Ask."""
        if not self.runner.running:
            self._waiting_for = None
        self._running()

    def focus_first(self) -> None:
        """Put the keyboard on the line for a municipality, or on what else was chosen."""
        first = self.organisation_button if self.workspace.presets.is_locked("sources") else self.kinds.form
        first.setFocus()

    def added(self, source: SourceInfo) -> None:
        """Fetch from *source*, and then show what came."""
        self._waiting_for = source
        super().added(source)

    def _running(self) -> None:
        running = self.runner.running
        self.question.setEnabled(not running)
        self.sample_button.setEnabled(not running)

    def _finished(self, report: RunReport) -> None:
        self._running()
        if self._waiting_for is None or self.runner.running:  # it runs again where another run was under way
            return
        source, self._waiting_for = self._waiting_for, None
        if report.cancelled:
            self.banners.say("info", _("It was stopped. What had been fetched until then is there."))
            return
        self.operations.query(
            lambda: first_meeting(self.workspace),
            lambda meeting: self._show(meeting, report, source),
            self.show_error,
            key="welcome",
        )

    def _show(self, meeting: MeetingRow | None, report: RunReport, source: SourceInfo) -> None:
        if meeting is not None:
            self.navigator.go(Target(Screen.MEETING, meeting=meeting.id))
            return
        if source.kind == FIRSTAGENDA:
            said = _("No meetings were found. Choose more committees, or meetings from longer ago.")
        elif source.kind in ON_DISK:
            said = _(
                "No agendas were found in the folder. Choose the folder that holds agendas or minutes as PDF or text."
            )
        else:
            said = _("No meetings were found. Check the address.")
        banner = self.banners.say("warn", f"{said} {report_headline(report)}")
        banner.add_action(_("Show the report"), lambda: self.navigator.go(Target(Screen.SOURCES)))
        self.kinds.form.setFocus()

    def show_error(self, error: MoedeklarError) -> None:
        """Say what is wrong, and wait for nothing."""
        super().show_error(error)
        self._waiting_for = None
        self._running()
