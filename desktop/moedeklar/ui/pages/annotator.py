"""Highlights and notes: what is selected on the pages, the cards beside them, and the commands in between."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from moedeklar.model.anchors import PageAnchor
from moedeklar.model.work import Colour, Note
from moedeklar.ui.noting.note_card import Handle, colour_word
from moedeklar.ui.noting.popup import SelectionBar
from moedeklar.ui.pages.canvas import PageCanvas
from moedeklar.ui.pages.marks import mark_to_write_in, marks_of
from moedeklar.ui.pages.panel import NotesPanel
from moedeklar.ui.pages.selection import Marked
from moedeklar.ui.pages.session import PagesSession
from moedeklar.ui.pages.work import PagesWork
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


class Annotator(QObject):
    """Marks what is selected, and keeps canvas and panel showing the same notes. UI thread.

    `panel_wanted` asks for the notes to be in sight; `hint` carries a sentence on what to do first.
    """

    panel_wanted = Signal()
    hint = Signal(str)

    def __init__(
        self, session: PagesSession, work: PagesWork, canvas: PageCanvas, panel: NotesPanel, theme: Theme
    ) -> None:
        super().__init__(canvas)
        self._session = session
        self._work = work
        self._canvas = canvas
        self._panel = panel
        self._notes: dict[str, Note] = {}
        self._current = ""
        self._seek: str | None = None
        self._begun: tuple[int, str] = (0, "")  # the page and the item of the note that is not stored yet
        self.popup = SelectionBar(theme, canvas.viewport())
        self.popup.colour_wanted.connect(lambda colour: self.highlight(Colour(colour)))
        self.popup.note_wanted.connect(self.note)
        self.popup.copy_wanted.connect(self.copy)
        canvas.selected.connect(self._offer)
        canvas.selector.changed.connect(self._selection_changed)
        canvas.verticalScrollBar().valueChanged.connect(self.popup.hide)
        canvas.note_chosen.connect(self._chosen_on_page)
        session.notes_shown.connect(self.show_notes)
        cards = panel.cards
        work.note_made.connect(lambda note: cards.write_in(note.id))
        cards.note_chosen.connect(self._chosen_in_panel)
        cards.edited.connect(self._save)
        cards.colour_wanted.connect(work.recolour)
        cards.removal_wanted.connect(work.remove_note)
        cards.confirm_wanted.connect(work.confirm_note)

    def seek(self, note_id: str | None) -> None:
        """Go to this note once it is known."""
        self._seek = note_id

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """These are the notes of the file now."""
        self._notes = {note.id: note for note in notes}
        if self._session.file is not None:
            self._canvas.set_marks(marks_of(notes, self._session.file.sha256))
        self._panel.show_notes(notes, self._work.workspace.clock.now())
        if self._current not in self._notes:
            self._choose("")
        self.go_where_asked()

    def go_where_asked(self) -> None:
        """Show the note that was sought, if it and the pages are there."""
        if self._seek in self._notes and self._canvas.desk.rects:
            note_id, self._seek = self._seek, None
            self._chosen_in_panel(note_id or "")
            self._panel.cards.show_note(note_id or "")

    def highlight(self, colour: Colour) -> None:
        """Highlight what is selected; without a selection, give the current note this colour."""
        parts = self._canvas.selector.parts()
        if parts:
            for part in parts:
                home = self._home(part)
                if home is not None:
                    self._work.mark((part,), home, colour)
            self._canvas.selector.clear()
        elif self._current:
            self._work.recolour(self._current, str(colour))
        else:
            self.hint.emit(_("Mark the words first: with the mouse, or with Shift and the arrow keys."))

    def note(self) -> None:
        """A note on what is selected, in the current note, or on the page as a whole.

        Words that are highlighted already keep that one marking: the note is written there.
        """
        parts = self._canvas.selector.parts()
        known = self._marked(parts[0]) if parts else self._current
        if known:
            self.panel_wanted.emit()
            self._canvas.selector.clear()
            self._panel.cards.edit_note(known)
        elif parts:
            home = self._home(parts[0])
            if home is not None:
                self.panel_wanted.emit()
                self._work.note_on(parts[0], home)
                self._canvas.selector.clear()
        else:
            self.note_on_page()

    def note_on_page(self) -> None:
        """Write a note on the page that is read, as a whole: also on one without words, such as a scan."""
        page = self._canvas.page
        home = self._home(Marked(page, (), ""))
        if home is None:
            return
        self.panel_wanted.emit()
        if self._panel.cards.start_draft(_("New note on page {n}").format(n=page + 1)):
            self._begun = (page, home)

    def _save(self, handle: Handle, text: str) -> None:
        def stored(handle: Handle, note: Note) -> None:
            self._panel.cards.stored(handle, note, self._work.workspace.clock.now())

        make = partial(self._work.new_note, *self._begun)
        self._work.save_note(handle, text, self._panel.cards.failed, stored, make)

    def _marked(self, part: Marked) -> str | None:
        file = self._session.file
        return mark_to_write_in(self._notes.values(), file.sha256, part) if file is not None else None

    def remove(self) -> None:
        """Delete the current note."""
        if self._current:
            self._work.remove_note(self._current)

    def copy(self) -> None:
        """Put what is selected into the clipboard."""
        text = self._canvas.selector.text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def select_page(self) -> None:
        """Select all words of the page that is read."""
        self._canvas.selector.select_page(self._canvas.page)

    def escape(self) -> bool:
        """Give up the selection, or the current note; False where there was neither."""
        if self._canvas.selector.selection is not None:
            self._canvas.selector.clear()
            return True
        if self._current:
            self._choose("")
            return True
        return False

    def menu(self, at: QPoint, note_id: str) -> None:
        """The menu of a place on a page."""
        if note_id:
            self._choose(note_id)
        menu = QMenu(self._canvas)
        copy = menu.addAction(_("Copy"))
        copy.setEnabled(bool(self._canvas.selector.parts()))
        copy.triggered.connect(self.copy)
        menu.addSeparator()
        for colour in Colour:
            action = menu.addAction(colour_word(colour))
            action.triggered.connect(lambda _on=False, c=colour: self.highlight(c))
            action.setEnabled(bool(note_id or self._canvas.selector.parts()))
        write = menu.addAction(_("Write a note"))
        write.triggered.connect(self.note)
        write.setEnabled(bool(note_id or self._canvas.selector.parts()))
        menu.addAction(_("Note on the page")).triggered.connect(self.note_on_page)
        if note_id:
            menu.addAction(_("Delete the note")).triggered.connect(self.remove)
        menu.popup(at)
        menu.aboutToHide.connect(menu.deleteLater)

    def _home(self, part: Marked) -> str | None:
        file = self._session.file
        if file is None:
            return None
        selector = self._canvas.selector
        began = selector.selection.first if selector.selection is not None else None
        first = began.word if began is not None and began.page == part.page else 0
        home = file.home(part.page, selector.words.get(part.page, ()), first)
        if home is None:
            self.hint.emit(_("This file belongs to no item that is here, so notes can't be kept on it."))
        return home

    def _choose(self, note_id: str) -> None:
        self._current = note_id
        self._canvas.set_current_note(note_id)

    def _chosen_on_page(self, note_id: str) -> None:
        self._choose(note_id)
        self.panel_wanted.emit()
        self._panel.cards.show_note(note_id)

    def _chosen_in_panel(self, note_id: str) -> None:
        note = self._notes.get(note_id)
        if note is not None and isinstance(note.anchor, PageAnchor):
            self._choose(note_id)
            self._canvas.reveal(note.anchor.page, note.anchor.rects[0] if note.anchor.rects else None)

    def _offer(self) -> None:
        parts = self._canvas.selector.parts()
        if parts:
            last = parts[-1]
            offset = -self._canvas.window_on_desk().topLeft()
            places = [self._canvas.desk.rect_on_desk(last.page, rect).translated(offset) for rect in last.rects]
            room = QRect(places[0].toAlignedRect())
            for place in places[1:]:
                room = room.united(place.toAlignedRect())
            self.popup.show_at(room)

    def _selection_changed(self) -> None:
        if self._canvas.selector.selection is None:
            self.popup.hide()
