"""Where the secrets are kept that sources are signed in to with.

They lie where the profile's own keys lie. A profile whose keys are in the keyring keeps them in the keyring, and
nowhere else. One that is opened by a passphrase (no keyring works there, or it runs unattended, where none may be
touched) keeps them in its database, which is encrypted with a key that only the passphrase or the recovery code opens;
backups leave them out. A profile that changes from the one to the other asks for them again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from moedeklar.member.accounts import KeyringShelf, kept_keys
from moedeklar.member.profile import Profile
from moedeklar.model.changes import ChangeSet
from moedeklar.store import secrets
from moedeklar.store.keyfile import Kept
from moedeklar.store.keys import SecretShelf
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database

PIECE = 1000  # characters; Windows takes 2,560 bytes of UTF-16 for one secret, and tokens of OAuth may be longer


class Credentials:
    """Secrets by name. Calls block, those of a keyring as long as the person is asked to unlock it. Thread-safe."""

    def __init__(self, profile: Profile, store: Store, keyring: SecretShelf | None = None) -> None:
        self._profile = profile
        self._store = store
        self._keyring = keyring

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None. Raises SecretsError keyring_locked, keyring_gone."""
        shelf = self._shelf()
        if shelf is None:
            return self._store.read(partial(secrets.get, name=name))
        return shelf.get(name)

    def set(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*. Raises SecretsError, StoreError."""
        shelf = self._shelf()
        if shelf is None:
            now = self._store.clock.now()
            self._write(partial(secrets.put, name=name, secret=secret, now=now))
        else:
            shelf.set(name, secret)

    def delete(self, name: str) -> None:
        """Forget *name*. Raises SecretsError, StoreError."""
        shelf = self._shelf()
        if shelf is None:
            self._write(partial(secrets.remove, name=name))
        else:
            shelf.delete(name)

    def _write(self, change: Callable[[Database], None]) -> None:
        def work(db: Database) -> tuple[None, ChangeSet]:
            change(db)
            return None, ChangeSet()

        self._store.write(work)

    def _shelf(self) -> _InPieces | None:
        known = kept_keys(self._profile)
        if known is None or known.kept is not Kept.KEYRING:
            return None
        if self._keyring is None:
            self._keyring = KeyringShelf()
        return _InPieces(self._keyring, known.id)


class _InPieces:
    """Secrets of any length on a shelf that takes short ones. The first piece says how many there are: `3:…`."""

    def __init__(self, shelf: SecretShelf, profile_id: str) -> None:
        self._shelf = shelf
        self._profile_id = profile_id

    def get(self, name: str) -> str | None:
        count, first = self._first(name)
        if first is None:
            return None
        pieces = [first, *(self._shelf.get(self._name(name, number)) for number in range(1, count))]
        return None if None in pieces else "".join(piece or "" for piece in pieces)

    def set(self, name: str, secret: str) -> None:
        before, _ = self._first(name)
        pieces = [secret[at : at + PIECE] for at in range(0, len(secret), PIECE)] or [""]
        for number, piece in enumerate(pieces[1:], 1):
            self._shelf.set(self._name(name, number), piece)
        self._shelf.set(self._name(name, 0), f"{len(pieces)}:{pieces[0]}")
        self._forget(name, len(pieces), before)

    def delete(self, name: str) -> None:
        count, _ = self._first(name)
        self._forget(name, 0, count)

    def _first(self, name: str) -> tuple[int, str | None]:
        count, colon, piece = (self._shelf.get(self._name(name, 0)) or "").partition(":")
        return (int(count), piece) if colon and count.isdigit() else (0, None)

    def _forget(self, name: str, start: int, end: int) -> None:
        for number in range(start, end):
            self._shelf.delete(self._name(name, number))

    def _name(self, name: str, number: int) -> str:
        return f"{self._profile_id}/{name}/{number}"
