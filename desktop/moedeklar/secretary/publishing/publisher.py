"""Publishing: plan, look, publish; and taking back. The way into this package."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from pathlib import Path
from typing import Self

from moedeklar.model.errors import MoedeklarError, NotFound
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import Clock
from moedeklar.model.reports import RunReport, SyncEvent
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.publishing import reading
from moedeklar.secretary.publishing.adopting import names_there, withdrawn_there
from moedeklar.secretary.publishing.closed import ClosedPlan, ClosedPublishing
from moedeklar.secretary.publishing.marks import Marks
from moedeklar.secretary.publishing.oparl import Checksum
from moedeklar.secretary.publishing.openness import Held, ReadMeeting, closed_alias, sort_out
from moedeklar.secretary.publishing.plan import Outgoing, Plan, planned
from moedeklar.secretary.publishing.records import FeedMeeting, FeedSettings
from moedeklar.secretary.publishing.rendering import render
from moedeklar.secretary.publishing.stamping import FeedState, advance
from moedeklar.secretary.publishing.state import Published, StateFolder
from moedeklar.secretary.publishing.targets.base import Target, TargetError
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.secretary.publishing.undoing import brought_back
from moedeklar.secretary.publishing.writing import OnWrite, difference, is_ours, write
from moedeklar.store.files import FileStore
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
        self._kept = StateFolder(home / derived_id("target", target.name), store.files)

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
        if isinstance(target, FolderTarget) and _are_inside(folder, target.path):
            raise PublishError("publish_inside", folder=str(folder), place=target.name)
        home = home / derived_id("folder", str(folder))
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

    def plan(
        self,
        settings: FeedSettings | None = None,
        *,
        accept: bool = False,
        put_back: Iterable[str] = (),
        on_event: Callable[[SyncEvent], None] | None = None,
        cancelled: Cancelled | None = None,
    ) -> Plan:
        """Read the folder, and say what a publish would do. Nothing is written to the place.

        *settings* are kept from last time where not given. *put_back* are meetings that were withdrawn by hand and are
        no longer. With *accept* a folder that lost most of its meetings is believed. Raises SourceError,
        AttentionNeeded, StoreError, PublishError publish_no_settings, Cancelled.
        """
        known = self._kept.load()
        settings = _settings(settings, known)
        report = reading.synchronise(
            self._folder,
            self._store,
            self._pdf,
            (self._home,),
            accept=accept,
            on_event=on_event,
            cancelled=cancelled,
        )
        read = self._read()
        before = known.state if known else FeedState(settings, meetings=withdrawn_there(self._target))
        withheld = set(before.withheld if known else before.meetings) - set(put_back)
        found = sort_out(read, self._kept.salt(), withheld)
        closed = self._closed(read)
        return self._planned(known, before, settings, found.going, withheld, closed, found.held, report)

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
        known = self._known()
        if known.before is None:
            raise PublishError("publish_no_undo")
        going = brought_back(self._records(known.before), self._records(known.state), known.closed, self._kept.salt())
        return self._planned(known, known.state, known.before.settings, going, known.before.withheld, known.closed)

    def publish(self, plan: Plan, on_write: OnWrite | None = None, cancelled: Cancelled | None = None) -> Plan:
        """Do what *plan* says. Blocks. Raises TargetError, StoreError, PublishError publish_stale, Cancelled.

        Where it does not end, readers see every meeting as it was or as it was to be, and the next publish completes
        it.
        """
        out = plan.outgoing
        if plan.is_empty:
            return plan
        known = self._kept.load()
        if out is None or plan.based_on != (known.state.generation if known else 0):
            raise PublishError("publish_stale")
        self._target.check()
        state = self._with_records(out)
        self._kept.begin((*plan.writes, *plan.removes))
        if isinstance(self._target, FolderTarget):
            self._target.sweep()
        write(out.difference, out.objects, self._target, self._store.files, on_write, cancelled)
        changed = known is not None and known.state.generation != state.generation
        before = known.state if known and changed else known.before if known else None
        self._kept.save(Published(state, out.difference.hashes, before, out.closed))
        if known is not None:
            self._forget(known, state, before)
        return plan

    def preview(self, plan: Plan, folder: Path) -> None:
        """Put all that *plan* would have out into *folder*, to be looked at; an earlier preview there is replaced.

        Raises TargetError, target_not_ours where something else is there, StoreError, PublishError publish_inside.
        """
        if plan.outgoing is None:
            raise PublishError("publish_stale")
        target = FolderTarget(folder)
        own = (self._folder, self._target.path) if isinstance(self._target, FolderTarget) else (self._folder,)
        for place in own:
            if _are_inside(target.path, place):
                raise PublishError("publish_inside", folder=str(place), place=target.name)
        there = names_there(target)
        target.check()
        objects = plan.outgoing.objects
        write(difference(objects, {}, there), objects, target, self._store.files)

    def plan_closed(self, target: Target, recipients: tuple[str, ...]) -> ClosedPlan:
        """What of closed items would go to *target*, encrypted for *recipients* (see `closed.read_keys`).

        Of the folder as `plan` read it last. Raises TargetError target_same where the open feed goes there.
        """
        return self._closed_to(target).plan(self._read(), recipients)

    def publish_closed(self, plan: ClosedPlan, target: Target, recipients: tuple[str, ...]) -> None:
        """Do what *plan* says. Blocks. Raises TargetError, StoreError."""
        self._closed_to(target).publish(plan, recipients)

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
    ) -> Plan:
        meetings = {meeting.id: meeting for meeting in going}
        now = self._store.clock.now().astimezone(UTC).replace(microsecond=0).isoformat()
        state = advance(before, settings, meetings.values(), withheld, now)
        objects = render(state, meetings, self._checksums(meetings.values()))
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
            Outgoing(state, meetings, objects, wanted, closed),
        )

    def _closed_to(self, target: Target) -> ClosedPublishing:
        inside = isinstance(target, FolderTarget) and isinstance(self._target, FolderTarget)
        if target.name == self._target.name or (inside and _are_inside(Path(target.name), Path(self._target.name))):
            raise TargetError("target_same", place=target.name)
        if isinstance(target, FolderTarget) and _are_inside(target.path, self._folder):
            raise PublishError("publish_inside", folder=str(self._folder), place=target.name)
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

    def _checksums(self, meetings: Iterable[FeedMeeting]) -> Mapping[str, Checksum]:
        known = self._kept.checksums()
        wanted = {file.sha256 for meeting in meetings for file in meeting.files}
        found = {one: known[one] if one in known else _counted(self._store.files, one) for one in sorted(wanted)}
        if found.keys() != known.keys():
            self._kept.keep_checksums(found)
        return found

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

    def _read(self) -> tuple[ReadMeeting, ...]:
        return reading.read_meetings(self._store, Marks(self._home / "papers.json", self._store.files, self._pdf))

    def _closed(self, read: Iterable[ReadMeeting]) -> frozenset[str]:
        salt = self._kept.salt()
        return frozenset(closed_alias(one, salt) for meeting in read for one in meeting.closed_items)

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


def _counted(files: FileStore, sha256: str) -> Checksum:
    sha1, sha512, size = hashlib.sha1(usedforsecurity=False), hashlib.sha512(), 0
    with files.open(sha256) as file:
        while piece := file.read(1 << 18):
            size += len(piece)
            sha1.update(piece)
            sha512.update(piece)
    return Checksum(size, sha1.hexdigest(), sha512.hexdigest())


def _are_inside(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents
