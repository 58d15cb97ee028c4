"""Publishing: plan, look, publish; and taking back. The way into this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC
from pathlib import Path
from typing import Self

from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import Clock
from moedeklar.model.reports import EventKind, RunReport, SyncEvent
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing import reading
from moedeklar.secretary.publishing.adopting import adopted, names_there
from moedeklar.secretary.publishing.choices import Choices, with_held_items
from moedeklar.secretary.publishing.closed import ClosedPlan, ClosedPublishing
from moedeklar.secretary.publishing.counting import OnStep, checksums
from moedeklar.secretary.publishing.marks import Marks
from moedeklar.secretary.publishing.openness import Held, ReadMeeting, closed_alias, sort_out
from moedeklar.secretary.publishing.plan import Outgoing, Plan, planned
from moedeklar.secretary.publishing.records import FeedMeeting, FeedSettings
from moedeklar.secretary.publishing.rendering import Stored, Text, render
from moedeklar.secretary.publishing.stamping import FeedState, advance
from moedeklar.secretary.publishing.state import Published, StateFolder
from moedeklar.secretary.publishing.targets.base import Target, TargetError
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.secretary.publishing.undoing import brought_back, left_as_it_was
from moedeklar.secretary.publishing.writing import OnWrite, difference, is_ours, write
from moedeklar.store.keys import StoreKeys
from moedeklar.store.locks import FileLock
from moedeklar.store.problems import told
from moedeklar.store.store import Store

Cancelled = Callable[[], bool]


class PublishError(MoedeklarError):
    """Nothing can be published like this."""


class Publisher:
    """Publishes one folder to one place. Made by `open`, used by one thread at a time, closed in the end."""

    def __init__(
        self, folder: Path, target: Target, home: Path, store: Store, lock: FileLock, pdf: Callable[[], PdfClient]
    ) -> None:
        self._folder = folder
        self._target = target
        self._home = home
        self._store = store
        self._lock = lock
        self._pdf = pdf
        self._kept = StateFolder(home / place_folder(target.name), store.files)

    @classmethod
    def open(
        cls,
        folder: Path,
        target: Target,
        home: Path,
        keys: StoreKeys,
        clock: Clock,
        pdf: Callable[[], PdfClient],
    ) -> Self:
        """Open what is known of *folder*, below *home* (made where missing), encrypted with *keys*. Blocks.

        *pdf* gives the process that reads documents when the first is read. Raises StoreError, PublishError
        publish_running, publish_inside.
        """
        folder = folder.expanduser().resolve()
        refuse_inside(folder, target)
        home = home / desk_folder(folder)
        with told(home):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(home / "publish.lock")
            if not lock.acquire():
                raise PublishError("publish_running")
        try:
            store = Store.open(home / "store", keys, clock)
        except BaseException:
            lock.release()
            raise
        try:
            return cls(folder, target, home, store, lock, pdf)
        except BaseException:
            store.close()
            lock.release()
            raise

    @property
    def settings(self) -> FeedSettings | None:
        """What the feed says of itself; None before the first publish."""
        known = self._kept.load()
        return known.state.settings if known else None

    @property
    def choices(self) -> Choices:
        """What was decided by hand; every plan goes by it. Set it to decide otherwise. Raises StoreError."""
        return self._kept.choices()

    @choices.setter
    def choices(self, choices: Choices) -> None:
        self._kept.keep_choices(choices)

    def alias(self, item_id: str) -> str:
        """The id by which `choices` name an item: that under which it goes out once it is held back."""
        return closed_alias(item_id, self._kept.salt())

    def plan(
        self,
        settings: FeedSettings | None = None,
        *,
        accept: bool = False,
        put_back: Iterable[str] = (),
        only: Iterable[str] | None = None,
        report: RunReport | None = None,
        choices: Choices | None = None,
        on_event: Callable[[SyncEvent], None] | None = None,
        cancelled: Cancelled | None = None,
    ) -> Plan:
        """Read the folder, and say what a publish would do. Nothing is written to the place.

        *settings* are kept from last time where not given. *put_back* are meetings that were withdrawn by hand and are
        no longer. With *only* nothing changes but these meetings, and what has become closed. With *accept* a folder
        that lost most of its meetings is believed. With *report*, an earlier plan's, the folder is taken as it was read
        then; with *choices* the plan goes by these, which have to be set before it is published. Raises SourceError,
        AttentionNeeded, StoreError, PublishError publish_no_settings, Cancelled;
        NotFound for one that is to be put back and is not known.
        """
        known, again = self._kept.load(), frozenset(put_back)
        settings = _settings(settings, known)
        if report is None:
            report = reading.synchronise(
                self._folder,
                self._store,
                self._pdf,
                (self._home,),
                accept=accept,
                on_event=on_event,
                cancelled=cancelled,
            )
        on_step = _as_events(on_event)
        decided = choices or self._kept.choices()
        read = self._read(on_step, cancelled, decided)
        before = known.state if known else adopted(self._target, settings)
        withdrawn = frozenset(before.withheld if known else before.meetings)
        held = decided.held
        for one in sorted(again - before.meetings.keys() - withdrawn - held - {meeting.id for meeting in read}):
            raise NotFound("not_found", id=one)
        withheld = decided.withheld(withdrawn) - again
        found = sort_out(read, self._kept.salt(), withheld)
        going: Iterable[FeedMeeting] = found.going
        closed = frozenset(self.alias(one) for meeting in read for one in meeting.closed_items)
        if only is not None:
            chosen, out = frozenset(only), self._records(before) if known else {}
            going = left_as_it_was(out, {meeting.id: meeting for meeting in going}, chosen, closed, self._kept.salt())
            withheld = (withheld & chosen) | (withdrawn - chosen)
        return self._planned(
            known,
            before,
            settings,
            going,
            withheld,
            closed,
            found.held,
            report,
            put_back=again,
            choices=decided,
            on_step=on_step,
            cancelled=cancelled,
        )

    def plan_withdrawal(self, *meeting_ids: str) -> Plan:
        """Take these meetings back, and nothing else: the folder is not read. They stay withdrawn until put back.

        Raises NotFound for one that is not out.
        """
        known = self._known()
        for one in meeting_ids:
            if one not in known.state.live:
                raise NotFound("not_found", id=one)
        records = self._records(known.state)
        going = [meeting for one, meeting in records.items() if one not in meeting_ids]
        withheld = {*known.state.withheld, *meeting_ids}
        return self._planned(known, known.state, known.state.settings, going, withheld, known.closed)

    def plan_undo(self) -> Plan:
        """Go back to what was out before the last publish; again, and the last publish is out once more.

        What has become closed since stays at home (see `undoing`). Raises PublishError publish_no_undo.
        """
        known, choices = self._known(), self._kept.choices()
        if known.before is None:
            raise PublishError("publish_no_undo")
        closed = known.closed | choices.items
        going = brought_back(self._records(known.before), self._records(known.state), closed, self._kept.salt())
        going = [meeting for meeting in going if meeting.id not in choices.held]
        withheld = choices.held.union(known.before.withheld)
        return self._planned(known, known.state, known.before.settings, going, withheld, closed)

    def publish(self, plan: Plan, on_write: OnWrite | None = None, cancelled: Cancelled | None = None) -> Plan:
        """Do what *plan* says. Blocks. Raises TargetError, StoreError, PublishError publish_stale, Cancelled.

        Where it does not end, readers see every meeting as it was or as it was to be, and the next publish completes
        it.
        """
        out = plan.outgoing
        if plan.target != self._target.name:  # made for another feed
            raise PublishError("publish_stale")
        if plan.is_empty:
            return plan
        known = self._kept.load()
        choices = self._kept.choices()
        based_on = known.state.generation if known else 0
        if out is None or plan.based_on != based_on or out.choices != choices:  # something may be held back since
            raise PublishError("publish_stale")
        self._target.check()
        state = self._with_records(out)
        self._kept.begin((*plan.writes, *plan.removes))
        if isinstance(self._target, FolderTarget):
            self._target.sweep(is_ours)
        write(out.difference, out.objects, self._target, self._store.files, on_write, cancelled)
        changed = known is not None and known.state.generation != state.generation
        before = known.state if known and changed else known.before if known else None
        self._kept.save(Published(state, out.difference.hashes, before, out.closed))
        self._kept.keep_choices(choices.settled(state.withheld, out.put_back))
        if known is not None:
            self._forget(known, state, before)
        return plan

    def preview(
        self, plan: Plan, folder: Path, files_of: str | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Put all that *plan* would have out into *folder*, to be looked at; an earlier preview there is replaced.

        Of files only those of the meeting *files_of* where one is named. Raises TargetError, target_not_ours where
        something else is there, StoreError, Cancelled, PublishError publish_inside.
        """
        if plan.outgoing is None:
            raise PublishError("publish_stale")
        target = FolderTarget(folder)
        out = (self._folder, self._target.path) if isinstance(self._target, FolderTarget) else (self._folder,)
        for place in out:
            if _are_inside(target.path, place):
                raise PublishError("publish_inside", folder=str(place), place=target.name)
        there = names_there(target)
        target.check()
        objects = plan.outgoing.objects
        meeting = plan.record(files_of) if files_of is not None else None
        if meeting is not None:
            own = frozenset(file.sha256 for file in meeting.files)
            objects = {name: one for name, one in objects.items() if isinstance(one, Text) or one.sha256 in own}
        write(difference(objects, {}, there), objects, target, self._store.files, cancelled=cancelled)

    def plan_closed(self, target: Target, recipients: tuple[str, ...]) -> ClosedPlan:
        """What of closed items would go to *target*, encrypted for *recipients* (see `closed.read_keys`).

        Of the folder as `plan` read it last. Raises TargetError target_same where the open feed goes there.
        """
        return self._closed_to(target).plan(self._read(), recipients)

    def publish_closed(
        self,
        plan: ClosedPlan,
        target: Target,
        recipients: tuple[str, ...],
        on_write: OnWrite | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        """Do what *plan* says. Blocks. Raises TargetError, StoreError, PublishError publish_stale, Cancelled."""
        if plan.target != target.name:
            raise PublishError("publish_stale")
        self._closed_to(target).publish(plan, recipients, on_write, cancelled)

    def close(self) -> None:
        """Close the private store. The PDF process is the caller's."""
        self._store.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _planned(
        self,
        known: Published | None,
        before: FeedState,
        settings: FeedSettings,
        going: Iterable[FeedMeeting],
        withheld: Iterable[str],
        closed: frozenset[str],
        held: tuple[Held, ...] = (),
        report: RunReport | None = None,
        *,
        put_back: frozenset[str] = frozenset(),
        choices: Choices | None = None,
        on_step: OnStep | None = None,
        cancelled: Cancelled | None = None,
    ) -> Plan:
        meetings = {meeting.id: meeting for meeting in going}
        now = self._store.clock.now().astimezone(UTC).replace(microsecond=0).isoformat()
        state = advance(before, settings, meetings.values(), withheld, now)
        files = (file for meeting in meetings.values() for file in meeting.files)
        counted = checksums(self._kept, self._store.files, files, on_step, cancelled)
        objects = render(state, meetings, counted)
        wanted = difference(objects, known.objects if known else {}, self._doubtful(known))
        gone = before.live - meetings.keys()
        return Plan(
            self._target.name,
            planned(self._records(before) if known else {}, meetings, gone),
            held,
            wanted.puts,
            wanted.removes,
            wanted.size,
            report or RunReport(),
            before.generation,
            sum(isinstance(objects[name], Stored) for name in wanted.puts),
            Outgoing(state, meetings, objects, wanted, closed, choices or self._kept.choices(), put_back),
        )

    def _closed_to(self, target: Target) -> ClosedPublishing:
        inside = isinstance(target, FolderTarget) and isinstance(self._target, FolderTarget)
        if target.name == self._target.name or (inside and _are_inside(Path(target.name), Path(self._target.name))):
            raise TargetError("target_same", place=target.name)
        refuse_inside(self._folder, target)
        kept = self._home / derived_id("closed", target.name)
        return ClosedPublishing(target, kept, self._store.files, self._kept.salt())

    def _doubtful(self, known: Published | None) -> frozenset[str]:
        """Of which objects in the place nothing is known: of all, where nothing was published from here.

        Raises TargetError target_not_ours where there is something that no feed wrote.
        """
        pending = self._kept.pending()
        if known is not None:
            return pending
        there = frozenset(filter(is_ours, self._target.listed())) if pending else names_there(self._target)
        return pending | there

    def _records(self, state: FeedState) -> dict[str, FeedMeeting]:
        return {one: self._kept.record(state.meetings[one].record) for one in sorted(state.live)}

    def _with_records(self, out: Outgoing) -> FeedState:
        """The state with the hashes of the records of what is new in it."""
        return out.state.with_records(
            {
                one: self._kept.keep_record(out.records[one])
                for one, meeting in out.state.meetings.items()
                if not meeting.record and one in out.records
            }
        )

    def _forget(self, known: Published, state: FeedState, before: FeedState | None) -> None:
        """Delete records that neither what is out nor what was out before it names."""
        named = {meeting.record for kept in (state, before) if kept for meeting in kept.meetings.values()}
        old = [kept for kept in (known.state, known.before) if kept is not None]
        hashes = {meeting.record for kept in old for meeting in kept.meetings.values()}
        self._kept.forget_records(hashes - named - {""})

    def _read(
        self, on_step: OnStep | None = None, cancelled: Cancelled | None = None, choices: Choices | None = None
    ) -> tuple[ReadMeeting, ...]:
        marks = Marks(self._home / "papers.json", self._store.files, self._pdf)
        read = reading.read_meetings(self._store, marks, on_step, cancelled)
        return with_held_items(read, (choices or self._kept.choices()).items, self.alias)

    def _known(self) -> Published:
        known = self._kept.load()
        if known is None:
            raise PublishError("publish_nothing")
        return known


def _settings(given: FeedSettings | None, known: Published | None) -> FeedSettings:
    settings = given or (known.state.settings if known else None)
    if settings is None:
        raise PublishError("publish_no_settings")
    return settings


def refuse_inside(folder: Path, target: Target) -> None:
    """Raise PublishError publish_inside where one of *folder* and *target* lies in the other."""
    if isinstance(target, FolderTarget) and _are_inside(folder, target.path):
        raise PublishError("publish_inside", folder=str(folder), place=target.name)


def desk_folder(folder: Path) -> str:
    """What the folder is called in which all that is known of *folder* lies."""
    return derived_id("folder", str(folder))


def place_folder(name: str) -> str:
    """What the folder in that one is called where all that is known of the place called *name* lies."""
    return derived_id("target", name)


def _as_events(on_event: Callable[[SyncEvent], None] | None) -> OnStep | None:
    if on_event is None:
        return None
    return lambda done, total, what: on_event(SyncEvent(EventKind.PROGRESS, "", what, done, total))


def _are_inside(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents
