"""What the page view has open, and every question about it. Knows no widgets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, NotFound
from moedeklar.model.text import bare
from moedeklar.model.views import AttachmentView, FileState, ItemView
from moedeklar.model.work import Note
from moedeklar.pdf.types import Word
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

_NUMBER = re.compile(r"(?:dagsordens)?(?:punkt|pkt|sag)?\d{0,3}[a-z]?")  # what may be marked before an item's title


@dataclass(frozen=True, slots=True)
class Begins:
    """Where an item begins in a document: the page (from 0), and its title."""

    item_id: str
    page: int
    title: str


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file with what it belongs to. `previous` and `next` lead to the item's other attachments that are here."""

    sha256: str
    title: str
    name: str
    item: ItemView | None = None
    meeting_id: str | None = None
    attachment_id: str | None = None
    media_type: str | None = None
    previous: Target | None = None
    next: Target | None = None
    begins: tuple[Begins, ...] = ()

    def home(self, page: int, words: Sequence[Word], first: int) -> str | None:
        """The item that a note on a page belongs to, of which *words* are all and *first* is the first marked.

        Of an attachment it is the item that it was opened from. Of an agenda it is the last item whose title begins on
        the page at or before the place, or else the last that began on an earlier page.
        """
        own = self.item.row.id if self.item is not None else None
        if self.attachment_id is not None or not self.begins:
            return own
        whole = bare(" ".join(word.text for word in words))
        at = len(bare(" ".join(word.text for word in words[:first])))
        home = None
        for entry in self.begins:
            begins = whole.find(bare(entry.title)) if entry.page == page else -1
            reached = 0 <= begins <= at or (begins > at and _NUMBER.fullmatch(whole, at, begins))
            if entry.page < page or reached:
                home = entry.item_id
        return home or own or self.begins[0].item_id


class PagesSession(QObject):
    """The file that is open and its notes. UI thread; answers come from `Operations`.

    `file_known` carries an `OpenFile`, `notes_shown` a tuple of `Note`, `missing` an error for which nothing can be
    shown, `failed` one that nobody else tells.
    """

    file_known = Signal(object)
    notes_shown = Signal(object)
    missing = Signal(object)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, operations: Operations, navigator: Navigator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._navigator = navigator
        self.file: OpenFile | None = None
        self.target: Target | None = None

    def open(self, target: Target) -> None:
        """Find out what *target* names; its notes follow."""
        self.target = target
        meetings = self._workspace.meetings
        self._operations.query(lambda: find(meetings, target), self._found, self.missing.emit, key="pages.file")

    def load(self, sha256: str) -> Callable[[], bytes]:
        """What fetches the bytes of a file, for whoever is to read it; blocks, for any thread but this."""
        meetings = self._workspace.meetings  # alone: what the page thread ends with is nothing of Qt
        return lambda: meetings.file_bytes(sha256)

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again for what is shown, where *changes* may concern it."""
        if self.file is not None and changes.touches(Kind.NOTE):
            self.load_notes()
        if self.file is not None and self.target is not None and changes.touches(Kind.ITEM, Kind.ATTACHMENT):
            self.open(self.target)

    def _found(self, file: OpenFile) -> None:
        self.file = file
        self.file_known.emit(file)
        self.load_notes()

    def load_notes(self) -> None:
        """Ask for the notes of the file that is open."""
        if self.file is None:
            return
        notes, sha256 = self._workspace.notes, self.file.sha256
        self._operations.query(
            lambda: (sha256, notes.list(sha256=sha256)), self._notes_arrived, self.failed.emit, key="pages.notes"
        )

    def _notes_arrived(self, answer: tuple[str, tuple[Note, ...]]) -> None:
        sha256, notes = answer
        if self.file is not None and self.file.sha256 == sha256:
            self.notes_shown.emit(notes)

    def turned_to(self, page: int) -> None:
        """The person reads another page: coming back here leads to it."""
        current = self._navigator.current
        if self.target is not None and current is not None and current.screen is Screen.PAGES:
            self.target = replace(self.target, page=page, note=None)
            self._navigator.replace(self.target)


def find(meetings: Any, target: Target) -> OpenFile:
    """What *target* names, asked of `member.meetings`. Blocks.

    Raises NotFound, and DocumentError `not_in_source` for an attachment whose file isn't here.
    """
    item = _item(meetings, target)
    if target.attachment is not None:
        return _attachment(meetings, target, item)
    sha256, name, media_type = target.sha256, target.title, None
    if target.document is not None:
        document = meetings.document(target.document)
        sha256, name, media_type = document.sha256, document.name, document.media_type
    if sha256 is None:
        raise NotFound("not_found", id=target.document or "")
    meeting_id = target.meeting or (item.meeting_id if item is not None else None)
    title = target.title or name.replace("\\", "/").rpartition("/")[2]
    begins: tuple[Begins, ...] = ()
    if meeting_id is not None:
        view = meetings.view(meeting_id, target.version)
        begins = tuple(
            Begins(item_id, content.page, content.title)
            for item_id, content in zip(view.item_ids, view.content.items, strict=True)
            if content.page is not None
        )
    return OpenFile(sha256, title, name or title, item, meeting_id, media_type=media_type, begins=begins)


def _item(meetings: Any, target: Target) -> ItemView | None:
    try:
        found: ItemView | None = meetings.item(target.item, target.version) if target.item else None
    except NotFound:
        return None  # gone in a new version; the file can still be read
    return found


def _attachment(meetings: Any, target: Target, item: ItemView | None) -> OpenFile:
    view: AttachmentView = meetings.attachment(target.attachment)
    if view.sha256 is None:
        raise DocumentError("not_in_source", name=view.title)
    others = [a for a in (item.attachments if item is not None else ()) if a.state is FileState.PRESENT and a.sha256]
    at = next((n for n, other in enumerate(others) if other.id == view.id), None)
    meeting_id = target.meeting or (item.meeting_id if item is not None else None)

    def leads(n: int) -> Target | None:
        if at is None or not 0 <= n < len(others):
            return None
        other = others[n]
        return Target(
            Screen.PAGES,
            meeting=meeting_id,
            item=target.item,
            version=target.version,
            attachment=other.id,
            sha256=other.sha256,
            title=other.title,
        )

    before, after = (leads(at - 1), leads(at + 1)) if at is not None else (None, None)
    return OpenFile(view.sha256, view.title, view.title, item, meeting_id, view.id, view.media_type, before, after)
