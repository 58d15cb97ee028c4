"""What the reader has open, and every question about it. Knows no widgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from moedeklar.model.announced import Spot
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.views import ItemView, MeetingView
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

SHOWN = (Kind.MEETING, Kind.ITEM, Kind.ATTACHMENT, Kind.NOTE, Kind.BOOKMARK, Kind.READING, Kind.REQUEST)


class ReaderSession(QObject):
    """The meeting and item that are open. UI thread; answers come from `Operations`.

    `meeting_shown` carries a `MeetingView`, `item_shown` an `ItemView` or None, `failed` an error nobody else tells.
    """

    meeting_shown = Signal(object)
    item_shown = Signal(object)
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

    def choose(self, item_id: str, spot: Spot | None = None) -> None:
        """Read another item of the same meeting and version, at *spot* where that is given."""
        if item_id != self._item_id:
            self._item_id = item_id
            self.target = None
            self._remember()
            if spot is not None:
                where = (spot.section, spot.start, spot.end)
                self.target = Target(Screen.MEETING, self._meeting_id, item_id, self._version, *where)
            version = self._version
            self._operations.query(
                lambda: self._workspace.meetings.item(item_id, version),
                self._item_arrived,
                self._lost,
                key="reader.item",
            )

    def ask(self, work: Callable[[], Any], done: Callable[[Any], None], key: str) -> None:
        """Ask something about what is shown; of questions with one *key* only the newest is answered.

        What was asked about may be gone by then, which is no answer and nothing to be told of.
        """
        self._operations.query(work, done, self._unanswered, key=key)

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

    def _unanswered(self, error: MoedeklarError) -> None:
        if not isinstance(error, NotFound):
            self._lost(error)

    def _lost(self, error: MoedeklarError) -> None:
        self.failed.emit(error)

    def _remember(self) -> None:
        """Coming back to this screen leads to the item read last."""
        current = self._navigator.current
        if current is not None and current.screen is Screen.MEETING and self.target is None:
            self._navigator.replace(
                Target(Screen.MEETING, meeting=self._meeting_id, item=self._item_id, version=self._version)
            )


def _first(view: MeetingView) -> str | None:
    """Where to begin: the first open item that is unread or changed, else the first."""
    for row in view.items:
        if not row.closed and (not row.read or row.changed):
            return row.id
    return view.items[0].id if view.items else None
