"""The recovery code: 130 random bits that a person prints, keeps in a drawer, and may once have to type."""

from __future__ import annotations

import hashlib
import secrets
from enum import StrEnum

# Crockford's 32: no I, L, O or U, so that nothing is taken for 1, 0 or V.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OILU", "011V")
_DATA, _CHECK, _GROUP = 26, 4, 5
LENGTH = _DATA + _CHECK


class Slip(StrEnum):
    """What keeps characters from being a recovery code."""

    LETTER = "letter"
    SHORT = "short"
    LONG = "long"
    CHECK = "check"


class Mistyped(ValueError):
    """These characters are no recovery code. *start* and *end* say which of those typed are wrong, where that shows.

    A check that does not fit says only that some letter is another one: then the two are equal.
    """

    def __init__(self, slip: Slip, start: int, end: int, count: int) -> None:
        super().__init__(slip.value)
        self.slip, self.start, self.end, self.count = slip, start, end, count


def new_code() -> str:
    """A fresh code, to be shown: six groups of five characters, the last four characters a check on the rest."""
    data = "".join(secrets.choice(_ALPHABET) for _ in range(_DATA))
    whole = data + _check(data)
    return "-".join(whole[i : i + _GROUP] for i in range(0, len(whole), _GROUP))


def parse_code(typed: str) -> str:
    """The code that *typed* means, as the secret to unwrap with. Case, spaces, dashes and lookalikes don't matter.

    Raises Mistyped.
    """
    places = [(n, _bare(c)) for n, c in enumerate(typed) if c.isalnum()]
    strange = next((n for n, c in places if c not in _ALPHABET), None)
    if strange is not None:
        raise Mistyped(Slip.LETTER, strange, strange + 1, len(places))
    if len(places) < LENGTH:
        raise Mistyped(Slip.SHORT, len(typed), len(typed), len(places))
    if len(places) > LENGTH:
        raise Mistyped(Slip.LONG, places[LENGTH][0], len(typed), len(places))
    bare = "".join(c for _n, c in places)
    if _check(bare[:_DATA]) != bare[_DATA:]:
        raise Mistyped(Slip.CHECK, 0, 0, LENGTH)
    return bare


def _bare(letter: str) -> str:
    return letter.upper().translate(_LOOKALIKES)


def _check(data: str) -> str:
    number = int.from_bytes(hashlib.sha256(data.encode()).digest()[:4])
    return "".join(_ALPHABET[(number >> 5 * i) & 31] for i in range(_CHECK))
