"""The few read-only connections that all threads share."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from moedeklar.model.errors import StoreError
from moedeklar.store.database import connect
from moedeklar.store.engine import sqlite
from moedeklar.store.problems import engine_told

T = TypeVar("T")
CONNECTIONS = 3


class Readers:
    """At most `CONNECTIONS` connections, made when first needed. A thread that reads within a read has one."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._free: list[Database] = []
        self._busy: list[Database] = []
        self._changed = threading.Condition()
        self._open = True
        self._mine = threading.local()

    def read(self, work: Callable[[Database], T]) -> T:
        """Run *work* on this thread in one read transaction: all that it reads is of one moment."""
        held: Database | None = getattr(self._mine, "db", None)
        if held is not None:
            return work(held)
        with engine_told(self._path), self._borrowed() as db:
            self._mine.db = db
            try:
                db.execute("BEGIN")
                return work(db)
            finally:
                self._mine.db = None
                db.rollback()

    def close(self, timeout: float) -> None:
        """Close every connection; a read that lasts longer than *timeout* seconds is interrupted."""
        until = time.monotonic() + timeout
        with self._changed:
            self._open = False
            while self._busy and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            for db in self._busy:
                db.conn.interrupt()
            for db in self._free:
                db.close()
            self._free.clear()
            self._changed.notify_all()

    @contextmanager
    def _borrowed(self) -> Iterator[Database]:
        db, sound = self._take(), True
        try:
            yield db
        except sqlite.DatabaseError as error:
            # After one page that is not authentic SQLCipher reads nothing more on that connection.
            sound = isinstance(error, sqlite.OperationalError)
            raise
        finally:
            with self._changed:
                self._busy.remove(db)
                if self._open and sound:
                    self._free.append(db)
                else:
                    db.close()
                self._changed.notify_all()

    def _take(self) -> Database:
        with self._changed:
            while self._open and not self._free and len(self._busy) >= CONNECTIONS:
                self._changed.wait()
            if not self._open:
                raise StoreError("store_closed")
            # Made under the lock: it takes two milliseconds, three times in the life of a program.
            db = self._free.pop() if self._free else connect(self._path, self._key, read_only=True)
            self._busy.append(db)
            return db
