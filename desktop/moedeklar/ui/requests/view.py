"""The editor as widgets: fields at the left, the letter at the right, and what can be done at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.requests import RequestStatus
from moedeklar.ui.lines import Tone
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.drafting import Kept
from moedeklar.ui.requests.form import RequestForm
from moedeklar.ui.requests.letter import LetterPreview
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.requests.steps import StepLine
from moedeklar.ui.screen import BannerSpot
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.language import _
from moedeklar.wording.requests import status_name

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

BESIDE = 860


class EditorView(QWidget):
    """All widgets of the editor. Where the letter has no room beside the fields, a button changes between them."""

    def __init__(
        self, workspace: Workspace, operations: Operations, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        left = QFrame()
        set_role(left, "paper")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.form = RequestForm(workspace, operations, theme)
        self.steps = StepLine(theme)
        self.banners = BannerSpot(theme)
        self.preview = LetterPreview()
        column.addLayout(self._head())
        column.addWidget(self._fields(), 1)
        column.addWidget(self._foot())
        beside.addWidget(left, 1)
        beside.addWidget(self.preview, 1)
        self._beside, self._column = beside, column

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(30, 22, 30, 8)
        head.setSpacing(10)
        row = QHBoxLayout()
        title = QLabel(_("Request for an item on the agenda"))
        title.setWordWrap(True)
        set_role(title, "large")
        row.addWidget(title, 1)
        self.switch = QPushButton(_("Show the letter"))
        self.switch.setCheckable(True)
        self.switch.toggled.connect(self._switched)
        row.addWidget(self.switch)
        head.addLayout(row)
        head.addWidget(self.banners)
        head.addWidget(self.steps)
        return head

    def _fields(self) -> QScrollArea:
        self.area = QScrollArea()
        set_role(self.area, "bare")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.form.setContentsMargins(30, 0, 30, 18)
        self.area.setWidget(self.form)
        return self.area

    def _foot(self) -> QWidget:
        foot = QFrame()
        set_role(foot, "statusbar")
        row = QHBoxLayout(foot)
        row.setContentsMargins(30, 9, 18, 9)
        row.setSpacing(8)
        self.save_button = QPushButton(_("Save as PDF …"))
        set_role(self.save_button, "primary")
        row.addWidget(self.save_button)
        self.send_button = QPushButton(_("Send"))
        self.send_button.setAccessibleName(_("Send the request"))
        row.addWidget(self.send_button)
        self.status_button = QPushButton()
        self.status_button.setAccessibleName(_("Change the status"))
        self.status_menu = QMenu(self.status_button)
        self.status_button.setMenu(self.status_menu)
        row.addWidget(self.status_button)
        self.delete_button = QPushButton(_("Delete"))
        set_role(self.delete_button, "quiet")
        self.delete_button.setAccessibleName(_("Delete the request"))
        row.addWidget(self.delete_button)
        row.addStretch(1)
        self.kept = StateLine(self._theme)
        self.kept.label.setWordWrap(False)
        row.addWidget(self.kept)
        return foot

    def show_status(self, status: RequestStatus) -> None:
        """How far the request has come."""
        self.steps.set_status(status)
        self.status_button.setText(_("Status: {status}").format(status=status_name(status)))

    def show_kept(self, kept: Kept, *, stored: bool) -> None:
        """How safe the draft is, and what can be done with one that is *stored*."""
        said = {
            Kept.UNTOUCHED: (_("Is kept as soon as you write"), Tone.PLAIN),
            Kept.WAITING: (_("Saving …"), Tone.PLAIN),
            Kept.SAVING: (_("Saving …"), Tone.PLAIN),
            Kept.SAVED: (_("The draft is saved"), Tone.PLAIN),
            Kept.FAILED: (_("Not saved yet"), Tone.LATE),
        }[kept]
        self.kept.say(*said)
        self.status_button.setEnabled(stored)
        self.delete_button.setEnabled(stored)

    def say(self, kind: str, text: str) -> Banner:
        """Say something above the fields, where it is seen."""
        return self.banners.say(kind, text)

    def _switched(self, letter: bool) -> None:
        self.switch.setText(_("Show the fields") if letter else _("Show the letter"))
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= BESIDE
        self.switch.setVisible(not beside)
        letter = not beside and self.switch.isChecked()
        if letter and self._column.indexOf(self.preview) < 0:
            self._beside.removeWidget(self.preview)
            self._column.insertWidget(self._column.indexOf(self.area), self.preview, 1)
        elif not letter and self._beside.indexOf(self.preview) < 0:
            self._column.removeWidget(self.preview)
            self._beside.addWidget(self.preview, 1)
        self.preview.setVisible(beside or letter)
        self.area.setVisible(not letter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange()
