"""What is wrong with a source: the whole way to it, step by step, with what to do, while it is being looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.background import Background, Tell
from moedeklar.ui.rows import words
from moedeklar.ui.screen import focus_soon
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.diagnosis import step_name
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.checks import Check
    from moedeklar.member.workspace import Workspace

ICON = 16


class DoctorPart(QFrame):
    """Looks at once when it is made. `left` says that it is not wanted any more. UI thread."""

    left = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, source_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._source_id = source_id
        self._work = Background(self)
        self.checks: list[Check] = []
        set_role(self, "banner")
        self.setAccessibleName(_("What is wrong?"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        self.summary = words(_("Looking at the whole way to the source …"))
        layout.addWidget(self.summary)
        self.line = ProgressLine(_("Looking at the source"))
        self.line.set_progress(0, 0)
        layout.addWidget(self.line)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(2, 1)
        layout.addLayout(self._rows)
        layout.addLayout(self._buttons(theme))
        self._work.told.connect(self._found)
        self._work.done.connect(lambda _nothing: self._end())
        self._work.failed.connect(self._end)
        self._look()

    def _buttons(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.again_button = self._button(_("Look again"), self._look)
        self.copy_button = self._button(_("Copy"), self._copy)
        theme.set_icon(self.copy_button, "copy")
        self.copy_button.setAccessibleName(_("Copy what was found"))
        self.close_button = self._button(_("Cancel"), self.leave)
        for button in (self.again_button, self.copy_button, self.close_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    @staticmethod
    def _button(text: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    @property
    def running(self) -> bool:
        """Whether it is being looked at."""
        return self._work.running

    def text(self) -> str:
        """What was found, as plain text."""
        lines = []
        for check in self.checks:
            mark = "✓" if check.ok else "✗"
            lines.append(" ".join(filter(None, (f"{mark} {step_name(check.check)}:", check.detail, check.remedy))))
        return "\n".join(lines)

    def leave(self) -> None:
        """Look no longer."""
        self._work.cancel()
        self.left.emit()

    def stop(self) -> None:
        """Look no longer; nothing more is told."""
        self._work.cancel()

    def _look(self) -> None:
        self.checks = []
        while (entry := self._rows.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.line.show()
        self.summary.setText(_("Looking at the whole way to the source …"))
        self.again_button.hide()
        self.copy_button.hide()
        self.close_button.setText(_("Cancel"))
        focus_soon(self.close_button)
        of, source_id = self._workspace.diagnosing.of, self._source_id

        def work(tell: Tell, cancelled: Callable[[], bool]) -> None:
            for check in of(source_id, cancelled):
                tell(check)

        self._work.start(work, "doctor")

    def _found(self, check: Check) -> None:
        self.checks.append(check)
        row = len(self.checks)
        icon = QLabel()
        name, colour = ("circle-check", "dec_ink") if check.ok else ("circle-alert", "bad")
        icon.setPixmap(self._theme.pixmap(name, ICON, colour, self.devicePixelRatioF()))
        icon.setAccessibleName(_("Well") if check.ok else _("Not well"))
        self._rows.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(words(step_name(check.check)), row, 1, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        holder = QWidget()
        holder.setLayout(said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(1)
        said.addWidget(words(check.detail, "muted" if check.ok else ""))
        if check.remedy:
            said.addWidget(words(check.remedy, "muted"))
        self._rows.addWidget(holder, row, 2)

    def _end(self, error: MoedeklarError | None = None) -> None:
        self.line.hide()
        ill = [check for check in self.checks if not check.ok]
        if error is not None:
            self.summary.setText(error_sentence(error))
        elif ill:
            self.summary.setText(_("Here it ends: {step}.").format(step=step_name(ill[0].check)))
        else:
            self.summary.setText(_("Nothing is wrong on the way to the source."))
        self.again_button.show()
        self.copy_button.setVisible(bool(self.checks))
        self.copy_button.setText(_("Copy"))
        self.close_button.setText(_("Close"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self.copy_button.setText(_("Copied"))
