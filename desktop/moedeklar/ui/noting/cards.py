"""The cards of several notes, one below the other: kept while what they show changes, so that no words are lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.work import Note
from moedeklar.ui.noting.note_card import Handle, NoteCard
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme


class NoteCards(QWidget):
    """Stands in the scroll area *around*. It asks through signals; what it shows comes back as notes. UI thread.

    `edited` carries a `Handle` and the text; the other signals a note's id, `colour_wanted` the colour's name too.
    `left` says that the person is done writing, `unsaved` whether words stand here that were not handed over yet.
    """

    edited = Signal(object, str)
    colour_wanted = Signal(str, str)
    removal_wanted = Signal(str)
    confirm_wanted = Signal(str)
    note_chosen = Signal(str)
    left = Signal()
    unsaved = Signal(bool)

    def __init__(self, theme: Theme, around: QScrollArea, empty: str) -> None:
        """*empty* is said while there is no card."""
        super().__init__()
        self._theme = theme
        self._around = around
        self._cards: list[NoteCard] = []
        self._awaited = ""
        self._unsaved = False
        self._empty = QLabel(empty)
        self._empty.setWordWrap(True)
        set_role(self._empty, "faint")
        self._box = QVBoxLayout()
        self._box.setSpacing(10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._empty)
        whole.addLayout(self._box)

    @property
    def all(self) -> Sequence[NoteCard]:
        """The cards from above."""
        return tuple(self._cards)

    def show_notes(self, notes: Sequence[Note], now: datetime) -> None:
        """Show *notes* in this order; cards that were there stay, with what is being written in them."""
        known = {card.handle.id: card for card in self._cards if card.handle.id}
        order = {note.id: number for number, note in enumerate(notes)}
        self._drop([card for card in self._cards if card.handle.id and card.handle.id not in order])
        for number, note in enumerate(notes):
            card = known.get(note.id) or self._add()
            card.show_note(note, now)
            if self._box.indexOf(card) != number:
                self._box.insertWidget(number, card)
                card.show()  # at once, or it could not take the keyboard
        self._cards.sort(key=lambda card: order.get(card.handle.id or "", len(order)))
        self._empty.setVisible(not self._cards)
        if self._awaited:
            self.write_in(self._awaited)

    def clear(self) -> None:
        """Take every card away; what is unsaved in them is handed over first."""
        self.flush()
        self._awaited = ""
        self._drop(list(self._cards))

    def start_draft(self, name: str) -> bool:
        """Begin a note, called *name*, that is stored once something is written: the keyboard goes there.

        False where one was begun before and is gone on with.
        """
        known = next((card for card in self._cards if card.handle.id is None), None)
        draft = known or self._add()
        if known is None:
            draft.show_draft(name)
            self._box.addWidget(draft)
            draft.show()
        self._empty.hide()
        self._write(draft)
        return known is None

    def edit_note(self, note_id: str) -> bool:
        """Put the keyboard into a note's text; False where it is not (yet) here."""
        card = self._card(note_id)
        if card is not None:
            self._write(card)
        return card is not None

    def write_in(self, note_id: str) -> None:
        """The same, as soon as the note is here."""
        self._awaited = "" if self.edit_note(note_id) else note_id

    def show_note(self, note_id: str) -> None:
        """Bring a note's card into view."""
        card = self._card(note_id)
        if card is not None:
            self._around.ensureWidgetVisible(card)

    def focus_first(self) -> bool:
        """The keyboard to the first note; False where there is none."""
        for card in self._cards[:1]:
            self._write(card)
        return bool(self._cards)

    def flush(self) -> None:
        """Hand over everything written and not saved."""
        for card in self._cards:
            card.flush()

    def failed(self, handle: Handle) -> None:
        """The note of *handle* could not be stored; its text stays and counts as unsaved."""
        for card in self._cards:
            if card.handle is handle:
                card.failed()

    def stored(self, handle: Handle, note: Note, now: datetime) -> None:
        """A draft has become *note*."""
        for card in self._cards:
            if card.handle is handle:
                card.show_note(note, now)

    def _card(self, note_id: str) -> NoteCard | None:
        return next((card for card in self._cards if card.handle.id == note_id), None)

    def _write(self, card: NoteCard) -> None:
        card.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._around.ensureWidgetVisible(card)

    def _add(self) -> NoteCard:
        card = NoteCard(self._theme, self)
        card.edited.connect(self.edited)
        card.touched.connect(self._tell_unsaved)
        card.colour_wanted.connect(_of_stored(self.colour_wanted))
        card.removal_wanted.connect(self._remove)
        card.confirmed.connect(_of_stored(self.confirm_wanted))
        card.chosen.connect(_of_stored(self.note_chosen))
        card.done.connect(self._done)
        card.editor.installEventFilter(self)
        self._cards.append(card)
        return card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """A draft that is left empty goes away again."""
        if event.type() == QEvent.Type.FocusOut:
            self._drop([card for card in self._cards if card.editor is watched and card.empty_draft])
        return super().eventFilter(watched, event)

    def _done(self) -> None:
        self._drop([card for card in self._cards if card.empty_draft])
        self.left.emit()

    def _remove(self, handle: Handle) -> None:
        if handle.id is None:
            self._drop([card for card in self._cards if card.handle is handle])
        else:
            self.removal_wanted.emit(handle.id)

    def _drop(self, cards: Iterable[NoteCard]) -> None:
        for card in cards:
            self._cards.remove(card)
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._empty.setVisible(not self._cards)
        self._tell_unsaved()

    def _tell_unsaved(self) -> None:
        before, self._unsaved = self._unsaved, any(card.dirty for card in self._cards)
        if self._unsaved != before:
            self.unsaved.emit(self._unsaved)


def _of_stored(signal: SignalInstance) -> Callable[..., None]:
    """What passes on to *signal* the id of a note that is stored; of a draft nothing is asked."""

    def pass_on(handle: Handle, *more: str) -> None:
        if handle.id is not None:
            signal.emit(handle.id, *more)

    return pass_on
