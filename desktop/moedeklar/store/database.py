"""One connection to the encrypted database."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlite_utils import Database

from moedeklar.model.errors import StoreError
from moedeklar.store.engine import sqlite
from moedeklar.store.problems import told

__all__ = ["Database", "connect", "problems"]

KEY_BYTES = 32
BUSY_MILLISECONDS = 10_000
_PAGE = 4096


def connect(
    path: Path, key: bytes, *, read_only: bool = False, create: bool = True, on_full_disk: bool = False
) -> Database:
    """Open the database at *path* with its raw 32-byte *key*; make it where it is missing, unless told not to.

    *on_full_disk* opens it where not even the 32 kilobytes of the shared index fit beside it: that is then in memory
    (https://sqlite.org/vfs.html, "unix-excl"; not on Windows), and no other process can open the database meanwhile.
    The connection is in autocommit: transactions are begun by `Store`. It may be handed from thread to thread, used
    by one at a time. Raises StoreError: store_key_wrong, store_damaged, store_denied, store_busy, disk_full.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the key of the database is 32 bytes")
    mode = "ro" if read_only else "rwc" if create else "rw"
    alone = "&vfs=unix-excl" if on_full_disk and sys.platform != "win32" else ""
    with told(path):
        conn = sqlite.connect(
            f"{path.absolute().as_uri()}?mode={mode}{alone}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            return _prepared(conn, key, read_only)
        except BaseException as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite.SQLITE_NOTADB and _is_damaged(conn):
                conn.close()
                raise StoreError("store_damaged", path=str(path)) from error
            conn.close()
            raise


def _prepared(conn: sqlite.Connection, key: bytes, read_only: bool) -> Database:
    # The engine otherwise writes its own words to standard error, where nobody but us should speak.
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # Temporary tables and sorts must not reach the disk: they would be in plain text.
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not read_only:
        conn.execute("PRAGMA journal_mode = WAL")
        # FULL, not NORMAL: a note that was acknowledged survives a power cut too.
        conn.execute("PRAGMA synchronous = FULL")
        # What is deleted is gone: freed pages, and the room that a row leaves in its page, are filled with zeros.
        conn.execute("PRAGMA secure_delete = ON")
    conn.execute("PRAGMA foreign_keys = ON")
    return Database(conn, execute_plugins=False)


def _is_damaged(conn: sqlite.Connection) -> bool:
    """Whether the file opens with the key in part: with a wrong key no page at all is authentic."""
    try:
        bad = len(conn.execute("PRAGMA cipher_integrity_check").fetchall())
        path = Path(conn.execute("PRAGMA database_list").fetchone()[2])
        return bad < path.stat().st_size // _PAGE
    except (sqlite.Error, OSError):
        return False


def problems(db: Database) -> tuple[str, ...]:
    """What is wrong with the whole file: every page's authenticity, then its structure. Empty when all is well.

    Reads the whole file (about 270 MB a second). For the log and for `doctor`; the words are the engine's own.
    """
    found = [str(row[0]) for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
    if found:
        return tuple(found)
    try:
        rows = [str(row[0]) for row in db.execute("PRAGMA quick_check").fetchall()]
    except sqlite.DatabaseError as error:
        return (str(error),)
    return tuple(row for row in rows if row != "ok")
