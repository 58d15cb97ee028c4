"""From a PDF's lines to a Meeting, against the time that pymupdf needs to extract the text."""

from __future__ import annotations

import pymupdf

from moedeklar.agenda.reader import read
from moedeklar.pdf.child.lines import document_lines
from tests.benchmarks.documents import ROOT, SHARED
from tests.benchmarks.long_agenda import long_agenda
from tests.benchmarks.table import Row, timed


def _papers() -> list[bytes]:
    folder = SHARED if SHARED.exists() else ROOT / "resources" / "sample"
    names = ("dagsorden.pdf", "referat.pdf")
    found = [path.read_bytes() for path in sorted(folder.rglob("*.pdf")) if path.name in names]
    return found or [path.read_bytes() for path in sorted(folder.rglob("*.pdf"))]


def rows() -> list[Row]:
    """All papers together, a run over each; then long agendas."""
    documents = [pymupdf.open("pdf", data) for data in _papers()]
    try:
        plain = timed(lambda: [page.get_text() for document in documents for page in document], 5)
        styled = timed(lambda: [document_lines(document) for document in documents], 5)
        lines = [document_lines(document) for document in documents]
    finally:
        for document in documents:
            document.close()
    understood = timed(lambda: [read(document) for document in lines], 5)
    return [
        Row(
            f"From lines to meeting, {len(lines)} documents",
            f"{understood * 1000:.0f} ms",
            f"{plain * 1000:.0f} ms pymupdf's plain text",
            "< ⅓ ×",
            understood < plain / 3,
        ),
        Row(
            "Lines with their style and tables, in the PDF process",
            f"{styled * 1000:.0f} ms",
            f"{plain * 1000:.0f} ms pymupdf's plain text",
            "≤ 4 ×",
            styled <= 4 * plain,
        ),
        _long(),
    ]


def _long() -> Row:
    """Time an item, in agendas of 100, 200 and 400 items: it must not grow with their number."""
    each = []
    pages = 0
    for items in (100, 200, 400):
        document = long_agenda(items)
        pages = len(document.page_sizes)
        found = read(document).items
        if len(found) != items:
            raise RuntimeError(f"{len(found)} items of {items}")
        each.append(timed(lambda document=document: read(document), 3) / items)
    told = ", ".join(f"{seconds * 1000:.1f}" for seconds in each)
    return Row(
        f"From lines to meeting, an item of an agenda of 100, 200 and 400 items ({pages:,} pages)",
        f"{told} ms",
        "",
        "no more at four times the length",
        each[-1] <= 1.3 * each[0],
    )
