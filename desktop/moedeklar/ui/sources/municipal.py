"""Adding a municipality's portal: its name, then its committees, then fetching."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import local_now
from moedeklar.model.views import OfferedCommittee
from moedeklar.ui.lines import Tone
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.screen import focus_soon
from moedeklar.ui.sources.committees import CommitteeChoice
from moedeklar.ui.sources.municipality import MunicipalityLine
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.portals import Place
    from moedeklar.member.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """A portal to be added: its address, what to call it, the committees (none: all), and the first day."""

    location: str
    name: str
    committees: tuple[str, ...]
    since: date | None


class AddMunicipality(QWidget):
    """Three steps in one place: a line for the name, the question under way, the committees. UI thread.

    `wanted` carries a `Wanted`. Esc, "Cancel" and "Another municipality" go back to the line. Where the portal can't be
    asked it says why, and asks again.
    """

    wanted = Signal(object)

    def __init__(
        self, workspace: Workspace, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._place: Place | None = None
        self._stop = threading.Event()
        self.line = MunicipalityLine(workspace, operations, theme)
        self.line.chosen.connect(self.ask)
        self.asking = self._asking()
        self.trouble = self._trouble(theme)
        self.choice = CommitteeChoice()
        self.choice.wanted.connect(self._choose)
        self.choice.left.connect(self.begin)
        self._steps = (self.line, self.asking, self.trouble, self.choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for step in self._steps:
            layout.addWidget(step)
        self._show(self.line)
        self.setFocusProxy(self.line)

    def ask(self, place: Place) -> None:
        """Ask the portal for its committees."""
        self.cancel()
        self._place = place
        self._stop = stop = threading.Event()
        self.asked_words.setText(_("Asking {name} for its committees …").format(name=place.name))
        self._show(self.asking)
        focus_soon(self.cancel_button)
        committees_of = self._workspace.municipalities.committees_of
        self._operations.query(
            lambda: committees_of(place.location, stop.is_set),
            lambda found: self._offer(stop, found),
            lambda error: self._fail(stop, error),
        )

    def begin(self) -> None:
        """Back to the line for a name, with what was typed."""
        self.cancel()
        self._show(self.line)
        focus_soon(self.line.edit)
        self.line.edit.selectAll()

    def accepted(self) -> None:
        """It was added: everything is as at the beginning."""
        self.cancel()
        self.line.clear()
        self._show(self.line)

    def refuse(self, error: MoedeklarError) -> None:
        """Say why it was not added."""
        self.begin()
        self.line.refuse(error)

    def cancel(self) -> None:
        """Ask no longer; nothing is shown of an answer that comes after all."""
        self._stop.set()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc goes back to the line."""
        if event.key() == Qt.Key.Key_Escape and not self.line.isVisibleTo(self):
            self.begin()
            return
        super().keyPressEvent(event)

    def _asking(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        progress = ProgressLine(_("Asking for the committees"))
        progress.set_progress(0, 0)
        column.addWidget(progress)
        row = QHBoxLayout()
        self.asked_words = words("", "muted")
        row.addWidget(self.asked_words, 1)
        self.cancel_button = QPushButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.begin)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        return step

    def _trouble(self, theme: Theme) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        self.reason = StateLine(theme)
        column.addWidget(self.reason)
        column.addWidget(
            words(
                _("If the agendas lie in a folder, that works without a network: choose “Folder or export” above."),
                "small",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self.again_button = QPushButton(_("Try again"))
        set_role(self.again_button, "primary")
        self.again_button.clicked.connect(self._again)
        self.other_button = QPushButton(_("Another municipality"))
        self.other_button.clicked.connect(self.begin)
        row.addWidget(self.again_button)
        row.addWidget(self.other_button)
        row.addStretch(1)
        column.addLayout(row)
        return step

    def _again(self) -> None:
        if self._place is not None:
            self.ask(self._place)

    def _offer(self, stop: threading.Event, committees: tuple[OfferedCommittee, ...]) -> None:
        if stop.is_set() or self._place is None:
            return
        self.choice.offer(self._place.name, committees, local_now(self._workspace.clock).date())
        self._show(self.choice)
        focus_soon(self.choice.list)

    def _fail(self, stop: threading.Event, error: MoedeklarError) -> None:
        if stop.is_set():
            return
        self.reason.say(error_sentence(error), Tone.LATE)
        self._show(self.trouble)
        focus_soon(self.again_button)

    def _choose(self, committees: tuple[str, ...], since: date | None) -> None:
        if self._place is not None:
            self.wanted.emit(Wanted(self._place.location, self._place.name, committees, since))

    def _show(self, shown: QWidget) -> None:
        for step in self._steps:
            step.setVisible(step is shown)
