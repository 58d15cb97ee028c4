"""Signatures as minisign makes them (https://jedisct1.github.io/minisign/#signature-format): whose data are they.

A signature is Ed25519 (RFC 8032) over the BLAKE2b-512 hash of the data ("ED"), or over the data themselves ("Ed", as
minisign before 0.10 made them); a second one, over the first and the trusted comment, holds that comment to it.
Loads cryptography: import it where it is used.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

from minisign import ParseError, PublicKey, Signature, VerifyError

from moedeklar.model.errors import SignatureError

_ID = slice(2, 10)  # where the id of a key stands, in a key as in a signature
LARGEST = 10_000  # bytes of a signature; the comment of minisign itself may take 8192


def read_key(text: str) -> PublicKey:
    """A public key: the line of it alone, or the two lines of minisign's own file. Raises ValueError."""
    return PublicKey.from_base64(text.strip().splitlines()[-1].strip() if text.strip() else "")


def key_id(key: PublicKey) -> str:
    """The id of *key*, as minisign writes it."""
    return _id(key.to_base64())


def trusted_comment(data: bytes, signature: bytes, keys: Iterable[PublicKey]) -> str:
    """What the signer says of *data*, of which *signature* is the content of the .minisig file.

    The id in the signature chooses between *keys*. Raises SignatureError: signature_damaged where it is none,
    signature_unknown where none of the keys made it, signature_wrong where it is not of these data or its comment was
    changed.
    """
    if len(signature) > LARGEST:
        raise SignatureError("signature_damaged")
    try:
        found = Signature.from_bytes(signature)
    except ParseError as error:
        raise SignatureError("signature_damaged") from error
    made_by = _id(bytes(found).splitlines()[1])
    mine = [key for key in keys if key_id(key) == made_by]
    if not mine:
        raise SignatureError("signature_unknown", key=made_by)
    for key in mine:
        try:
            key.verify(data, found)
        except VerifyError:
            continue
        return found.trusted_comment
    raise SignatureError("signature_wrong", key=made_by)


def _id(line: bytes) -> str:
    return base64.b64decode(line)[_ID][::-1].hex().upper()
