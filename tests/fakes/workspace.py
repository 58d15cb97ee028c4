"""`FakeWorkspace`: the member API in memory. Not the store: nothing is kept, only what the window asks for is there.

Meetings come from `tests.fakes.agendas`; the clock stands at Wednesday 3 February 2027, 07.42 in Copenhagen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from moedeklar.member import portals
from moedeklar.member.due import Ended
from moedeklar.member.profile import Profile
from moedeklar.member.schedule import Schedule, ScheduleState, SourcePlan
from moedeklar.member.settings import DECIDABLE
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import DocumentError, NotFound, UpdateError
from moedeklar.model.moments import FixedClock
from moedeklar.model.organisation import UpdateMode
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.model.updates import UpdateState
from moedeklar.model.views import OfferedCommittee, SourceInfo, SourceState
from moedeklar.model.work import Bookmark, Place
from moedeklar.store.keys import StoreKeys
from tests.fakes import agendas
from tests.fakes.corrections import FakeCorrections
from tests.fakes.going import FakeExporting, FakeForgetting, FakeRetention
from tests.fakes.meetings import FakeMeetings, Held
from tests.fakes.pdf import FakePdf
from tests.fakes.presets import FakePresets
from tests.fakes.requests import FakeRequests
from tests.fakes.work import FakeFinding, FakeNotes, FakeUndo

NOW = datetime(2027, 2, 3, 6, 42, tzinfo=UTC)


class FakeChanges:
    """The hub that tells who listens what a write changed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ChangeSet], None]] = []

    def subscribe(self, callback: Callable[[ChangeSet], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def tell(self, changes: ChangeSet) -> None:
        for listener in tuple(self._listeners):
            listener(changes)


class FakeWorkspace:
    """All rooms of `member` over plain lists and dictionaries."""

    def __init__(self, *, empty: bool = False, items: int = 0, now: datetime = NOW) -> None:
        self.clock = FixedClock(now)
        self.changes = FakeChanges()
        self.pdf = FakePdf()
        self.undo = FakeUndo()
        self.held: dict[str, Held] = {}
        self.notes = FakeNotes(self)
        self.bookmarks = FakeBookmarks(self)
        self.reading = FakeReading(self)
        self.meetings = FakeMeetings(self)
        self.corrections = FakeCorrections(self)
        self.finding = FakeFinding(self)
        self.requests = FakeRequests(self)
        self.sources = FakeSources(self)
        self.municipalities = FakeMunicipalities(self)
        self.presets = FakePresets(self)
        self.settings = FakeSettings(self)
        self.schedule = FakeSchedule(self)
        self.updates = FakeUpdates(self)
        self.backups = FakeBackups(self)
        self.credentials: dict[str, str] = {}
        self.keys = StoreKeys(bytes(range(32)), "AGE-SECRET-KEY-1")  # the files' key is asked of no fake room
        self.profile = Profile(Path("/findes ikke/profil"))
        self.retention = FakeRetention(self)
        self.forgetting = FakeForgetting(self)
        self.exporting = FakeExporting()
        self.closed = False
        self.outside = False
        if not empty:
            self.fill()
        if items:
            self.hold("long", agendas.long_meeting(items))

    def hold(self, meeting_id: str, *versions: Any) -> None:
        """Keep a meeting with its versions, oldest first."""
        self.held[meeting_id] = Held(meeting_id, versions)

    def fill(self) -> None:
        """The meetings that most tests read."""
        self.hold("bi", agendas.committee_meeting(), agendas.committee_minutes())
        self.hold("oko", agendas.economy_meeting())
        self.hold("kb", agendas.council_meeting())
        self.hold("old", agendas.past_meeting())
        self.reading.read |= {"bi-1", "bi-4", "bi-5", "bi-7", "old-1", "old-2"}
        self.reading.changed |= {"bi-3", "bi-7"}
        self.meetings.from_request |= {"bi-6"}
        self.sources.known.append(
            SourceInfo("source-1", "folder", "Nordlund", "/home/astrid/Nordlund", (), self.clock.now(), SourceState.OK)
        )

    def changed(self, kind: Kind, *ids: str) -> None:
        """Tell the listeners."""
        self.changes.tell(ChangeSet.of(kind, *ids))

    def changed_outside(self) -> bool:
        """Whether another program wrote since last asked."""
        was, self.outside = self.outside, False
        return was

    def warm_up(self) -> None:
        self.pdf.warm_up()

    def close(self) -> None:
        self.closed = True


class FakeBookmarks:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self._all: dict[str, Bookmark] = {}
        self._next = 1

    def add(self, item_id: str, name: str = "", attachment_id: str | None = None, page: int | None = None) -> Bookmark:
        home = self._workspace.meetings.snapshot(item_id)
        made = Bookmark(f"bm-{self._next}", home, name, self._workspace.clock.now(), attachment_id, page)
        self._next += 1
        self._put(made)
        self._workspace.undo.push("bogmærke", lambda: self._drop(made.id), lambda: self._put(made))
        return made

    def remove(self, bookmark_id: str) -> None:
        gone = self._all.get(bookmark_id)
        if gone is None:
            raise NotFound("not_found", id=bookmark_id)
        self._drop(bookmark_id)
        self._workspace.undo.push("fjern bogmærke", lambda: self._put(gone), lambda: self._drop(bookmark_id))

    def toggle(self, item_id: str) -> bool:
        there = [b for b in self._all.values() if b.home.item_id == item_id and b.attachment_id is None]
        if there:
            self.remove(there[0].id)
            return False
        self.add(item_id)
        return True

    def list(self) -> tuple[Bookmark, ...]:
        return tuple(self._all.values())

    def _put(self, bookmark: Bookmark) -> None:
        self._all[bookmark.id] = bookmark
        self._workspace.changed(Kind.BOOKMARK, bookmark.id)

    def _drop(self, bookmark_id: str) -> None:
        del self._all[bookmark_id]
        self._workspace.changed(Kind.BOOKMARK, bookmark_id)


class FakeReading:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.read: set[str] = set()
        self.prepared: set[str] = set()
        self.changed: set[str] = set()
        self.kept: Place | None = None

    def mark_read(self, item_id: str, read: bool = True, *, by_hand: bool = True) -> None:
        self._set(self.read, item_id, read, "læst" if by_hand else None)
        if read:
            self.changed.discard(item_id)

    def set_prepared(self, item_id: str, prepared: bool) -> None:
        self._set(self.prepared, item_id, prepared, "forberedt")

    def place(self) -> Place | None:
        return self.kept

    def keep_place(self, place: Place) -> None:
        self.kept = place

    def _set(self, marks: set[str], item_id: str, on: bool, label: str | None) -> None:
        before = item_id in marks

        def put(value: bool) -> None:
            (marks.add if value else marks.discard)(item_id)
            self._workspace.changed(Kind.READING, item_id)

        put(on)
        if label is not None:
            self._workspace.undo.push(label, lambda: put(before), lambda: put(on))


class FakeSources:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.known: list[SourceInfo] = []
        self.report = RunReport(unchanged=4)
        self.reported = RunReport()
        self.scans_can_be_read = True
        self.retried: list[str] = []
        self.broken: set[str] = set()  # attachments that cannot be fetched

    def fetch_attachment(self, attachment_id: str, cancelled: Callable[[], bool] | None = None) -> None:
        if attachment_id in self.broken:
            raise DocumentError("net_timeout", host="nordlund.example")
        self._workspace.meetings.waiting.discard(attachment_id)
        self._workspace.changed(Kind.ATTACHMENT, attachment_id)

    def retry(self, source_id: str) -> None:
        self.retried.append(source_id)

    def can_read_scans(self) -> bool:
        return self.scans_can_be_read

    def read_scans(self, source_ids: tuple[str, ...] | None, on: bool) -> None:
        wanted = {source.id for source in self.known} if source_ids is None else set(source_ids)
        self.known = [replace(one, reads_scans=on) if one.id in wanted else one for one in self.known]
        self._workspace.changed(Kind.SOURCE, *wanted)

    def add(self, kind: str, location: str, name: str, **_how: object) -> SourceInfo:
        made = SourceInfo(f"source-{len(self.known) + 1}", kind, name, location)
        self.known.append(made)
        self._workspace.changed(Kind.SOURCE, made.id)
        return made

    def add_folder(
        self, path: str | Path, name: str | None = None, committees: tuple[str, ...] = (), since: date | None = None
    ) -> SourceInfo:
        if not Path(path).is_dir():
            raise NotFound("not_found", id=str(path))
        made = SourceInfo(f"source-{len(self.known) + 1}", "folder", name or Path(path).name, str(path), committees)
        self.known.append(made)
        self._workspace.changed(Kind.SOURCE, made.id)
        return made

    def add_exports(
        self, path: str | Path, name: str | None = None, committees: tuple[str, ...] = (), since: date | None = None
    ) -> SourceInfo:
        if not Path(path).exists():
            raise NotFound("not_found", id=str(path))
        made = SourceInfo(f"source-{len(self.known) + 1}", "exports", name or Path(path).stem, str(path), committees)
        self.known.append(made)
        self._workspace.changed(Kind.SOURCE, made.id)
        return made

    def add_sample(self) -> SourceInfo:
        made = SourceInfo("source-sample", "folder", "Nordlund Kommune", "(sample)")
        self.known.append(made)
        self._workspace.fill()
        self._workspace.changed(Kind.EVERYTHING)
        return made

    def list(self) -> tuple[SourceInfo, ...]:
        return tuple(self.known)

    def last_report(self) -> RunReport:
        return self.reported

    def remove(self, source_id: str) -> None:
        self.known = [s for s in self.known if s.id != source_id]
        self._workspace.changed(Kind.SOURCE, source_id)

    def sync(
        self,
        source_ids: tuple[str, ...] | None = None,
        accept: tuple[str, ...] = (),
        on_event: Callable[[SyncEvent], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        **_how: object,
    ) -> RunReport:
        tell = on_event or (lambda event: None)
        for source in self.known:
            tell(SyncEvent(EventKind.START, source.id, source.name, 0, 3))
            for step in range(1, 4):
                if cancelled is not None and cancelled():
                    return RunReport(cancelled=True)
                tell(SyncEvent(EventKind.PROGRESS, source.id, f"fil-{step}.pdf", step, 3))
            tell(SyncEvent(EventKind.DONE, source.id, source.name, 3, 3))
        self._workspace.changed(Kind.MEETING)
        return self.report


class FakeSchedule(Schedule):
    """The real one over the fake sources, which runs only what it is asked to; what a source told is `told`."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        super().__init__(workspace.sources, None, workspace.settings, workspace.clock)  # type: ignore[arg-type]
        self.told: dict[str, RunReport] = {}
        self.next_run: datetime | None = None

    def state(self) -> ScheduleState:
        paused = self.is_paused
        plans = []
        for info in self._sources.list():
            report = self.told.get(info.id)
            ended = Ended(info.state, self._clock.now(), report.failed) if report is not None else None
            due = None if paused or not self.minutes(info.id) else self.next_run
            plans.append(SourcePlan(info, ended, due, self.minutes(info.id), report))
        return ScheduleState(tuple(plans), paused, self.minutes(), self._running, self._is_running)


class FakeMunicipalities:
    """The real table of municipalities; what a portal answers is `offered`, in place of which a test puts another."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.since: date | None = None
        self.offered: Callable[[str, Callable[[], bool]], tuple[OfferedCommittee, ...]] = lambda _where, _stop: (
            OfferedCommittee("Byrådet", 12, date(2027, 1, 28)),
            OfferedCommittee("Havneudvalget", 3, date(2027, 2, 9)),
            OfferedCommittee("Ældreudvalget", 40, date(2021, 12, 7), meets=False),
        )

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        return portals.suggestions(typed, limit)

    def place_of(self, typed: str) -> portals.Place:
        return portals.place_of(typed)

    def committees_of(
        self, location: str, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[OfferedCommittee, ...]:
        return self.offered(location, cancelled)

    def add(self, location: str, name: str, committees: tuple[str, ...] = (), since: date | None = None) -> SourceInfo:
        known = self._workspace.sources.known
        made = SourceInfo(f"source-{len(known) + 1}", "firstagenda", name, location, committees)
        known.append(made)
        self.since = since
        self._workspace.changed(Kind.SOURCE, made.id)
        return made


class FakeSettings:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.values: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        if self.is_locked(key):
            return getattr(self._workspace.presets.preset, key)
        return self.values.get(key, default)

    def is_locked(self, key: str) -> bool:
        presets = self._workspace.presets
        return key in DECIDABLE and bool(getattr(presets.preset, key)) and presets.is_locked(key)

    def set(self, key: str, value: Any) -> None:
        self.values[key] = value
        self._workspace.changed(Kind.SETTING, key)


class FakeUpdates:
    """What `state` says is put there by a test; what a person asks for stands in `asked`."""

    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self._listeners: list[Callable[[], None]] = []
        self.now = UpdateState(idle_reason="update_source")
        self.asked: list[str] = []

    def put(self, **changed: Any) -> None:
        self.now = replace(self.now, **{"idle_reason": "", **changed})
        for listener in tuple(self._listeners):
            listener()

    def state(self) -> UpdateState:
        return self.now

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def look_now(self) -> None:
        self.asked.append("look")

    def fetch_now(self) -> None:
        self.asked.append("fetch")

    def install_now(self) -> None:
        self.asked.append("install")

    def cancel(self) -> None:
        self.asked.append("cancel")

    def hide(self) -> None:
        self.asked.append("hide")

    def choose(self, mode: UpdateMode) -> None:
        if self.now.locked:
            raise UpdateError("update_locked", organisation=self.now.organisation)
        self.put(mode=mode)


class FakeBackups:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace

    def save(self, path: str | Path) -> bool:
        Path(path).write_text("a backup", encoding="utf-8")
        return True

    def restore(self, path: str | Path, ask: Any = None) -> dict[str, int]:
        self._workspace.changed(Kind.EVERYTHING)
        return {"notes": 3, "bookmarks": 1, "requests": 1}
