"""How the text of a fragment is set, as blocks: what is bold, what a heading, an entry of a list, a table. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from moedeklar.model.agenda import Block, BlockKind, Run
from moedeklar.model.text import canonical

_BULLET = re.compile(r"^[·•▪‣–-]\s+(?=\S)")
_BOLD = re.compile(r"font-weight\s*:\s*(?P<value>\w+)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?P<value>\w+)", re.IGNORECASE)
_LONGEST_HEADING = 110
_HEADING_ENDS = (".", ":", ",", ";", "…")
_SMALL = re.compile(r"[1-9]\d{0,3}")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass
class OpenList:
    """A list that is open: how its entries are marked, and how many there were."""

    numbered: bool
    style: str = "1"
    count: int = 0

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str | None]) -> OpenList:
        """The list that the tag "ul" or "ol" opens."""
        start = attributes.get("start") or ""
        before = int(start) - 1 if _SMALL.fullmatch(start) else 0
        return cls(tag == "ol", attributes.get("type") or "1", before)

    def next_marker(self) -> str:
        """The mark of its next entry."""
        self.count += 1
        if not self.numbered:
            return "•"
        if self.style == "a" and self.count <= 26:
            return f"{chr(ord('a') + self.count - 1)}."
        if self.style == "i" and self.count <= len(_ROMAN):
            return f"{_ROMAN[self.count - 1]}."
        return f"{self.count}."


@dataclass
class OpenTable:
    """The outermost table that is open. Tables in its cells are text of these."""

    depth: int = 1
    rows: list[list[str]] = field(default_factory=list)
    cell: list[str] | None = None

    def end_cell(self) -> None:
        """Put the open cell into its row."""
        if self.cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(canonical("".join(self.cell)))
            self.cell = None


@dataclass
class Style:
    """How an open element sets its text."""

    tag: str = ""
    bold: bool = False
    italic: bool = False


def style_of(tag: str, attributes: Mapping[str, str | None], outside: Style) -> Style:
    """How an element sets its text that is open inside *outside*."""
    declared = attributes.get("style") or ""
    bold, italic = _BOLD.search(declared), _ITALIC.search(declared)
    return Style(
        tag,
        _is_bold(bold["value"]) if bold else outside.bold or tag in ("b", "strong"),
        italic["value"].casefold() in ("italic", "oblique") if italic else outside.italic or tag in ("i", "em"),
    )


def _is_bold(value: str) -> bool:
    return value.casefold() in ("bold", "bolder") or (bool(_SMALL.fullmatch(value)) and int(value) >= 600)


def joined(pieces: list[tuple[str, Style]]) -> tuple[str, tuple[Run, ...]]:
    """The canonical text of *pieces*, and its bold and italic stretches."""
    text, runs = "", list[Run]()
    for piece, style in pieces:
        said = canonical(f"|{piece}|")[1:-1]  # the bars keep the spaces at its ends
        if not text or text.endswith(" "):
            said = said.lstrip(" ")
        if (style.bold or style.italic) and said.strip():
            begin = len(text) + len(said) - len(said.lstrip(" "))
            runs.append(Run(begin, len(text) + len(said.rstrip(" ")), bold=style.bold, italic=style.italic))
        text += said
    whole = canonical(text)
    if whole != text.rstrip(" "):  # letters of two pieces became one
        runs = []
    return whole, _merged(whole, runs)


def _merged(text: str, runs: list[Run]) -> tuple[Run, ...]:
    """*runs* with those that only a space parts as one."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and (last.bold, last.italic) == (run.bold, run.italic) and not text[last.end : run.start].strip():
            merged[-1] = Run(last.start, run.end, bold=run.bold, italic=run.italic)
        else:
            merged.append(run)
    return tuple(merged)


def paragraph(text: str, runs: tuple[Run, ...]) -> Block:
    """A line of canonical text: an entry with a bullet, a bold one as a heading, or a paragraph."""
    bullet = _BULLET.match(text)
    if bullet:
        cut = bullet.end()
        moved = tuple(
            Run(max(run.start - cut, 0), run.end - cut, bold=run.bold, italic=run.italic)
            for run in runs
            if run.end > cut
        )
        return Block(BlockKind.BULLET, text[cut:], marker="•", runs=moved)
    whole = len(runs) == 1 and runs[0].bold and (runs[0].start, runs[0].end) == (0, len(text))
    if whole and len(text) <= _LONGEST_HEADING and not text.endswith(_HEADING_ENDS):
        return Block(BlockKind.HEADING, text)
    return Block(BlockKind.PARAGRAPH, text, runs=runs)


def rows_as_blocks(rows: list[list[str]]) -> list[Block]:
    """A table; or paragraphs, where a table with one column was made for the looks of it."""
    filled = [row for row in rows if any(row)]
    width = max((len(row) for row in filled), default=0)
    if width < 2:
        return [paragraph(row[0], ()) for row in filled]
    return [Block.table(tuple(tuple(row + [""] * (width - len(row))) for row in filled))]
