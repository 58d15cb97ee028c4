"""Where the keys of a profile come from: keyring, passphrase or recovery code. The only user of `keyring`."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.profile import Profile, ProfileLock
from moedeklar.model.errors import MoedeklarError, SecretsError, StoreError
from moedeklar.store import keyfile
from moedeklar.store.keyfile import Kept, KeyFile
from moedeklar.store.keys import CODE_WORK, SecretShelf, StoreKeys, WrongSecret, unwrap, wrap
from moedeklar.store.recovery_code import Mistyped, new_code, parse_code

SERVICE = "moedeklar"
ATTEMPTS = 3
# With one of these the recovery code is the way out: `recover_keys`.
RECOVERABLE = frozenset({"keyring_gone", "keyring_locked", "keyring_empty", "keyring_damaged", "passphrase_wrong"})
_PATIENCE = 10.0  # seconds to wait for another process that is making the profile


class AskSecrets(Protocol):
    """Whoever can ask the person: a dialog, a terminal. Each may raise SecretsError, or Cancelled when given up."""

    def passphrase(self, new: bool, wrong: bool) -> str:
        """The passphrase: a new one (asked twice, to be sure), or the known one, again when the last was *wrong*."""
        ...

    def show_recovery_code(self, code: str) -> None:
        """Show the code, this once, and return when the person has it. Raises SecretsError when nobody can see it.

        Cancelled where the person leaves without it: then nothing may come to depend on it.
        """
        ...

    def recovery_code(self) -> str:
        """The recovery code as the person typed it."""
        ...


class NobodyToAsk:
    """For a run without a terminal: whatever would have to be asked is refused."""

    def passphrase(self, new: bool, wrong: bool) -> str:  # noqa: ARG002 - the names are the protocol's
        """Raises SecretsError."""
        raise SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE)

    def show_recovery_code(self, code: str) -> None:  # noqa: ARG002 - the name is the protocol's
        """Raises SecretsError."""
        raise SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE)

    def recovery_code(self) -> str:
        """Raises SecretsError."""
        raise SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE)


class KeyringShelf:
    """The operating system's keyring. Calls block, for as long as the person is asked to unlock it."""

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None. Raises SecretsError keyring_gone, keyring_locked."""
        with _keyring() as backend:
            found = backend.get_password(SERVICE, name)
            return str(found) if found is not None else None

    def set(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*. Raises SecretsError keyring_gone, keyring_locked."""
        with _keyring() as backend:
            backend.set_password(SERVICE, name, secret)

    def delete(self, name: str) -> None:
        """Forget *name*. Raises SecretsError keyring_gone, keyring_locked."""
        with _keyring() as backend:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)

    def backend(self) -> str:
        """The name of the keyring in use, for `doctor`. Raises SecretsError keyring_gone."""
        with _keyring() as backend:
            return str(backend.name)


@contextmanager
def _keyring() -> Iterator[Any]:
    # Imported here: it looks for its backends at import, which a run with a passphrase file must not pay or touch.
    import keyring  # noqa: PLC0415
    import keyring.errors  # noqa: PLC0415

    try:
        yield _trusted(keyring.get_keyring())
    except SecretsError:
        raise
    except keyring.errors.KeyringLocked as error:
        raise SecretsError("keyring_locked") from error
    except Exception as error:
        raise SecretsError("keyring_gone") from error


def _trusted(backend: Any) -> Any:
    """The *backend*, unless it keeps nothing, or keeps it in plain text: such have a priority below 1."""
    if backend.priority < 1:
        raise SecretsError("keyring_gone")
    return backend


def open_keys(
    profile: Profile, ask: AskSecrets, shelf: SecretShelf | None = None, environment: Mapping[str, str] = os.environ
) -> StoreKeys:
    """The keys of *profile*; made, kept and their recovery code shown when it is new. Blocks while it asks.

    A passphrase file named in the *environment* comes first, and then no keyring is touched. Otherwise the keys are
    where `keys.json` says. Raises SecretsError; with a code in `RECOVERABLE`, `recover_keys` is the way out.
    """
    given = _passphrase_from_file(environment)
    known = keyfile.load(profile.keys_file)
    if known is None:
        return _make(profile, ask, shelf or KeyringShelf(), given, environment)
    if known.kept is Kept.KEYRING:
        if given is not None:
            raise SecretsError("keyring_not_passphrase_file", variable=PASSPHRASE_FILE)
        return _from_shelf(known, shelf or KeyringShelf())
    return _from_passphrase(known, ask, given, profile)


