"""Fetching an installer: wholly there and as it was signed, or not there at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from moedeklar.member.updates.latest import LARGEST, LARGEST_SIGNATURE, SIGNATURE
from moedeklar.model.errors import UpdateError
from moedeklar.model.updates import Kind, Offer
from moedeklar.store.atomic import sync_folder
from moedeklar.store.problems import os_error

if TYPE_CHECKING:
    from moedeklar.sources.http.client import HttpClient

PIECE = 1 << 16
PART = ".part"
_ENDINGS = {Kind.SETUP: "-setup.exe", Kind.APPIMAGE: ".AppImage", Kind.MSI: ".msi", Kind.DMG: ".dmg"}
Told = Callable[[int, int], None]
"""How many bytes have come, of how many."""


def client(url: str, cancelled: Callable[[], bool]) -> HttpClient:
    """What asks *url*: with little patience, for it is tried again tomorrow. It carries nothing that tells who asks."""
    from moedeklar.sources.http.client import HttpClient  # noqa: PLC0415 (the network: once a day at most)
    from moedeklar.sources.http.limits import Limits  # noqa: PLC0415 (as above)

    return HttpClient(url, limits=Limits(tries=2, pause_most=5.0, wait_most=10.0, connections=1), cancelled=cancelled)


def has_network() -> bool:
    """Whether this computer knows a way to other networks. Nothing is sent."""
    from moedeklar.sources.http.probes import has_way_out  # noqa: PLC0415 (the network: once a day at most)

    return has_way_out()


def fetched(url: str, cancelled: Callable[[], bool]) -> tuple[bytes, bytes]:
    """latest.json at *url*, and its signature. Raises NetworkError, Cancelled."""
    asking, parts = client(url, cancelled), urlsplit(url)
    beside = urlunsplit(parts._replace(path=parts.path + SIGNATURE))
    try:
        data = asking.get(url, accept="application/json", largest=LARGEST).body
        return data, asking.get(beside, largest=LARGEST_SIGNATURE).body
    finally:
        asking.close()


def name_of(offer: Offer, kind: Kind) -> str:
    """The name of its file here, in which nothing is of a server's choosing."""
    return f"Moedeklar-{offer.version}{_ENDINGS.get(kind, f'.{kind.value}')}"


def download(offer: Offer, kind: Kind, folder: Path, told: Told, cancelled: Callable[[], bool]) -> Path:
    """Its file in *folder*. What an earlier try left half done is begun anew; one that is there whole is kept.

    Raises UpdateError update_changed where it isn't what was signed, StoreError where the disk is full or refuses,
    NetworkError, Cancelled; then nothing of it is left.
    """
    target = folder / name_of(offer, kind)
    part = target.with_name(target.name + PART)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        clear(folder, but=target)
        if target.exists() and is_as_signed(target, offer):
            return target
        _fetch(offer, part, told, cancelled)
        if not is_as_signed(part, offer):
            raise UpdateError("update_changed")
        part.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise os_error(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _fetch(offer: Offer, part: Path, told: Told, cancelled: Callable[[], bool]) -> None:
    from moedeklar.sources.http.expected import Digest  # noqa: PLC0415 (the network)
    from moedeklar.sources.http.failures import NetworkError  # noqa: PLC0415 (as above)

    file, asking = offer.file, client(offer.file.url, cancelled)
    try:
        with (
            asking.open(file.url, size=file.size, largest=file.size, digest=Digest("sha256", file.sha256)) as stream,
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
        ):
            come = 0
            while piece := stream.read(PIECE):
                out.write(piece)
                come += len(piece)
                told(come, file.size)
            out.flush()
            os.fsync(out.fileno())
    except NetworkError as error:
        # The server's size or content is another than the signed one; asking once more would bring the same.
        if error.code in ("wrong_hash", "too_long", "changed_meanwhile", "file_too_large"):
            raise UpdateError("update_changed") from error
        raise
    finally:
        asking.close()


def is_as_signed(path: Path, offer: Offer) -> bool:
    """Whether the file at *path* has the bytes that were signed. Reads it."""
    try:
        if path.stat().st_size != offer.file.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == offer.file.sha256
    except FileNotFoundError:
        return False


def clear(folder: Path, *, but: Path | None = None) -> None:
    """Delete what earlier versions and tries have left in *folder*, as far as the system lets."""
    for path in folder.glob("*"):
        if path != but:
            with contextlib.suppress(OSError):
                path.unlink()
