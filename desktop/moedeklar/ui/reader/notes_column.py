"""The right column: the item's notes, its attachments, and what the app knows of the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.anchors import TextAnchor
from moedeklar.model.views import AttachmentView, FileState, ItemView
from moedeklar.model.work import Note
from moedeklar.ui.reader import words
from moedeklar.ui.reader.note_card import Handle, NoteCard
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.wording.language import _


class AttachmentCard(QPushButton):
    """An attachment: its title and state; a button where the file is here."""

    def __init__(self, view: AttachmentView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachment_id = view.id
        state = words.attachment_line(view)
        self.setAccessibleName(f"{view.title}, {state}")
        self.setEnabled(view.state is FileState.PRESENT)
        title = ElidedLabel(view.title, lines=3)
        under = ElidedLabel(state, "faint")
        for label in (title, under):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 9, 12, 9)
        inside.setSpacing(2)
        inside.addWidget(title)
        inside.addWidget(under)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as its labels, which a button does not ask by itself."""
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()


class NotesColumn(QScrollArea):
    """Notes and attachments of one item. It asks through signals; what it shows comes back as an `ItemView`."""

    save_wanted = Signal(object, str, str)  # Handle, item id, text
    colour_wanted = Signal(object, str)
    removal_wanted = Signal(object)
    confirm_wanted = Signal(object)
    note_chosen = Signal(str)
    attachment_chosen = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._item_id = ""
        self._cards: list[NoteCard] = []
        self._view: ItemView | None = None
        set_role(self, "bare")
        self.setAccessibleName(_("Notes and attachments"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(220)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        set_role(self._inside, "canvas")
        self.setWidget(self._inside)
        self.new_button = QPushButton(_("+ New"))
        self.new_button.setAccessibleName(_("New note on the item"))
        set_role(self.new_button, "link")
        self.new_button.clicked.connect(self.start_draft)
        self._empty = QLabel(_("Mark words in the text and press 1, 2 or 3, or N for a note."))
        self._empty.setWordWrap(True)
        set_role(self._empty, "faint")
        self._notes_title = self._heading(_("Notes on the item"))
        self._files_title = self._heading(_("Attachments"))
        self._note_box, self._file_box = self._box(), self._box()
        self._lay_out()

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        set_role(label, "section-label")
        return label

    @staticmethod
    def _box() -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(10)
        return box

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._notes_title, 1)
        first.addWidget(self.new_button)
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(16, 14, 16, 16)
        whole.setSpacing(8)
        whole.addLayout(first)
        whole.addWidget(self._empty)
        whole.addLayout(self._note_box)
        whole.addSpacing(12)
        whole.addWidget(self._files_title)
        whole.addLayout(self._file_box)
        whole.addStretch(1)

    def show_item(self, view: ItemView, now: datetime) -> None:
        """Show the notes and attachments of *view*; cards of the same item stay, with what is being written in them."""
        if view.row.id != self._item_id:
            self.flush()
            self._drop(list(self._cards))
            self._item_id = view.row.id
        known = {card.handle.id: card for card in self._cards if card.handle.id}
        notes = sorted(view.notes, key=lambda note: _order(note, view))
        kept = {note.id for note in notes}
        self._drop([card for card in self._cards if card.handle.id and card.handle.id not in kept])
        for number, note in enumerate(notes):
            card = known.get(note.id) or self._add_card()
            card.show_note(note, now)
            if self._note_box.indexOf(card) != number:
                self._note_box.insertWidget(number, card)
                card.show()
        order = {note.id: number for number, note in enumerate(notes)}
        self._cards.sort(key=lambda card: order.get(card.handle.id or "", len(order)))
        self._empty.setVisible(not self._cards)
        if self._view is None or self._view.attachments != view.attachments:
            self._show_attachments(view.attachments)
        self._view = view

    def start_draft(self) -> None:
        """Begin a note on the whole item: the keyboard goes there, and it is stored once something is written."""
        draft = next((card for card in self._cards if card.handle.id is None), None)
        if draft is None:
            draft = self._add_card()
            draft.show_draft()
            self._note_box.addWidget(draft)
            draft.show()  # at once, or it could not take the keyboard
        self._empty.hide()
        draft.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(draft)

    def edit_note(self, note_id: str) -> bool:
        """Put the keyboard into a note's text; False where it is not (yet) here."""
        card = self._card(note_id)
        if card is not None:
            card.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(card)
        return card is not None

    def show_note(self, note_id: str) -> None:
        """Bring a note's card into view."""
        card = self._card(note_id)
        if card is not None:
            self.ensureWidgetVisible(card)

    def focus_first(self) -> None:
        """The keyboard to the first note, or to the button for a new one."""
        target = self._cards[0].editor if self._cards else self.new_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

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

    def _add_card(self) -> NoteCard:
        card = NoteCard(self._theme, self._inside)
        card.edited.connect(lambda handle, text: self.save_wanted.emit(handle, self._item_id, text))
        card.colour_wanted.connect(self.colour_wanted)
        card.removal_wanted.connect(self._remove)
        card.confirmed.connect(self.confirm_wanted)
        card.chosen.connect(self._choose)
        card.done.connect(self.left)
        card.editor.installEventFilter(self)
        self._cards.append(card)
        return card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """A draft that is left empty goes away again."""
        if event.type() == QEvent.Type.FocusOut:
            self._drop([c for c in self._cards if c.editor is watched and not c.handle.id and not c.dirty and c.blank])
        return super().eventFilter(watched, event)

    def _remove(self, handle: Handle) -> None:
        if handle.id is None:
            self._drop([card for card in self._cards if card.handle is handle])
        else:
            self.removal_wanted.emit(handle)

    def _choose(self, handle: Handle) -> None:
        if handle.id is not None:
            self.note_chosen.emit(handle.id)

    def _drop(self, cards: Iterable[NoteCard]) -> None:
        for card in cards:
            self._cards.remove(card)
            self._note_box.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _show_attachments(self, attachments: tuple[AttachmentView, ...]) -> None:
        while (entry := self._file_box.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        for attachment in attachments:
            card = AttachmentCard(attachment)
            card.clicked.connect(lambda _on=False, i=attachment.id: self.attachment_chosen.emit(i))
            self._file_box.addWidget(card)
        self._files_title.setVisible(bool(attachments))


def _order(note: Note, view: ItemView) -> tuple[int, int, float]:
    """Whole-item notes first, then as the text goes, then those on pages and those without a place."""
    keys = [key for key, _section in view.content.keyed_sections()]
    if note.anchor is None:
        return -1, 0, note.created.timestamp()
    if isinstance(note.anchor, TextAnchor) and note.anchor.section in keys:
        return keys.index(note.anchor.section), note.anchor.start, note.created.timestamp()
    return len(keys), 0, note.created.timestamp()
