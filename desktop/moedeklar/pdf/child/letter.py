"""HTML set on A4 pages: the letter of a request."""

# pymupdf annotates only part of its interface.
# mypy: allow-untyped-calls

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final

import pymupdf

from moedeklar.model.text import canonical
from moedeklar.pdf.types import LetterFont, LetterPicture

_PAGE: Final = pymupdf.Rect(0, 0, 595.28, 841.89)  # ISO 216 A4 in points
_MARGINS: Final = (70.9, 70.9, -70.9, -70.9)  # 25 mm
_PAGES: Final = 500
_PRODUCER: Final = "Mødeklar"
_SAME_GLYPH: Final = (
    (b"> <00a0>\n", b"> <0020>\n"), (b"> <00ad>\n", b"> <002d>\n"), (b"> <2010>\n", b"> <002d>\n"),
    (b"> <2011>\n", b"> <002d>\n"),
)  # fmt: skip
_HEADINGS: Final = ("h1", "h2", "h3")
# A word longer than a line is broken rather than run off the paper.
_BASE_CSS: Final = "body { overflow-wrap: break-word }"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be set."""

    html: str
    css: str
    title: str
    author: str
    language: str
    fonts: Sequence[LetterFont]
    pictures: Sequence[LetterPicture] = ()


class _Headings(HTMLParser):
    """Collects the headings' texts: pymupdf tells where they land, but joins their lines without a space."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self._inside = True
            self.found.append("")
        elif tag == "br" and self._inside:
            self.found[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def set_letter(letter: Letter) -> bytes:
    """The PDF of *letter*, the same bytes for the same letter: fonts embedded with the letters used, and an outline."""
    archive = pymupdf.Archive()
    faces = []
    for number, font in enumerate(letter.fonts):
        file = f"font{number}"
        archive.add((font.data, file))
        weight, style = "bold" if font.bold else "normal", "italic" if font.italic else "normal"
        rules = f'font-family: "{font.family}"; src: url({file}); font-weight: {weight}; font-style: {style}'
        faces.append(f"@font-face {{ {rules} }}")
    for picture in letter.pictures:
        archive.add((picture.data, picture.name))
    css = "\n".join([*faces, _BASE_CSS, letter.css])
    paper, places = _flow(pymupdf.Story(letter.html, user_css=css, archive=archive))
    return _finish(paper, places, letter)


def _flow(story: pymupdf.Story) -> tuple[bytes, list[tuple[int, int]]]:
    """The pages, and of each heading its level and page (from 1)."""
    places: list[tuple[int, int]] = []
    page = 0

    def note_heading(position: Any) -> None:
        opens = position.open_close & 1
        if opens and 1 <= position.heading <= len(_HEADINGS):
            places.append((position.heading, page))

    out = io.BytesIO()
    writer = pymupdf.DocumentWriter(out)
    more = 1
    while more:
        page += 1
        if page > _PAGES:
            raise ValueError(f"more than {_PAGES} pages")
        device = writer.begin_page(_PAGE)
        more, _ = story.place(_PAGE + _MARGINS)
        story.element_positions(note_heading)
        story.draw(device)
        writer.end_page()
    writer.close()
    return out.getvalue(), places


def _finish(paper: bytes, places: list[tuple[int, int]], letter: Letter) -> bytes:
    document = pymupdf.open(stream=paper, filetype="pdf")
    if letter.fonts:
        document.subset_fonts()
        _read_as_typed(document)
    document.set_metadata({"title": letter.title, "author": letter.author, "producer": _PRODUCER})
    document.set_language(letter.language)
    parser = _Headings()
    parser.feed(letter.html)
    document.set_toc(_outline([canonical(text) for text in parser.found], places))
    # The file's id is random otherwise (ISO 32000-2, 14.4), and the same letter would never give the same file.
    parts = [letter.html, letter.css, letter.title, letter.author, letter.language]
    seed = "\x1f".join(parts)
    pictures = b"".join(picture.data for picture in letter.pictures)
    digest = hashlib.sha256(seed.encode() + pictures).hexdigest()[:32]
    document.xref_set_key(-1, "ID", f"[<{digest}><{digest}>]")
    made: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    document.close()
    return made


def _read_as_typed(document: pymupdf.Document) -> None:
    """Let spaces and hyphens be found and copied as such.

    A font's space and no-break space are often one glyph, and mupdf writes the last of its characters into the table
    that readers copy by (ToUnicode, ISO 32000-2, 9.10.3).
    """
    for xref in range(1, document.xref_length()):
        kind, value = document.xref_get_key(xref, "ToUnicode")
        if kind == "xref":
            table = int(value.split()[0])
            stream = document.xref_stream(table)
            for wrong, right in _SAME_GLYPH:
                stream = stream.replace(wrong, right)
            document.update_stream(table, stream)


def _outline(texts: list[str], places: list[tuple[int, int]]) -> list[list[Any]]:
    """Rows for `set_toc`, which wants the first level first and no level left out on the way down."""
    rows: list[list[Any]] = []
    for text, (level, page) in zip(texts, places, strict=False):
        if text:
            rows.append([min(level, rows[-1][0] + 1 if rows else 1), text, page])
    return rows
