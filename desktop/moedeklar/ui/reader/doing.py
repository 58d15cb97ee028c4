"""What a person does in the reader: marks, notes, ways to other screens. The screen shows, this acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from moedeklar.member.highlights import trimmed
from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.announced import Spot
from moedeklar.model.views import AttachmentView, FileState
from moedeklar.model.work import Colour, Note
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.noting.note_card import Handle
from moedeklar.ui.noting.popup import SelectionBar
from moedeklar.ui.reader.announced import Inside
from moedeklar.ui.reader.commands import ReaderActions
from moedeklar.ui.reader.correcting import Correcting, add_to
from moedeklar.ui.reader.list_column import ListColumn
from moedeklar.ui.reader.middle import MiddleColumn
from moedeklar.ui.reader.notes_column import NotesColumn
from moedeklar.ui.reader.positions import Passage
from moedeklar.ui.reader.session import ReaderSession
from moedeklar.ui.reader.work import ReaderWork
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _


@dataclass(frozen=True, slots=True)
class Parts:
    """The reader's columns and what stands over them."""

    list: ListColumn
    middle: MiddleColumn
    notes: NotesColumn
    popup: SelectionBar


class ReaderDoing:
    """Acts on a session by what is selected and shown in the parts. UI thread."""

    def __init__(
        self,
        session: ReaderSession,
        work: ReaderWork,
        navigator: Navigator,
        parts: Parts,
        show_notes: Callable[[bool], None],
        theme: Theme,
    ) -> None:
        self._session = session
        self._work = work
        self._navigator = navigator
        self._parts = parts
        self._text = parts.middle.text
        self._notes = parts.notes
        self._cards = parts.notes.cards
        self._show_notes = show_notes
        self.inside = Inside(session, parts.list, parts.middle)
        self.correcting = Correcting(session, work, parts.middle, theme)

    # -- marks and notes -----------------------------------------------------------------------------------------

    def highlight(self, colour: Colour) -> None:
        """Mark what is selected, or give the highlight under the caret another colour."""
        passages = self._text.selected()
        if passages:
            self._work.highlight(passages, colour)
            self._text.clear_selection()
            return
        note = self._text.note_at(self._text.textCursor().position())
        if note is not None:
            self._work.recolour(note, str(colour))

    def note(self) -> None:
        """A note on what is selected, the note under or just before the caret, or a note on the whole item.

        Words that are highlighted already keep that one marking: the note is written there. Inside an item of
        announcements the note is on the announcement that is chosen, or in which the caret is.
        """
        passages = self._text.selected() or (self.inside.passages() if self._at_caret() is None else ())
        known = self._marked(passages[0]) if passages else self._at_caret()
        self._show_notes(True)
        self._text.clear_selection()
        if known is not None:
            self._cards.write_in(known)
        elif passages:
            self._work.note_on(passages[0])
        else:
            self.note_on_item()

    def _at_caret(self) -> str | None:
        """The note whose words the caret is on, or has just passed as after selecting them by keyboard."""
        caret = self._text.textCursor().position()
        if not self._text.hasFocus():
            return None
        return self._text.note_at(caret) or (self._text.note_at(caret - 1) if caret else None)

    def _marked(self, passage: Passage) -> str | None:
        """The marking to write in for *passage*: a bare highlight that covers it, or a note on the very same words."""
        view = self._session.item
        if view is None:
            return None
        text = dict(view.content.keyed_sections())[passage.section].text
        start, end = trimmed(text, passage.start, passage.end)
        found = []
        for note in view.notes:
            place = note.anchor
            if not isinstance(place, TextAnchor) or place.section != passage.section:
                continue
            covers = place.start <= start and end <= place.end and note.state is not AnchorState.UNPLACED
            if covers and (not note.text or (place.start, place.end) == (start, end)):
                found.append((place.end - place.start, note.id))
        return min(found)[1] if found else None

    def note_on_item(self) -> None:
        """A note on the whole item."""
        if self._session.item is not None:
            self._show_notes(True)
            self._cards.start_draft(_("New note on the item"))

    def save_note(self, handle: Handle, item_id: str, text: str) -> None:
        """Store what was written."""

        def stored(handle: Handle, note: Note) -> None:
            self._cards.stored(handle, note, self._session.now())

        self._work.save_note(handle, text, self._cards.failed, stored, partial(self._work.new_note, item_id))

    # -- ways ----------------------------------------------------------------------------------------------------

    def choose_version(self, version_id: str) -> None:
        """Read another version of the meeting's papers."""
        meeting = self._session.meeting
        if meeting is not None:
            newest = version_id == meeting.row.versions[-1].id
            self._go(Screen.MEETING, version=None if newest else version_id)

    def go_to_note(self, note_id: str) -> None:
        """Show a note's passage, in the text or on its page."""
        view = self._session.item
        note = next((n for n in view.notes if n.id == note_id), None) if view is not None else None
        if note is None:
            return
        self._cards.show_note(note_id)
        if isinstance(note.anchor, PageAnchor):
            anchor = note.anchor
            self._go(Screen.PAGES, sha256=anchor.sha256, attachment=note.attachment_id, page=anchor.page, note=note_id)
        elif isinstance(note.anchor, TextAnchor) and note.state is not AnchorState.UNPLACED:
            self._text.reveal(Passage(note.anchor.section, note.anchor.start, note.anchor.end))

    def choose_place(self, item_id: str, spot: Spot | None) -> None:
        """Read an item of the meeting at *spot*."""
        view = self._session.item
        if view is not None and view.row.id == item_id and spot is not None:
            self._text.reveal(Passage(spot.section, spot.start, spot.end))
        self._session.choose(item_id, spot)

    def go_to_meeting(self, way: str) -> None:
        """To another meeting, or to an item of it: "MEETING" or "MEETING/ITEM"."""
        meeting_id, _slash, item_id = way.partition("/")
        self._navigator.go(Target(Screen.MEETING, meeting=meeting_id, item=item_id or None))

    def go_where_asked(self, *, fresh: bool) -> None:
        """To the passage, note or place that the target of the screen names, once."""
        target, self._session.target = self._session.target, None
        if target is None:
            return
        if target.note is not None:
            self._show_notes(True)
            self.go_to_note(target.note)
        elif target.section is not None and target.end > target.start:
            self._text.reveal(Passage(target.section, target.start, target.end))
        elif target.section is not None and fresh:
            self._text.show_place(target.section, target.start)

    def request(self) -> None:
        """A new request that starts from the item, or for the meeting where that has none."""
        meeting = self._session.meeting
        if meeting is not None:
            self._go(Screen.REQUEST, committee=meeting.row.committee)

    def open_attachment(self, attachment_id: str) -> None:
        """An attachment in the page view; one that is not here is fetched, and opened where the item is still shown."""
        view = self._session.item
        found = next((one for one in (view.attachments if view else ()) if one.id == attachment_id), None)
        if found is None or view is None:
            return
        if found.sha256:
            self._open(found)
        elif found.state in (FileState.WAITING, FileState.FAILED):
            item_id = view.row.id
            self._work.fetch(found, lambda file: self._open(file) if self._is_open(item_id) else None)

    def _is_open(self, item_id: str) -> bool:
        at, view = self._navigator.current, self._session.item
        return at is not None and at.screen is Screen.MEETING and view is not None and view.row.id == item_id

    def _open(self, attachment: AttachmentView) -> None:
        self._go(Screen.PAGES, attachment=attachment.id, sha256=attachment.sha256, title=attachment.title)

    def open_document(self) -> None:
        """The document that the version came from, at the item's page; the PDF where there are several."""
        meeting, item = self._session.meeting, self._session.item
        papers = [one for one in meeting.version.documents if not one.is_record] if meeting is not None else []
        if meeting is None or not papers:
            return
        document = next((d for d in papers if d.media_type == "application/pdf"), papers[0])
        self._go(
            Screen.PAGES,
            version=meeting.version.id,
            document=document.id,
            sha256=document.sha256,
            page=item.content.page if item is not None else None,
            title=document.name.rpartition("/")[2],
        )

    def _go(self, screen: Screen, **more: object) -> None:
        meeting, item = self._session.meeting, self._session.item
        self._navigator.go(
            Target(
                screen,
                meeting=meeting.row.id if meeting is not None else None,
                item=item.row.id if item is not None else None,
                **more,  # type: ignore[arg-type]  # fields of Target, passed on
            )
        )

    # -- keyboard and pointer ------------------------------------------------------------------------------------

    def cycle(self, step: int) -> None:
        """The keyboard to the next column that is shown."""
        columns: list[QWidget] = [self._parts.list, self._parts.middle, self._notes]
        shown = [column for column in columns if column.isVisible()]
        focus = QGuiApplication.focusObject()
        here = next((n for n, c in enumerate(shown) if isinstance(focus, QWidget) and c.isAncestorOf(focus)), 0)
        column = shown[(here + step) % len(shown)]
        if column is self._notes:
            self._notes.focus_first()
        else:
            inside = self._parts.list.list if column is self._parts.list else self._text
            inside.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_text(self) -> None:
        """The keyboard to the text."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self) -> None:
        """The small bar beside what was selected by mouse."""
        if self._text.selected():
            cursor = self._text.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self._parts.popup.show_at(self._text.cursorRect(cursor).united(self._text.cursorRect()))

    def menu(self, at: QPoint, actions: ReaderActions) -> None:
        """The context menu of the text."""
        self._parts.popup.hide()
        menu = QMenu(self._text)
        copy = menu.addAction(_("Copy"))
        copy.setEnabled(self._text.textCursor().hasSelection())
        copy.triggered.connect(self._text.copy)
        menu.addSeparator()
        for action in actions.for_menu("edit"):
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        add_to(menu, self.correcting)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
