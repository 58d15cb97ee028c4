"""From running text with emphasis to lines: what the readers of web pages and of Word documents share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moedeklar.model.lines import Line
from moedeklar.model.text import plain_marks

_SPACE = re.compile(r"[ \t\n\r\f]+")
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_EDGE = " \t\n\r\f\u00a0"
INDENT_POINTS = 18.0  # how far a list inside a list is moved in, in a format that states sizes
INDENT_SPACES = 2.0  # the same in a format that states none


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set; `size` in points, 0 where it is not stated."""

    bold: bool = False
    italic: bool = False
    size: float = 0.0


class Flow:
    """Takes text, line ends and blocks in reading order; `lines` are what came of them.

    What has no width (soft hyphens, zero-width spaces) is dropped, runs of white space are one space.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[tuple[str, Look]] = []
        self._gap = False
        self._level = 0
        self._mark = ""
        self._depth = 0

    def text(self, text: str, look: Look, *, keep_space: bool = False) -> None:
        """Add *text* to the line that is being made; with *keep_space* as it is, line ends too."""
        text = plain_marks(_DROPPED.sub("", text))
        if keep_space:
            first, *others = re.split(r"\r\n?|\n", text)
            self._add(first, look)
            for other in others:
                self.end_line()
                self._add(other, look)
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._parts or self._parts[-1][0].endswith((" ", "\t"))):
            text = text[1:]
        self._add(text, look)

    def tab(self, look: Look) -> None:
        """A tab stop: a wide space."""
        self._add("\t", look)

    def end_line(self) -> None:
        """End the line; what follows stands right below it."""
        line = _line(self._parts, self._gap, self._level, self._mark, self._depth)
        self._parts = []
        if line is not None:
            self.lines.append(line)
            self._gap = False
            self._mark = ""

    def block(self, *, gap: bool) -> None:
        """End the line; with *gap* what follows stands apart from it."""
        self.end_line()
        self._gap = self._gap or gap

    def heading(self, level: int) -> None:
        """From here on lines are headings of this level, from 1; 0 ends that."""
        self.end_line()
        self._level = level

    def entry(self, mark: str, depth: int) -> None:
        """The next line is the first of a list entry with this mark, *depth* lists deep inside another."""
        self.end_line()
        self._mark = mark
        self._depth = depth

    def end_entry(self, depth: int = 0) -> None:
        """The list entry is over, and so is its mark where it had no text; *depth* is that of the entry around it."""
        self.end_line()
        self._mark = ""
        self._depth = depth

    def row(self, cells: Sequence[str], *, bold: bool = False, size: float = 0.0) -> None:
        """A table's row."""
        self.end_line()
        self.lines.append(Line("\t".join(cells), size=size, bold=bold, gap=self._gap, cells=tuple(cells)))
        self._gap = False

    def flat(self) -> tuple[str, bool, float]:
        """All lines so far as one text, whether it is bold throughout, and its size: the content of a table's cell."""
        self.end_line()
        text = " ".join(" ".join(f"{line.bullet} {line.text}".split()) for line in self.lines)
        return text, bool(self.lines) and all(line.bold for line in self.lines), _first_size(self.lines)

    def _add(self, text: str, look: Look) -> None:
        if text:
            self._parts.append((text, look))


def _first_size(lines: Sequence[Line]) -> float:
    return next((line.size for line in lines if line.size), 0.0)


def _line(parts: Sequence[tuple[str, Look]], gap: bool, level: int, mark: str, depth: int) -> Line | None:
    """The line that *parts* make, None where there is nothing to be seen."""
    whole = "".join(part for part, _ in parts)
    text = whole.strip(_EDGE)
    if not text:
        return None
    lead = len(whole) - len(whole.lstrip(_EDGE))
    bold = _runs([(part, look.bold) for part, look in parts], lead, len(text))
    italic = _runs([(part, look.italic) for part, look in parts], lead, len(text))
    size = _size(parts)
    all_bold, all_italic = bold == [(0, len(text))], italic == [(0, len(text))]
    return Line(
        text,
        size=size,
        bold=all_bold or level > 0,
        italic=all_italic,
        level=level,
        gap=gap,
        x0=depth * (INDENT_POINTS if size else INDENT_SPACES),
        bullet=mark,
        bold_runs=() if all_bold or level else tuple(bold),
        italic_runs=() if all_italic else tuple(italic),
    )


def _size(parts: Sequence[tuple[str, Look]]) -> float:
    """The size of most of the text."""
    letters: dict[float, int] = {}
    for part, look in parts:
        letters[look.size] = letters.get(look.size, 0) + len(part.strip(_EDGE))
    return max(letters, key=lambda size: letters[size])


def _runs(parts: Sequence[tuple[str, bool]], lead: int, length: int) -> list[tuple[int, int]]:
    """Where the text without its first *lead* letters is emphasised; space between two such stretches belongs to it."""
    runs: list[tuple[int, int]] = []
    at = -lead
    space_from = at  # where the white space before `at` begins
    for part, on in parts:
        end = at + len(part)
        if on and part.strip(_EDGE):
            start = max(at + len(part) - len(part.lstrip(_EDGE)), 0)
            stop = min(end - (len(part) - len(part.rstrip(_EDGE))), length)
            if runs and runs[-1][1] >= space_from:
                runs[-1] = (runs[-1][0], stop)
            else:
                runs.append((start, stop))
        if part.strip(_EDGE):
            space_from = end - (len(part) - len(part.rstrip(_EDGE)))
        at = end
    return runs