def recover_keys(
    profile: Profile, ask: AskSecrets, shelf: SecretShelf | None = None, environment: Mapping[str, str] = os.environ
) -> StoreKeys:
    """The keys of *profile* by its recovery code, and kept anew: where they were, or by a new passphrase.

    A new passphrase is one that the person chooses when asked. With a passphrase file nobody is asked, so the keys are
    only handed out: what the file holds may be a slip, and the passphrase in force goes on being it.
    The code goes on being valid. Raises SecretsError recovery_code_mistyped, recovery_code_wrong, recovery_none,
    keys_missing, and what `open_keys` raises; then nothing is changed.
    """
    given = _passphrase_from_file(environment)
    known = keyfile.load(profile.keys_file)
    if known is None:
        raise SecretsError("keys_missing", path=str(profile.keys_file))
    keys = keys_by_code(known.recovery, ask.recovery_code())
    if given is not None:
        return keys
    if known.kept is Kept.KEYRING and _shelved(shelf or KeyringShelf(), known.id, keys):
        return keys
    passphrase = _new_passphrase(ask)
    keyfile.save(profile.keys_file, replace(known, kept=Kept.PASSPHRASE, passphrase=wrap(keys, passphrase)))
    return keys


def keys_by_code(wrapped: dict[str, Any] | None, typed: str) -> StoreKeys:
    """The keys in the recovery wrap of a profile or a backup. Raises SecretsError."""
    if wrapped is None:
        raise SecretsError("recovery_none")
    try:
        return unwrap(wrapped, parse_code(typed))
    except Mistyped as error:
        raise SecretsError("recovery_code_mistyped") from error
    except WrongSecret as error:
        raise SecretsError("recovery_code_wrong") from error
    except ValueError as error:
        raise SecretsError("recovery_none") from error


def code_slip(typed: str) -> Mistyped | None:
    """What keeps *typed* from being a recovery code, None where it is one (of whatever profile). Pure."""
    try:
        parse_code(typed)
    except Mistyped as slip:
        return slip
    return None


def change_passphrase(profile: Profile, keys: StoreKeys, passphrase: str) -> None:
    """Keep the keys by *passphrase* from here on, whatever kept them before. Raises SecretsError, StoreError."""
    if not passphrase.strip():
        raise SecretsError("passphrase_empty")
    known = _known(profile)
    keyfile.save(profile.keys_file, replace(known, kept=Kept.PASSPHRASE, passphrase=wrap(keys, passphrase)))


def renew_recovery_code(profile: Profile, keys: StoreKeys, ask: AskSecrets) -> None:
    """Show a new recovery code; the old one is void.

    Raises SecretsError when nobody sees it, Cancelled when the person gives up; nothing is then changed.
    """
    known = _known(profile)
    code = new_code()
    ask.show_recovery_code(code)
    keyfile.save(profile.keys_file, replace(known, recovery=wrap(keys, parse_code(code), CODE_WORK)))


def kept_keys(profile: Profile) -> KeyFile | None:
    """What `keys.json` says, for `doctor` and for backups; None for a profile without keys. Raises SecretsError."""
    return keyfile.load(profile.keys_file)


def passphrase_file(environment: Mapping[str, str] = os.environ) -> str | None:
    """The passphrase in the file that the environment names; None where it names none. Raises SecretsError."""
    return _passphrase_from_file(environment)


def _known(profile: Profile) -> KeyFile:
    known = keyfile.load(profile.keys_file)
    if known is None:
        raise SecretsError("keys_missing", path=str(profile.keys_file))
    return known


