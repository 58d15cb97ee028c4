"""Asks for a passphrase: a new one twice, a known one once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.wording.language import _

SHORTEST = 8


class SecretField(QLineEdit):
    """A field whose dots can be turned into letters, since nobody types a long passphrase blind."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(_("Show what is typed"), self)
        self._eye.setCheckable(True)
        theme.set_icon(self._eye, "eye")
        self._eye.toggled.connect(self._show_letters)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def _show_letters(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class PassphraseDialog(ColumnDialog):
    """Accepted with `passphrase`. `recovery` is set where the person has the recovery code instead."""

    def __init__(self, theme: Theme, *, new: bool, wrong: bool, parent: QWidget | None = None) -> None:
        super().__init__(460, parent)
        self.recovery = False
        self._new = new
        self.setWindowTitle(_("Choose a passphrase") if new else _("Passphrase"))
        heading = QLabel(self.windowTitle())
        set_role(heading, "large")
        said = QLabel(self._words())
        said.setWordWrap(True)
        self._complaint = QLabel(_("That is not the passphrase of this profile. Try again.") if wrong else "")
        self._complaint.setWordWrap(True)
        set_role(self._complaint, "bad")
        self._complaint.setVisible(wrong)
        self.first = SecretField(theme, _("New passphrase") if new else _("Passphrase"))
        self.second = SecretField(theme, _("The same once more"))
        self.second.setVisible(new)
        for field in (self.first, self.second):
            field.textChanged.connect(self._changed)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(_("Use this passphrase") if new else _("Open"))
        set_role(self._ok, "primary")
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        whole = self.column
        for part in (heading, said, self.first, self.second, self._complaint):
            whole.addWidget(part)
        if not new:
            whole.addWidget(self._recovery_button(), 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._buttons)
        self._changed()
        self._complaint.setVisible(wrong)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.first.text()

    def _recovery_button(self) -> QPushButton:
        button = QPushButton(_("I have forgotten it and have the recovery code"))
        button.setAutoDefault(False)
        set_role(button, "link")
        button.clicked.connect(self._recover)
        return button

    def _words(self) -> str:
        if self._new:
            return _(
                "This computer has no keyring that can keep the key to your notes, so a passphrase locks them. "
                "Choose several words that you will remember. It is asked for at every start."
            )
        return _("Your meetings and notes are locked with a passphrase.")

    def _changed(self) -> None:
        self._complaint.hide()
        self._ok.setEnabled(bool(self.first.text()) and (not self._new or bool(self.second.text())))

    def _accept(self) -> None:
        problem = self._problem() if self._new else ""
        if problem:
            self._complaint.setText(problem)
            self._complaint.show()
            return
        self.accept()

    def _problem(self) -> str:
        if len(self.first.text()) < SHORTEST:
            return _("Too short to be safe: use at least {n} characters, better several words.").format(n=SHORTEST)
        if self.first.text() != self.second.text():
            return _("The two are not the same.")
        return ""

    def _recover(self) -> None:
        self.recovery = True
        self.accept()
