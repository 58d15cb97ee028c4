"""Files that a verb writes where a person says."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from moedeklar.model.errors import MoedeklarError


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path*, all of it or nothing: a file that was there stays until the new one is complete.

    MoedeklarError("out_unwritable").
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise MoedeklarError("out_unwritable", name=str(path), why=why) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
