"""Watches the folders, exports and calendar files of the sources, so that what comes there is fetched by itself.

The system tells of files that come and change; a change is passed on once it has come to rest. Places that the system
tells nothing of (most network shares) are left to the schedule, but for their going and coming back, which is looked
for every few seconds everywhere. What is half written is no matter here: whoever reads it waits until it is whole.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from moedeklar.member.kinds import EXPORTS, FOLDER, ICAL
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import SourceInfo
from moedeklar.sources.folder import is_passed_over

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver, ObservedWatch

_log = logging.getLogger(__name__)

OnChange = Callable[[str], None]
Key = tuple[int, int, int]  # device, number and time of what lies at a place


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly changes are passed on, all in seconds.

    After `rest` without another change; after `most` at the latest, while something writes without a pause. `look` is
    how often it is looked whether places are there, `again` how long one that can't be watched is left alone.
    """

    rest: float = 2.0
    most: float = 30.0
    look: float = 5.0
    again: float = 60.0


@dataclass
class _Place:
    """A place that is watched. Guarded by the lock of its `Watching`, but for `watch`, which its thread alone uses."""

    source_id: str
    path: Path
    key: Key | None = None
    watch: ObservedWatch | None = None
    not_before: float = 0.0
    first: float | None = None  # when the first change came that was not passed on
    last: float = 0.0
    handler: FileSystemEventHandler | None = None

    def touch(self, now: float) -> None:
        self.first = now if self.first is None else self.first
        self.last = now

    def due(self, pace: Pace) -> float:
        """When its change is to be passed on."""
        return min(self.last + pace.rest, (self.first or self.last) + pace.most)


