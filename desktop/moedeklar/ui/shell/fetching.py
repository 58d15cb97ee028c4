"""How fetching stands, told to the bars and to a banner at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.model.views import SourceInfo
from moedeklar.ui.shell.topbar import TopBar
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.wording.dates import moment_ago
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext

Tell = Callable[[str, str], object]


class Fetching(QObject):
    """Between the one runner of the window and its top bar. *tell* shows a banner: kind and words."""

    def __init__(
        self, runner: SyncRunner, bar: TopBar, tell: Tell, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._bar = bar
        self._tell = tell
        self._now = now
        self._idle = ""
        runner.started.connect(self._started)
        runner.progress.connect(self._event)
        runner.finished.connect(self._finished)
        runner.failed.connect(self._failed)
        bar.sync_wanted.connect(self.start)
        bar.cancel_wanted.connect(self._cancel)

    def start(self) -> None:
        """Fetch from all sources, unless a run is under way."""
        self._runner.start()

    def fetch_meeting(self, meeting_id: str) -> None:
        """Fetch only this meeting, before whatever is under way."""
        self._runner.fetch_meeting(meeting_id)

    def show_sources(self, sources: tuple[SourceInfo, ...]) -> None:
        """When anything was fetched last."""
        successes = [source.last_success for source in sources if source.last_success is not None]
        if successes:
            self._idle = _("Fetched {time}").format(time=moment_ago(max(successes), self._now()))
        else:
            self._idle = _("Fetch now") if sources else ""
        if not self._runner.running:
            self._bar.show_idle(self._idle)

    def _started(self) -> None:
        self._bar.show_running(None)

    def _event(self, event: SyncEvent) -> None:
        self._bar.show_running(event, cancelling=self._runner.cancelling)

    def _cancel(self) -> None:
        self._runner.cancel()
        self._bar.show_running(None, cancelling=True)

    def _rest(self) -> None:
        if self._runner.running:
            self._bar.show_running(None)
        else:
            self._bar.show_idle(self._idle)

    def _finished(self, report: RunReport) -> None:
        self._rest()
        if self._runner.by_itself:
            return  # the status bar tells, and moves nothing
        words = finished_words(report)
        if not words and self._runner.last_meeting is not None and not report.cancelled:
            words = _("Nothing new in this meeting. Everything of it that can be fetched is here.")
        if words:
            self._tell("warn" if report.failed or report.attention else "info", words)

    def _failed(self, error: MoedeklarError) -> None:
        self._rest()
        if not self._runner.by_itself:
            self._tell("bad", error_sentence(error))


def finished_words(report: RunReport) -> str:
    """What a run brought, in one line; "" where there is nothing to tell."""
    parts = []
    if report.new:
        parts.append(ngettext("{n} new meeting", "{n} new meetings", report.new).format(n=report.new))
    if report.changed:
        parts.append(ngettext("{n} changed meeting", "{n} changed meetings", report.changed).format(n=report.changed))
    if report.withdrawn:
        parts.append(ngettext("{n} withdrawn", "{n} withdrawn", report.withdrawn).format(n=report.withdrawn))
    if report.failed:
        count = len(report.failed)
        parts.append(
            ngettext("{n} document could not be read", "{n} documents could not be read", count).format(n=count)
        )
    if report.attention:
        parts.append(_("something needs your attention under Sources"))
    return (", ".join(parts)[:1].upper() + ", ".join(parts)[1:] + ".") if parts else ""
