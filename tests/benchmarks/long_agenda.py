"""A long agenda as lines of pages: two and a half pages an item, with running headers, labels and attachments."""

from __future__ import annotations

from collections.abc import Iterator

from moedeklar.model.lines import Line, StyledDocument

ROWS = 44  # lines of text on a page
_SIZE, _LARGE, _SMALL = 10.0, 14.0, 8.0
_SENTENCE = (
    "Planker og pæle på bro {number} er slidt, og havnefogeden har i foråret set på, hvad der kan vente til næste "
    "år, og hvad der skal skiftes nu. Lamper og redningsposter regnes med. Udgiften er {amount}.000 kr., som afholdes "
    "af puljen."
)


def long_agenda(items: int) -> StyledDocument:
    """The lines of an agenda with so many items, as the PDF process reads them."""
    lines: list[Line] = []
    page = row = 0
    for text, size, bold, gap in _texts(items):
        if row == 0:
            lines.append(_line("Nordlund Kommune", page, 30.0, _SMALL))
        lines.append(_line(text, page, 80.0 + row * 15.0, size, bold=bold, gap=gap))
        row += 1
        if row == ROWS:
            lines.append(_line(f"Side {page + 1}", page, 810.0, _SMALL))
            page, row = page + 1, 0
    return StyledDocument(tuple(lines), "application/pdf", ((595.0, 842.0),) * (page + 1), title="Dagsorden")


def _line(text: str, page: int, top: float, size: float, *, bold: bool = False, gap: bool = False) -> Line:
    wide = size * 0.5 * len(text)
    return Line(text, page, size, bold, gap=gap, x0=60.0, y0=top, x1=60.0 + wide, y1=top + size)


def _texts(items: int) -> Iterator[tuple[str, float, bool, bool]]:
    """Text, size, bold, and whether space stands before it, of each line."""
    yield "Dagsorden", _LARGE, True, False
    yield "Havneudvalget 2026-2029 d. 04-05-2026", _LARGE, True, False
    yield "Mødedato: Mandag den 4. maj 2026 kl. 16.30", _SIZE, False, True
    for number in range(1, items + 1):
        yield f"{number}. Fornyelse af bro {number} i Havnholm (Beslutning)", _LARGE, True, True
        yield f"Sagsnr.: 26/{1000 + number}", _SIZE, False, False
        for label, paragraphs in (("Resume", 2), ("Sagsfremstilling", 28), ("Økonomiske konsekvenser", 3)):
            yield label, _SIZE, True, True
            for at in range(paragraphs):
                yield from _wrapped(_SENTENCE.format(number=number, amount=at + 10))
        yield "Indstilling", _SIZE, True, True
        yield "Havnechefen indstiller,", _SIZE, False, True
        for point in range(1, 4):
            yield f"{point}. at arbejdet på bro {number} udføres i {point}. kvartal.", _SIZE, False, False
        yield "Bilag", _SIZE, True, True
        yield f"Tegning af bro {number}", _SIZE, False, False
        yield f"Overslag for bro {number}", _SIZE, False, False


def _wrapped(text: str) -> Iterator[tuple[str, float, bool, bool]]:
    words, line, first = text.split(), "", True
    for word in words:
        if len(line) + 1 + len(word) > 92:
            yield line, _SIZE, False, first
            line, first = word, False
        else:
            line = f"{line} {word}" if line else word
    yield line, _SIZE, False, first