class Watching:
    """Tells which sources have changed on disk. Made once; `start` and `stop` once each; any thread.

    *places* gives what is to be watched: source ids and paths. It is asked on the thread of the watching, at the start
    and after `look_again`. Nothing below *leave_out* counts, where a place is not itself below it.
    """

    def __init__(
        self, places: Callable[[], Mapping[str, Path]], leave_out: Iterable[Path] = (), pace: Pace | None = None
    ) -> None:
        self._ask = places
        self._leave_out = tuple(path.absolute() for path in leave_out)
        self._pace = pace or Pace()
        self._changed = threading.Condition()
        self._places: dict[str, _Place] = {}
        self._stale = True
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._observer: BaseObserver | None = None

    def start(self, on_change: OnChange) -> None:
        """Begin. *on_change* is called with a source's id, on the thread of the watching, also while it is fetched."""
        self._thread = threading.Thread(target=self._run, args=(on_change,), name="watching", daemon=True)
        self._thread.start()

    def look_again(self) -> None:
        """Ask for the places again: sources were added or removed."""
        with self._changed:
            self._stale = True
            self._changed.notify_all()

    def is_watched(self, source_id: str) -> bool:
        """Whether the system tells of changes of the source; else only the schedule finds them."""
        with self._changed:
            place = self._places.get(source_id)
            return place is not None and place.watch is not None

    def stop(self, timeout: float = 5.0) -> bool:
        """End; whether everything has ended within *timeout* seconds. A share that hangs may hold it longer."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
            return not self._thread.is_alive()
        return True

    def _run(self, on_change: OnChange) -> None:
        from watchdog.observers import Observer  # noqa: PLC0415 (it loads what each system has: after the window)

        observer = Observer()
        observer.daemon = True
        self._observer = observer
        observer.start()
        try:
            while self._wait():
                if self._took_stale():
                    self._take_places()
                for place in list(self._places.values()):
                    self._look(place)
                for source_id in self._ripe():
                    self._pass_on(source_id, on_change)
        finally:
            observer.stop()
            observer.join()

    def _pass_on(self, source_id: str, on_change: OnChange) -> None:
        try:
            on_change(source_id)
        except MoedeklarError as error:
            _log.warning("a change of %s could not be passed on: %s", source_id, error.code)

    def _wait(self) -> bool:
        """Wait until there is something to do; False where it is to end."""
        with self._changed:
            now = time.monotonic()
            due = [place.due(self._pace) for place in self._places.values() if place.first is not None]
            wait = min([self._pace.look, *(one - now for one in due)])
            if not self._stale and not self._stopping and wait > 0:
                self._changed.wait(wait)
            return not self._stopping

    def _took_stale(self) -> bool:
        with self._changed:
            was, self._stale = self._stale, False
            return was

    def _take_places(self) -> None:
        try:
            wanted = {source_id: path.absolute() for source_id, path in self._ask().items()}
        except MoedeklarError as error:
            _log.warning("what is to be watched could not be read: %s", error.code)
            return
        for source_id, place in list(self._places.items()):
            if wanted.get(source_id) != place.path:
                self._unwatch(place)
                with self._changed:
                    del self._places[source_id]
        for source_id, path in wanted.items():
            if source_id not in self._places:
                with self._changed:
                    self._places[source_id] = _Place(source_id, path, _key(path))

    def _look(self, place: _Place) -> None:
        """See whether the place is there, or another one in its place; watch it where that can be done."""
        key = _key(place.path)
        if key != place.key:
            if place.key is None or key is None or key[:2] != place.key[:2]:
                self._unwatch(place)
                place.not_before = 0.0
            with self._changed:
                place.touch(time.monotonic())
            place.key = key
        if key is not None and place.watch is None and time.monotonic() >= place.not_before:
            self._watch(place)

    def _watch(self, place: _Place) -> None:
        if self._observer is None:
            return
        alone = not place.path.is_dir()
        place.handler = _handler(place, self._told, place.path.name if alone else "")
        try:
            watch = self._observer.schedule(
                place.handler,
                str(place.path.parent if alone else place.path),
                recursive=not alone,
                event_filter=_kinds(),
            )
        except (OSError, RuntimeError) as error:
            _log.info("%s can't be watched: %s", place.source_id, type(error).__name__)
            place.not_before = time.monotonic() + self._pace.again
            return
        with self._changed:
            place.watch = watch

    def _unwatch(self, place: _Place) -> None:
        with self._changed:
            watch, place.watch = place.watch, None
        if watch is None or self._observer is None or place.handler is None:
            return
        try:
            if any(other.watch == watch for other in self._places.values()):
                self._observer.remove_handler_for_watch(place.handler, watch)
            else:
                self._observer.unschedule(watch)
        except (KeyError, OSError, RuntimeError):
            _log.debug("the watch of %s was gone already", place.source_id)

    def _told(self, place: _Place, paths: Iterable[str]) -> None:
        """Something changed at *paths*. On the observer's thread."""
        if not any(self._counts(place, path) for path in paths if path):
            return
        with self._changed:
            if place.first is None:
                self._changed.notify_all()  # from now on the wait is shorter
            place.touch(time.monotonic())

    def _counts(self, place: _Place, written: str) -> bool:
        path = Path(written)
        if is_passed_over(path.name):
            return False
        return not any(path.is_relative_to(out) and not place.path.is_relative_to(out) for out in self._leave_out)

    def _ripe(self) -> list[str]:
        now = time.monotonic()
        with self._changed:
            ripe = [one for one in self._places.values() if one.first is not None and one.due(self._pace) <= now]
            for place in ripe:
                place.first = None
            return [place.source_id for place in ripe]


class _Told(Protocol):
    def __call__(self, place: _Place, paths: Iterable[str]) -> None: ...


def _handler(place: _Place, told: _Told, only: str) -> FileSystemEventHandler:
    """Passes events on; with *only* those of the file of this name."""
    from watchdog.events import FileSystemEventHandler  # noqa: PLC0415 (as above)

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            paths = [os.fsdecode(event.src_path), os.fsdecode(event.dest_path or "")]
            told(place, [path for path in paths if not only or Path(path).name == only])

    return Handler()


def _kinds() -> list[type[FileSystemEvent]]:
    """Events that mean another content: that somebody reads is none."""
    from watchdog import events  # noqa: PLC0415 (as above)

    return [
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
        events.DirDeletedEvent,
    ]


def _key(path: Path) -> Key | None:
    """What lies at *path*; None where nothing does, or nothing that can be asked. May block on a dead share."""
    try:
        info = path.stat()
    except (OSError, ValueError):
        return None
    return info.st_dev, info.st_ino, info.st_mtime_ns


def places_of(sources: Iterable[SourceInfo]) -> dict[str, Path]:
    """Where on disk these sources lie, of those that do."""
    from moedeklar.sources.ical.places import web_address  # noqa: PLC0415 (with the network: after the window)

    return {
        one.id: Path(one.location)
        for one in sources
        if one.kind in (FOLDER, EXPORTS) or (one.kind == ICAL and web_address(one.location) is None)
    }