def _from_shelf(known: KeyFile, shelf: SecretShelf) -> StoreKeys:
    secret = shelf.get(known.id)
    if secret is None:
        raise SecretsError("keyring_empty")
    try:
        return StoreKeys.unpack(secret)
    except ValueError as error:
        raise SecretsError("keyring_damaged") from error


def _from_passphrase(known: KeyFile, ask: AskSecrets, given: str | None, profile: Profile) -> StoreKeys:
    for attempt in range(1 if given is not None else ATTEMPTS):
        passphrase = given if given is not None else ask.passphrase(new=False, wrong=attempt > 0)
        try:
            return unwrap(known.passphrase or {}, passphrase)
        except WrongSecret:
            continue
        except ValueError as error:
            raise SecretsError("keys_damaged", path=str(profile.keys_file)) from error
    raise SecretsError("passphrase_wrong")


def _make(
    profile: Profile, ask: AskSecrets, shelf: SecretShelf, given: str | None, environment: Mapping[str, str]
) -> StoreKeys:
    profile.make()
    with _alone(profile):
        if keyfile.load(profile.keys_file) is not None:
            return open_keys(profile, ask, shelf, environment)
        if profile.database.exists() and profile.database.stat().st_size:
            # New keys would shut the person out of what is there for good.
            raise SecretsError("keys_missing", path=str(profile.keys_file))
        keys = StoreKeys.generate()
        made = KeyFile(Kept.KEYRING, None, None)
        if given is not None or not _shelved(shelf, made.id, keys):
            passphrase = given if given is not None else _first_passphrase(ask)
            made = replace(made, kept=Kept.PASSPHRASE, passphrase=wrap(keys, passphrase))
        try:
            made = _with_code(made, keys, ask, unattended=given is not None)
        except MoedeklarError:
            if made.kept is Kept.KEYRING:
                shelf.delete(made.id)
            raise
        keyfile.save(profile.keys_file, made)
        return keys


def _with_code(made: KeyFile, keys: StoreKeys, ask: AskSecrets, *, unattended: bool) -> KeyFile:
    """*made* with a recovery code that somebody has seen.

    Shown before anything is kept: a code that nobody has must not be what a profile depends on. Only *unattended*, with
    a passphrase file and nobody there, does a profile come to be without one.
    """
    code = new_code()
    try:
        ask.show_recovery_code(code)
    except SecretsError:
        if unattended:
            return made
        raise
    return replace(made, recovery=wrap(keys, parse_code(code), CODE_WORK))


@contextmanager
def _alone(profile: Profile) -> Iterator[None]:
    """Only one process makes the keys; another one waits a little, and then finds them made."""
    lock = ProfileLock(profile.folder / "keys.lock")
    until = time.monotonic() + _PATIENCE
    while not lock.acquire():
        if time.monotonic() > until:
            raise StoreError("profile_busy", process=lock.holder() or 0)
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()


def _shelved(shelf: SecretShelf, name: str, keys: StoreKeys) -> bool:
    """Whether the shelf keeps the keys, seen by reading them back."""
    try:
        shelf.set(name, keys.pack())
        return shelf.get(name) == keys.pack()
    except SecretsError:
        return False


def _first_passphrase(ask: AskSecrets) -> str:
    try:
        return _new_passphrase(ask)
    except SecretsError as error:
        if error.code == "passphrase_empty":
            raise
        raise SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE) from error


def _new_passphrase(ask: AskSecrets) -> str:
    passphrase = ask.passphrase(new=True, wrong=False)
    if not passphrase.strip():
        raise SecretsError("passphrase_empty")
    return passphrase


def _passphrase_from_file(environment: Mapping[str, str]) -> str | None:
    named = environment.get(PASSPHRASE_FILE)
    if not named:
        return None
    try:
        first = Path(named).read_bytes().decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    except FileNotFoundError as error:
        raise SecretsError("passphrase_file_missing", path=named, variable=PASSPHRASE_FILE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SecretsError("passphrase_file_unreadable", path=named, variable=PASSPHRASE_FILE) from error
    if not first.strip():
        raise SecretsError("passphrase_file_empty", path=named, variable=PASSPHRASE_FILE)
    return first
