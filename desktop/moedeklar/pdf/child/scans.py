"""Pages that are pictures: their text by recognition (OCR), with the tables that are drawn on them."""

# pymupdf annotates only part of its interface.
# mypy: allow-untyped-calls

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import pymupdf

from moedeklar.model.lines import Line
from moedeklar.pdf.child.documents import Opened
from moedeklar.pdf.child.drawing import PIXELS, page_of
from moedeklar.pdf.child.lines import lines_of_rows, rows_in
from moedeklar.pdf.child.marks import BULLET
from moedeklar.pdf.child.pieces import Piece, pieces_of
from moedeklar.pdf.child.tables import grids_of

_LANGUAGE: Final = "dan"
_DPI: Final = 300  # what tesseract was trained for
_POINTS: Final = 72.0
_LINE: Final = 20.0  # points: a dark stretch that is longer is a drawn line, no letter
_SIDE: Final = 8.0  # points: an upright stretch that is shorter is never the side of a table's cell
_THICK: Final = 2.5  # points: what is dark this far above and below is a picture, no line
_DARK: Final = rb"[\x00-\x90]"
_LIGHT: Final = 0x90
_BLUR: Final = 2  # pixels
_NOISE: Final = 0.18  # by how much a size that was measured off a picture may be wrong
_BULLETS: Final = re.compile(r"[.,'’]?[-–+*»«°¢®©¤](?=\s)")  # what a round bullet is taken for
_LONG: Final = 20  # letters from which on a stretch is taken for text, whose size is the body's
_Box = tuple[float, float, float, float]
_Run = tuple[int, int, int, int]  # a dark stretch, one pixel wide: x0, y0, x1, y1


def recognised_lines(opened: Opened, number: Any, tessdata: str) -> tuple[Line, ...]:
    """The text of a page (from 0) as it is seen, read by tesseract with the Danish data in the folder *tessdata*.

    Runs in the PDF process. Drawn lines are taken away first: tesseract passes over text in boxes.
    """
    page = page_of(opened, number)
    dpi = min(_DPI, int(_POINTS * (PIXELS / max(page.rect.width * page.rect.height, 1.0)) ** 0.5))
    picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
    boxes = _without_lines(picture, dpi / _POINTS)
    # Of a grey picture it reads nothing, and doesn't say so.
    read = pymupdf.Pixmap(pymupdf.csRGB, picture).pdfocr_tobytes(compress=False, language=_LANGUAGE, tessdata=tessdata)
    with pymupdf.open("pdf", read) as layer:
        blocks = layer[0].get_text("dict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]
    pieces = _of_even_size([_plain(piece) for piece in pieces_of(blocks, None)])
    lines = lines_of_rows([rows_in(pieces, grids_of(boxes))], first=int(number))
    return tuple(_with_bullet(line) for line in _without_seams(lines))


def _without_seams(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with those columns of a table gone that hold nothing: the seams between boxes drawn one by one."""
    for width, found in groupby(lines, key=lambda line: len(line.cells)):
        rows = list(found)
        kept = [column for column in range(width) if any(row.cells[column] for row in rows)]
        for row in rows:
            cells = tuple(row.cells[column] for column in kept)
            yield replace(row, cells=cells, text="\t".join(cells)) if width else row


def _without_lines(picture: pymupdf.Pixmap, scale: float) -> list[_Box]:
    """Paint the drawn lines of *picture* white; their places in points. *scale* is pixels a point.

    Across they are told by their length; upright ones, which in a table may be no longer than a letter is high, by
    running from one of those to another, or by being long themselves.
    """
    width, height = picture.width, picture.height
    pixels = bytearray(picture.samples)
    thick = max(int(_THICK * scale), 2)
    long, short = (re.compile(_DARK + rb"{%d,}" % int(length * scale)) for length in (_LINE, _SIDE))
    rows = (bytes(pixels[y * width : (y + 1) * width]) for y in range(height))
    across = [(found.start(), y, found.end(), y + 1) for y, row in enumerate(rows) for found in long.finditer(row)]
    across = [run for run in across if _is_thin(run, pixels, width, height, thick)]
    ends = _Ends(across, thick)
    upright = [
        (x, found.start(), x + 1, found.end()) for x in range(width) for found in short.finditer(pixels[x::width])
    ]
    upright = [
        run
        for run in upright
        if (run[3] - run[1] >= _LINE * scale or ends.holds(run)) and _is_thin(run, pixels, width, height, thick)
    ]
    for side in range(-_BLUR, _BLUR + 1):  # the grey seam of a line goes with it
        for x0, y, x1, _ in across:
            if 0 <= y + side < height:
                pixels[(y + side) * width + x0 : (y + side) * width + x1] = b"\xff" * (x1 - x0)
        for x, y0, _, y1 in upright:
            if 0 <= x + side < width:
                pixels[y0 * width + x + side : (y1 - 1) * width + x + side + 1 : width] = b"\xff" * (y1 - y0)
    if across or upright:
        picture.samples_mv[:] = bytes(pixels)
    return [(x0 / scale, y0 / scale, x1 / scale, y1 / scale) for x0, y0, x1, y1 in (*across, *upright)]


class _Ends:
    """Where the lines across are, to tell whether an upright one runs between two of them."""

    def __init__(self, across: Sequence[_Run], near: int) -> None:
        self._near = near
        self._rows: dict[int, list[_Run]] = {}
        for run in across:
            self._rows.setdefault(run[1], []).append(run)

    def holds(self, run: _Run) -> bool:
        """Whether both ends of the upright *run* are at a line across."""
        return all(self._is_at(run[0], y) for y in (run[1], run[3]))

    def _is_at(self, x: int, y: int) -> bool:
        near = self._near
        return any(
            x0 - near <= x <= x1 + near for row in range(y - near, y + near) for x0, _, x1, _ in self._rows.get(row, ())
        )


def _is_thin(run: _Run, pixels: bytearray, width: int, height: int, thick: int) -> bool:
    """Whether it is light near both sides of a dark stretch, at most of three places along it."""
    x0, y0, x1, y1 = run
    across = y1 - y0 == 1
    light = 0
    for part in (0.25, 0.5, 0.75):
        x, y = (int(x0 + (x1 - x0) * part), y0) if across else (x0, int(y0 + (y1 - y0) * part))
        at, step, last = (y, width, height) if across else (x, 1, width)
        middle = y * width + x
        light += all(
            at + sign * thick not in range(last)
            or any(pixels[middle + sign * away * step] > _LIGHT for away in range(1, thick + 1))
            for sign in (-1, 1)
        )
    return light >= 2


def _plain(piece: Piece) -> Piece:
    """*piece* without styles, of which a picture tells nothing."""
    return replace(piece, spans=[(text, False, False) for text, _, _ in piece.spans])


def _of_even_size(pieces: list[Piece]) -> list[Piece]:
    """The pieces with sizes that are alike made the same: each word is measured by itself, and not well."""
    long = [piece for piece in pieces if len(piece.text) > _LONG] or pieces
    if not long:
        return []
    body = round(sorted(piece.size for piece in long)[len(long) // 2], 1)
    steps = [body]
    for size in sorted(piece.size for piece in pieces if piece.size > body * (1 + _NOISE)):
        if size > steps[-1] * (1 + _NOISE):
            steps.append(round(size, 1))
    return [replace(piece, size=max(step for step in steps if step == body or step <= piece.size)) for piece in pieces]


def _with_bullet(line: Line) -> Line:
    found = _BULLETS.match(line.text)
    return replace(line, text=BULLET + line.text[found.end() :]) if found else line
