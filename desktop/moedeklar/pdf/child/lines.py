"""A PDF's pages as styled lines in reading order, in one extraction pass over each page."""

# pymupdf carries no types.
# mypy: allow-untyped-calls

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pymupdf

from moedeklar.model.lines import Line, OutlineEntry, StyledDocument
from moedeklar.pdf.child.pieces import Piece, Row, line_of, pieces_of, rows_beside, turned, with_marks
from moedeklar.pdf.child.tables import Grid, grids_of, rows_of

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
_VECTOR_BLOCK = 3
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_MOST_UNKNOWN = 0.05  # of the text
_HEAVY_PAGE = 300_000  # bytes of drawing commands, compressed: a map or a plan, where no table of text is looked for
_MANY_VECTORS = 4_000
_PARAGRAPH_GAP = 1.25  # of the usual line distance


def document_lines(pdf: pymupdf.Document, media_type: str = "application/pdf") -> StyledDocument:
    """All text of *pdf* as lines with places and styles; rows of drawn tables are one line each, with their cells.

    Runs in the PDF process (pymupdf must not be used from several threads). Raises what pymupdf raises on a page that
    it cannot read.
    """
    pages: list[list[Row]] = []
    sizes: list[tuple[float, float]] = []
    scanned: list[int] = []
    for number in range(pdf.page_count):
        page = pdf[number]
        sizes.append((page.rect.width, page.rect.height))
        rows = _page_rows(page)
        if rows and _is_unreadable(rows):
            rows = []
            scanned.append(number)
        elif not rows and page.get_images():
            scanned.append(number)
        pages.append(rows)
    outline = tuple(OutlineEntry(level, title, max(page - 1, 0)) for level, title, page in pdf.get_toc(simple=True))
    title = str((pdf.metadata or {}).get("title") or "")
    return StyledDocument(lines_of_rows(pages), media_type, tuple(sizes), outline, title, tuple(scanned))


def _is_unreadable(rows: list[Row]) -> bool:
    """Whether a page's fonts do not say which letters they hold: what stands for them is then no text, but numbers.

    Such a page is as good as a picture. Among the first numbers are those of the space and the digits.
    """
    text = "".join([piece.text for row in rows for piece in row.pieces])
    return len(_NO_LETTERS.findall(text)) > _MOST_UNKNOWN * len(text)


def _page_rows(page: pymupdf.Page) -> list[Row]:
    flags = _FLAGS if _is_heavy(page) else _FLAGS | pymupdf.TEXT_COLLECT_VECTORS
    blocks: list[dict[str, Any]] = page.get_text("dict", flags=flags)["blocks"]
    turn = page.rotation_matrix if page.rotation else None
    pieces = with_marks(pieces_of(blocks, turn))
    vectors = [turned(block["bbox"], turn) for block in blocks if block["type"] == _VECTOR_BLOCK]
    grids = grids_of(vectors) if 3 < len(vectors) < _MANY_VECTORS and (turn is None or _runs_across(pieces)) else []
    return rows_in(pieces, grids)


def rows_in(pieces: list[Piece], grids: list[Grid]) -> list[Row]:
    """The rows of a page that *pieces* make, in reading order; those inside one of *grids* with their cells."""
    return _from_top(_rows(pieces, grids))


def _rows(pieces: list[Piece], grids: list[Grid]) -> list[Row]:
    """Rows in the order of the page's own text."""
    if not grids:
        return rows_beside(pieces)
    rows: list[Row] = []
    loose: list[Piece] = []
    inside: dict[int, list[Piece]] = {}
    owners = [_owner(piece, grids) for piece in pieces]
    for piece, owner in zip(pieces, owners, strict=True):
        if owner is not None:
            inside.setdefault(owner, []).append(piece)
    for piece, owner in zip(pieces, owners, strict=True):
        if owner is None:
            loose.append(piece)
        elif owner in inside:  # a table stands where its first piece was met
            rows += rows_beside(loose) + rows_of(grids[owner], inside.pop(owner))
            loose = []
    return rows + rows_beside(loose)


def _from_top(rows: list[Row]) -> list[Row]:
    """Rows that stand above all drawn before them, as headers often do, brought to the top; the rest as drawn."""
    above: list[Row] = []
    others: list[Row] = []
    top = float("inf")
    for row in rows:
        (above if others and row.y1 <= top else others).append(row)
        top = min(top, row.y0)
    return sorted(above, key=lambda row: row.y0) + others if above else rows


def _runs_across(pieces: list[Piece]) -> bool:
    """Whether the text runs from left to right as the page is seen, and not up or down."""
    return sum(piece.x1 - piece.x0 for piece in pieces) >= sum(piece.y1 - piece.y0 for piece in pieces)


def _is_heavy(page: pymupdf.Page) -> bool:
    """Whether the page has so many drawing commands that collecting them would cost more than its text."""
    total = 0
    for xref in page.get_contents():
        kind, value = page.parent.xref_get_key(xref, "Length")
        total += int(value) if kind == "int" else 0
    return total > _HEAVY_PAGE


def _owner(piece: Piece, grids: list[Grid]) -> int | None:
    x, y = (piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2
    for at, grid in enumerate(grids):
        if grid.x0 <= x <= grid.x1 and grid.y0 <= y <= grid.y1:
            return at
    return None


def lines_of_rows(pages: list[list[Row]], first: int = 0) -> tuple[Line, ...]:
    """A line for each row, marked where more than the usual distance stands before it. *first* is the first page.

    The usual distance is the commonest one between two following rows of like size, as a share of their size.
    """
    ratios: list[float] = []
    usual: Counter[float] = Counter()
    for rows in pages:
        above: Row | None = None
        for row in rows:
            ratio = 0.0 if above is None else (row.y0 - above.y0) / max(row.size, above.size, 1.0)
            ratios.append(ratio)
            if above is not None and 0.0 < ratio < 2.2 and abs(row.size - above.size) < 0.5:
                usual[round(ratio, 1)] += 1
            above = row
    # Of distances that are about as common the smallest is the one between lines, a larger one between paragraphs.
    common = [ratio for ratio, count in usual.items() if 3 * count >= max(usual.values())]
    limit = (min(common) if common else 1.4) * _PARAGRAPH_GAP
    distance = iter(ratios)
    lines: list[Line] = []
    for number, rows in enumerate(pages, first):
        for row in rows:
            apart = next(distance)
            lines.append(line_of(row, number, gap=apart > limit or apart < 0.0))
    return tuple(lines)
