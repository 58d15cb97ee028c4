"""What a window does beside the person: fetching when it is time, watching folders, looking for new versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from moedeklar.member.schedule import Schedule
from moedeklar.member.updates.downloading import has_network
from moedeklar.member.updates.installation import this_one
from moedeklar.member.updates.updates import Updates
from moedeklar.member.updates.work import Surroundings, UpdateWork
from moedeklar.member.watching import Watching, places_of
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.moments import local_now
from moedeklar.model.views import MeetingRow

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

WATCHING_ENDS = 3.0  # seconds for whoever watches the disk; a share that hangs is left behind
SCHEDULE_ENDS = 1.0  # seconds for its thread, once its run has ended
UPDATES_END = 2.0  # seconds for its thread, which looks four times a second whether it is to end


class Background:
    """Each has a thread of its own, which begins only once it is told to. Every method is for any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        sources, clock = workspace.sources, workspace.clock
        self.schedule = Schedule(sources, workspace.store, workspace.settings, clock, daily=self._daily)
        around = Surroundings(workspace.presets.in_force, self._meetings_about_now, has_network)
        work = UpdateWork(workspace.profile.updates, workspace.settings, clock, this_one(), around)
        self.updates = Updates(work, clock, lambda: sources.is_busy)
        self.watching = Watching(lambda: places_of(sources.list()), (workspace.profile.folder,))
        self._ends = workspace.changes.subscribe(self._tell_watching)

    def watch(self) -> None:
        """Fetch what changes on disk, until the end, but for while the schedule is paused."""
        self.watching.start(self._changed_on_disk)

    def end(self) -> None:
        """Begin nothing more, cancel what is fetched, and stop watching; waits for that, within a limit."""
        self.schedule.end()
        self.updates.end()
        self._ends()
        self.watching.stop(WATCHING_ENDS)

    def stop(self) -> None:
        """After `end`, once no run is under way: wait for the threads, each within a limit."""
        self.schedule.stop(SCHEDULE_ENDS)
        self.updates.stop(UPDATES_END)

    def _daily(self, ending: Callable[[], bool]) -> None:
        self._workspace.retention.run(ending)

    def _tell_watching(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.SOURCE):
            self.watching.look_again()

    def _changed_on_disk(self, source_id: str) -> None:
        if not self.schedule.is_paused:
            self.schedule.run_now((source_id,))

    def _meetings_about_now(self) -> tuple[MeetingRow, ...]:
        today = local_now(self._workspace.clock).date()
        return self._workspace.meetings.list(since=today - timedelta(days=1), until=today)
