"""The recovery code, shown once, to be kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QFont, QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from moedeklar.ui.theme.fonts import Size
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.ui.widgets.files import choose_target
from moedeklar.wording.language import _


class RecoveryCodeDialog(ColumnDialog):
    """Shows the code with copy, save and print. Accepted with "I have kept it" ticked; rejected only by "Cancel".

    Esc and the cross are no answer: they ask for one of the two.
    """

    def __init__(self, theme: Theme, code: str, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        self._code = code
        self.setWindowTitle(_("Your recovery code"))
        heading = QLabel(self.windowTitle())
        set_role(heading, "large")
        said = QLabel(
            _(
                "Your notes are encrypted. Should this computer lose their key, this code is the only way to open them "
                "again, here or from a backup. It is shown only now: print it, or keep it where you keep such things."
            )
        )
        said.setWordWrap(True)
        self.shown = QLabel(code)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(theme.fonts.points(Size.LARGE))
        font.setWeight(QFont.Weight.DemiBold)
        self.shown.setFont(font)
        self.shown.setWordWrap(True)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.shown.setAccessibleName(_("Recovery code"))
        self.shown.setContentsMargins(16, 16, 16, 16)
        set_role(self.shown, "card")
        self.kept = QCheckBox(_("I have kept the code in a safe place"))
        self._buttons = QDialogButtonBox()
        self.go_on = self._buttons.addButton(_("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(self.go_on, "primary")
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        self._cancel = self._buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(lambda: self.done(int(QDialog.DialogCode.Rejected)))
        self._buttons.accepted.connect(self.accept)
        self._reminder = QLabel(_("Have you kept the code? Then tick the box above. “Cancel” gives this code up."))
        self._reminder.setWordWrap(True)
        set_role(self._reminder, "warn")
        self._reminder.hide()
        self.kept.toggled.connect(self._reminder.hide)
        self._lay_out(theme, heading, said)

    def _lay_out(self, theme: Theme, heading: QLabel, said: QLabel) -> None:
        ways = QHBoxLayout()
        for text, icon, slot in (
            (_("Print …"), "printer", self._print),
            (_("Copy"), "copy", self._copy),
            (_("Save …"), "save", self._save),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            theme.set_icon(button, icon)
            button.clicked.connect(slot)
            ways.addWidget(button)
        ways.addStretch(1)
        whole = self.column
        for part in (heading, said, self.shown):
            whole.addWidget(part)
        whole.addLayout(ways)
        whole.addWidget(self.kept)
        whole.addWidget(self._reminder)
        whole.addWidget(self._buttons)

    def sheet(self) -> str:
        """What is printed or saved: the code, and what it is for."""
        words = _("Recovery code of Mødeklar. It opens your notes when the keyring or the passphrase is lost.")
        return f"{words}\n\n{self._code}\n"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)

    def _save(self) -> None:
        suggested = str(Path.home() / _("recovery code for Moedeklar.txt"))
        name = choose_target(self, _("Save the recovery code"), suggested)
        if name:
            try:
                Path(name).write_text(self.sheet(), encoding="utf-8")
            except OSError as error:
                why = error.strerror or type(error).__name__
                self._reminder.setText(_("The file could not be written: {why}").format(why=why))
                self._reminder.show()

    def _print(self) -> None:
        # The printing module is loaded only by whoever prints.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            document = QTextDocument()
            document.setPlainText(self.sheet())
            document.print_(printer)

    def reject(self) -> None:
        """Esc and the cross: done where the code is kept, else a reminder; it cannot be shown again."""
        if self.kept.isChecked():
            self.accept()
            return
        self._reminder.show()
        self.kept.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """As `reject`, which stays where it is unless the code is kept."""
        self.reject()
        event.setAccepted(not self.isVisible())
