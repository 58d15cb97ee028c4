"""How a publish has ended, told where its page is not in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.publishing.jobs import WRITING, Job, JobRunner, Session
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

Tell = Callable[[str, str, dict[str, Callable[[], object]]], object]


class PublishNews(QObject):
    """Tells by *tell* (kind, words, actions), which shows a banner. UI thread; `close` it before it goes."""

    def __init__(self, runner: JobRunner, navigator: Navigator, tell: Tell, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._navigator, self._tell = runner, navigator, tell
        runner.ended.connect(self._ended)

    @Slot(object, object)
    def _ended(self, job: Job, session: Session) -> None:
        current = self._navigator.current
        if job not in WRITING or (current is not None and current.screen is Screen.PUBLISH):
            return
        there: dict[str, Callable[[], object]] = {_("Show"): lambda: self._navigator.go(Target(Screen.PUBLISH))}
        if session.error is not None:
            self._tell("bad", error_sentence(session.error), there)
        elif session.stopped is None:
            self._tell("info", _("Publishing is done."), there)

    def close(self) -> None:
        """Tell nothing more."""
        self._runner.ended.disconnect(self._ended)
