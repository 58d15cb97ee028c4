"""Saving everything of the member's to one file, and bringing it back."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from moedeklar import __version__
from moedeklar.member.accounts import AskSecrets, kept_keys, keys_by_code, passphrase_file
from moedeklar.member.profile import Profile
from moedeklar.member.undo import Undo
from moedeklar.model.changes import ChangeSet
from moedeklar.model.errors import NotFound, SecretsError, StoreError
from moedeklar.store import archive, backup
from moedeklar.store.archive import Archive, Manifest
from moedeklar.store.backup import Merged
from moedeklar.store.database import Database
from moedeklar.store.keys import StoreKeys, WrongSecret, unwrap
from moedeklar.store.migrate import applied
from moedeklar.store.replaced import Entry
from moedeklar.store.stamps import stamp
from moedeklar.store.store import Store
from moedeklar.sync.homecoming import bring_home, is_one_meeting
from moedeklar.sync.recorrecting import recorrect_all

_TOLD = {"user_note": "notes", "user_bookmark": "bookmarks", "user_request": "requests", "mirror_meeting": "meetings"}


class Backups:
    """Backups of one profile. Both calls block, and read or write a whole file."""

    def __init__(
        self,
        profile: Profile,
        store: Store,
        keys: StoreKeys,
        undo: Undo,
        environment: Mapping[str, str] = os.environ,
        restored: Callable[[Database], None] = lambda _db: None,
    ) -> None:
        """*restored* is called in the transaction that brought a backup back, before anybody sees what came."""
        self._restored = restored
        self._profile = profile
        self._store = store
        self._keys = keys
        self._undo = undo
        self._environment = environment

    def save(self, path: Path | str) -> bool:
        """Write everything that the member made, and what it is about, to *path*; a file there is replaced.

        It opens with the profile's passphrase of today or with its recovery code. Attachments are not in it, since
        the sources have them; files that were attached to requests are. False where the database is damaged, and what
        can still be read of the member's own work was all that could be saved. Raises StoreError, with nothing
        half-written.
        """
        target = Path(path)

        def whole(db: Database) -> None:
            files = self._sealed(backup.request_files(db))
            self._write(target, applied(db), backup.counts(db), backup.dump(db), files)

        try:
            self._store.read(whole)
        except StoreError as error:
            if error.code != "store_damaged":
                raise
            self._rescue(target)
            return False
        return True

    def _rescue(self, target: Path) -> None:
        lines, counts = backup.rescue(self._store.read)
        requests = [entry.row for entry in map(backup.parse, lines) if entry.table == "user_request"]
        files = backup.files_of_drafts(row["draft"] for row in requests if row["deleted"] is None)
        self._write(target, self._store.schema(), counts, lines, self._sealed(files))

    def _write(
        self,
        target: Path,
        schema: tuple[str, ...],
        counts: dict[str, int],
        lines: Iterable[bytes],
        files: Iterable[tuple[str, bytes]],
    ) -> None:
        known = kept_keys(self._profile)
        wraps = {"passphrase": known.passphrase, "recovery": known.recovery} if known else {}
        manifest = Manifest(
            format=archive.FORMAT,
            program=__version__,
            created=stamp(self._store.clock.now()),
            recipient=archive.recipient_of(self._keys.files),
            schema=schema,
            counts=counts,
        )
        archive.write(target, manifest, wraps, lines, files, self._keys.files)

    def _sealed(self, files: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for sha256 in files:
            with contextlib.suppress(NotFound):  # lost from the disk: no reason to save nothing else
                yield sha256, self._store.files.sealed(sha256)

    def restore(self, path: Path | str, ask: AskSecrets) -> dict[str, int]:
        """Bring back what is in the backup at *path*; tells how many notes, bookmarks, requests, meetings came.

        Nothing that is here is deleted: of what is on both sides, that which was changed last stands. What was here
        before is first saved to the profile's backups. The backup opens by the profile's own keys, a passphrase file,
        or what *ask* is told. Raises StoreError (backup_missing, backup_foreign, backup_damaged, backup_newer,
        disk_full …), SecretsError; then nothing is changed.
        """
        opened = Archive(Path(path))
        try:
            self._must_know(opened.manifest, Path(path))
            identity = self._identity(opened, ask)
            entries = _entries(opened, identity, Path(path))
            self._save_before()
            for sha256, content in opened.files(identity):
                self._store.files.put(content, sha256)
        finally:
            opened.close()
        merged = self._store.write(lambda db: (self._merged(db, entries, Path(path)), ChangeSet.everything()))
        bring_home(self._store)
        self._undo.clear()
        return {name: merged.added[table] + merged.updated[table] for table, name in _TOLD.items()}

    def _merged(self, db: Database, entries: list[Entry], path: Path) -> Merged:
        try:
            merged = backup.merge(db, entries, self._store.files.exists, is_one_meeting)
        except ValueError as error:
            raise StoreError("backup_damaged", path=str(path)) from error
        recorrect_all(db, stamp(self._store.clock.now()))
        self._restored(db)
        return merged

    def _must_know(self, manifest: Manifest, path: Path) -> None:
        known = set(self._store.schema())
        if not set(manifest.schema) <= known:
            raise StoreError("backup_newer", path=str(path))

    def _identity(self, opened: Archive, ask: AskSecrets) -> str:
        """The identity that opens the backup: this profile's, or that in the backup, by what a person knows."""
        if opened.opens_with(self._keys.files):
            return self._keys.files
        by_passphrase, by_code = opened.wraps.get("passphrase"), opened.wraps.get("recovery")
        given = passphrase_file(self._environment)
        if by_passphrase and given is not None:
            try:
                return unwrap(by_passphrase, given).files
            except (WrongSecret, ValueError) as error:
                # Made with another passphrase than this profile's: the code is the other way in.
                if not by_code:
                    raise SecretsError("backup_secret_wrong") from error
        if by_code:
            return keys_by_code(by_code, ask.recovery_code()).files
        if not by_passphrase:
            raise SecretsError("backup_secret_none")
        try:
            return unwrap(by_passphrase, ask.passphrase(new=False, wrong=False)).files
        except (WrongSecret, ValueError) as error:
            raise SecretsError("backup_secret_wrong") from error

    def _save_before(self) -> None:
        """Save what is here, unless it is nothing."""
        if any(self._store.read(backup.counts).values()):
            self._profile.make()
            self.save(self._profile.backups / f"before-restore-{_file_time(self._store.clock.now())}.moedeklar")


