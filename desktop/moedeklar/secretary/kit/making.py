"""A kit is written: one ZIP, wholly there or not at all, and for the same input the same bytes."""

from __future__ import annotations

import contextlib
import os
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from moedeklar.model.errors import DocumentError, StoreError
from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.kit.guide import NAME as GUIDE
from moedeklar.secretary.kit.guide import set_guide
from moedeklar.secretary.kit.installers import Installer, Kind, Told, digest_of
from moedeklar.secretary.kit.ordering import KitOrder
from moedeklar.secretary.kit.proof import Trust
from moedeklar.store.problems import is_no_room

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell: the same in every kit
_UNIX = 3  # whose rights an entry bears


@dataclass(frozen=True, slots=True)
class MadeKit:
    """A kit as written: `files` are the names and sizes, in bytes, of what is in it."""

    path: Path
    size: int
    sha256: str
    files: tuple[tuple[str, int], ...]


def make_kit(
    order: KitOrder,
    pdf: PdfClient,
    out: Path,
    *,
    unchecked: bool = False,
    replace: bool = False,
    told: Told = lambda _done: None,
) -> MadeKit:
    """Write the kit to *out*. *told* hears how many bytes of the installer are in it; what it raises cancels.

    An installer that is not known to be the released one goes in only where that is wanted (*unchecked*), and a file
    that is there is replaced only where that is (*replace*). DocumentError: kit_unchecked, kit_unsigned, kit_exists,
    kit_same, kit_setup_changed, letter_failed, out_unwritable. StoreError: disk_full. Then *out* is as it was.
    """
    if order.proof.trust is not Trust.SIGNED and not unchecked:
        raise DocumentError(
            "kit_unsigned" if order.proof.trust is Trust.LISTED else "kit_unchecked", name=order.installer.name
        )
    must_be_free(out, order.installer.path, replace=replace)
    guide = set_guide(pdf, order.facts, order.organisation.logo)
    small = {**order.organisation.files, GUIDE: guide, **order.proof.files}
    if order.package is not None:
        small[order.package.name] = order.package.data
    with written_whole(out) as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as kit:
            _add_installer(kit, order.installer, told)
            for name, data in small.items():
                kit.writestr(_entry(name, 0o644), data)
        with part.open("rb") as file:
            size, digest = digest_of(file)
    files = ((order.installer.name, order.installer.size), *((name, len(data)) for name, data in small.items()))
    return MadeKit(out, size, digest, files)


def must_be_free(out: Path, *inputs: Path, replace: bool) -> None:
    """DocumentError where *out* is one of the *inputs* or a folder, or is there and not to be replaced."""
    if any(out.exists() and given.exists() and out.samefile(given) for given in inputs):
        raise DocumentError("kit_same", name=str(out))
    if out.is_dir():
        raise StoreError("path_is_folder", path=str(out))
    if out.exists() and not replace:
        raise DocumentError("kit_exists", name=str(out))


@contextlib.contextmanager
def written_whole(out: Path) -> Iterator[Path]:
    """A file beside *out* to write to; it takes the place of *out* at the end, or is removed where anything is raised.

    OSError, but for what a body has told in other words, becomes DocumentError out_unwritable or StoreError disk_full.
    """
    part = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        if is_no_room(error):
            raise StoreError("disk_full", path=str(out)) from error
        raise DocumentError("out_unwritable", name=str(out), why=error.strerror or type(error).__name__) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _add_installer(kit: zipfile.ZipFile, installer: Installer, told: Told) -> None:
    """As it lies there, block by block; refused where it is not what was checked any more."""
    entry = _entry(installer.name, 0o755 if installer.kind is Kind.APPIMAGE else 0o644)
    entry.file_size = installer.size
    with _Source(installer.path) as source, kit.open(entry, "w") as target:
        found = digest_of(source, told, target.write)
    if found != (installer.size, installer.sha256):
        raise DocumentError("kit_setup_changed", name=installer.name)


class _Source:
    """Reads a file; what goes wrong with it is told of it, not of the file that is being written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told():
            self._file = path.open("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._file.close()

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        with self._told():
            return self._file.read(size)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DocumentError("file_unreadable", name=str(self._path), why=why) from error


def _entry(name: str, rights: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.create_system = _UNIX
    entry.external_attr = (0o100000 | rights) << 16
    return entry
