"""Tables of a web page: which of them hold data, and their cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from moedeklar.pdf.child.cells import Cell, Row, laid_out
from moedeklar.pdf.child.web.elements import HEADINGS

_OWN_BLOCKS: Final = frozenset({"table", *HEADINGS})
_MANY_BLOCKS: Final = 6  # paragraphs in one cell from which on a table is there to place them
_MOST_SPANNED: Final = 5000


def data_rows(table: Any, read: Callable[[Any], Cell], is_shown: Callable[[Any], bool]) -> list[Row]:
    """The rows of *table*, of which *read* reads a cell; none where it only places what is in it.

    Such a table is read like the rest of the page: it says so itself, it holds headings, tables or texts of many
    paragraphs, or all its text stands in one column.
    """
    if table.get("role", "").casefold() in {"presentation", "none"}:
        return []
    if any(element is not table and element.tag in _OWN_BLOCKS for element in table.iter("*")):
        return []
    lines = [row for row in table.iter("tr") if is_shown(row)]
    shown = [[cell for cell in row.iterchildren("td", "th") if is_shown(cell)] for row in lines]
    if any(sum(1 for _ in cell.iter("p", "li", "dt")) >= _MANY_BLOCKS for row in shown for cell in row):
        return []
    rows = laid_out([[_spanning(read(cell), cell) for cell in row] for row in shown])
    return rows if rows and len(rows[0].cells) > 1 else []


def _spanning(cell: Cell, element: Any) -> Cell:
    return replace(cell, columns=_span(element.get("colspan")), rows=_span(element.get("rowspan")))


def _span(text: str | None) -> int:
    text = (text or "").strip()
    return min(max(int(text), 1), _MOST_SPANNED) if text.isascii() and text.isdigit() and len(text) < 9 else 1
