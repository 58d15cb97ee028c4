"""Removing everything of an organisation, as at the end of a term: its sources, and all that is of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.member.discarding import WHOLE, Discarding
from moedeklar.member.presets.agreements import Agreements
from moedeklar.member.profile import Profile
from moedeklar.member.settings import Settings
from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import Cancelled, SourceError
from moedeklar.store import discards, erasing
from moedeklar.store import sources as rows
from moedeklar.store.erasing import Holdings
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database

WAIT, LOOK = 10.0, 0.1  # seconds that a run under way is waited for, and between two looks


class Forgetting:
    """Removes sources for good. Every call blocks; any thread but the store's writer."""

    def __init__(self, profile: Profile, store: Store, settings: Settings, discarding: Discarding, undo: Undo) -> None:
        self._profile = profile
        self._store = store
        self._settings = settings
        self._discarding = discarding
        self._undo = undo

    def holdings(self, source_ids: Collection[str]) -> Holdings:
        """What would go with these sources."""
        return self._store.read(lambda db: erasing.holdings(db, source_ids))

    def copies(self) -> int:
        """How many copies of its own the program has, which would go too: they hold the same."""
        return len(self._copies())

    def forget(
        self,
        source_ids: Collection[str],
        on_step: Callable[[int, int], object] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Holdings:
        """Remove these sources with meetings, attachments, notes and secrets; what that was. It can't be undone.

        It is all there or all gone, also for whoever is killed meanwhile; files and secrets follow at once, or at the
        next start. *on_step* is called on the store's writer with how many meetings of how many are done. Raises
        Cancelled with everything as it was; NotFound, StoreError, SourceError sync_running where a run does not end.
        """
        if not source_ids:
            return self.holdings(())  # and no copy goes for it
        copies = self._copies()

        def step(done: int, total: int) -> None:
            if cancelled():
                raise Cancelled
            on_step(done, total)

        def work(db: Database) -> tuple[Holdings, ChangeSet]:
            places = [rows.get(db, source_id).location for source_id in source_ids]
            was = erasing.erase(db, source_ids, step)
            Agreements.drop(db, source_ids, self._store.clock.now())
            for copy in copies:
                discards.add(db, discards.COPY, copy.name)
            if any(self._profile.folder.resolve() in Path(place).parents for place in places):
                discards.add(db, discards.SAMPLE, "")
            return was, ChangeSet.everything()

        with self._alone(cancelled):
            was = self._store.write(work)
            self._undo.clear()
            # The whole file is written anew, and is no larger than what is left in it.
            self._settings.set(WHOLE, False)
            self._discarding.finish()
        return was

    def _copies(self) -> list[Path]:
        folder = self._profile.backups
        return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []

    @contextmanager
    def _alone(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """While no source is fetched, in any process."""
        lock, until = self._profile.sync_lock(), time.monotonic() + WAIT
        while not lock.acquire():
            if cancelled():
                raise Cancelled
            if time.monotonic() > until:
                raise SourceError("sync_running", process=lock.holder() or 0)
            time.sleep(LOOK)
        try:
            yield
        finally:
            lock.release()
