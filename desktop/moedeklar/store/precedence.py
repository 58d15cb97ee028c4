"""The window goes first: while it shows something, threads that work through thousands of rows let it.

Python runs one thread at a time, in turns. What takes the window 40 ms takes it 160 while three others work, each of
which gets as many turns. So it says when it has something to do, and the others, between two rows, wait until it has
done that. Without a window nothing waits.
"""

from __future__ import annotations

import time

LONGEST = 0.15  # seconds for which others wait at most, each time
LOOK = 0.001  # seconds between two looks whether it has done


class _Window:
    since = 0.0  # when it began; 0 while it has nothing to do


_window = _Window()


def begin() -> None:
    """From now on the window has something to do. UI thread."""
    if not _window.since:
        _window.since = time.monotonic()


def end() -> None:
    """It has done it. UI thread."""
    _window.since = 0.0


def give_way() -> None:
    """Wait while the window has something to do, for `LONGEST` at most. Any thread but that of the window."""
    if _window.since:
        _wait()


def _wait() -> None:
    while (began := _window.since) and time.monotonic() - began < LONGEST:
        time.sleep(LOOK)
