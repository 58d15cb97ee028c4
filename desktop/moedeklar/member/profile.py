"""A profile: the one folder that holds everything of a person's Mødeklar on this computer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs

from moedeklar.model.errors import StoreError
from moedeklar.store.locks import FileLock
from moedeklar.store.problems import told

SAMPLE = "sample"  # the folder in a profile that holds the sample municipality


@dataclass(frozen=True, slots=True)
class Profile:
    """Where things are in a profile. Making one touches nothing; `make` makes the folder."""

    folder: Path

    @classmethod
    def default(cls) -> Profile:
        """The profile of this person on this computer.

        Never the roaming folder of Windows: SQLite fails where that one is redirected to a server.
        """
        return cls(Path(platformdirs.user_data_dir("Moedeklar", appauthor=False, roaming=False)))

    def make(self) -> None:
        """Make the folders that are missing, open to this person alone. Raises StoreError."""
        with told(self.folder):
            for folder in (self.folder, self.files, self.backups, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def window_lock(self) -> ProfileLock:
        """The lock of the one window that a profile may have."""
        return ProfileLock(self.folder / "profile.lock")

    def sync_lock(self) -> ProfileLock:
        """The lock of the one sync run that a profile may have at a time, whichever process runs it."""
        return ProfileLock(self.folder / "sync.lock")

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "moedeklar.db"

    @property
    def keys_file(self) -> Path:
        """Says where the keys are; holds them only wrapped."""
        return self.folder / "keys.json"

    @property
    def files(self) -> Path:
        """The encrypted attachment files."""
        return self.folder / "files"

    @property
    def backups(self) -> Path:
        """Copies made before migrations and before a restore."""
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        """What the program noted of itself; never a title of a closed item, nor a person's words."""
        return self.folder / "logs"

    @property
    def updates(self) -> Path:
        """Installers of newer versions, until they are installed."""
        return self.folder / "updates"

    @property
    def window_settings(self) -> Path:
        """Size and place of the window."""
        return self.folder / "window.ini"


class ProfileLock:
    """A lock between processes that ends with the process that holds it, even one that was killed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path)

    def acquire(self) -> bool:
        """Take the lock without waiting; False when another process holds it. Raises StoreError."""
        with told(self._path):
            return self._lock.acquire(str(os.getpid()))

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def holder(self) -> int | None:
        """The process id that the holder, or the last one, left in the file."""
        try:
            return int(self._path.read_text())
        except (OSError, ValueError):
            return None

    def __enter__(self) -> Self:
        if not self.acquire():
            raise StoreError("profile_busy", process=self.holder() or 0)
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
