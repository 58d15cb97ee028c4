"""Whether an installer is the one that was released: by the list of checksums beside it, and who signed that list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from moedeklar.model.errors import DocumentError, SignatureError
from moedeklar.resources import resources_folder
from moedeklar.secretary.kit.installers import Installer

SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.minisig"
_LARGEST = 1_000_000  # bytes of a list
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")  # sha256sum(1)

Keys = Callable[[], Iterable[str]]
"""The public keys whose signature counts, as minisign writes them; asked only where there is a signature."""


def program_keys() -> tuple[str, ...]:
    """The keys that this program was built with; none where it was started from its source."""
    folder = resources_folder() / "updates"
    return tuple(path.read_text(encoding="ascii") for path in sorted(folder.glob("*.pub")))


class Trust(StrEnum):
    """How well it is known that an installer is the one that was released."""

    SIGNED = "signed"  # its checksum stands in a list that bears the program's signature
    LISTED = "listed"  # it stands in a list of which nobody knows whose it is: unsigned, or the program has no keys
    UNKNOWN = "unknown"  # there is no list, or it does not name this file


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of an installer, and the files that show it: they go along into the kit."""

    trust: Trust
    files: dict[str, bytes] = field(default_factory=dict)


def prove(installer: Installer, keys: Keys) -> Proof:
    """Look for a list of checksums beside *installer*, and hold the installer and the list's signature to it.

    DocumentError where they do not agree: kit_sum_wrong, or kit_signature_damaged, kit_signature_unknown and
    kit_signature_wrong, whatever else may be known. Also file_unreadable.
    """
    folder = installer.path.parent
    sums = _read(folder / SUMS)
    listed = _listed(sums).get(installer.name) if sums is not None else None
    if sums is None or listed is None:
        return Proof(Trust.UNKNOWN)
    if listed != installer.sha256:
        raise DocumentError("kit_sum_wrong", name=installer.name)
    signature = _read(folder / SIGNATURE)
    if signature is None:
        return Proof(Trust.LISTED, {SUMS: sums})
    known = tuple(keys())
    if not known:
        return Proof(Trust.LISTED, {SUMS: sums, SIGNATURE: signature})
    from moedeklar.signatures import read_key, trusted_comment  # noqa: PLC0415 (loads cryptography)

    try:
        trusted_comment(sums, signature, map(read_key, known))
    except SignatureError as error:
        raise DocumentError(f"kit_{error.code}", name=SIGNATURE) from error
    return Proof(Trust.SIGNED, {SUMS: sums, SIGNATURE: signature})


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DocumentError("file_unreadable", name=str(path), why=error.strerror or type(error).__name__) from error
    return data if len(data) <= _LARGEST else None


def _listed(sums: bytes) -> dict[str, str]:
    lines = (_LINE.fullmatch(line) for line in sums.decode("utf-8", "replace").splitlines())
    return {line[2]: line[1].lower() for line in lines if line is not None}
