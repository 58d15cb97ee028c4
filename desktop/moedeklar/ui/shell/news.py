"""What a run brought, told quietly: a line in the status bar, and on the desktop only where the person wants that.

Meetings are named by committee and day. What they are about is never told: an item may be closed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from moedeklar.model.reports import RunReport
from moedeklar.model.views import Arrival
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.shell.statusbar import StatusBar
from moedeklar.ui.sources.runner import SyncRunner
from moedeklar.ui.theme.icons import app_icon
from moedeklar.wording.dates import capitalised, meeting_time, short_date
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import committee_name

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

ON_DESKTOP = "sync.desktop"  # the setting
FEW = 3  # meetings that are named on the desktop


def news_words(arrived: tuple[Arrival, ...]) -> str:
    """One line: "Ny dagsorden: Havneudvalget, 9. feb.", or how many."""
    if len(arrived) == 1:
        (one,) = arrived
        row = one.meeting
        day = f", {short_date(row.start.day)}" if row.start is not None else ""
        said = _("New agenda: {meeting}") if one.new else _("Changed: {meeting}")
        return said.format(meeting=committee_name(row.committee) + day)
    new = sum(1 for one in arrived if one.new)
    parts = []
    if new:
        parts.append(ngettext("{n} new agenda", "{n} new agendas", new).format(n=new))
    if len(arrived) > new:
        count = len(arrived) - new
        parts.append(ngettext("{n} changed", "{n} changed", count).format(n=count))
    return ", ".join(parts)


def news_lines(arrived: tuple[Arrival, ...]) -> str:
    """The first few by committee and day, a line each, and how many more there are."""
    lines = []
    for one in arrived[:FEW]:
        when = capitalised(meeting_time(one.meeting.start, year=False))
        lines.append(f"{committee_name(one.meeting.committee)} · {when}")
    more = len(arrived) - FEW
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)


class News(QObject):
    """Looks after each run for what it brought, and says so in *status*, whose words then lead there. UI thread.

    `notify` shows a title and words on the desktop, and may be replaced; it is used while the window is not in front.
    """

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        runner: SyncRunner,
        status: StatusBar,
        navigator: Navigator,
    ) -> None:
        super().__init__(status)
        self._status = status
        self._navigator = navigator
        self._target = Target(Screen.OVERVIEW)
        self._workspace = workspace
        self._operations = operations
        self._runner = runner
        self._since: datetime | None = None
        self._tray: QSystemTrayIcon | None = None
        self.notify: Callable[[str, str], None] = self._show
        status.news_wanted.connect(self._go)
        runner.started.connect(self._begin)
        runner.finished.connect(self._look)

    def _begin(self) -> None:
        self._since = self._workspace.clock.now()

    def _look(self, report: RunReport) -> None:
        since = self._since
        if since is None or not (report.new or report.changed):
            return
        workspace = self._workspace

        def read() -> tuple[tuple[Arrival, ...], bool]:
            return workspace.meetings.arrived(since), bool(workspace.settings.get(ON_DESKTOP, False))

        self._operations.query(read, self._tell, key="shell.news")

    def _tell(self, answer: tuple[tuple[Arrival, ...], bool]) -> None:
        arrived, on_desktop = answer
        if not arrived:
            return
        self._target = Target(Screen.OVERVIEW)
        if len(arrived) == 1:
            self._target = Target(Screen.MEETING, meeting=arrived[0].meeting.id)
        said = news_words(arrived)
        self._status.show_news(said)
        if on_desktop and QApplication.activeWindow() is None:
            self.notify(said, news_lines(arrived))

    def _show(self, title: str, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(app_icon(), self)
            self._tray.setToolTip("Mødeklar")
            self._tray.activated.connect(lambda _reason: self._come_forward())
            self._tray.messageClicked.connect(self._come_forward)
        self._tray.show()
        self._tray.showMessage(title, text, app_icon())

    def _come_forward(self) -> None:
        window = self._status.window()
        window.raise_()
        window.activateWindow()
        self._go()

    def _go(self) -> None:
        self._status.show_news("")
        self._navigator.go(self._target)

    def close(self) -> None:
        """Take the icon away."""
        if self._tray is not None:
            self._tray.hide()
