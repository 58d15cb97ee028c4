"""What a person does to the file that is open: every command to the store that the page view gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moedeklar.model.work import Colour, Note, Place
from moedeklar.ui.navigation import Screen
from moedeklar.ui.noting.writes import NoteWrites
from moedeklar.ui.operations import Operations
from moedeklar.ui.pages.selection import Marked
from moedeklar.ui.pages.session import PagesSession

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


class PagesWork(NoteWrites):
    """Writes about the session's file. UI thread."""

    def __init__(
        self, workspace: Workspace, operations: Operations, session: PagesSession, parent: QObject | None = None
    ) -> None:
        super().__init__(workspace, operations, parent)
        self._session = session

    def mark(self, parts: Sequence[Marked], home: str, colour: Colour) -> None:
        """Highlight each part of a selection; one on each page that it touches."""
        for part in parts:
            self.write(self._adding(part, home, colour))

    def note_on(self, part: Marked, home: str, colour: Colour = Colour.YELLOW) -> None:
        """A note on a passage; `note_made` then says where to write."""
        self.write(self._adding(part, home, colour), self.note_made.emit)

    def new_note(self, page: int, home: str, text: str) -> Note:
        """Store a note on a page as a whole. Blocks."""
        return self._adding(Marked(page, (), ""), home, None, text)()

    def _adding(self, part: Marked, home: str, colour: Colour | None, text: str = "") -> Callable[[], Note]:
        file, notes = self._session.file, self.workspace.notes
        sha256, attachment_id = (file.sha256, file.attachment_id) if file is not None else ("", None)
        return lambda: notes.add_on_page(
            home, sha256, part.page, part.rects, part.quote, text=text, colour=colour, attachment_id=attachment_id
        )

    def keep_place(self, page: int) -> None:
        """Remember the page of an attachment."""
        file = self._session.file
        if file is not None and file.attachment_id is not None:
            item_id = file.item.row.id if file.item is not None else None
            place = Place(str(Screen.PAGES), file.meeting_id, item_id, attachment_id=file.attachment_id, page=page)
            self.remember(place)
