"""The one thread that writes."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.store.problems import engine_told

T = TypeVar("T")
_log = logging.getLogger(__name__)
_Job = tuple[Callable[[Database], Any], "Future[Any]"]


class Writer:
    """Runs every write of this process one after another on a thread of its own, each in one transaction."""

    def __init__(self, db: Database, path: Path, on_change: Callable[[ChangeSet], None] | None) -> None:
        self._db = db
        self._path = path
        self._on_change = on_change
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._open = True
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[Database], tuple[T, ChangeSet]]) -> T:
        """Run *work* in a transaction of its own and wait for the commit. See `Store.write`."""

        def job(db: Database) -> T:
            result, changes = self._transact(db, work)
            self._announce(changes)
            return result

        return self.ask(job)

    def ask(self, job: Callable[[Database], T]) -> T:
        """Run *job* on the writer's thread and connection, outside of any transaction, and wait for it."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write was asked for from within a write")
        future: Future[T] = Future()
        with self._gate:
            if not self._open:
                raise StoreError("store_closed")
            self._jobs.put((job, future))
        return future.result()

    def close(self, timeout: float) -> bool:
        """Take no more work, finish what was asked for, and say whether that was done within *timeout* seconds."""
        with self._gate:
            if self._open:
                self._open = False
                self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, future = job
            try:
                future.set_result(work(self._db))
            except BaseException as error:  # noqa: BLE001 - it is raised where the write was asked for
                future.set_exception(error)
            # Held on to, the last work would keep alive whatever it closes over until the next one comes.
            del job, work, future

    def _transact(self, db: Database, work: Callable[[Database], tuple[T, ChangeSet]]) -> tuple[T, ChangeSet]:
        with engine_told(self._path):
            db.execute("BEGIN IMMEDIATE")
            try:
                found = work(db)
                db.execute("COMMIT")
            except BaseException:
                db.rollback()
                raise
        return found

    def _announce(self, changes: ChangeSet) -> None:
        if not changes or self._on_change is None:
            return
        try:
            self._on_change(changes)
        except Exception:  # noqa: BLE001 - a listener's bug, reported below
            # The write stands: that a listener failed is no reason to say that it did not.
            _log.exception("a listener to changes failed")
