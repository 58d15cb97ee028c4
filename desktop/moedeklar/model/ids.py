"""Opaque ids, stable over versions, syncs and restore from a backup."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid

ID_PATTERN = re.compile(r"[A-Za-z0-9_-]+\Z")


def derived_id(prefix: str, *parts: str) -> str:
    """The id that the same *parts* always give: `prefix-` and 20 hexadecimal digits (80 bits).

    Parts are compared in NFC, so that a file name from a Mac and the same name from Linux give one id.
    """
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        digest.update(unicodedata.normalize("NFC", part).encode())
        digest.update(b"\x1f")
    return f"{prefix}-{digest.hexdigest()}"


def new_id(prefix: str) -> str:
    """A fresh id for something that a person makes: `prefix-` and 32 hexadecimal digits (a random UUID)."""
    return f"{prefix}-{uuid.uuid4().hex}"


def is_id(text: str) -> bool:
    """Whether *text* has the form of an id; says nothing of whether anything bears it."""
    return bool(ID_PATTERN.match(text))
