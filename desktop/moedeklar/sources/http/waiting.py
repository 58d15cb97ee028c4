"""Waiting that ends as soon as the work is cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable

from moedeklar.model.errors import Cancelled

LOOK = 0.25  # seconds; no longer does anybody wait before it is looked whether the work was cancelled


def never() -> bool:
    """For work that nobody cancels."""
    return False


def check(cancelled: Callable[[], bool]) -> None:
    """Raises Cancelled where *cancelled* says so."""
    if cancelled():
        raise Cancelled


def wait(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Do nothing for *seconds*. Raises Cancelled."""
    until = time.monotonic() + seconds
    check(cancelled)
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(LOOK, left))
        check(cancelled)
