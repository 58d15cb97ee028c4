"""Scans for tests: pages drawn as pictures, as an office machine makes them."""

from __future__ import annotations

from collections.abc import Collection

import pymupdf
import pytest

from moedeklar.pdf.tessdata import find_danish

TESSDATA = find_danish()
needs_danish = pytest.mark.skipif(TESSDATA is None, reason="tesseract's data for Danish is not on this machine")


def scanned(pdf: bytes, pages: Collection[int] | None = None, dpi: int = 200) -> bytes:
    """*pdf* with these pages (None: all, from 0) as grey pictures without any text."""
    made = pymupdf.open()
    with pymupdf.open("pdf", pdf) as source:
        for number, page in enumerate(source):
            if pages is not None and number not in pages:
                made.insert_pdf(source, from_page=number, to_page=number)
                continue
            picture = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY).tobytes("jpeg", jpg_quality=75)
            made.new_page(width=page.rect.width, height=page.rect.height).insert_image(page.rect, stream=picture)
    return bytes(made.tobytes())
