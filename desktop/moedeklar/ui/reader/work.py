"""What a person does to the item that is open: every command to the store that the reader gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.work import Colour, Note, Place
from moedeklar.ui.navigation import Screen
from moedeklar.ui.operations import Operations
from moedeklar.ui.reader.note_card import Handle
from moedeklar.ui.reader.positions import Passage
from moedeklar.ui.reader.session import ReaderSession

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class ReaderWork(QObject):
    """Writes about the session's item. UI thread; the writes run in `Operations`.

    `note_made` carries the `Note` to write in, `saving` the number of writes under way, `failed` an error of one.
    """

    note_made = Signal(object)
    saving = Signal(int)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, operations: Operations, session: ReaderSession, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._session = session
        self._writes = 0
        self._kept: Place | None = None

    def _write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[MoedeklarError], None] | None = None,
    ) -> None:
        self._count(1)

        def finished(result: Any) -> None:
            if not isValid(self):  # the reader was built anew while the command ran
                return
            self._count(-1)
            if done is not None:
                done(result)

        def broken(error: MoedeklarError) -> None:
            if not isValid(self):
                self._operations.failed.emit(error)
                return
            self._count(-1)
            if failed is not None:
                failed(error)
            self.failed.emit(error)

        self._operations.command(work, finished, broken)

    def _count(self, step: int) -> None:
        self._writes += step
        self.saving.emit(self._writes)

    def highlight(self, passages: tuple[Passage, ...], colour: Colour) -> None:
        """Mark each passage; one in each section that a selection touches."""
        if self._session.item is not None:
            for passage in passages:
                self._write(self._adding(passage, colour))

    def note_on(self, passage: Passage, colour: Colour = Colour.YELLOW) -> None:
        """A note on a passage; `note_made` then says where to write."""
        if self._session.item is not None:
            self._write(self._adding(passage, colour), self.note_made.emit)

    def _adding(self, passage: Passage, colour: Colour) -> Callable[[], Note]:
        assert self._session.item is not None  # noqa: S101 (callers have looked)
        item_id, version = self._session.item.row.id, self._session.item.version_id
        return lambda: self._workspace.notes.add(
            item_id, section=passage.section, start=passage.start, end=passage.end, colour=colour, version_id=version
        )

    def recolour(self, note_id: str, colour: Colour) -> None:
        """Give a highlight another colour."""
        self._write(lambda: self._workspace.notes.edit(note_id, colour=colour))

    def save_note(
        self,
        handle: Handle,
        item_id: str,
        text: str,
        stored: Callable[[Handle, Note], None],
        failed: Callable[[Handle], None],
    ) -> None:
        """Store a note's text. Of a new note the id is known only once the command before has run: hence the handle."""

        def work() -> Note:
            if handle.id is not None:
                return self._workspace.notes.edit(handle.id, text=text)
            note = self._workspace.notes.add(item_id, text=text)
            handle.id = note.id
            return note

        self._write(work, lambda note: stored(handle, note), lambda _error: failed(handle))

    def remove_note(self, note_id: str) -> None:
        """Delete a note (can be undone)."""
        self._write(lambda: self._workspace.notes.remove(note_id))

    def confirm_note(self, note_id: str) -> None:
        """The note stands right where it is."""
        self._write(lambda: self._workspace.notes.confirm(note_id))

    def toggle_bookmark(self) -> None:
        """Bookmark the item, or take the bookmark away."""
        if self._session.item is not None:
            item_id = self._session.item.row.id
            self._write(lambda: self._workspace.bookmarks.toggle(item_id))

    def toggle_prepared(self) -> None:
        """Mark the item as prepared, or as not."""
        if self._session.item is not None:
            row = self._session.item.row
            self._write(lambda: self._workspace.reading.set_prepared(row.id, not row.prepared))

    def mark_read(self, read: bool) -> None:
        """Mark the item as read or unread by hand."""
        if self._session.item is not None:
            item_id = self._session.item.row.id
            self._write(lambda: self._workspace.reading.mark_read(item_id, read))

    def end_seen(self) -> None:
        """The item's end has been in view: it is read, if it is the newest text that was seen."""
        if (
            self._session.item is not None
            and self._session.newest
            and (not self._session.item.row.read or self._session.item.row.changed)
        ):
            self.mark_read(True)

    def keep_place(self, section: str | None, offset: int) -> None:
        """Remember where reading stands, so that the program opens there."""
        if self._session.item is None:
            return
        place = Place(str(Screen.MEETING), self._session.item.meeting_id, self._session.item.row.id, section, offset)
        if place != self._kept:
            self._kept = place
            self._operations.command(lambda: self._workspace.reading.keep_place(place))
