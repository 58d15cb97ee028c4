"""One source as a card: what it is, how it stands, what is being fetched, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.rows import LABEL_ROLES, TAG_ROLES, words
from moedeklar.ui.screen import focus_soon
from moedeklar.ui.sources.content import kind_name, last_success, report_text
from moedeklar.ui.sources.doctor import DoctorPart
from moedeklar.ui.sources.removal import Removal
from moedeklar.ui.sources.report import ReportPart
from moedeklar.ui.sources.run_part import RunPart
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.sources.standing import (
    ASKING,
    Standing,
    next_words,
    standing,
    standing_tag,
    standing_tone,
    standing_words,
    trouble_words,
    whole_problems,
)
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.ui.widgets.tag import Tag
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.schedule import SourcePlan
    from moedeklar.member.workspace import Workspace

SCANNED = frozenset(("folder",))  # kinds whose documents may be scanned: others state what they hold
OFFERING = frozenset(("firstagenda",))  # kinds that can be asked for their committees
SIGNING = frozenset(("oparl", "ical"))  # kinds that can be signed in to


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation whose preset a source came from; `locked`: a member can neither remove it nor choose anew."""

    name: str
    locked: bool


class SourceCard(Card):
    """A source and its last run. *paused*: nothing is fetched by itself. *owner*: the organisation it came from.

    `sync_wanted`, `retry_wanted` (what failed), `accept_wanted` (go on past a guard), `remove_wanted` (and whether to
    forget the notes), `scans_wanted` (whether its scanned documents are to be read from now on), `committees_wanted`
    (to choose them anew), `sign_in_wanted`. What is wrong is looked for in the card itself.
    """

    sync_wanted = Signal()
    retry_wanted = Signal()
    accept_wanted = Signal()
    remove_wanted = Signal(bool)
    scans_wanted = Signal(bool)
    committees_wanted = Signal()
    sign_in_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: SyncRunner,
        theme: Theme,
        plan: SourcePlan,
        now: datetime,
        *,
        paused: bool = False,
        owner: Owner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(plan.source.name, parent)
        self.owner = owner
        self._workspace = workspace
        self._runner = runner
        self._theme = theme
        self._removal: Removal | None = None
        self._doctor: DoctorPart | None = None
        self.plan = plan
        self.source = source = plan.source
        self.standing = found = standing(plan)
        self.setAccessibleName(f"{kind_name(source.kind)} {source.name}, {standing_words(found)}")
        self.tag = Tag(standing_tag(found), TAG_ROLES[standing_tone(found)])
        self.add_header_widget(self.tag)
        self.body.setSpacing(3)
        self.body.addWidget(ElidedLabel(f"{kind_name(source.kind)} · {source.location}", "muted"))
        if owner is not None:
            self.body.addWidget(words(_("From {name}").format(name=owner.name), "small"))
        self.state = words(self._state(now, paused=paused), "small")
        self.body.addWidget(self.state)
        if source.committees:
            only = _("Only {committees}").format(committees=", ".join(source.committees))
            self.body.addWidget(words(only, "small"))
        self.trouble = words(trouble_words(plan), LABEL_ROLES[standing_tone(found)])
        self.body.addWidget(self.trouble)
        self.trouble.setVisible(bool(self.trouble.text()))
        self.run = RunPart(runner, source.name)
        self.run.hide()
        self.body.addWidget(self.run)
        if found is Standing.ATTENTION:
            self.body.addWidget(self._guard())
        self.report = ReportPart(theme)
        self.body.addWidget(self.report)  # before it shows anything: without a parent it would be a window of its own
        self.report.scans_wanted.connect(lambda: self.scans_wanted.emit(True))
        if plan.report is not None:
            guarded = plan.report.attention if found is Standing.ATTENTION else ()
            self.report.show_report(plan.report, (*whole_problems(plan), *guarded))
        self._scans()
        self._buttons()
        self.show_run()

    def _state(self, now: datetime, *, paused: bool) -> str:
        parts = (
            last_success(self.source, now),
            next_words(self.plan, now, paused=paused),
            standing_words(self.standing),
        )
        return " · ".join(parts)

    def _scans(self) -> None:
        self.scans = QCheckBox(_("Read scanned documents by text recognition"))
        self.scans.setAccessibleDescription(self.source.name)
        self.scans.setChecked(self.source.reads_scans)
        self.scans.clicked.connect(self.scans_wanted)
        self.body.addWidget(self.scans)
        self.scans.setVisible(self.source.kind in SCANNED)

    def _guard(self) -> QFrame:
        guard = QFrame()
        set_role(guard, "banner-warn")
        layout = QVBoxLayout(guard)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        reasons = self.plan.report.attention if self.plan.report is not None else ()
        said = " ".join(problem_sentence(problem) for problem in reasons) or _(
            "Much of what was here is suddenly missing from the source, so the run stopped before anything was changed."
            " Look whether the folder is complete: perhaps a drive isn't connected or files are being moved. If it is"
            " right as it is, go on; what is missing is then marked as withdrawn, and your notes are kept."
        )
        layout.addWidget(words(said))
        self.accept_button = QPushButton(_("Go on anyway"))
        self.accept_button.setAccessibleDescription(self.source.name)
        self.accept_button.clicked.connect(self.accept_wanted)
        row = QHBoxLayout()
        row.addWidget(self.accept_button)
        row.addStretch(1)
        layout.addLayout(row)
        return guard

    def _buttons(self) -> None:
        name, kind = self.source.name, self.source.kind
        again = bool(self.plan.failed)
        self.sync_button = self._button(
            _("Try again") if again else _("Fetch"),
            "refresh-cw",
            (_("Try what failed of {name} again") if again else _("Fetch from {name}")).format(name=name),
            self.retry_wanted.emit if again else self.sync_wanted.emit,
        )
        again_in = self.standing in ASKING
        self.sign_in_button = self._button(
            _("Sign in …"),
            "key",
            _("Sign in to {name}").format(name=name),
            self.sign_in_wanted.emit,
        )
        if again_in:
            set_role(self.sign_in_button, "primary")
            self._theme.set_icon(self.sign_in_button, "key", "on_accent")
        self.doctor_button = self._button(
            _("What is wrong?"), "life-buoy", _("What is wrong with {name}?").format(name=name), self.diagnose
        )
        self.committees_button = self._button(
            _("Committees …"), "users", _("Choose committees of {name}").format(name=name), self.committees_wanted.emit
        )
        self.copy_button = self._button(
            _("Copy details"), "copy", _("Copy the report of {name}").format(name=name), self._copy
        )
        self.remove_button = self._button(_("Remove …"), "trash-2", _("Remove {name}").format(name=name), self._ask)
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        self.buttons = (
            *((self.sign_in_button, self.sync_button) if again_in else (self.sync_button, self.sign_in_button)),
            self.doctor_button,
            self.committees_button,
            self.copy_button,
            self.remove_button,
        )
        for button in self.buttons:
            flow.addWidget(button)
        self.sign_in_button.setVisible(kind in SIGNING)
        self.committees_button.setVisible(kind in OFFERING)
        self.copy_button.setVisible(self.plan.report is not None)
        self.decided = DecidedMark(self._theme, row)
        flow.addWidget(self.decided)
        self.body.addSpacing(4)
        self.body.addWidget(row)
        if self.owner is not None and self.owner.locked:
            self.decided.say(self.owner.name, name)
            for button in (self.remove_button, self.committees_button):
                button.hide()

    def _button(self, text: str, icon: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "quiet")
        self._theme.set_icon(button, icon)
        button.setAccessibleName(name)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    @property
    def removal(self) -> Removal | None:
        """The question whether to remove, while it is asked."""
        return self._removal

    @property
    def doctor(self) -> DoctorPart | None:
        """What is found to be wrong, while it is shown."""
        return self._doctor

    def show_run(self) -> None:
        """Show how far its run has come, and nothing of it where another source's turn it is."""
        runner, event = self._runner, self._runner.last_event
        mine = runner.running and (event.source == self.source.id if event is not None else self._alone())
        if mine:
            self.run.follow(event)
        self.run.setVisible(mine)
        self.tag.setVisible(not mine)

    def _alone(self) -> bool:
        return self._runner.sources == (self.source.id,)

    def set_running(self, running: bool) -> None:
        """While a run is under way nothing else can be asked for."""
        for button in (self.sync_button, self.remove_button, self.committees_button, self.sign_in_button, self.scans):
            button.setEnabled(not running)
        self.report.set_running(running)
        self.show_run()

    def diagnose(self) -> None:
        """Look at the whole way to the source, below its buttons; once more where that is shown already."""
        self.stop()
        old, self._doctor = self._doctor, DoctorPart(self._workspace, self._theme, self.source.id)
        if old is not None:
            old.hide()
            old.deleteLater()
        self._doctor.left.connect(self._undiagnose)
        self.body.addWidget(self._doctor)

    def take_over(self, old: SourceCard) -> None:
        """What is found to be wrong stays when the card is made anew."""
        doctor, old._doctor = old._doctor, None
        if doctor is not None:
            doctor.left.disconnect()
            doctor.left.connect(self._undiagnose)
            self._doctor = doctor
            self.body.addWidget(doctor)

    def stop(self) -> None:
        """Whatever the card does in the background ends."""
        if self._doctor is not None:
            self._doctor.stop()

    def _undiagnose(self) -> None:
        doctor, self._doctor = self._doctor, None
        if doctor is not None:
            doctor.hide()
            doctor.deleteLater()
        self.doctor_button.setFocus()

    def _copy(self) -> None:
        if self.plan.report is not None:
            name = f"{self.source.name} ({kind_name(self.source.kind)}, {self.source.location})"
            QGuiApplication.clipboard().setText(f"{name}\n{report_text(self.plan.report)}")
            self.copy_button.setText(_("Copied"))

    def _ask(self) -> None:
        if self._removal is None:
            self._removal = Removal(self.source.name)
            self._removal.confirmed.connect(self.remove_wanted)
            self._removal.cancelled.connect(self._keep)
            self.body.addWidget(self._removal)
        focus_soon(self._removal.cancel)

    def _keep(self) -> None:
        removal, self._removal = self._removal, None
        if removal is not None:
            removal.hide()
            removal.deleteLater()
        self.remove_button.setFocus()
