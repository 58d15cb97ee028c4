"""What the reader has open, and every question and command about it. Knows no widgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import ItemView, MeetingView
from moedeklar.model.work import Colour, Note, Place
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.reader.note_card import Handle
from moedeklar.ui.reader.positions import Passage

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

SHOWN = (Kind.MEETING, Kind.ITEM, Kind.ATTACHMENT, Kind.NOTE, Kind.BOOKMARK, Kind.READING, Kind.REQUEST)


class ReaderSession(QObject):
    """The meeting and item that are open. UI thread; answers come from `Operations`.

    `meeting_shown` carries a `MeetingView`, `item_shown` an `ItemView`, `note_made` the `Note` to write in,
    `saving` the number of writes under way, `failed` an error nobody else tells.
    """

    meeting_shown = Signal(object)
    item_shown = Signal(object)
    note_made = Signal(object)
    saving = Signal(int)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, operations: Operations, navigator: Navigator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations
        self._navigator = navigator
        self.meeting: MeetingView | None = None
        self.item: ItemView | None = None
        self.target: Target | None = None
        self._meeting_id: str | None = None
        self._item_id: str | None = None
        self._version: str | None = None
        self._writes = 0
        self._kept: Place | None = None

    @property
    def newest(self) -> bool:
        """Whether what is read is the newest version of the meeting's papers."""
        if self.meeting is None or not self.meeting.row.versions:
            return True
        return self.meeting.version.id == self.meeting.row.versions[-1].id

    def now(self) -> datetime:
        """The instant by the program's clock."""
        return self._workspace.clock.now()

    def open(self, target: Target) -> None:
        """Open the meeting, and the item where one is named; otherwise the first that is unread."""
        self.target = target
        self._meeting_id, self._item_id, self._version = target.meeting, target.item, target.version
        self._load()

    def choose(self, item_id: str) -> None:
        """Read another item of the same meeting and version."""
        if item_id != self._item_id:
            self._item_id = item_id
            self.target = None
            self._remember()
            version = self._version
            self._operations.query(
                lambda: self._workspace.meetings.item(item_id, version),
                self._item_arrived,
                self._lost,
                key="reader.item",
            )

    def step(self, distance: int) -> None:
        """The next item (1) or the one before (-1), if there is one."""
        if self.item is not None:
            other = self.item.next if distance > 0 else self.item.previous
            if other is not None:
                self.choose(other)

    def refresh(self, changes: ChangeSet) -> None:
        """Ask again for what is shown, where *changes* may concern it."""
        if self._meeting_id is not None and changes.touches(*SHOWN):
            self._load()

    def _load(self) -> None:
        meetings = self._workspace.meetings
        meeting_id, item_id, version = self._meeting_id, self._item_id, self._version

        def work() -> tuple[MeetingView, ItemView | None]:
            home = meeting_id or (meetings.item(item_id).meeting_id if item_id else "")
            view = meetings.view(home, version)
            chosen = item_id if item_id in view.item_ids else _first(view)
            return view, meetings.item(chosen, version) if chosen else None

        self._operations.query(work, self._meeting_arrived, self._lost, key="reader")

    def _meeting_arrived(self, answer: tuple[MeetingView, ItemView | None]) -> None:
        view, item = answer
        before = self._item_id
        self.meeting = view
        self._meeting_id = view.row.id
        self.meeting_shown.emit(view)
        if item is not None and (before is None or before not in view.item_ids or before == item.row.id):
            self._item_id = item.row.id
            self._item_arrived(item)
        elif item is None:
            self.item, self._item_id = None, None
            self.item_shown.emit(None)
        self._remember()

    def _item_arrived(self, item: ItemView) -> None:
        if item.row.id == self._item_id:
            self.item = item
            self.item_shown.emit(item)

    def _lost(self, error: MoedeklarError) -> None:
        self.failed.emit(error)

    def _remember(self) -> None:
        """Coming back to this screen leads to the item read last."""
        current = self._navigator.current
        if current is not None and current.screen is Screen.MEETING and self.target is None:
            self._navigator.replace(
                Target(Screen.MEETING, meeting=self._meeting_id, item=self._item_id, version=self._version)
            )

    # -- writing -------------------------------------------------------------------------------------------------

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
        if self.item is not None:
            for passage in passages:
                self._write(self._adding(passage, colour))

    def note_on(self, passage: Passage, colour: Colour = Colour.YELLOW) -> None:
        """A note on a passage; `note_made` then says where to write."""
        if self.item is not None:
            self._write(self._adding(passage, colour), self.note_made.emit)

    def _adding(self, passage: Passage, colour: Colour) -> Callable[[], Note]:
        assert self.item is not None  # noqa: S101 (callers have looked)
        item_id, version = self.item.row.id, self.item.version_id
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
        if self.item is not None:
            item_id = self.item.row.id
            self._write(lambda: self._workspace.bookmarks.toggle(item_id))

    def toggle_prepared(self) -> None:
        """Mark the item as prepared, or as not."""
        if self.item is not None:
            row = self.item.row
            self._write(lambda: self._workspace.reading.set_prepared(row.id, not row.prepared))

    def mark_read(self, read: bool) -> None:
        """Mark the item as read or unread by hand."""
        if self.item is not None:
            item_id = self.item.row.id
            self._write(lambda: self._workspace.reading.mark_read(item_id, read))

    def end_seen(self) -> None:
        """The item's end has been in view: it is read, if it is the newest text that was seen."""
        if self.item is not None and self.newest and (not self.item.row.read or self.item.row.changed):
            self.mark_read(True)

    def keep_place(self, section: str | None, offset: int) -> None:
        """Remember where reading stands, so that the program opens there."""
        if self.item is None:
            return
        place = Place(str(Screen.MEETING), self.item.meeting_id, self.item.row.id, section, offset)
        if place != self._kept:
            self._kept = place
            self._operations.command(lambda: self._workspace.reading.keep_place(place))


def _first(view: MeetingView) -> str | None:
    """Where to begin: the first open item that is unread or changed, else the first."""
    for row in view.items:
        if not row.closed and (not row.read or row.changed):
            return row.id
    return view.items[0].id if view.items else None
