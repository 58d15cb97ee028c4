"""The right column: the notes and highlights of the file that is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.work import Note
from moedeklar.ui.pages.marks import reading_order
from moedeklar.ui.reader.note_card import Handle, NoteCard
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


class NotesPanel(QFrame):
    """Shows notes as cards, in the order of the pages. It asks through signals; what it shows comes back as notes.

    `note_chosen` carries a note's id. `left` says that the person is done writing.
    """

    save_wanted = Signal(object, str)  # Handle, text
    colour_wanted = Signal(object, str)
    removal_wanted = Signal(object)
    note_chosen = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setMinimumWidth(220)
        self._theme = theme
        self._cards: list[NoteCard] = []
        self._title = QLabel()
        set_role(self._title, "section-label")
        self._count = QLabel()
        set_role(self._count, "faint")
        self._empty = QLabel(_("Mark words on a page and press 1, 2 or 3 for a colour, or N for a note."))
        self._empty.setWordWrap(True)
        set_role(self._empty, "faint")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self._scroll = QScrollArea()
        set_role(self._scroll, "bare")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 4, 0)
        self._box.setSpacing(10)
        self._box.addStretch(1)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._empty)
        whole.addWidget(self._scroll, 1)
        self.name_file(attachment=True)

    def name_file(self, *, attachment: bool) -> None:
        """Say what the notes are in."""
        title = _("Highlights in the attachment") if attachment else _("Highlights in the document")
        self._title.setText(title)
        self.setAccessibleName(title)
        self._scroll.setAccessibleName(title)

    def show_notes(self, notes: Iterable[Note], now: datetime) -> None:
        """Show *notes*; cards that were there stay, with what is being written in them."""
        ordered = reading_order(notes)
        kept = {note.id for note in ordered}
        known = {card.handle.id: card for card in self._cards}
        for card in [card for card in self._cards if card.handle.id not in kept]:
            self._drop(card)
        for number, note in enumerate(ordered):
            card = known.get(note.id) or self._add()
            card.show_note(note, now)
            if self._box.indexOf(card) != number:
                self._box.insertWidget(number, card)
        self._count.setText(str(len(ordered)) if ordered else "")
        self._empty.setVisible(not ordered)

    def edit_note(self, note_id: str) -> bool:
        """Put the keyboard into a note's text; False where it is not (yet) here."""
        card = self._card(note_id)
        if card is not None:
            card.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(card)
        return card is not None

    def show_note(self, note_id: str) -> None:
        """Bring a note's card into view."""
        card = self._card(note_id)
        if card is not None:
            self._scroll.ensureWidgetVisible(card)

    def focus_first(self) -> bool:
        """The keyboard to the first note; False where there is none."""
        return bool(self._cards) and self.edit_note(self._cards[0].handle.id or "")

    def flush(self) -> None:
        """Hand over everything written and not saved."""
        for card in self._cards:
            card.flush()

    def failed(self, handle: Handle) -> None:
        """The note of *handle* could not be stored; its text stays and counts as unsaved."""
        for card in self._cards:
            if card.handle is handle:
                card.failed()

    def _card(self, note_id: str) -> NoteCard | None:
        return next((card for card in self._cards if card.handle.id == note_id), None)

    def _add(self) -> NoteCard:
        card = NoteCard(self._theme)
        card.edited.connect(self.save_wanted)
        card.colour_wanted.connect(self.colour_wanted)
        card.removal_wanted.connect(self.removal_wanted)
        card.chosen.connect(self._choose)
        card.done.connect(self.left)
        self._cards.append(card)
        return card

    def _choose(self, handle: Handle) -> None:
        if handle.id is not None:
            self.note_chosen.emit(handle.id)

    def _drop(self, card: NoteCard) -> None:
        self._cards.remove(card)
        self._box.removeWidget(card)
        card.hide()
        card.deleteLater()
