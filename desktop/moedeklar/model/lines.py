"""A document as styled lines: what every reader of a file format hands to the agenda reader."""

from __future__ import annotations

from dataclasses import dataclass

LINE_END = "\x0b"  # in a cell of a table, where a line or paragraph in it ends


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line of a document, or one row of a table.

    `text` is as printed, without its line break; of a table row the cells joined by a tab, and `cells` holds them, with
    LINE_END between the lines of one that are paragraphs of their own.
    `page` counts from 0. `size` is in points, 0 where the format states none. `level` is a heading level that the
    format itself states (1–6, from Markdown, HTML or DOCX), 0 otherwise. `gap` is true where more than the usual line
    distance, or an empty line, stands before it. `x0 y0 x1 y1` are PDF points from the page's top left (y down), all 0
    where the format has no places. `bullet` is the list mark that the format itself states ("•", "1."), else "".
    `bold_runs` and `italic_runs` are (start, end) offsets in `text`.
    """

    text: str
    page: int = 0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    level: int = 0
    gap: bool = False
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    bullet: str = ""
    cells: tuple[str, ...] = ()
    bold_runs: tuple[tuple[int, int], ...] = ()
    italic_runs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One entry of a PDF's outline (ISO 32000-2, 12.3.3): level from 1, title, page from 0."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class StyledDocument:
    """All lines of a document in reading order.

    `page_sizes` are (width, height) in points, empty for formats without pages. `scanned_pages` are pages that hold an
    image but no text, or text whose letters the file does not name: a document where that is every page is a scan.
    `recognised` says that the text was read off pictures of pages (OCR).
    """

    lines: tuple[Line, ...]
    media_type: str = "text/plain"
    page_sizes: tuple[tuple[float, float], ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    title: str = ""
    scanned_pages: tuple[int, ...] = ()
    recognised: bool = False

    @property
    def is_scan(self) -> bool:
        """Whether there are pages and none of them has a text layer."""
        return bool(self.page_sizes) and len(self.scanned_pages) == len(self.page_sizes)
