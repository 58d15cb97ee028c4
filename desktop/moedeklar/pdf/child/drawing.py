"""A page as pixels, and as words with their places."""

# pymupdf annotates only part of its interface.
# mypy: allow-untyped-calls

from __future__ import annotations

import math
from typing import Any, Final

import pymupdf

from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import OutlineEntry
from moedeklar.pdf.child.documents import Opened
from moedeklar.pdf.types import PdfInfo, Word

PIXELS: Final = 24_000_000  # above this a page is drawn at a lower resolution; A4 at 450 dpi is 20 million
_POINTS: Final = 72.0
_OUTLINE_LIMIT: Final = 5000
# Ligatures taken apart, as a person would search for and quote them; nothing from outside the CropBox.
_WORD_FLAGS: Final = pymupdf.TEXTFLAGS_WORDS & ~pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_MEDIABOX_CLIP


def page_of(opened: Opened, number: Any) -> pymupdf.Page:
    """The page with this number (from 0). Raises DocumentError `pdf_damaged` if there is none that can be read."""
    if not isinstance(number, int) or not 0 <= number < opened.document.page_count:
        raise DocumentError("pdf_damaged", detail="page")
    page: pymupdf.Page = opened.document.load_page(number)
    return page


def info(opened: Opened) -> PdfInfo:
    """Page sizes as shown, rotations, outline and title."""
    sizes, rotations = [], []
    for number in range(opened.document.page_count):
        page = opened.document.load_page(number)
        sizes.append((page.rect.width, page.rect.height))
        rotations.append(page.rotation)
    entries = tuple(
        OutlineEntry(int(level), str(title), max(0, int(page) - 1))
        for level, title, page, *_ in opened.document.get_toc()[:_OUTLINE_LIMIT]
    )
    title = str((opened.document.metadata or {}).get("title") or "")
    repaired = bool(opened.document.is_pdf and opened.document.is_repaired)
    return PdfInfo(tuple(sizes), tuple(rotations), entries, title, opened.media_type, repaired)


def render(opened: Opened, number: Any, dpi: Any, rotation: Any) -> tuple[pymupdf.Pixmap, float]:
    """The page as shown, on white, turned by *rotation* more degrees, and the resolution that it was drawn at."""
    page = page_of(opened, number)
    zoom = float(dpi) / _POINTS
    area = page.rect.width * page.rect.height
    if not math.isfinite(zoom) or zoom <= 0 or area <= 0:
        raise DocumentError("pdf_damaged", detail="size")
    zoom = min(zoom, math.sqrt(PIXELS / area))
    matrix = pymupdf.Matrix(zoom, zoom).prerotate(int(rotation))
    return page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False), zoom * _POINTS


def words(opened: Opened, number: Any) -> list[Word]:
    """The words of a page, in unrotated points from the CropBox's top left."""
    found = []
    line_of: dict[tuple[int, int], int] = {}
    for x0, y0, x1, y1, text, block, line, _ in page_of(opened, number).get_text("words", flags=_WORD_FLAGS):
        index = line_of.setdefault((block, line), len(line_of))
        found.append(Word(x0, y0, x1, y1, text, index))
    return found


def texts(opened: Opened) -> list[str]:
    """The plain text of each page."""
    return [opened.document.load_page(n).get_text("text", flags=_WORD_FLAGS) for n in range(opened.document.page_count)]
