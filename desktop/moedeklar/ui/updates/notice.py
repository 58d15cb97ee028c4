"""A quiet line over the screen that says that a newer version is here, and how far one has come with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from moedeklar import __version__
from moedeklar.model.organisation import UpdateMode
from moedeklar.model.updates import Offer, Step, UpdateState
from moedeklar.ui.updates.follower import UpdateFollower
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.language import _
from moedeklar.wording.updates import offer_words, problem_words, ready_words, step_words

if TYPE_CHECKING:
    from moedeklar.ui.shell.content import WindowContent

AFTER_MEETING = 600_000  # ms after which is asked again whether a meeting is still under way
Phase = tuple[str, str]  # what is told, and of which version
Actions = dict[str, Callable[[], object]]


class UpdateNotice(QObject):
    """Shows it on *content*, never in the place of another banner. What the person has closed stays closed. UI thread.

    Nothing is told while the person has a meeting. Failures of what nobody asked for stand in the settings alone.
    """

    def __init__(self, content: WindowContent, follower: UpdateFollower) -> None:
        super().__init__(content)
        self._content = content
        self.follower = follower
        self._banner: Banner | None = None
        self._phase: Phase | None = None
        self._closed: set[Phase] = set()
        self._wanted = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_MEETING)
        self._later.timeout.connect(follower.ask)
        follower.changed.connect(self._show)
        content.banner_gone.connect(lambda: QTimer.singleShot(0, self, self._again))

    def _again(self) -> None:
        self._show(self.follower.state)

    def _show(self, state: UpdateState) -> None:
        if state.step is Step.DONE and state.offer is not None and self._phase != ("done", state.offer.version):
            self._phase = ("done", state.offer.version)
            self._content.window().close()
            return
        if state.meeting:
            self._later.start()
        phase = self._phase_of(state)
        mine = self._banner is not None and isValid(self._banner) and self._banner is self._content.banner
        if mine and phase == self._phase and self._banner is not None:
            self._banner.set_text(_words(state, phase))
        elif phase is None:
            self._phase = None
            if mine:
                self._content.clear_banner()
        elif mine or self._content.banner is None:
            self._phase = phase
            kind = {"problem": "bad", "urgent": "warn"}.get(phase[0], "info")
            self._banner = self._content.tell(kind, _words(state, phase), self._actions(state, phase))
            self._banner.dismissed.connect(lambda: self._close(phase))

    def _phase_of(self, state: UpdateState) -> Phase | None:
        """What is to be told now; None for nothing."""
        offer = state.offer
        if offer is None or state.mode is UpdateMode.OFF or state.idle_reason:
            return None
        if state.meeting and not self._wanted:
            return None
        by_person = self._wanted or state.mode is not UpdateMode.AUTO
        name = {
            Step.DOWNLOADING: "fetching" if by_person else "",
            Step.TRYING: "trying",
            Step.READY: "ready",
            Step.IDLE: self._resting(state, offer),
        }.get(state.step, "")
        phase = (name, offer.version)
        return phase if name and phase not in self._closed else None

    def _resting(self, state: UpdateState, offer: Offer) -> str:
        if state.problem is not None and self._wanted:
            return "problem"
        if state.hidden and not offer.urgent:
            return ""
        return "urgent" if offer.urgent else "offer"

    def _actions(self, state: UpdateState, phase: Phase) -> Actions:
        follower = self.follower
        news: Actions = {_("What's new"): self._tell_news}
        page: Actions = {_("Open the download page"): self.follower.open_page}
        actions: dict[str, Actions] = {
            "offer": news | ({_("Download"): self._fetch} if state.can_fetch else page),
            "urgent": news | ({_("Download"): self._fetch} if state.can_fetch else page),
            "fetching": {_("Cancel"): follower.cancel},
            "trying": {},
            "ready": news | {_("Install and restart"): self._install},
            "problem": page,
        }
        return actions[phase[0]]

    def _fetch(self) -> None:
        self._wanted = True
        self.follower.fetch()

    def _install(self) -> None:
        self._wanted = True
        self.follower.install()

    def _tell_news(self) -> None:
        from moedeklar.ui.updates.whats_new import changes_of  # noqa: PLC0415 (not loaded before somebody asks)

        offer = self.follower.state.offer
        if offer is not None:
            dialog = changes_of(offer, self._content.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _close(self, phase: Phase) -> None:
        self._closed.add(phase)
        self._wanted = False
        if phase[0] in ("offer", "urgent"):
            self.follower.hide()


def _words(state: UpdateState, phase: Phase | None) -> str:
    if phase is None or state.offer is None:
        return ""
    if phase[0] in ("offer", "urgent"):
        return offer_words(state.offer, __version__)
    if phase[0] == "problem":
        return problem_words(state)
    return ready_words(state) if phase[0] == "ready" else step_words(state)
