"""The foot of the page: what a publish would write and the button that does it; while a job is on, how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.publishing.jobs import Job, JobRunner, Session
from moedeklar.ui.publishing.words import amount_words, publish_words, run_words
from moedeklar.ui.rows import words
from moedeklar.ui.sources.content import left_words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.language import _


def job_words(job: Job) -> str:
    """What is being done."""
    return {
        Job.LOOK: lambda: _("Looking at the folder …"),
        Job.CHOOSE: lambda: _("Working out what goes out …"),
        Job.PUBLISH: lambda: _("Publishing …"),
        Job.ASK: lambda: _("Looking what that would do …"),
        Job.PREVIEW: lambda: _("Making the pages to look at …"),
        Job.CLOSED_LOOK: lambda: _("Looking at closed items …"),
        Job.CLOSED_PUBLISH: lambda: _("Encrypting for members …"),
    }[job]()


class PublishBar(QFrame):
    """`publish_wanted`, `preview_wanted` and `stop_wanted`; hidden where there is neither a plan nor a job."""

    publish_wanted = Signal()
    preview_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, runner: JobRunner, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        set_role(self, "statusbar")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 10, 40, 10)
        layout.setSpacing(6)
        self.line = ProgressLine(_("How far it has come"))
        layout.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(1)
        self.words = words("")
        self.what = ElidedLabel("", "small")
        said.addStretch(1)
        said.addWidget(self.words)
        said.addWidget(self.what)
        said.addStretch(1)
        row.addLayout(said, 1)
        self.stop = QPushButton(_("Stop"))
        self.stop.clicked.connect(lambda _checked=False: self.stop_wanted.emit())
        self.preview = QPushButton(_("Look at the pages"))
        self.preview.setAccessibleName(_("Look at the pages as they will be, in the browser"))
        theme.set_icon(self.preview, "eye")
        self.preview.clicked.connect(lambda _checked=False: self.preview_wanted.emit())
        self.publish = QPushButton(_("Publish"))
        set_role(self.publish, "primary")
        theme.set_icon(self.publish, "send", "on_accent")
        self.publish.clicked.connect(lambda _checked=False: self.publish_wanted.emit())
        for button in (self.stop, self.preview, self.publish):
            row.addWidget(button)
        layout.addLayout(row, 1)
        # As high without a job as with one: else the whole page is laid out anew each time that one begins or ends.
        self.ensurePolished()
        self.setMinimumHeight(self.sizeHint().height())
        runner.progress.connect(self._follow)  # a method, which is let go of with the page

    def show_session(self, session: Session | None) -> None:
        """Show where the feed of *session* stands, or the job under way."""
        job, plan = self._runner.job, session.going if session is not None else None
        self.setVisible(job is not None or plan is not None)
        for part in (self.line, self.what, self.stop):
            part.setVisible(job is not None)
        self.preview.setVisible(job is None and plan is not None)
        self.publish.setVisible(job is None and plan is not None)
        if job is not None:
            self.stop.setEnabled(not self._runner.stopping)
            self.stop.setAccessibleName(f"{_('Stop')}: {job_words(job)}")
            self._follow()
        elif plan is not None:
            said = publish_words(plan)
            self.publish.setText(said)
            self.publish.setAccessibleName(said)
            self.publish.setEnabled(not plan.is_empty)
            self.words.setText(amount_words(plan))

    def _follow(self, _event: object = None) -> None:
        job, event = self._runner.job, self._runner.last_event
        if job is None:
            return
        said = [_("Stopping …") if self._runner.stopping else job_words(job), run_words(event)]
        seconds = self._runner.seconds_left()
        if seconds is not None and not self._runner.stopping:
            said.append(left_words(seconds))
        whole = " · ".join(part for part in said if part)
        self.words.setText(whole)
        self.what.setText(event.what if event is not None else "")
        done, total = _amount(event.bytes_done, event.bytes_total) if event and event.bytes_total else (0, 0)
        if event is not None and not event.bytes_total:
            done, total = event.done, event.total
        self.line.set_progress(done, total, whole)


def _amount(done: int, total: int) -> tuple[int, int]:
    """Thousandths: a progress bar counts to two thousand million at most."""
    return min(1000, 1000 * done // total), 1000
