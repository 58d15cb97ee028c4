"""The question whether a source is to be removed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.wording.language import _


class Removal(QFrame):
    """Asks once more, with the two things that may happen to one's own notes.

    `confirmed` carries whether the notes are to be forgotten too; `cancelled` that all stays.
    """

    confirmed = Signal(bool)
    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "banner-warn")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        said = _(
            "Remove “{name}”? Its meetings are no longer shown. Your notes, highlights and bookmarks are kept, and find"
            " their places again if the source is added once more. The files in the folder are not touched."
        )
        layout.addWidget(words(said.format(name=name)))
        self.forget = QCheckBox(_("Also forget my notes, highlights and bookmarks for its meetings"))
        layout.addWidget(self.forget)
        self.warning = words(_("They are then gone for good, except in backups that you have made."), "warn")
        self.warning.hide()
        layout.addWidget(self.warning)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.remove = QPushButton(_("Remove the source"))
        set_role(self.remove, "danger")
        self.cancel = QPushButton(_("Cancel"))
        row.addWidget(self.remove)
        row.addWidget(self.cancel)
        row.addStretch(1)
        layout.addLayout(row)
        self.forget.toggled.connect(self._warn)
        self.remove.clicked.connect(lambda: self.confirmed.emit(self.forget.isChecked()))
        self.cancel.clicked.connect(self.cancelled)

    def _warn(self, forget: bool) -> None:
        self.warning.setVisible(forget)
        self.remove.setText(_("Remove the source and forget my notes") if forget else _("Remove the source"))
