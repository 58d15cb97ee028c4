"""The report of the last run: what came, and everything that did not, each with its reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.reports import RunReport
from moedeklar.ui.rows import words
from moedeklar.ui.screen import clear_layout
from moedeklar.ui.sources.content import ProblemGroup, has_unread_scans, problem_groups, report_headline, report_text
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.language import _


class ProblemList(QWidget):
    """A heading that opens and shuts, and below it a line for each problem; its words can be selected and copied."""

    def __init__(self, theme: Theme, group: ProblemGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.heading = QPushButton(group.heading)
        set_role(self.heading, "quiet")
        self.heading.setCheckable(True)
        self.heading.setChecked(group.open)
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines = QWidget()
        grid = QGridLayout(self.lines)
        grid.setContentsMargins(30, 0, 0, 6)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, (what, why) in enumerate(group.lines):
            for column, text in enumerate((what, why)):
                label = words(text, "" if column == 0 else "muted")
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.lines)
        self.heading.toggled.connect(self._open)
        self._open(group.open)

    def _open(self, opened: bool) -> None:
        self.lines.setVisible(opened)
        self._theme.set_icon(self.heading, "chevron-down" if opened else "chevron-right")
        self.heading.setAccessibleDescription(_("Shown") if opened else _("Hidden"))


class ReportCard(Card):
    """Hidden until there is a report. `scans_wanted` says that the scanned documents in it are to be read."""

    scans_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("The last run"), parent)
        self._theme = theme
        self._report: RunReport | None = None
        self.lists: list[ProblemList] = []
        self.copy_button = QPushButton(_("Copy"))
        self.copy_button.setAccessibleName(_("Copy the report"))
        set_role(self.copy_button, "quiet")
        theme.set_icon(self.copy_button, "copy")
        self.copy_button.clicked.connect(self._copy)
        self.add_header_widget(self.copy_button)
        self.summary = words("")
        self.body.addWidget(self.summary)
        self._groups = QVBoxLayout()
        self.body.addLayout(self._groups)
        self.scans_button = QPushButton(_("Read scanned documents by text recognition"))
        theme.set_icon(self.scans_button, "book-open")
        self.scans_button.clicked.connect(self.scans_wanted)
        self.scans_button.hide()
        self.body.addWidget(self.scans_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_report(self, report: RunReport) -> None:
        """Show *report* in place of the one before."""
        self._report = report
        self.summary.setText(report_headline(report))
        clear_layout(self._groups)
        self.lists = [ProblemList(self._theme, group) for group in problem_groups(report)]
        for shown in self.lists:
            self._groups.addWidget(shown)
        self.copy_button.setText(_("Copy"))
        self.scans_button.setVisible(has_unread_scans(report))
        self.show()

    def set_running(self, running: bool) -> None:
        """While a run is under way no other can be asked for."""
        self.scans_button.setEnabled(not running)

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(report_text(self._report))
            self.copy_button.setText(_("Copied"))
