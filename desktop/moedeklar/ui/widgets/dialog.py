"""What the program's own dialogs have in common: their margins, and a question with two answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.wording.language import _


def resize_within_screen(dialog: QDialog, size: QSize) -> None:
    """Give *dialog* this *size*, or as much of it as the screen has room for: its buttons must be in reach."""
    dialog.resize(size.boundedTo(dialog.screen().availableGeometry().size() * 0.9))


class ColumnDialog(QDialog):
    """A dialog filled by one `column`, at least *width* pixels wide and always as high as its words need.

    Qt itself measures how high the words are before it knows how wide the dialog becomes, and does not measure anew
    when a sentence appears in it.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(26, 22, 26, 20)
        self.column.setSpacing(12)
        self.column.addStrut(width - 52)

    def event(self, event: QEvent) -> bool:
        """Fit whenever the width or what is in it has become another."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            least = self.column.totalMinimumSize().width()
            self.setMinimumSize(least, self.column.totalHeightForWidth(max(self.width(), least)))
        return done


class Question(ColumnDialog):
    """Asks whether to go on with *yes*, and says before what that does."""

    def __init__(self, title: str, text: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(480, parent)
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
        for part in (heading, said, buttons):
            self.column.addWidget(part)
