"""What is printed: UTF-8 whatever the locale, silent where nobody reads, only JSON where JSON is asked for."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

# A document or a file's name must not move the cursor, or write to the clipboard, of whoever reads about it.
_HARMLESS = dict.fromkeys((*range(9), *range(11, 32), *range(0x7F, 0xA0)), "\ufffd")
_STRONG = {0xE000: "\x1b[1m", 0xE001: "\x1b[22m"}  # the marks of a hit; see `model.views.Hit`
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Output:
    """Standard output and standard error of one run. Used by one thread at a time.

    A reader that has gone away (`moedeklar notes | head -1`) ends the printing, never the work: a sync under way is
    finished. Windowed programs on Windows have no streams at all; then nothing is printed. `lost` says why something
    did not get onto standard output although somebody wanted it: a full disk.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = _utf8(out if out is not None else sys.stdout)
        self._err = _utf8(err if err is not None else sys.stderr)
        self._on_line = False
        self.lost: OSError | None = None

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads standard output."""
        return self._out is not None and self._out.isatty()

    @property
    def shows_progress(self) -> bool:
        """Whether standard error is a terminal, where a line can be written over."""
        return self._err is not None and self._err.isatty()

    def say(self, text: str = "") -> None:
        """A line on standard output. What is marked in a hit is bold on a terminal."""
        shown = _STRONG if self.is_terminal else dict.fromkeys(_STRONG, "")
        self._print(text.translate(_HARMLESS).translate(shown) + "\n")

    def json(self, value: Any, *, line: bool = False) -> None:
        """One JSON document; with *line*, on one line and at once."""
        self._print(json.dumps(value, ensure_ascii=False, indent=None if line else 2) + "\n", at_once=line)

    def tell(self, text: str) -> None:
        """A line on standard error: what went wrong, or how far it has come."""
        cleared, self._on_line = ("\r\x1b[K" if self._on_line else ""), False
        self._err = _written(self._err, f"{cleared}{text.translate(_HARMLESS)}\n", at_once=True)

    def progress(self, text: str) -> None:
        """A line on standard error that the next one replaces; nothing where standard error is no terminal."""
        if self.shows_progress:
            self._on_line = True
            self._err = _written(self._err, f"\r\x1b[K{text.translate(_HARMLESS)}", at_once=True)

    def end_progress(self) -> None:
        """Take the last progress line away."""
        if self._on_line:
            self._on_line = False
            self._err = _written(self._err, "\r\x1b[K", at_once=True)

    def flush(self) -> None:
        """Hand everything over; called once, at the end."""
        self._print("", at_once=True)
        self._err = _written(self._err, "", at_once=True)

    def _print(self, text: str, *, at_once: bool = False) -> None:
        self._out = _written(self._out, text, at_once=at_once, on_error=self._note_loss)

    def _note_loss(self, error: OSError) -> None:
        if error.errno in _NO_ROOM:
            self.lost = error


def _utf8(stream: TextIO | None) -> TextIO | None:
    if isinstance(stream, io.TextIOWrapper):
        # A file name that is no UTF-8 stands as \udcXX, which is also how JSON spells it.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _written(
    stream: TextIO | None, text: str, *, at_once: bool = False, on_error: Callable[[OSError], None] | None = None
) -> TextIO | None:
    """*stream* after *text* was written to it, or None from when nobody reads it any more."""
    if stream is None:
        return None
    try:
        stream.write(text)
        if at_once:
            stream.flush()
    except (OSError, ValueError) as error:  # EPIPE, on Windows EINVAL; ValueError where it was closed
        if on_error is not None and isinstance(error, OSError):
            on_error(error)
        _point_nowhere(stream)
        return None
    return stream


def _point_nowhere(stream: TextIO) -> None:
    """Let the last flush at exit go through, as the library reference of `signal` advises for SIGPIPE."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
