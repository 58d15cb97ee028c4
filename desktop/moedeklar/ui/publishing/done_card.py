"""What a publish has done, where readers find it, and what to hand to members."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from moedeklar.secretary.publishing.desk import Standing
from moedeklar.secretary.publishing.plan import Plan
from moedeklar.ui.publishing.words import done_words, handout
from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.language import _


class DoneCard(Card):
    """Shown after a publish. What is copied is said on the button."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("Published"), parent, role="card-accent")
        self._handout = ""
        self.words = words("")
        self.body.addWidget(self.words)
        self.body.addWidget(words(_("Members add this address as a source in Mødeklar:"), "muted"))
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName(_("The feed's address"))
        self.body.addWidget(self.address)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy = QPushButton(_("Copy the address"))
        theme.set_icon(self.copy, "copy")
        self.copy.clicked.connect(lambda _checked=False: self._copy(self.copy, self.address.text()))
        row.addWidget(self.copy)
        self.copy_note = QPushButton(_("Copy a note to members"))
        theme.set_icon(self.copy_note, "copy")
        self.copy_note.clicked.connect(lambda _checked=False: self._copy(self.copy_note, self._handout))
        row.addWidget(self.copy_note)
        row.addStretch(1)
        self.body.addLayout(row)
        self.pages = words("", "muted")
        self.body.addWidget(self.pages)
        self.hide()

    def show_done(self, plan: Plan | None, standing: Standing) -> None:
        """Show what *plan* has done; nothing for None."""
        self.setVisible(plan is not None)
        said = standing.settings
        if plan is None or said is None:
            return
        self.words.setText(done_words(plan))
        self.address.setText(standing.address)
        self.address.setCursorPosition(0)
        self._handout = handout(said.name, standing.address, said.url)
        self.pages.setText(_("Everybody reads the pages at {url}").format(url=said.url))
        self.copy.setText(_("Copy the address"))
        self.copy_note.setText(_("Copy a note to members"))

    @staticmethod
    def _copy(button: QPushButton, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        button.setText(_("Copied"))
