"""Plain text and Markdown as styled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedeklar.agenda.numbers import without_links
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.text import plain_marks

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*$")
_EMPHASIS = re.compile(
    r"(?P<mark>\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)(?P=mark)|(?<![\w*])\*(?=[^\s*])(?P<slanted>[^*]+?)(?<=[^\s*])\*(?![\w*])"
)
_RULE_ROW = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_LOOKS_MARKED = re.compile(r"(?m)^ {0,3}#{1,6} \S|\*\*[^*\n]+\*\*|^\|.*\|\s*$")
_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufeff]")


def lines_of_text(data: bytes, markdown: bool | None = None) -> StyledDocument:
    """The lines of a text file. *markdown* None means: Markdown where the text has its headings or bold marks.

    Never raises: what is neither UTF-8 nor UTF-16 is read as Windows-1252, bytes that this does not know are replaced.
    """
    text = plain_marks(_CONTROL.sub("", decoded(data)))
    marked = bool(_LOOKS_MARKED.search(text)) if markdown is None else markdown
    raw = _BREAKS.split(text)
    lines = _marked(raw) if marked else _plain(raw)
    return StyledDocument(tuple(lines), "text/markdown" if marked else "text/plain")


def decoded(data: bytes) -> str:
    """*data* as text, by its byte order mark or the first encoding that fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _plain(raw: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    gap = False
    for text in raw:
        if text.strip():
            cells = tuple(cell.strip() for cell in text.split("\t")) if _is_row(text) else ()
            lines.append(Line(text.rstrip(), gap=gap, cells=cells))
        gap = not text.strip()
    return lines


def _is_row(text: str) -> bool:
    """Whether tabs in *text* stand between cells, not before it."""
    return "\t" in text and "\t" in text.strip() and sum(bool(cell.strip()) for cell in text.split("\t")) > 1


def _marked(raw: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    gap = False
    table = _table_rows(raw)
    for at, text in enumerate(raw):
        if not text.strip():
            gap = True
            continue
        if at in table:
            if not _RULE_ROW.match(text):
                cells = tuple(_unmarked(cell.strip())[0] for cell in text.strip().strip("|").split("|"))
                lines.append(Line("\t".join(cells), gap=gap, cells=cells))
        elif _is_row(text):
            cells = tuple(_unmarked(cell.strip())[0] for cell in text.split("\t"))
            lines.append(Line("\t".join(cells), gap=gap, cells=cells))
        else:
            lines.append(_marked_line(text, gap=gap))
        gap = False
    return lines


def _table_rows(raw: Sequence[str]) -> set[int]:
    """The indexes of the rows of pipe tables: a rule row, the row above it, and all rows with pipes below."""
    rows: set[int] = set()
    for at, text in enumerate(raw):
        if at and _RULE_ROW.match(text) and "|" in raw[at - 1]:
            rows |= {at - 1, at}
            below = at + 1
            while below < len(raw) and "|" in raw[below]:
                rows.add(below)
                below += 1
    return rows


def _marked_line(text: str, *, gap: bool) -> Line:
    heading = _HEADING.match(text)
    level = len(heading["marks"]) if heading else 0
    body = heading["text"] if heading else text.rstrip()
    plain, bold, italic = _unmarked(without_links(body))
    whole = (
        bool(bold) and len(bold) == 1 and bold[0][0] == len(plain) - len(plain.lstrip()) and bold[0][1] == len(plain)
    )
    return Line(
        plain,
        bold=whole or level > 0,
        level=level,
        gap=gap,
        bold_runs=() if whole or level else bold,
        italic_runs=() if level else italic,
    )


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """*text* without the marks of emphasis, and where it was bold and where italic."""
    if "*" not in text and "__" not in text:
        return text, (), ()
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    italic: list[tuple[int, int]] = []
    at = length = 0
    for found in _EMPHASIS.finditer(text):
        before = text[at : found.start()]
        inner = found["strong"] or found["slanted"]
        length += len(before)
        (bold if found["strong"] else italic).append((length, length + len(inner)))
        length += len(inner)
        parts += [before, inner]
        at = found.end()
    return "".join([*parts, text[at:]]), tuple(bold), tuple(italic)
