"""Tables from the lines drawn around their cells.

The text pass hands over drawn lines together with the text, so a grid costs no second pass. pymupdf's own
`find_tables` costs about twenty times the text of a page and loses letters where ligatures were.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from moedeklar.model.lines import LINE_END
from moedeklar.pdf.child.pieces import Box, Piece, Row

_THIN = 2.5  # points: a filled rectangle that is thinner is a line
_SEAM = 12.0  # points: an empty column that is narrower stands between boxes that were drawn one by one
_ROOM = 4  # letters: padding, and the space before a word
_NEAR = 3.0  # points: edges nearer to each other are one edge


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: the x of its column edges and the y of its row edges, in points, ascending."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.xs[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.xs[-1]

    @property
    def y0(self) -> float:
        """Upper edge."""
        return self.ys[0]

    @property
    def y1(self) -> float:
        """Lower edge."""
        return self.ys[-1]


def grids_of(vectors: list[Box]) -> list[Grid]:
    """The grids of at least one row and two columns among the boxes of drawn lines and rectangles."""
    across: list[Box] = []
    down: list[Box] = []
    for x0, y0, x1, y1 in vectors:
        if y1 - y0 <= _THIN < x1 - x0:
            across.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        elif x1 - x0 <= _THIN < y1 - y0:
            down.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
        elif x1 - x0 > _THIN and y1 - y0 > _THIN:
            across += [(x0, y0, x1, y0), (x0, y1, x1, y1)]
            down += [(x0, y0, x0, y1), (x1, y0, x1, y1)]
    grids: list[Grid] = []
    for top, bottom in _bands(down):
        columns = [line for line in down if line[1] >= top - _NEAR and line[3] <= bottom + _NEAR]
        xs = _edges([line[0] for line in columns])
        left, right = xs[0] - _NEAR, xs[-1] + _NEAR
        rows = [
            line for line in across if top - _NEAR <= line[1] <= bottom + _NEAR and line[2] > left and line[0] < right
        ]
        ys = _edges([line[1] for line in rows])
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(Grid(xs, ys))
    return grids


def _bands(down: list[Box]) -> list[tuple[float, float]]:
    """The stretches of the page that upright lines cover without a break."""
    bands: list[tuple[float, float]] = []
    for y0, y1 in sorted((line[1], line[3]) for line in down):
        if bands and y0 <= bands[-1][1] + _NEAR:
            bands[-1] = (bands[-1][0], max(bands[-1][1], y1))
        else:
            bands.append((y0, y1))
    return bands


def _edges(values: list[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return tuple(edges)


def rows_of(grid: Grid, pieces: list[Piece]) -> list[Row]:
    """Each row of *grid* that has text, with its cells."""
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        row = bisect_right(grid.ys, (piece.y0 + piece.y1) / 2) - 1
        column = bisect_right(grid.xs, piece.x0 + 1.0) - 1
        key = (min(max(row, 0), len(grid.ys) - 2), min(max(column, 0), len(grid.xs) - 2))
        cells.setdefault(key, []).append(piece)
    held = {column for _, column in cells}
    widths = [right - left for left, right in pairwise(grid.xs)]
    columns = [column for column, width in enumerate(widths) if column in held or width > _SEAM]
    rows: list[Row] = []
    for row in sorted({row for row, _ in cells}):
        inside = [piece for key, found in cells.items() if key[0] == row for piece in found]
        texts = tuple(_cell(cells.get((row, column), []), grid.xs[column + 1]) for column in columns)
        if any(texts):
            rows.append(Row(inside, inside[0].size, grid.x0, grid.ys[row], grid.x1, grid.ys[row + 1], texts))
    return rows


def _cell(pieces: list[Piece], right: float) -> str:
    """The text of one cell; a word divided at a line's end is put together again.

    A line that ends far from the cell's *right* edge, so that the next word would have fitted, keeps its end.
    """
    text = ""
    above: Piece | None = None
    for piece in pieces:
        ended = above is not None and _ends(above, piece, right)
        above = piece
        part = " ".join(piece.text.split())
        divided = text.endswith("-") and text[-3:-1].isalpha() and part[:1].islower()
        if divided and part.split(" ", 1)[0] not in {"og", "eller", "samt"}:
            text = text[:-1] + part
        else:
            between = LINE_END if ended else " "
            text = f"{text}{between}{part}" if text and part else text + part
    return text


def _ends(above: Piece, piece: Piece, right: float) -> bool:
    """Whether the first word of *piece*, below *above*, would have fitted behind it."""
    words = piece.text.split(None, 1)
    letter = (piece.x1 - piece.x0) / max(len(piece.text), 1)
    below = piece.y0 > (above.y0 + above.y1) / 2
    return below and bool(words) and above.x1 + letter * (len(words[0]) + _ROOM) < right
