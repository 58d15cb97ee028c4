"""The right column: the item's notes, its attachments, and what the app knows of the case."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.anchors import TextAnchor
from moedeklar.model.views import AttachmentView, FileState, ItemView
from moedeklar.model.work import Note
from moedeklar.ui.noting.cards import NoteCards
from moedeklar.ui.reader import words
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
    """Notes and attachments of one item, shown as an `ItemView` says: its `cards` ask for themselves.

    `save_wanted` carries a `Handle`, the id of the item it was written on, and the text.
    """

    save_wanted = Signal(object, str, str)
    attachment_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id = ""
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
        self.cards = NoteCards(theme, self, _("Mark words in the text and press 1, 2 or 3, or N for a note."))
        self.cards.edited.connect(lambda handle, text: self.save_wanted.emit(handle, self._item_id, text))
        self.new_button.clicked.connect(self.cards.start_draft)
        self._notes_title = self._heading(_("Notes on the item"))
        self._files_title = self._heading(_("Attachments"))
        self._file_box = QVBoxLayout()
        self._file_box.setSpacing(10)
        self._lay_out()

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        set_role(label, "section-label")
        return label

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._notes_title, 1)
        first.addWidget(self.new_button)
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(16, 14, 16, 16)
        whole.setSpacing(8)
        whole.addLayout(first)
        whole.addWidget(self.cards)
        whole.addSpacing(12)
        whole.addWidget(self._files_title)
        whole.addLayout(self._file_box)
        whole.addStretch(1)

    def show_item(self, view: ItemView, now: datetime) -> None:
        """Show the notes and attachments of *view*; cards of the same item stay, with what is being written in them."""
        if view.row.id != self._item_id:
            self.cards.clear()
            self._item_id = view.row.id
        self.cards.show_notes(sorted(view.notes, key=lambda note: _order(note, view)), now)
        if self._view is None or self._view.attachments != view.attachments:
            self._show_attachments(view.attachments)
        self._view = view

    def focus_first(self) -> None:
        """The keyboard to the first note, or to the button for a new one."""
        if not self.cards.focus_first():
            self.new_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
