"""Bring a database to the schema of this program, all steps or none, with one copy of the old one kept."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database, Migrations

from moedeklar.model.errors import StoreError
from moedeklar.store.atomic import sync_folder
from moedeklar.store.database import connect, problems
from moedeklar.store.migrations import STEPS, Step
from moedeklar.store.problems import told

_SET = "moedeklar"


def migrate(db: Database, path: Path, key: bytes, backups: Path, steps: Sequence[Step] = STEPS) -> tuple[str, ...]:
    """Apply the *steps* that the database at *path* lacks, in one transaction, and return their names.

    A database that has any step already is copied into *backups* first; a retry with nothing written in between
    makes no second copy. Raises StoreError "store_newer" for a database that knows steps this program does not;
    whatever a failing step raises leaves the database as it was.
    """
    wanted = _migrations(steps)
    if not _pending(wanted, steps, db, path):
        return ()
    with told(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            # Looked at again: another process may have done it while this one waited.
            pending = _pending(wanted, steps, db, path)
            if pending and wanted.applied(db):
                _keep_copy(db, path, key, backups, pending[0])
            wanted.apply(db)
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
    return pending


def applied(db: Database) -> tuple[str, ...]:
    """The names of the steps that the database has seen, oldest first."""
    return tuple(step.name for step in Migrations(_SET).applied(db))


def _migrations(steps: Sequence[Step]) -> Migrations:
    found = Migrations(_SET)
    for step in steps:
        found(name=step.name)(step.apply)
    return found


def _pending(wanted: Migrations, steps: Sequence[Step], db: Database, path: Path) -> tuple[str, ...]:
    # sqlite-utils applies what is missing and never looks at what is too many.
    with told(path):
        pending = tuple(step.name for step in wanted.pending(db))
        known = {step.name for step in steps}
        unknown = [name for name in applied(db) if name not in known]
    if unknown:
        raise StoreError("store_newer", path=str(path), step=unknown[-1])
    return pending


def _keep_copy(db: Database, path: Path, key: bytes, backups: Path, step: str) -> None:
    """Copy the database as it is; *db* holds the write lock, so nothing is written meanwhile."""
    target = backups / f"before-{step}-{_stamp(db)}.db"
    if target.exists():
        return
    with told(backups):
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        part.touch(0o600)
    try:
        _copy(path, part, key)
        with told(backups):
            part.replace(target)
            sync_folder(backups)
    finally:
        part.unlink(missing_ok=True)


def _copy(path: Path, part: Path, key: bytes) -> None:
    source = connect(path, key, read_only=True)
    with contextlib.closing(source), contextlib.closing(connect(part, key)) as copy, told(part):
        source.conn.backup(copy.conn)
        if problems(copy):
            raise StoreError("store_damaged", path=str(path))


def _stamp(db: Database) -> str:
    """Eight digits that change whenever a row that knows its time of change is added or changed."""
    digest = hashlib.blake2b(digest_size=4)
    for table in sorted(db.table_names()):
        if "changed" in {column.name for column in db[table].columns}:
            row = db.execute(f'SELECT count(*), max(changed) FROM "{table}"').fetchone()
            digest.update(repr((table, tuple(row))).encode())
    return digest.hexdigest()
