"""The cells of a table as rows of equal width, whatever reaches over several columns or rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

_WIDEST: Final = 60  # columns; an agenda's table has a dozen


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, how it is set, and how many columns and rows it reaches over."""

    text: str
    bold: bool = False
    size: float = 0.0
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row's texts, with empty ones where a cell reaches over; `bold` where all of its text is."""

    cells: tuple[str, ...]
    bold: bool = False
    size: float = 0.0


def laid_out(table: Iterable[Sequence[Cell]]) -> list[Row]:
    """The rows of *table*, all of one width; rows and columns without any text are left out.

    A cell stands in the first of the columns and rows that it reaches over. What is beyond the widest table that is
    thought of is put into its last column.
    """
    rows: list[Row] = []
    covered: dict[int, int] = {}  # column → rows that a cell from above still reaches over, this one counted
    for cells in table:
        texts: list[str] = []
        for cell in cells:
            while covered.get(len(texts)):
                texts.append("")
            if len(texts) >= _WIDEST:
                texts[-1] = f"{texts[-1]} {cell.text}".strip()
                continue
            begin = len(texts)
            texts += [cell.text] + [""] * (min(cell.columns, _WIDEST - begin) - 1)
            if cell.rows > 1:
                covered.update(dict.fromkeys(range(begin, len(texts)), cell.rows))
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        told = [cell for cell in cells if cell.text]
        size = next((cell.size for cell in told if cell.size), 0.0)
        rows.append(Row(tuple(texts), bold=bool(told) and all(cell.bold for cell in told), size=size))
    return _squeezed([row for row in rows if any(row.cells)])


def _squeezed(rows: list[Row]) -> list[Row]:
    width = max((len(row.cells) for row in rows), default=0)
    padded = [row.cells + ("",) * (width - len(row.cells)) for row in rows]
    kept = [column for column in range(width) if any(cells[column] for cells in padded)]
    return [
        replace(row, cells=tuple(cells[column] for column in kept)) for row, cells in zip(rows, padded, strict=True)
    ]
