"""The right column: the notes and highlights of the file that is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.work import Note
from moedeklar.ui.noting.cards import NoteCards
from moedeklar.ui.pages.marks import reading_order
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


class NotesPanel(QFrame):
    """Shows notes as `cards`, in the order of the pages, and how many they are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setMinimumWidth(theme.fonts.scaled(220, 1.3))
        self._title = QLabel()
        set_role(self._title, "section-label")
        self._count = QLabel()
        set_role(self._count, "faint")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self._scroll = QScrollArea()
        set_role(self._scroll, "bare")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        empty = _(
            "Mark words on a page and press 1, 2 or 3 for a colour, or N for a note. Without marked words, N is a note"
            " on the page."
        )
        self.cards = NoteCards(theme, self._scroll, empty)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 4, 0)
        box.addWidget(self.cards)
        box.addStretch(1)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._scroll, 1)
        self.name_file(attachment=True)

    def name_file(self, *, attachment: bool) -> None:
        """Say what the notes are in."""
        title = _("Highlights in the attachment") if attachment else _("Highlights in the document")
        self._title.setText(title)
        self.setAccessibleName(title)
        self._scroll.setAccessibleName(title)

    def show_notes(self, notes: Iterable[Note], now: datetime) -> None:
        """Show *notes* in the order of the pages."""
        ordered = reading_order(notes)
        self.cards.show_notes(ordered, now)
        self._count.setText(str(len(ordered)) if ordered else "")
