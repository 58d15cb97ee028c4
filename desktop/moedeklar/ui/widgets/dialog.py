"""What the program's own dialogs have in common: their margins, and a question with two answers."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.wording.language import _


def dialog_column(dialog: QDialog, width: int) -> QVBoxLayout:
    """The column that a dialog of at least *width* pixels is filled with.

    The width is the column's own, not a minimum of the dialog: a dialog that Qt makes wider after it has asked how high
    the words are would stand there with gaps.
    """
    column = QVBoxLayout(dialog)
    column.setContentsMargins(26, 22, 26, 20)
    column.setSpacing(12)
    column.addStrut(width - 52)
    return column


class Question(QDialog):
    """Asks whether to go on with *yes*, and says before what that does."""

    def __init__(self, title: str, text: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        heading = QLabel(title)
        set_role(heading, "large")
        said = QLabel(text)
        said.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.yes = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setDefault(True)
        set_role(self.yes, "primary")
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, 480)
        for part in (heading, said, buttons):
            column.addWidget(part)
