"""Throwing away what is no longer needed: files, secrets and copies, and what freed pages still hold of it."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from moedeklar.member.profile import SAMPLE, Profile
from moedeklar.member.settings import Settings
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import SecretsError, StoreError
from moedeklar.store import discards
from moedeklar.store.keys import SecretShelf
from moedeklar.store.problems import told
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database

WHOLE = "retention.whole"  # a setting: the database was once written anew, without what older programs left in it
TRIES, PAUSE = 20, 0.1  # how often the log is tried to be emptied while somebody reads, and the seconds between
_log = logging.getLogger(__name__)


class Discarding:
    """Finishes what the store notes as to be thrown away. Blocks; any thread but the store's writer."""

    def __init__(self, profile: Profile, store: Store, settings: Settings, secrets: SecretShelf) -> None:
        self._profile = profile
        self._store = store
        self._settings = settings
        self._secrets = secrets

    def finish(self, cancelled: Callable[[], bool] = lambda: False) -> bool:
        """Throw away all that is noted, each in a step of its own; whether nothing is left.

        May end at any moment, and goes on with what is left when it is called again. Raises StoreError.
        """
        for kind, name in self._store.read(discards.find):
            if cancelled():
                return False
            if kind == discards.FILE:
                self._file(name)
            elif kind == discards.SECRET:
                self._secret(name)
            elif kind == discards.COPY:
                with told(self._profile.backups):
                    (self._profile.backups / name).unlink(missing_ok=True)
                self._done(kind, name)
            elif kind == discards.SAMPLE:
                shutil.rmtree(self._profile.folder / SAMPLE, ignore_errors=True)
                self._done(kind, name)
            elif not self._clean(name, cancelled):
                return False
        return not self._store.read(discards.find)

    def _secret(self, name: str) -> None:
        try:
            self._secrets.delete(name)
        except SecretsError as error:
            _log.warning("a secret is forgotten once the keyring lets it: %s", error)
        else:
            self._done(discards.SECRET, name)

    def _file(self, sha256: str) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            # In the transaction, so that nothing comes to need the file between the question and the answer.
            if not discards.is_used(db, sha256):
                self._store.files.remove(sha256)
            discards.done(db, discards.FILE, sha256)
            return None, ChangeSet()

        self._store.write(work)

    def _clean(self, name: str, cancelled: Callable[[], bool]) -> bool:
        """Leave nothing of what was deleted in the indexes, the free pages and the log; whether that is done."""
        for index in discards.INDEXES:
            begin = True
            while self._merge(index, begin=begin):
                begin = False
                if cancelled():
                    return False
        whole = not self._settings.get(WHOLE, False)
        self._done(discards.PAGES_LEFT, name)
        for _ in range(TRIES):
            try:
                if self._store.settle(whole=whole):
                    if whole:
                        self._settings.set(WHOLE, True)
                        self._store.settle()
                    return True
            except StoreError as error:
                if error.code not in {"store_busy", "disk_full"}:
                    raise
            if cancelled():
                break
            time.sleep(PAUSE)
        self._note(discards.PAGES_LEFT, name)
        return False

    def _merge(self, index: str, *, begin: bool) -> bool:
        return self._store.write(lambda db: (discards.merge_index(db, index, begin=begin), ChangeSet()))

    def _done(self, kind: str, name: str) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            discards.done(db, kind, name)
            return None, ChangeSet()

        self._store.write(work)

    def _note(self, kind: str, name: str) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            discards.add(db, kind, name)
            return None, ChangeSet()

        self._store.write(work)
