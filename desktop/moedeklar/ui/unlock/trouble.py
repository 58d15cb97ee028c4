"""What the window shows where the profile could not be opened: why, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QWidget

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _


class TroubleDialog(ColumnDialog):
    """One of `again`, `recover` and `given_up` follows."""

    again = Signal()
    recover = Signal()
    given_up = Signal()

    def __init__(
        self, theme: Theme, error: MoedeklarError, *, recoverable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(480, parent)
        self.setWindowTitle(_("Your meetings could not be opened"))
        picture = QLabel()
        picture.setPixmap(theme.pixmap("lock", 28, "accent", self.devicePixelRatioF()))
        heading = QLabel(self.windowTitle())
        set_role(heading, "large")
        head = QHBoxLayout()
        head.addWidget(picture)
        head.addWidget(heading, 1)
        said = QLabel(error_sentence(error))
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox()
        again = self._button(buttons, _("Try again"), QDialogButtonBox.ButtonRole.ActionRole)
        again.clicked.connect(lambda: self._go(self.again))
        set_role(again, "primary")
        if recoverable:
            code = self._button(buttons, _("Use the recovery code"), QDialogButtonBox.ButtonRole.ActionRole)
            code.clicked.connect(lambda: self._go(self.recover))
        leave = self._button(buttons, _("Quit"), QDialogButtonBox.ButtonRole.RejectRole)
        leave.clicked.connect(self.reject)
        self.rejected.connect(self.given_up)
        whole = self.column
        whole.addLayout(head)
        whole.addWidget(said)
        whole.addWidget(buttons)

    @staticmethod
    def _button(box: QDialogButtonBox, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = QPushButton(text)
        box.addButton(button, role)
        return button

    def _go(self, way: object) -> None:
        self.accept()
        way.emit()  # type: ignore[attr-defined]  # a bound signal has no type that can be named
