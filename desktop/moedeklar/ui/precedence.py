"""Says to the threads beside the window that it has something to show, so that they let it go first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

from moedeklar.store import precedence


def go_first() -> None:
    """What is done now, and what Qt then lays out and paints for it, goes first. UI thread."""
    precedence.begin()
    QTimer.singleShot(0, precedence.end)


@contextmanager
def going_first() -> Iterator[None]:
    """What is done within goes first. UI thread."""
    precedence.begin()
    try:
        yield
    finally:
        precedence.end()
