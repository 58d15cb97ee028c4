"""What the process may take, so that a document made to do harm does little."""

from __future__ import annotations

import faulthandler
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

MEMORY: Final = 3 << 30  # bytes of address space
OPEN_FILES: Final = 64
_GRACE: Final = 2.0  # seconds after the parent's time limit


def confine() -> None:
    """Take away what reading documents does not need: memory without end, core dumps, writing files.

    Called once everything is imported. Only POSIX systems have these limits; on Windows the parent's time limit and
    the separate process remain.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - absent on Windows

    wanted = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ]
    if sys.platform == "linux":
        # macOS counts shared system libraries into the address space and refuses.
        wanted.append((resource.RLIMIT_AS, MEMORY))
    for kind, limit in wanted:
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit, limit) if hard == resource.RLIM_INFINITY else (min(limit, hard),) * 2)


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer than *seconds* and a little.

    The parent kills at its time limit; this is for a parent that died while a document keeps pymupdf in a loop, where
    no Python code runs any more. faulthandler's watchdog is a thread of plain C, on every system.
    """
    with Path(os.devnull).open("wb") as nowhere:
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
