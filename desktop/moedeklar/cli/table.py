"""Text for a person: tables without borders, and paragraphs as wide as the terminal."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Sequence

WIDEST = 100


def width() -> int:
    """How many columns a line may have: the terminal's, at most 100."""
    return min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)


def columns(text: str) -> int:
    """How many columns *text* takes on a terminal: combining marks none, wide East Asian characters two."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )


def table(rows: Sequence[Sequence[str]], heads: Sequence[str] = (), right: Sequence[int] = ()) -> str:
    """*rows* in columns two spaces apart; the columns named in *right* are set flush right. The last is not padded."""
    everything = [list(heads), *map(list, rows)] if heads else [list(row) for row in rows]
    if not everything:
        return ""
    widths = [max(columns(row[n]) for row in everything) for n in range(len(everything[0]))]
    lines = []
    for row in everything:
        cells = [_padded(cell, widths[n], flush_right=n in right) for n, cell in enumerate(row)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _padded(text: str, wide: int, *, flush_right: bool) -> str:
    space = " " * (wide - columns(text))
    return space + text if flush_right else text + space


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """*text* wrapped to the terminal, line by line; empty for no text."""
    lead = indent if first is None else first
    wrapped = []
    for line in text.splitlines():
        # Ids are to be copied: none is broken at its hyphen, nor where the terminal is narrower than it.
        wrapped += textwrap.wrap(
            line,
            width(),
            initial_indent=lead,
            subsequent_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        ) or [""]
        lead = indent
    return "\n".join(wrapped)
