"""Pieces of text as pymupdf finds them, and how pieces beside each other become one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pymupdf

from moedeklar.model.lines import Line
from moedeklar.model.text import plain_marks
from moedeklar.pdf.child.marks import BULLET

_TEXT_BLOCK = 0
_ITALIC = 2
_BOLD = 16
_OWN_BULLETS = frozenset("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e\uf06c")
_MARK = re.compile(r"\s*(?:[•·▪◦‣●○■□▪➢✓–\-*o\uf0b7\uf0a7\uf0d8]|\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[.)])\s*")
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Piece:
    """A stretch of text in one row: (text, bold, italic) for each span; `size` in points is that of most of it."""

    spans: list[tuple[str, bool, bool]]
    size: float
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def text(self) -> str:
        """The text of all spans."""
        return "".join(span[0] for span in self.spans)


@dataclass(slots=True)
class Row:
    """Pieces in one row of a page, or of a table; `cells` are the texts of a table's row, else empty."""

    pieces: list[Piece]
    size: float
    x0: float
    y0: float
    x1: float
    y1: float
    cells: tuple[str, ...] = ()


def pieces_of(blocks: list[dict[str, Any]], turn: pymupdf.Matrix | None) -> list[Piece]:
    """The text of a page in its own order; *turn* takes places of a rotated page to where they are seen."""
    pieces: list[Piece] = []
    for block in blocks:
        if block["type"] != _TEXT_BLOCK:
            continue
        for line in block["lines"]:
            spans = line["spans"]
            box = turned(line["bbox"], turn)
            size = spans[0]["size"] if len(spans) == 1 else max(spans, key=lambda span: len(span["text"]))["size"]
            found = [(_printed(span["text"]), _is_bold(span), bool(span["flags"] & _ITALIC)) for span in spans]
            if len(found) > 1 or (found[0][0] and not found[0][0].isspace()):
                pieces.append(Piece(found, round(size, 1), *box))
    return pieces


def turned(box: Box, turn: pymupdf.Matrix | None) -> Box:
    """A box of a page where it is seen: *turn* is the page's rotation, None where it has none."""
    return box if turn is None else tuple((pymupdf.Rect(box) * turn).normalize())


def _printed(text: str) -> str:
    """*text* in plain marks, and with a bullet where it begins with one from a font that no other program has."""
    text = plain_marks(text)
    return BULLET + text[1:] if text[:1] in _OWN_BULLETS else text


def _is_bold(span: dict[str, Any]) -> bool:
    return bool(span["flags"] & _BOLD) or "Bold" in span["font"] or "Black" in span["font"]


def with_marks(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each list mark that stands alone moved before the text to its right.

    Many programs write the marks of a list after all its text, or before it.
    """
    short = (piece for piece in pieces if piece.x1 - piece.x0 < 3 * piece.size)
    marks = [piece for piece in short if _MARK.fullmatch(piece.text)]
    if not marks:
        return pieces
    alone = {id(mark) for mark in marks}
    texts = [piece for piece in pieces if id(piece) not in alone]
    before: dict[int, Piece] = {}
    for mark in marks:
        row = [text for text in texts if _same_row(mark, text) and mark.x1 - 1 <= text.x0 < mark.x1 + 5 * mark.size]
        if row:
            before.setdefault(id(min(row, key=lambda text: text.x0)), mark)
    moved = {id(mark) for mark in before.values()}
    ordered: list[Piece] = []
    for piece in pieces:
        if id(piece) in before:
            ordered.append(before[id(piece)])
        if id(piece) not in moved:
            ordered.append(piece)
    return ordered


def rows_beside(pieces: list[Piece]) -> list[Row]:
    """The rows that pieces make which stand beside each other; empty ones are left out."""
    rows: list[Row] = []
    row: list[Piece] = []
    for piece in pieces:
        if row and not (piece.x0 >= row[-1].x1 - 0.3 * piece.size and _same_row(row[-1], piece)):
            rows.append(_row(row))
            row = []
        row.append(piece)
    if row:
        rows.append(_row(row))
    return rows


def _row(pieces: list[Piece]) -> Row:
    if len(pieces) == 1:
        only = pieces[0]
        return Row(pieces, only.size, only.x0, only.y0, only.x1, only.y1)
    size = max(pieces, key=lambda piece: piece.x1 - piece.x0).size
    top, bottom = min(piece.y0 for piece in pieces), max(piece.y1 for piece in pieces)
    return Row(pieces, size, pieces[0].x0, top, pieces[-1].x1, bottom)


def _same_row(left: Piece, right: Piece) -> bool:
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    return overlap > 0.5 * min(left.y1 - left.y0, right.y1 - right.y0)


def line_of(row: Row, page: int, *, gap: bool) -> Line:
    """The line that *row* is: a tab stands for a wide space between pieces."""
    x0, y0, x1, y1 = row.x0, row.y0, row.x1, row.y1
    if row.cells:
        bold = all(span[1] for piece in row.pieces for span in piece.spans if not span[0].isspace())
        return Line("\t".join(row.cells), page, row.size, bold, False, 0, gap, x0, y0, x1, y1, "", row.cells)
    if len(row.pieces) == 1 and len(row.pieces[0].spans) == 1:  # most lines by far
        text, bold, italic = row.pieces[0].spans[0]
        return Line(text.rstrip(), page, row.size, bold, italic, 0, gap, x0, y0, x1, y1)
    text, bold_runs, italic_runs = _run_together(row.pieces)
    bold, italic = _cover(bold_runs, text), _cover(italic_runs, text)
    return Line(
        text,
        page,
        row.size,
        bold,
        italic,
        0,
        gap,
        x0,
        y0,
        x1,
        y1,
        bold_runs=() if bold else tuple((start, min(end, len(text))) for start, end in bold_runs),
        italic_runs=() if italic else tuple((start, min(end, len(text))) for start, end in italic_runs),
    )


def _run_together(pieces: list[Piece]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    parts: list[str] = []
    bold_runs: list[tuple[int, int]] = []
    italic_runs: list[tuple[int, int]] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number:
            apart = piece.x0 - pieces[number - 1].x1
            gap = "\t" if apart > 1.8 * piece.size else " " if apart > 0.12 * piece.size else ""
            parts.append(gap)
            at += len(gap)
        for text, bold, italic in piece.spans:
            if text and not text.isspace():
                _extend(bold_runs, at, text, on=bold)
                _extend(italic_runs, at, text, on=italic)
            parts.append(text)
            at += len(text)
    return "".join(parts).rstrip(), bold_runs, italic_runs


def _extend(runs: list[tuple[int, int]], at: int, text: str, *, on: bool) -> None:
    if not on:
        return
    if runs and runs[-1][1] >= at - 1:
        runs[-1] = (runs[-1][0], at + len(text))
    else:
        runs.append((at, at + len(text)))


def _cover(runs: list[tuple[int, int]], text: str) -> bool:
    return len(runs) == 1 and runs[0][0] <= len(text) - len(text.lstrip()) and runs[0][1] >= len(text)
