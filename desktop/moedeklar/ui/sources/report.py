"""The report of a source's last run: everything that did not come, each thing with its reason."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.reports import Problem, RunReport
from moedeklar.ui.rows import words
from moedeklar.ui.screen import clear_layout
from moedeklar.ui.sources.content import ProblemGroup, has_unread_scans, problem_groups
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _, ngettext

SHOWN = 100  # problems of one group; more are counted, and all are in what is copied


class ProblemList(QWidget):
    """A heading that opens and shuts, and below it a line for each problem; its words can be selected and copied."""

    def __init__(self, theme: Theme, group: ProblemGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = group
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.heading = QPushButton(group.heading)
        set_role(self.heading, "quiet")
        self.heading.setCheckable(True)
        self.heading.setChecked(group.open)
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines = QWidget()
        self._grid = grid = QGridLayout(self.lines)
        grid.setContentsMargins(30, 0, 0, 6)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        layout.addWidget(self.lines)
        self.heading.toggled.connect(self._open)
        self._open(group.open)

    def _fill(self) -> None:
        lines = self._group.lines
        for row, (what, why) in enumerate(lines[:SHOWN]):
            for column, text in enumerate((what, why)):
                label = words(text, "" if column == 0 else "muted")
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        more = len(lines) - SHOWN
        if more > 0:
            said = ngettext("and {n} more, in the details", "and {n} more, in the details", more).format(n=more)
            self._grid.addWidget(words(said, "faint"), SHOWN, 0)

    def _open(self, opened: bool) -> None:
        if opened and not self._grid.count():
            self._fill()
        self.lines.setVisible(opened)
        self._theme.set_icon(self.heading, "chevron-down" if opened else "chevron-right")
        self.heading.setAccessibleDescription(_("Shown") if opened else _("Hidden"))


class ReportPart(QWidget):
    """Hidden where there is nothing to tell. `scans_wanted` says that the scanned documents in it are to be read."""

    scans_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lists: list[ProblemList] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        self._groups = QVBoxLayout()
        layout.addLayout(self._groups)
        self.scans_button = QPushButton(_("Read scanned documents by text recognition"))
        theme.set_icon(self.scans_button, "book-open")
        self.scans_button.clicked.connect(self.scans_wanted)
        layout.addWidget(self.scans_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.scans_button.hide()
        self.hide()

    def show_report(self, report: RunReport, without: Collection[Problem] = ()) -> None:
        """Show *report* in place of the one before, but for problems that are told elsewhere."""
        clear_layout(self._groups)
        self.lists = [ProblemList(self._theme, group) for group in problem_groups(report, without)]
        for shown in self.lists:
            self._groups.addWidget(shown)
        self.scans_button.setVisible(has_unread_scans(report))
        self.setVisible(bool(self.lists))

    def set_running(self, running: bool) -> None:
        """While a run is under way no other can be asked for."""
        self.scans_button.setEnabled(not running)