def must_open(path: Path, environment: Mapping[str, str] = os.environ) -> None:
    """See, before a profile is made for it, that *path* is a backup and that the passphrase file opens it.

    Whether a person who has to be asked knows the secret shows only later. Raises as `Backups.restore` does.
    """
    opened = Archive(path)
    try:
        wrapped, given = opened.wraps.get("passphrase"), passphrase_file(environment)
        if wrapped and given is not None and not opened.wraps.get("recovery"):
            unwrap(wrapped, given)
    except (WrongSecret, ValueError) as error:
        raise SecretsError("backup_secret_wrong") from error
    finally:
        opened.close()


def set_aside(profile: Profile, now: datetime) -> Path | None:
    """Move a damaged database out of the way, kept beside it, so that a backup can be restored into a fresh one.

    Only while nothing has the store open. Returns where it is now; None when there was none. Raises StoreError.
    """
    if not profile.database.exists():
        return None
    target = profile.database.with_name(f"moedeklar-damaged-{_file_time(now)}.db")
    try:
        for ending in ("", "-wal", "-shm"):
            part = profile.database.with_name(profile.database.name + ending)
            if part.exists():
                part.replace(target.with_name(target.name + ending))
    except OSError as error:
        raise StoreError("store_denied", path=str(profile.database)) from error
    return target


def _entries(opened: Archive, identity: str, path: Path) -> list[Entry]:
    """All rows, read and counted before any is used."""
    try:
        entries = [backup.parse(line) for line in opened.lines(identity)]
    except ValueError as error:
        raise StoreError("backup_damaged", path=str(path)) from error
    if len(entries) != sum(opened.manifest.counts.values()):
        raise StoreError("backup_damaged", path=str(path))
    return entries


def _file_time(now: datetime) -> str:
    return now.strftime("%Y%m%d-%H%M%S-%f")
