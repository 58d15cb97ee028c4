"""The recovery code typed in when everything else is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QWidget

from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.store.recovery_code import Mistyped


class RecoveryEntryDialog(ColumnDialog):
    """Takes the recovery code as the person types it; `code` when accepted.

    What is no code at all is not accepted: it stays, with what is wrong with it said and marked. *refused* says why
    *typed*, from the question before, did not do.
    """

    def __init__(self, typed: str = "", refused: str = "", parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        self.setWindowTitle(_("Open with the recovery code"))
        heading = QLabel(self.windowTitle())
        set_role(heading, "large")
        said = QLabel(_("Type the code that was shown when this profile was made. Spaces and case do not matter."))
        said.setWordWrap(True)
        self._count = QLabel()
        set_role(self._count, "small")
        self.complaint = QLabel(refused)
        self.complaint.setWordWrap(True)
        self.complaint.setVisible(bool(refused))
        set_role(self.complaint, "bad")
        self.field = QLineEdit(typed)
        self.field.setAccessibleName(_("Recovery code"))
        letters = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        letters.setPointSizeF(self.font().pointSizeF())
        self.field.setFont(letters)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(_("Open"))
        set_role(self._ok, "primary")
        self.field.textChanged.connect(self._changed)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        whole = self.column
        for part in (heading, said, self.field, self._count, self.complaint, buttons):
            whole.addWidget(part)
        self._show_count()

    @property
    def code(self) -> str:
        """What was typed."""
        return self.field.text()

    def _changed(self) -> None:
        self.complaint.hide()
        self._show_count()

    def _show_count(self) -> None:
        count = sum(1 for letter in self.code if letter.isalnum())
        self._ok.setEnabled(count > 0)
        self._count.setText(_("{n} of 30 letters and digits").format(n=count))

    def _check(self) -> None:
        from moedeklar.member.accounts import code_slip  # noqa: PLC0415 (with the store: after the first paint)

        slip = code_slip(self.code)
        if slip is None:
            self.accept()
            return
        self.complaint.setText(slip_words(slip, self.code))
        self.complaint.show()
        self.field.setFocus()
        self.field.setCursorPosition(slip.start)
        self.field.setSelection(slip.start, slip.end - slip.start)


def slip_words(slip: Mistyped, typed: str) -> str:
    """What is wrong with the code that was typed, and where to look."""
    missing = 30 - slip.count
    said = {
        "letter": lambda: _("“{letter}” is in no recovery code. Look at that place on the paper.").format(
            letter=typed[slip.start : slip.end]
        ),
        "short": lambda: ngettext(
            "{n} letter or digit is missing. Compare group by group.",
            "{n} letters and digits are missing. Compare group by group.",
            missing,
        ).format(n=missing),
        "long": lambda: ngettext(
            "There is {n} letter or digit too many. Compare group by group.",
            "There are {n} letters and digits too many. Compare group by group.",
            -missing,
        ).format(n=-missing),
        "check": lambda: _("At least one letter or digit is another one than on the paper. Compare group by group."),
    }
    return said[slip.slip.value]()
