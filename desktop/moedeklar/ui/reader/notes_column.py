"""The right column: the item's notes, its attachments, and what the app knows of the case."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from moedeklar.model.anchors import TextAnchor
from moedeklar.model.views import AttachmentView, Earlier, FileState, ItemView
from moedeklar.model.work import Note
from moedeklar.ui.noting.cards import NoteCards
from moedeklar.ui.reader import words
from moedeklar.ui.reader.proceedings import MEETING_LINK, meeting_link
from moedeklar.ui.screen import clear_layout
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.elided import ElidedLabel
from moedeklar.wording.language import _


class WayCard(QPushButton):
    """Something that belongs to the item: what it is called and a line under it; can be pressed where it is here."""

    def __init__(self, title: str, state: str, *, here: bool, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}, {state}")
        self.setEnabled(here)
        head = ElidedLabel(title, lines=3)
        under = ElidedLabel(state, "faint", lines=lines)
        for label in (head, under):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 9, 12, 9)
        inside.setSpacing(2)
        inside.addWidget(head)
        inside.addWidget(under)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as its labels, which a button does not ask by itself."""
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()


class NotesColumn(QScrollArea):
    """Notes, attachments and earlier treatments of one item, as an `ItemView` says: its `cards` ask for themselves.

    `save_wanted` carries a `Handle`, the id of the item it was written on, and the text; `meeting_chosen` "MEETING" or
    "MEETING/ITEM".
    """

    save_wanted = Signal(object, str, str)
    attachment_chosen = Signal(str)
    meeting_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id = ""
        self._view: ItemView | None = None
        set_role(self, "bare")
        self.setAccessibleName(_("Notes and attachments"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.fonts.scaled(220, 1.3))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        set_role(self._inside, "canvas")
        self.setWidget(self._inside)
        self.new_button = QPushButton(_("+ New"))
        self.new_button.setAccessibleName(_("New note on the item"))
        set_role(self.new_button, "link")
        self.cards = NoteCards(theme, self, _("Mark words in the text and press 1, 2 or 3, or N for a note."))
        self.cards.edited.connect(lambda handle, text: self.save_wanted.emit(handle, self._item_id, text))
        self.new_button.clicked.connect(lambda: self.cards.start_draft(_("New note on the item")))
        self._notes_title = self._heading(_("Notes on the item"))
        self._files_title = self._heading(_("Attachments"))
        self._file_box = QVBoxLayout()
        self._file_box.setSpacing(10)
        self._earlier_title = self._heading(_("Treated before"))
        self._earlier_box = QVBoxLayout()
        self._earlier_box.setSpacing(10)
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
        whole.addSpacing(12)
        whole.addWidget(self._earlier_title)
        whole.addLayout(self._earlier_box)
        whole.addStretch(1)

    def show_item(self, view: ItemView, now: datetime, committee: str = "") -> None:
        """Show the notes and attachments of *view*, an item of *committee*.

        Cards of the same item stay, with what is being written in them.
        """
        if view.row.id != self._item_id:
            self.cards.clear()
            self._item_id = view.row.id
        self.cards.show_notes(sorted(view.notes, key=lambda note: _order(note, view)), now)
        if self._view is None or self._view.attachments != view.attachments:
            self._show_attachments(view.attachments)
        if self._view is None or self._view.earlier != view.earlier:
            self._show_earlier(view.earlier, committee)
        self._view = view

    def focus_first(self) -> None:
        """The keyboard to the first note, or to the button for a new one."""
        if not self.cards.focus_first():
            self.new_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_attachments(self, attachments: tuple[AttachmentView, ...]) -> None:
        clear_layout(self._file_box)
        for attachment in attachments:
            can_come = attachment.state in (FileState.WAITING, FileState.FAILED)
            line = words.attachment_line(attachment) + (f" · {words.fetch_now()}" if can_come else "")
            usable = can_come or attachment.state is FileState.PRESENT
            card = WayCard(attachment.title, line, here=usable)
            card.clicked.connect(lambda _on=False, i=attachment.id: self.attachment_chosen.emit(i))
            self._file_box.addWidget(card)
        self._files_title.setVisible(bool(attachments))

    def _show_earlier(self, earlier: tuple[Earlier, ...], committee: str) -> None:
        clear_layout(self._earlier_box)
        for one in earlier:
            way = meeting_link(one).removeprefix(MEETING_LINK)
            card = WayCard(words.earlier_line(one, committee), words.earlier_under(one), here=bool(way), lines=3)
            card.clicked.connect(lambda _on=False, to=way: self.meeting_chosen.emit(to))
            self._earlier_box.addWidget(card)
        self._earlier_title.setVisible(bool(earlier))


def _order(note: Note, view: ItemView) -> tuple[int, int, float]:
    """Whole-item notes first, then as the text goes, then those on pages and those without a place."""
    keys = [key for key, _section in view.content.keyed_sections()]
    if note.anchor is None:
        return -1, 0, note.created.timestamp()
    if isinstance(note.anchor, TextAnchor) and note.anchor.section in keys:
        return keys.index(note.anchor.section), note.anchor.start, note.created.timestamp()
    return len(keys), 0, note.created.timestamp()
