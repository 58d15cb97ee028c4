"""The store of one profile: one writer, a few readers, and the files."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import StoreError
from moedeklar.model.moments import Clock
from moedeklar.store.database import connect, problems
from moedeklar.store.files import FileStore
from moedeklar.store.keys import StoreKeys
from moedeklar.store.locks import RunningMark
from moedeklar.store.migrate import applied, migrate
from moedeklar.store.problems import told
from moedeklar.store.readers import Readers
from moedeklar.store.writer import Writer

T = TypeVar("T")
DATABASE = "moedeklar.db"
FILES = "files"
BACKUPS = "backups"
RUNNING = "running"
_log = logging.getLogger(__name__)


class Store:
    """The encrypted database and files in a profile's folder. Made by `open`. Every method is for any thread.

    `full` says that the disk had no room when it was opened: everything can be read, nothing stored until there is.
    """

    def __init__(
        self,
        writer: Writer,
        readers: Readers,
        files: FileStore,
        mark: RunningMark,
        db: Database,
        clock: Clock,
        path: Path,
        full: bool = False,
    ) -> None:
        self._path = path
        self.files = files
        self.clock = clock
        self.full = full
        self._writer = writer
        self._readers = readers
        self._mark = mark
        self._db = db
        self._seen = self._data_version()

    @classmethod
    def open(
        cls,
        folder: Path,
        keys: StoreKeys,
        clock: Clock,
        on_change: Callable[[ChangeSet], None] | None = None,
        *,
        damaged: bool = False,
    ) -> Store:
        """Open the store in *folder*, making what is missing and migrating what is older. Blocks.

        After a crash the whole database is checked first; with *damaged* one that is not whole is opened all the same,
        to save what can be read. On a full disk what is there is opened all the same, see
        `full`. *clock* is kept for those who write times. *on_change* is called on the writer's thread after each
        commit that changed something, before `write` returns. Raises StoreError: store_key_wrong, store_damaged,
        store_newer, store_denied, store_busy, store_io, disk_full; nothing is then left open.
        """
        path = folder / DATABASE
        mark = RunningMark(folder / RUNNING)
        with told(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            marked = mark.set()
        try:
            db, roomy = _connected(path, keys.database)
        except BaseException:
            mark.clear()
            raise
        try:
            if not damaged:
                _check_after_crash(db, path, mark)
            migrate(db, path, keys.database, folder / BACKUPS)
            files = FileStore(folder / FILES, keys.files)
            files.sweep()
        except BaseException:
            db.close()
            mark.clear()
            raise
        writer, readers = Writer(db, path, on_change), Readers(path, keys.database)
        return cls(writer, readers, files, mark, db, clock, path, not (marked and roomy))

    def write(self, work: Callable[[Database], tuple[T, ChangeSet]]) -> T:
        """Run *work* on the writer's thread in one BEGIN IMMEDIATE transaction, and return its result after commit.

        Whatever *work* raises rolls the transaction back and is raised here. StoreError: disk_full, store_busy (another
        process wrote for ten seconds), store_io. RuntimeError when called from within a write, which would never end.
        """
        return self._writer.write(work)

    def read(self, work: Callable[[Database], T]) -> T:
        """Run *work* on this thread with a read-only connection, in one transaction: a view of one moment."""
        return self._readers.read(work)

    def changed_outside(self) -> bool:
        """Whether another process has committed something since this was last asked. Waits for writes at hand."""
        now = self._data_version()
        changed, self._seen = now != self._seen, now
        return changed

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database, in the engine's words; empty when all is well. Reads the whole file."""
        return self._readers.read(problems)

    def schema(self) -> tuple[str, ...]:
        """The names of the migrations that the database has seen."""
        return self._readers.read(applied)

    def settle(self, *, whole: bool = False) -> bool:
        """Bring all that is written into the database file, empty the log beside it; whether nobody stood in the way.

        With *whole* the file is written anew first, without what older programs left in its free pages. Waits for
        writes at hand. Raises StoreError.
        """

        def job(db: Database) -> bool:
            with told(self._path):
                if whole:
                    db.execute("VACUUM")
                return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

        return self._writer.ask(job)

    def close(self, timeout: float = 10) -> None:
        """Finish the writes that were asked for, then close everything, within about *timeout* seconds.

        Where a write would not end in time the database is left as after a crash: checked at the next start.
        """
        until = time.monotonic() + timeout
        drained = self._writer.close(timeout)
        self._readers.close(max(0.1, until - time.monotonic()))
        if drained:
            self._db.close()
            self._mark.clear()
        else:
            _log.warning("the store was closed with a write still running")
            self._mark.drop()

    def _data_version(self) -> int:
        # Asked on the writer's connection, which alone does not count our own commits.
        return self._writer.ask(lambda db: int(db.execute("PRAGMA data_version").fetchone()[0]))


def _connected(path: Path, key: bytes) -> tuple[Database, bool]:
    """The database, and whether the disk had room to open it as usual."""
    try:
        return connect(path, key), True
    except StoreError as error:
        if error.code != "disk_full" or not path.stat().st_size:
            raise
    return connect(path, key, on_full_disk=True), False


def _check_after_crash(db: Database, path: Path, mark: RunningMark) -> None:
    with told(path):
        dead = mark.left_by_the_dead()
        if not dead:
            return
        started = time.monotonic()
        wrong = problems(db)
        _log.info("database checked after a crash in %.2f s: %s", time.monotonic() - started, wrong or "well")
        if wrong:
            raise StoreError("store_damaged", path=str(path))
        for left in dead:
            left.unlink(missing_ok=True)
