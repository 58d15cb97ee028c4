"""Garbage is collected between two tests, in the thread that Qt lives in.

By itself Python collects in whatever thread makes many objects: a worker's, in one test, would end a translator or a
window that an earlier test left in a ring, and with it the run (see `ui.shell.tidying`, which does the same for the
program).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

MANY = 1000  # new objects after which they are looked through
ALL = 100  # tests between two looks through everything

_left = [ALL]


@pytest.fixture(autouse=True)
def collects_in_between() -> Iterator[None]:
    """Collect after each test, and never during one."""
    gc.disable()
    yield
    _left[0] -= 1
    if not _left[0]:
        _left[0] = ALL
        gc.collect()
    elif gc.get_count()[0] >= MANY:
        gc.collect(1)
