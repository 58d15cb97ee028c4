"""The card of the settings: whether newer versions are looked for, what was found, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from moedeklar import __version__
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import Clock
from moedeklar.model.organisation import UpdateMode
from moedeklar.model.updates import Kind, Outcome, Step, UpdateState
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.updates.follower import UpdateFollower
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.decided import DecidedMark
from moedeklar.ui.widgets.elided import ElidedComboBox
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _
from moedeklar.wording.updates import (
    idle_words,
    locked_words,
    looked_words,
    mode_words,
    offer_words,
    problem_words,
    ready_words,
    step_words,
)

_BUSY = (Step.WAITING, Step.LOOKING, Step.DOWNLOADING, Step.TRYING)


class UpdateCard(Card):
    """Shows what *follower* tells. `decided_wanted`: what the organisation decided is to be shown. UI thread."""

    decided_wanted = Signal()

    def __init__(self, theme: Theme, follower: UpdateFollower, clock: Clock) -> None:
        super().__init__(_("Updates"))
        self._theme = theme
        self._clock = clock
        self._filling = False
        self.follower = follower
        self.mode = ElidedComboBox()
        self._add_mode()
        self.locked, self.said, self.problem = words("", "small"), words("", "muted"), words("", "warn")
        self.progress = ProgressLine(_("Fetching the newer version"))
        for part in (self.locked, self.said, self.progress, self.problem):
            self.body.addWidget(part)
        row = QWidget()
        flow = FlowLayout(row, spacing=8)
        self.look = self._button(flow, _("Look now"), "refresh-cw", follower.look)
        self.fetch = self._button(flow, _("Download"), "download", follower.fetch)
        self.page = self._button(flow, _("Open the download page"), "external-link", follower.open_page)
        self.install = self._button(flow, _("Install and restart"), "", follower.install)
        self.cancel = self._button(flow, _("Cancel"), "x", follower.cancel)
        self.news = self._button(flow, _("What's new"), "info", self._tell_news)
        set_role(self.install, "primary")
        self.body.addWidget(row)
        follower.changed.connect(self.show_state)
        follower.failed.connect(self._show_error)
        self.show_state(UpdateState(kind=Kind.DEB))

    def _add_mode(self) -> None:
        name = QLabel(_("Newer versions"))
        name.setBuddy(self.mode)
        self.mode.setAccessibleName(name.text())
        self.mode.setMinimumWidth(240)
        for mode in UpdateMode:
            self.mode.addItem(mode_words(mode), mode.value)
        self.mode.currentIndexChanged.connect(self._choose)
        row = QHBoxLayout()
        self.mark = DecidedMark(self._theme, self)
        self.mark.clicked.connect(self.decided_wanted)
        row.addWidget(name, 1)
        row.addWidget(self.mode)
        self.body.addLayout(row)
        self.body.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignRight)

    def _button(self, flow: FlowLayout, text: str, icon: str, wanted: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        if icon:
            self._theme.set_icon(button, icon)
        button.clicked.connect(lambda _checked=False: wanted())
        flow.addWidget(button)
        return button

    def show_state(self, state: UpdateState) -> None:
        """Put it in place; nothing is chosen by that."""
        self._filling = True
        self.mode.setCurrentIndex(self.mode.findData(state.mode.value))
        self.mode.setEnabled(not state.locked and state.kind is not Kind.SOURCE)
        self._filling = False
        self.mark.say(state.organisation if state.locked else "", self.mode.accessibleName(), self.mode.currentText())
        _say(self.locked, "" if state.organisation else locked_words(state))
        _say(self.said, _lines(state, self._clock.now()))
        _say(self.problem, problem_words(state) if not state.idle_reason and state.step not in _BUSY else "")
        self._show_buttons(state)

    def _show_buttons(self, state: UpdateState) -> None:
        busy, offer = state.step in _BUSY, state.offer
        self.progress.setVisible(state.step is Step.DOWNLOADING)
        self.progress.set_progress(state.done, state.total, step_words(state))
        may = not state.idle_reason and state.mode is not UpdateMode.OFF
        _put(self.look, may and not busy and state.step is not Step.DONE)
        resting = may and offer is not None and state.step is Step.IDLE
        _put(self.fetch, resting and state.can_fetch)
        _put(self.page, resting and not state.can_fetch)
        _put(self.install, may and state.step is Step.READY)
        _put(self.cancel, state.step in (Step.WAITING, Step.LOOKING, Step.DOWNLOADING))
        _put(self.news, offer is not None and not busy)

    def _choose(self, _index: int) -> None:
        if not self._filling:
            self.follower.choose(UpdateMode(self.mode.currentData()))

    def _show_error(self, error: MoedeklarError) -> None:
        _say(self.problem, error_sentence(error))

    def _tell_news(self) -> None:
        from moedeklar.ui.updates.whats_new import changes_of  # noqa: PLC0415 (not loaded before somebody asks)

        offer = self.follower.state.offer
        if offer is not None:
            dialog = changes_of(offer, self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


def _lines(state: UpdateState, now: datetime) -> str:
    """What is to be said of where one stands, in up to two lines."""
    if state.idle_reason:
        return idle_words(state)
    lines = [looked_words(state, __version__, now)]
    if state.step in _BUSY or state.step is Step.DONE:
        lines = [step_words(state)]
    elif state.offer is not None:
        if state.offer.urgent or state.outcome is not Outcome.FOUND:
            lines.append(offer_words(state.offer, __version__))
        if state.step is Step.READY:
            lines.append(ready_words(state))
        elif not state.can_fetch:
            lines.append(_("Whoever looks after this computer installs it, or you fetch its file in the browser."))
    return "\n".join(lines)


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _put(button: QPushButton, shown: bool) -> None:
    """Show or hide it; the keyboard stays in the card."""
    if button.hasFocus() and not shown:
        button.focusNextChild()
    button.setVisible(shown)
