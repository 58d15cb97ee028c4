"""What a person does to the item that is open: every command to the store that the reader gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import AttachmentView
from moedeklar.model.work import Colour, Note, Place
from moedeklar.ui.background import Background, Tell
from moedeklar.ui.navigation import Screen
from moedeklar.ui.noting.writes import NoteWrites
from moedeklar.ui.operations import Operations
from moedeklar.ui.reader.positions import Passage
from moedeklar.ui.reader.session import ReaderSession

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class ReaderWork(NoteWrites):
    """Writes about the session's item, and fetching of what it lacks. UI thread."""

    fetching = Signal(str)

    def __init__(
        self, workspace: Workspace, operations: Operations, session: ReaderSession, parent: QObject | None = None
    ) -> None:
        super().__init__(workspace, operations, parent)
        self._session = session
        self._fetched_then: Callable[[AttachmentView], None] = lambda _file: None
        self._fetches = Background(self)
        self._fetches.done.connect(self._came)
        self._fetches.failed.connect(self._came_not)

    def highlight(self, passages: tuple[Passage, ...], colour: Colour) -> None:
        """Mark each passage; one in each section that a selection touches."""
        if self._session.item is not None:
            for passage in passages:
                self.write(self._adding(passage, colour))

    def note_on(self, passage: Passage, colour: Colour = Colour.YELLOW) -> None:
        """A note on a passage; `note_made` then says where to write."""
        if self._session.item is not None:
            self.write(self._adding(passage, colour), self.note_made.emit)

    def _adding(self, passage: Passage, colour: Colour) -> Callable[[], Note]:
        assert self._session.item is not None  # noqa: S101 (callers have looked)
        item_id, version = self._session.item.row.id, self._session.item.version_id
        return lambda: self.workspace.notes.add(
            item_id, section=passage.section, start=passage.start, end=passage.end, colour=colour, version_id=version
        )

    def new_note(self, item_id: str, text: str) -> Note:
        """Store a note on the whole item. Blocks."""
        return self.workspace.notes.add(item_id, text=text)

    def toggle_bookmark(self) -> None:
        """Bookmark the item, or take the bookmark away."""
        if self._session.item is not None:
            item_id = self._session.item.row.id
            self.write(lambda: self.workspace.bookmarks.toggle(item_id))

    def toggle_prepared(self) -> None:
        """Mark the item as prepared, or as not."""
        if self._session.item is not None:
            row = self._session.item.row
            self.write(lambda: self.workspace.reading.set_prepared(row.id, not row.prepared))

    def mark_read(self, read: bool) -> None:
        """Mark the item as read or unread by hand."""
        if self._session.item is not None:
            item_id = self._session.item.row.id
            self.write(lambda: self.workspace.reading.mark_read(item_id, read))

    def fetch(self, attachment: AttachmentView, done: Callable[[AttachmentView], None]) -> None:
        """Fetch the file of an attachment now, beside whatever is fetched; *done* gets it as it then is.

        `fetching` carries its title while that goes on, and "" after it.
        """
        self.fetching.emit(attachment.title)
        self._fetches.start(partial(_fetched, self.workspace, attachment.id), "attachment")
        self._fetched_then = done

    def stop(self) -> None:
        """Fetch no longer."""
        if self._fetches.running:
            self._fetches.cancel()
            self.fetching.emit("")

    def _came(self, attachment: AttachmentView) -> None:
        self.fetching.emit("")
        self._fetched_then(attachment)

    def _came_not(self, error: MoedeklarError) -> None:
        self.fetching.emit("")
        self.failed.emit(error)

    def end_seen(self) -> None:
        """The item's end has been in view: it is read, if it is the newest text that was seen."""
        if (
            self._session.item is not None
            and self._session.newest
            and (not self._session.item.row.read or self._session.item.row.changed)
        ):
            item_id = self._session.item.row.id
            self.write(lambda: self.workspace.reading.mark_read(item_id, by_hand=False))

    def keep_place(self, section: str | None, offset: int) -> None:
        """Remember where reading stands, so that the program opens there."""
        if self._session.item is None:
            return
        item = self._session.item
        self.remember(Place(str(Screen.MEETING), item.meeting_id, item.row.id, section, offset))


def _fetched(workspace: Workspace, attachment_id: str, _tell: Tell, cancelled: Callable[[], bool]) -> AttachmentView:
    workspace.sources.fetch_attachment(attachment_id, cancelled)
    return workspace.meetings.attachment(attachment_id)
