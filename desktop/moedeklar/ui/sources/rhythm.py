"""How often is fetched by itself, and whether at all: the same on the list of sources and in the settings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.flow import FlowLayout
from moedeklar.wording.dates import moment_ago
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.schedule import ScheduleState

DAY, HOUR, QUARTER, NEVER = 1440, 60, 15, 0  # minutes


def rhythm_words(minutes: int) -> str:
    """How often that is."""
    named = {
        QUARTER: _("every quarter of an hour"),
        HOUR: _("every hour"),
        DAY: _("every day"),
        NEVER: _("only when I ask for it"),
    }
    return named.get(minutes) or ngettext("every {n} minute", "every {n} minutes", minutes).format(n=minutes)


def next_of_all(state: ScheduleState, now: datetime) -> str:
    """When anything is fetched by itself the next time; "" where nothing is."""
    if not state.sources:
        return ""
    if state.paused:
        return _("Fetching is paused")
    due = [plan.next_run for plan in state.sources if plan.next_run is not None]
    if not due:
        return ""
    if min(due) <= now:
        return _("Fetches in a moment")
    return _("Fetches again {when}").format(when=moment_ago(min(due), now))


class Rhythm(QWidget):
    """A choice of how often, and a button that pauses. `minutes_chosen` and `pause_chosen` are to be kept."""

    minutes_chosen = Signal(int)
    pause_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paused = False
        self._filling = False
        flow = FlowLayout(self, spacing=8)
        label = QLabel(_("Fetch by itself"))
        self.often = QComboBox()
        self.often.setAccessibleName(_("How often is fetched by itself"))
        for minutes in (QUARTER, HOUR, DAY, NEVER):
            self.often.addItem(rhythm_words(minutes), minutes)
        label.setBuddy(self.often)
        self.often.currentIndexChanged.connect(self._choose)
        self.pause = QPushButton()
        self.pause.clicked.connect(lambda _checked=False: self.pause_chosen.emit(not self._paused))
        self.said = words("", "small")
        self.said.setWordWrap(False)
        for widget in (label, self.often, self.pause, self.said):
            flow.addWidget(widget)
        self.show_rhythm(HOUR, paused=False)

    def show_rhythm(self, minutes: int, *, paused: bool, said: str = "") -> None:
        """Show what is chosen, and what follows from it; nothing is emitted."""
        self._filling, self._paused = True, paused
        if self.often.findData(minutes) < 0:
            self.often.addItem(rhythm_words(minutes), minutes)
        self.often.setCurrentIndex(self.often.findData(minutes))
        self._filling = False
        self.pause.setText(_("Go on") if paused else _("Pause"))
        self.pause.setAccessibleName(_("Fetch by itself again") if paused else _("Pause fetching by itself"))
        self._theme.set_icon(self.pause, "play" if paused else "pause")
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def _choose(self, _index: int) -> None:
        if not self._filling:
            self.minutes_chosen.emit(int(self.often.currentData()))
