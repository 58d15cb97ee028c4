"""A signed latest.json: believed only where it is signed, not expired, and not older than what was known before."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from moedeklar.member.updates.installation import Installation
from moedeklar.model.errors import UpdateError
from moedeklar.model.updates import Latest, Offer, UpdateFile, is_newer, version_key

LARGEST = 200_000  # bytes of latest.json
LARGEST_SIGNATURE = 10_000
LARGEST_FILE = 1_000_000_000
LONGEST_NOTES = 50_000
SIGNATURE = ".minisig"  # behind the path of latest.json
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beforehand: the time, this copy's version, the newest that was told of ("" none), who is asked."""

    now: datetime
    running: str
    seen: str
    host: str


def believed(data: bytes, signature: bytes, keys: tuple[str, ...], known: Known) -> Latest:
    """What *data* say. Nothing of them is looked at before the signature holds.

    Raises SignatureError, and UpdateError: update_unreadable, update_expired, update_older than this copy,
    update_rollback behind what was told of before.
    """
    from moedeklar.signatures import read_key, trusted_comment  # noqa: PLC0415 (cryptography: once a day at most)

    trusted_comment(data, signature, [read_key(key) for key in keys])
    found = parsed(data, known.host)
    if found.expires <= known.now:
        raise UpdateError("update_expired", host=known.host, day=found.expires.date().isoformat())
    if is_newer(known.running, found.version):
        raise UpdateError("update_older", host=known.host, version=found.version, running=known.running)
    if known.seen and is_newer(known.seen, found.version):
        raise UpdateError("update_rollback", host=known.host, version=found.version, seen=known.seen)
    return found


def offer(latest: Latest, here: Installation, url: str) -> Offer | None:
    """What *latest*, told of at *url*, has for this copy; None where that is nothing. It is newer than this copy."""
    file = latest.files.get(here.platform)
    if file is None:
        return None
    whole = UpdateFile(urljoin(url, file.url), file.size, file.sha256)
    urgent = is_newer(latest.minimum, here.version)
    return Offer(latest.version, latest.notes, whole, latest.expires, urgent)


def parsed(data: bytes, host: str) -> Latest:
    """The fields of latest.json, each held to what it must be; others may be there. Raises UpdateError."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UpdateError("update_unreadable", host=host, where="JSON") from error
    record = _Record(said, host)
    version = record.take("version", _version)
    found = Latest(
        version,
        record.take("minimum", _version),
        record.take("expires", _moment),
        record.take("notes", _notes, ""),
        record.take("files", lambda files: {str(name): _file(entry) for name, entry in files.items()}),
    )
    if is_newer(found.minimum, version):
        raise UpdateError("update_unreadable", host=host, where="minimum")
    return found


@dataclass(frozen=True, slots=True)
class _Record:
    said: Any
    host: str

    def take(self, name: str, read: Callable[[Any], Any], default: Any = None) -> Any:
        """The field *name*, as *read* makes it; *default* where it may be missing and is."""
        try:
            if default is not None and name not in self.said:
                return default
            return read(self.said[name])
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise UpdateError("update_unreadable", host=self.host, where=name) from error


def _version(value: Any) -> str:
    version_key(value)
    return str(value)


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return found


def _notes(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("notes are text")
    return value[:LONGEST_NOTES]


def _file(value: Any) -> UpdateFile:
    url, size, digest = value["url"], value["size"], value["sha256"]
    if not isinstance(url, str) or not isinstance(size, int) or isinstance(size, bool):
        raise TypeError("a file has an address and a size")
    if not 0 < size <= LARGEST_FILE or not _SHA256.fullmatch(digest):
        raise ValueError("a file has a size and a checksum")
    return UpdateFile(url, size, digest)
