"""Papers for tests: text set as a PDF, and lines without one."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import pymupdf

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import AgendaItem, Meeting

FRONT = "Referat\nHavneudvalget\nMandag den 4. maj 2026 kl. 16.30\nMødested: Havnekontoret\n\n"
CSS = "p { margin: 0 0 5px 0; font-family: sans-serif; font-size: 10px; }"


def text_of(*lines: str) -> str:
    """*lines* as a text."""
    return "\n".join(lines)


def meeting_of(text: str) -> Meeting:
    """The meeting that *text* is read as."""
    return read(lines_of_text(text.encode()))


def item_of(*lines: str, title: str = "Nye bådpladser") -> AgendaItem:
    """The item that *lines* make under a heading of their own, in minutes of a harbour committee."""
    text = FRONT + f"Punkt 1: {title}\n\n" + "\n".join(lines)
    items = meeting_of(text).items
    assert len(items) == 1, [item.title for item in items]
    return items[0]


def pages_of(body: str, css: str = CSS) -> pymupdf.Document:
    """*body*, HTML, set on A4 pages."""
    story = pymupdf.Story(body, user_css=css)
    written = io.BytesIO()
    writer = pymupdf.DocumentWriter(written)
    more = 1
    while more:
        device = writer.begin_page(pymupdf.Rect(0, 0, 595, 842))
        more, _ = story.place(pymupdf.Rect(60, 70, 535, 770))
        story.draw(device)
        writer.end_page()
    writer.close()
    return pymupdf.open("pdf", written.getvalue())


def as_pdf(text: str, header: str = "", footer: str = "") -> pymupdf.Document:
    """*text*, a line a paragraph, as a PDF with a running header and footer ("{page}" is the page's number)."""
    body = "".join(f"<p>{html.escape(line) if line.strip() else '&nbsp;'}</p>" for line in text.splitlines())
    pdf = pages_of(body)
    for number, page in enumerate(pdf, start=1):
        page.insert_text((60, 40), header, fontsize=7)
        page.insert_text((480, 812), footer.format(page=number), fontsize=7)
    return pymupdf.open("pdf", pdf.tobytes())


def titles(items: Sequence[AgendaItem]) -> list[str]:
    """The titles of *items*."""
    return [item.title for item in items]
