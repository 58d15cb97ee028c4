"""The two keys of a profile, and how they are wrapped by something that a person knows or holds."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Protocol

from moedeklar.store.age import age
from moedeklar.store.bech32 import age_identity

# 2**16 with r 8: 64 MB and 0.15 s on a two-core laptop. Kept in each wrap, so that a later program may ask for more.
PASSPHRASE_WORK = 1 << 16
# A recovery code is 130 random bits: no work factor makes guessing it any harder.
CODE_WORK = 1 << 12
_MAX_WORK = 1 << 20
_R, _P = 8, 1
_MEMBER = b"moedeklar member key 1"


class WrongSecret(Exception):
    """The secret does not open the wrap, or the wrap is damaged: nobody can tell which."""


class SecretShelf(Protocol):
    """Where the operating system keeps secrets. `member.accounts` has the one over `keyring`; blocking calls."""

    def get(self, name: str) -> str | None:
        """The secret called *name*, or None. Raises SecretsError when the shelf cannot be used."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep *secret* as *name*. Raises SecretsError when the shelf cannot be used."""
        ...

    def delete(self, name: str) -> None:
        """Forget *name*; nothing happens when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The database's raw 32-byte key and the age X25519 identity ("AGE-SECRET-KEY-1…") of the files. Never shown."""

    database: bytes = field(repr=False)
    files: str = field(repr=False)

    @classmethod
    def generate(cls) -> StoreKeys:
        """Fresh random keys for a new profile."""
        return cls(secrets.token_bytes(32), str(age.x25519.Identity.generate()))

    @property
    def member(self) -> str:
        """The age X25519 identity by which the person receives what is encrypted for them: a secret too.

        Made of the database's key, so that it is kept, recovered and restored with it, in profiles that are older too;
        nobody comes from one to the other (HMAC-SHA-256).
        """
        return age_identity(hmac.digest(self.database, _MEMBER, "sha256"))

    @property
    def member_public(self) -> str:
        """The public key to that, "age1…", which may be given to anybody."""
        return str(age.x25519.Identity.from_str(self.member).to_public())

    def pack(self) -> str:
        """Both keys as a short line of text: 160 characters, well below what any keyring takes."""
        return json.dumps({"database": self.database.hex(), "files": self.files})

    @classmethod
    def unpack(cls, text: str) -> StoreKeys:
        """What `pack` made. Raises ValueError for anything else."""
        try:
            found = json.loads(text)
            database, files = bytes.fromhex(found["database"]), str(found["files"])
            age.x25519.Identity.from_str(files)
        except (KeyError, TypeError, AttributeError, age.IdentityError) as error:
            raise ValueError("these are no keys of a store") from error
        if len(database) != 32:
            raise ValueError("the key of the database is 32 bytes")
        return cls(database, files)


def wrap(keys: StoreKeys, secret: str, work: int = PASSPHRASE_WORK) -> dict[str, Any]:
    """*keys* locked by *secret*, as JSON values. Takes the time that `work` says (a power of two).

    The secret is stretched by scrypt to an age identity, and the keys are encrypted to it: one well-kept format
    (age-encryption.org/v1) for all that is encrypted here. age's own passphrases would take one to four seconds.
    """
    salt = secrets.token_bytes(16)
    identity = _stretched(secret, salt, work, _R, _P)
    box = age.encrypt(keys.pack().encode(), [identity.to_public()])
    return {"kdf": "scrypt", "n": work, "r": _R, "p": _P, "salt": _text(salt), "box": _text(box)}


def unwrap(wrapped: dict[str, Any], secret: str) -> StoreKeys:
    """The keys in a wrap. Raises WrongSecret, or ValueError where *wrapped* has not the shape of a wrap."""
    try:
        salt, box = base64.b64decode(wrapped["salt"], validate=True), base64.b64decode(wrapped["box"], validate=True)
        work, r, p = int(wrapped["n"]), int(wrapped["r"]), int(wrapped["p"])
    except (KeyError, TypeError, binascii.Error) as error:
        raise ValueError("this is no wrap") from error
    if not 2 <= work <= _MAX_WORK or (r, p) != (_R, _P):
        raise ValueError("this wrap asks for more work than is reasonable")
    try:
        return StoreKeys.unpack(age.decrypt(box, [_stretched(secret, salt, work, r, p)]).decode())
    except (age.DecryptError, OSError) as error:
        raise WrongSecret from error


def _stretched(secret: str, salt: bytes, work: int, r: int, p: int) -> Any:
    # NFC: a Mac's keyboard and a file written on Windows may spell "å" differently.
    known = unicodedata.normalize("NFC", secret).encode()
    stretched = hashlib.scrypt(known, salt=salt, n=work, r=r, p=p, maxmem=132 * work * r + (1 << 20), dklen=32)
    return age.x25519.Identity.from_str(age_identity(stretched))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
