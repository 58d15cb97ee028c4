"""`keys.json`: where the keys of a profile are. It holds them only wrapped."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from moedeklar.model.errors import SecretsError
from moedeklar.store.atomic import write_atomically
from moedeklar.store.problems import os_error

FORMAT = 1
_log = logging.getLogger(__name__)


class Kept(StrEnum):
    """Where the keys are."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - a word of the file's format


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of `keys.json`. `id` is the name of the keyring's entry; the wraps are those of `store.keys`.

    `passphrase` is set where the keys are kept by one. `recovery` is None only where the profile was made unattended
    with a passphrase file, and nobody was there to be shown a code.
    """

    kept: Kept
    passphrase: dict[str, Any] | None
    recovery: dict[str, Any] | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    def to_json(self) -> str:
        """The file's text."""
        found = {"format": FORMAT, "id": self.id, "kept": self.kept.value}
        wraps = {"passphrase": self.passphrase, "recovery": self.recovery}
        return json.dumps({**found, **{name: wrap for name, wrap in wraps.items() if wrap}}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> KeyFile:
        """Read the file's text. Raises SecretsError keys_newer, and ValueError for a text that is no such file."""
        try:
            found = json.loads(text)
            if int(found["format"]) > FORMAT:
                raise SecretsError("keys_newer")
            made = cls(Kept(found["kept"]), found.get("passphrase"), found.get("recovery"), str(found["id"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this says of no keys where they are") from error
        if made.kept is Kept.PASSPHRASE and not isinstance(made.passphrase, dict):
            raise ValueError("kept by a passphrase, without the wrap")
        return made


def save(path: Path, keys: KeyFile) -> None:
    """Write *keys* to *path*, and the same once more beside it as `….bak`. Raises StoreError.

    The second is for a first that a disk has spoiled; it is never older, so that a passphrase that was changed
    opens neither.
    """
    data = keys.to_json().encode()
    write_atomically(path, data)
    write_atomically(_second(path), data)


def load(path: Path) -> KeyFile | None:
    """What *path* says; None where no keys were ever made. A spoiled or lost file is put right from its second.

    Raises SecretsError keys_damaged where both are spoiled, keys_newer; StoreError where it cannot be read.
    """
    first, second = _read(path), _read(_second(path))
    found = _parsed(first)
    if found is not None:
        return found
    found = _parsed(second)
    if found is not None:
        _log.warning("keys.json was lost or damaged and is put right from its copy")
        if first is not None:
            write_atomically(path.with_name(path.name + ".damaged"), first)
        write_atomically(path, second or b"")
        return found
    if first is None and second is None:
        return None
    raise SecretsError("keys_damaged", path=str(path))


def _second(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise os_error(error, path) from error


def _parsed(data: bytes | None) -> KeyFile | None:
    try:
        return KeyFile.from_json(data.decode()) if data is not None else None
    except ValueError:
        return None
