"""An age X25519 identity from 32 given bytes (Bech32, BIP 173, as age writes its keys).

pyrage makes only random identities; a passphrase has to give the same one each time.
"""

from __future__ import annotations

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age-secret-key-"


def age_identity(secret: bytes) -> str:
    """The identity "AGE-SECRET-KEY-1…" whose private key is *secret* (32 bytes)."""
    data = _five_bits(secret)
    expanded = [ord(c) >> 5 for c in _PREFIX] + [0] + [ord(c) & 31 for c in _PREFIX]
    check = _polymod([*expanded, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    tail = [(check >> 5 * (5 - i)) & 31 for i in range(6)]
    return (_PREFIX + "1" + "".join(_ALPHABET[value] for value in data + tail)).upper()


def _five_bits(data: bytes) -> list[int]:
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (length * 5 - len(data) * 8)
    return [(number >> 5 * (length - 1 - i)) & 31 for i in range(length)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, part in enumerate(_GENERATOR):
            check ^= part if (top >> i) & 1 else 0
    return check
