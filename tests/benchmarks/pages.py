"""A page of a PDF through the PDF process, against pymupdf in the same process."""

from __future__ import annotations

import hashlib

import pymupdf

from moedeklar.pdf.client import PdfClient
from tests.benchmarks.documents import ROOT
from tests.benchmarks.table import Row, median, timed

DPI = 150
RUNS = 20


def _largest() -> bytes:
    papers = sorted((ROOT / "resources" / "sample").rglob("*.pdf"), key=lambda path: path.stat().st_size)
    return papers[-1].read_bytes()


def rows() -> list[Row]:
    """Each of the first pages, drawn by both; the median of the pages' ratios is what counts."""
    data = _largest()
    sha256 = hashlib.sha256(data).hexdigest()
    client = PdfClient()
    try:
        pages = len(client.open(sha256, lambda: data).pages)
        with pymupdf.open("pdf", data) as plain:
            shown = range(min(pages, 6))
            ours = [timed(lambda page=page: client.render(sha256, page, DPI), RUNS) for page in shown]
            theirs = [timed(lambda page=page: plain[page].get_pixmap(dpi=DPI).samples, RUNS) for page in shown]
    finally:
        client.close()
    kept = all(a <= 2 * b + 0.010 for a, b in zip(ours, theirs, strict=True))
    return [
        Row(
            f"A page at {DPI} dpi through the PDF process",
            f"{median(ours) * 1000:.1f} ms",
            f"{median(theirs) * 1000:.1f} ms pymupdf in-process",
            "≤ 2 × + 10 ms, every page",
            kept,
        )
    ]
