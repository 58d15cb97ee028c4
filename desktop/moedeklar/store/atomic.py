"""Files that are either wholly there or not at all: written beside, checked, then put in place."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from moedeklar.store.problems import os_error


def write_atomically(path: Path, data: bytes) -> None:
    """Put *data* at *path*, readable by this person alone. A reader sees the old content or the new, never a part.

    Raises StoreError (disk_full, store_denied, store_io); what stood there before then still stands.
    """
    part = path.with_name(path.name + ".part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise os_error(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make a renaming in *folder* last through a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
