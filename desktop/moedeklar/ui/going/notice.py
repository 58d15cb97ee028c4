"""A quiet line over the screen, from a week before closed material goes: what, when, and what can be done before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.ui.going.upcoming import UpcomingDialog, export_notes
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.widgets.banner import Banner
from moedeklar.wording.language import _
from moedeklar.wording.retention import soon_sentence

if TYPE_CHECKING:
    from moedeklar.member.retention import RetentionStatus
    from moedeklar.ui.shell.content import Rooms, WindowContent

PAUSE = 400  # ms after a change before it is asked again: what goes is read from every closed item
HOUR = 3_600_000  # ms, after which it is asked again all the same: days pass in a window that stays open


class GoingNotice(QObject):
    """Shows it on *content*, never in the place of another banner. UI thread.

    That it was shown counts as having told the person, from which a new rule's week runs.
    """

    def __init__(self, content: WindowContent, rooms: Rooms) -> None:
        super().__init__(content)
        self._content = content
        self._rooms = rooms
        self._banner: Banner | None = None
        self.status: RetentionStatus | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self.ask)
        self._again = QTimer(self)
        self._again.setInterval(HOUR)
        self._again.timeout.connect(self.ask)
        self._again.start()
        rooms.bridge.changed.connect(self._changed)
        content.banner_gone.connect(self._room)

    def ask(self) -> None:
        """Ask how the rule stands."""
        retention = self._rooms.workspace.retention
        self._rooms.operations.query(retention.status, self.show_status, lambda _error: None, key="going.status")

    def close(self) -> None:
        """Follow no more."""
        self._rooms.bridge.changed.disconnect(self._changed)
        self._content.banner_gone.disconnect(self._room)
        self._soon.stop()
        self._again.stop()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.SETTING, Kind.MEETING):
            self._soon.start()

    def _room(self) -> None:
        if self.status is not None and self.status.tells:
            QTimer.singleShot(0, self, lambda: self.show_status(self.status))

    def show_status(self, status: RetentionStatus | None) -> None:
        """Tell of it, unless another banner is there; that it was told is kept."""
        if status is None:
            return
        self.status = status
        mine = self._banner is not None and isValid(self._banner) and self._banner is self._content.banner
        if not status.tells:
            if mine:
                self._content.clear_banner()
            return
        said = soon_sentence(
            status.soon[0].day, status.rule, sum(one.going.items for one in status.soon), len(status.soon)
        )
        if mine and self._banner is not None:
            self._banner.set_text(said)
            return
        if self._content.banner is not None:
            return
        actions: dict[str, Callable[[], object]] = {
            _("Show what"): self._show_what,
            _("Export my notes"): self._export,
        }
        self._banner = self._content.tell("info", said, actions)
        self._banner.dismissed.connect(self._hide)
        self._rooms.operations.command(self._rooms.workspace.retention.told)

    def _hide(self) -> None:
        self.status = None
        self._rooms.operations.command(self._rooms.workspace.retention.hide, lambda _nothing: self.ask())

    def _show_what(self) -> None:
        if self.status is not None:
            show_upcoming(self._content, self._rooms, self.status)

    def _export(self) -> None:
        rooms = self._rooms
        export_notes(rooms.workspace, rooms.operations, self._content.tell, self._content.window(), with_closed=True)


def show_upcoming(content: WindowContent, rooms: Rooms, status: RetentionStatus) -> None:
    """Open the list of what goes when."""
    window = content.window()
    dialog = UpcomingDialog(status, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.meeting_wanted.connect(lambda one: rooms.navigator.go(Target(Screen.MEETING, meeting=one)))
    dialog.export_wanted.connect(
        lambda closed: export_notes(rooms.workspace, rooms.operations, content.tell, window, with_closed=closed)
    )
    dialog.open()
