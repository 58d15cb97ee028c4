"""Locks that the operating system gives back by itself when a process dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
import uuid
from pathlib import Path

from moedeklar.store.problems import is_no_room

_STALE = 3600.0  # seconds after which an empty file is surely not being made

if sys.platform == "win32":
    import msvcrt

    # A byte far beyond the text, since Windows lets nobody else read what is locked.
    _LOCKED_BYTE = 1 << 30

    def try_lock(descriptor: int) -> bool:
        """Take the lock of an open file without waiting; whether it was free. Given back when the file is closed."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """Take the lock of an open file without waiting; whether it was free. Given back when the file is closed."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FileLock:
    """A lock between processes (and between two of these in one process). Not for several threads at once.

    The file stays when the lock is given back: to delete it would let two processes lock two files of one name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self, note: str = "") -> bool:
        """Take the lock without waiting; False when another process holds it. *note* is left in the file to read.

        Where there is no room for the note, the lock is held without it. Raises OSError where the file cannot be made.
        """
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not try_lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        os.ftruncate(descriptor, 0)
        try:
            os.write(descriptor, note.encode())
        except OSError as error:
            if not is_no_room(error):
                self.release()
                raise
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None


class RunningMark:
    """Says that this process has the store open, and tells at the next start that one died with it open.

    Each process has a locked file of its own in *folder*; a file that nobody locks was left by a process that died.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / uuid.uuid4().hex
        self._lock = FileLock(self._own)

    def set(self) -> bool:
        """Leave the mark; False where the disk has no room for even that. Raises OSError."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire(str(os.getpid()))
            return self._own.stat().st_size > 0
        except OSError as error:
            if is_no_room(error):
                return False
            raise

    def left_by_the_dead(self) -> list[Path]:
        """The marks of processes that ended without clearing theirs."""
        if not self._folder.is_dir():
            return []
        others = (path for path in sorted(self._folder.iterdir()) if path != self._own)
        return [path for path in others if is_abandoned(path)]

    def clear(self) -> None:
        """Take the mark away: everything was closed in order."""
        # The name first: a process that starts in between must not take us for dead. Windows cannot, and may.
        if sys.platform != "win32":
            self._own.unlink(missing_ok=True)
        self._lock.release()
        self._own.unlink(missing_ok=True)

    def drop(self) -> None:
        """Let go without taking the mark away, so that the next start checks the database again."""
        self._lock.release()


def is_abandoned(path: Path) -> bool:
    """Whether the process that locked *path* and then wrote to it is gone, so that the file may be removed.

    An empty file is not abandoned before it is old: its maker may be between making and locking it.
    """
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        info = os.fstat(descriptor)
        made = info.st_size > 0 or time.time() - info.st_mtime > _STALE
        return made and try_lock(descriptor)
    finally:
        os.close(descriptor)
