"""The recovery code: 130 random bits that a person prints, keeps in a drawer, and may once have to type."""

from __future__ import annotations

import hashlib
import secrets

# Crockford's 32: no I, L, O or U, so that nothing is taken for 1, 0 or V.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OILU", "011V")
_DATA, _CHECK, _GROUP = 26, 4, 5


class Mistyped(ValueError):
    """These characters are no recovery code: too few, too many, or the check at the end does not fit."""


def new_code() -> str:
    """A fresh code, to be shown: six groups of five characters, the last four characters a check on the rest."""
    data = "".join(secrets.choice(_ALPHABET) for _ in range(_DATA))
    whole = data + _check(data)
    return "-".join(whole[i : i + _GROUP] for i in range(0, len(whole), _GROUP))


def parse_code(typed: str) -> str:
    """The code that *typed* means, as the secret to unwrap with. Case, spaces, dashes and lookalikes don't matter.

    Raises Mistyped.
    """
    bare = "".join(c for c in typed.upper() if c.isalnum()).translate(_LOOKALIKES)
    if len(bare) != _DATA + _CHECK or any(c not in _ALPHABET for c in bare):
        raise Mistyped
    if _check(bare[:_DATA]) != bare[_DATA:]:
        raise Mistyped
    return bare


def _check(data: str) -> str:
    number = int.from_bytes(hashlib.sha256(data.encode()).digest()[:4])
    return "".join(_ALPHABET[(number >> 5 * i) & 31] for i in range(_CHECK))
