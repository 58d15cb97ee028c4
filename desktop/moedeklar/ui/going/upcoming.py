"""The list of closed material that goes, day by day, with the way to export one's notes before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QWidget

from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.ui.widgets.files import choose_folder
from moedeklar.wording.dates import plain_date
from moedeklar.wording.language import _
from moedeklar.wording.retention import (
    amount,
    begins_sentence,
    copies_sentence,
    kept_lines,
    meeting_words,
    rule_sentence,
)

if TYPE_CHECKING:
    from moedeklar.member.retention import RetentionStatus, Upcoming
    from moedeklar.member.workspace import Workspace

WIDTH = 620  # pixels
ROWS = 6  # rows that are shown without scrolling


class UpcomingDialog(ColumnDialog):
    """`meeting_wanted` carries a meeting's id; `export_wanted` whether notes on closed items are to be among them."""

    meeting_wanted = Signal(str)
    export_wanted = Signal(bool)

    def __init__(self, status: RetentionStatus, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self.setWindowTitle(_("Closed material that goes"))
        heading = QLabel(_("Closed material that goes"))
        set_role(heading, "large")
        self.column.addWidget(heading)
        said = [rule_sentence(status.rule)]
        if status.begins is not None:
            said.append(begins_sentence(status.begins))
        self.column.addWidget(words(" ".join(said)))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What goes when"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in status.upcoming:
            row = QListWidgetItem(_line(one))
            row.setData(Qt.ItemDataRole.UserRole, one.going.meeting.meeting_id)
            row.setToolTip("\n".join(title for title in one.going.titles if title))
            self.list.addItem(row)
        self.list.itemActivated.connect(self._open)
        self.list.setVisible(bool(status.upcoming))
        height = max(self.list.sizeHintForRow(0), 20) * min(self.list.count(), ROWS)
        self.list.setFixedHeight(height + 10)
        self.column.addWidget(self.list)
        if not status.upcoming:
            self.column.addWidget(words(_("There is no closed material here."), "muted"))
        if status.copies:
            self.column.addWidget(words(copies_sentence(len(status.copies)), "muted"))
        for line in kept_lines():
            self.column.addWidget(words(line, "muted"))
        self.closed = QCheckBox(_("Also my notes on closed items"))
        self.column.addWidget(self.closed)
        buttons = QDialogButtonBox()
        self.export = buttons.addButton(_("Export my notes …"), QDialogButtonBox.ButtonRole.ActionRole)
        self.close_button = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.close_button.setDefault(True)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.closed.isChecked()))
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _open(self, row: QListWidgetItem) -> None:
        self.accept()
        self.meeting_wanted.emit(str(row.data(Qt.ItemDataRole.UserRole)))


def _line(one: Upcoming) -> str:
    meeting, going = one.going.meeting, one.going
    parts = amount(going.items, going.attachments, going.size)
    return f"{meeting_words(meeting.committee, meeting.start)}\n{plain_date(one.day)}: {parts}"


def export_notes(
    workspace: Workspace,
    operations: Operations,
    tell: Callable[[str, str], object],
    window: QWidget,
    *,
    with_closed: bool,
    choose: Callable[[QWidget, str, str], str] = choose_folder,
) -> None:
    """Ask for a folder, and write the notes there in the background. *tell* shows a banner: kind and words."""
    folder = choose(window, _("Where to write your notes"), str(Path.home()))
    if folder:

        def written(paths: tuple[Path, ...]) -> None:
            tell("info", _("Your notes are written to {folder}.").format(folder=paths[0].parent))

        operations.command(lambda: workspace.exporting.notes(folder, with_closed=with_closed), written)
