"""A run under way: what is being fetched, how much of it, how long that takes, and the way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.reports import SyncEvent
from moedeklar.ui.rows import words
from moedeklar.ui.sources.content import amount_done, count_words, what_words
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.widgets.card import Card
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.language import _


class RunPart(QWidget):
    """A line, the counts, what is at hand, and a button that stops the run."""

    def __init__(self, runner: SyncRunner, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 6)
        layout.setSpacing(4)
        self.line = ProgressLine(_("Fetching from {name}").format(name=name) if name else _("Fetching"))
        layout.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(12)
        said = QVBoxLayout()
        said.setSpacing(1)
        self.words = words("", "muted")
        self.what = ElidedLabel("", "small")
        said.addWidget(self.words)
        said.addWidget(self.what)
        row.addLayout(said, 1)
        self.stop_button = QPushButton(_("Stop"))
        self.stop_button.setAccessibleName(_("Stop fetching"))
        self.stop_button.clicked.connect(self._stop)
        row.addWidget(self.stop_button)
        layout.addLayout(row)

    def follow(self, event: SyncEvent | None) -> None:
        """Show how far the run has come with *event*."""
        stopping = self._runner.cancelling
        said = _("Stopping after this document …") if stopping else count_words(event, self._runner.seconds_left())
        self.words.setText(said)
        self.what.setText("" if stopping else what_words(event))
        self.what.setVisible(bool(self.what.text()))
        self.stop_button.setEnabled(not stopping)
        self.line.set_progress(*amount_done(event), said)

    def _stop(self) -> None:
        self._runner.cancel()
        self.follow(self._runner.last_event)


class RunCard(Card):
    """The same as a card of its own, shown while a run is under way."""

    def __init__(self, runner: SyncRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Fetching"), parent)
        self._runner = runner
        self.part = RunPart(runner)
        self.line, self.words, self.stop_button = self.part.line, self.part.words, self.part.stop_button
        self.body.addWidget(self.part)
        runner.started.connect(self._begin)
        runner.progress.connect(self.part.follow)
        runner.finished.connect(self._end)
        runner.failed.connect(self._end)
        if runner.running:
            self.part.follow(runner.last_event)
        else:
            self.hide()

    def _begin(self) -> None:
        self.part.follow(None)
        self.show()

    def _end(self, _ended: object) -> None:
        self.setVisible(self._runner.running)
