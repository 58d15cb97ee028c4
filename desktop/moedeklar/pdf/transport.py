"""Documents, words and what is known of a file, as JSON bytes and back.

Lists by field order instead of objects: a document of some hundred pages is ten thousand lines.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from moedeklar.model.lines import Line, OutlineEntry, StyledDocument
from moedeklar.pdf.types import PdfInfo, Word

_LINE_FIELDS = [field.name for field in dataclasses.fields(Line)]
_line_values = attrgetter(*_LINE_FIELDS)
_CELLS, _BOLD, _ITALIC = (_LINE_FIELDS.index(name) for name in ("cells", "bold_runs", "italic_runs"))


class Unreadable(ValueError):
    """The bytes have not the shape that this module writes."""


def pack_document(document: StyledDocument) -> bytes:
    """*document* as bytes for `unpack_document`."""
    return _pack(
        {
            "lines": [_line_values(line) for line in document.lines],
            "media_type": document.media_type,
            "page_sizes": document.page_sizes,
            "outline": _outline_rows(document.outline),
            "title": document.title,
            "scanned_pages": document.scanned_pages,
        }
    )


def unpack_document(data: bytes | memoryview) -> StyledDocument:
    """The document that `pack_document` made *data* of. Raises Unreadable."""
    try:
        found = json.loads(bytes(data))
        return StyledDocument(
            tuple(_line(row) for row in found["lines"]),
            str(found["media_type"]),
            _sizes(found["page_sizes"]),
            _outline(found["outline"]),
            str(found["title"]),
            tuple(int(page) for page in found["scanned_pages"]),
        )
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Unreadable("document") from error


def pack_info(info: PdfInfo) -> bytes:
    """*info* as bytes for `unpack_info`."""
    return _pack(
        {
            "pages": info.pages,
            "rotations": info.rotations,
            "outline": _outline_rows(info.outline),
            "title": info.title,
            "media_type": info.media_type,
            "repaired": info.repaired,
        }
    )


def unpack_info(data: bytes | memoryview) -> PdfInfo:
    """The info that `pack_info` made *data* of. Raises Unreadable."""
    try:
        found = json.loads(bytes(data))
        return PdfInfo(
            _sizes(found["pages"]),
            tuple(int(rotation) for rotation in found["rotations"]),
            _outline(found["outline"]),
            str(found["title"]),
            str(found["media_type"]),
            bool(found["repaired"]),
        )
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Unreadable("info") from error


def pack_words(words: Iterable[Word]) -> bytes:
    """*words* as bytes for `unpack_words`."""
    return _pack([(word.x0, word.y0, word.x1, word.y1, word.text, word.line) for word in words])


def unpack_words(data: bytes | memoryview) -> tuple[Word, ...]:
    """The words that `pack_words` made *data* of. Raises Unreadable."""
    try:
        return tuple(
            Word(float(x0), float(y0), float(x1), float(y1), str(text), int(line))
            for x0, y0, x1, y1, text, line in _rows(data)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable("words") from error


def pack_texts(texts: Iterable[str]) -> bytes:
    """Page texts as bytes for `unpack_texts`."""
    return _pack(list(texts))


def unpack_texts(data: bytes | memoryview) -> tuple[str, ...]:
    """The texts that `pack_texts` made *data* of. Raises Unreadable."""
    try:
        return tuple(str(text) for text in _rows(data))
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable("texts") from error


def _pack(value: Any) -> bytes:
    # ASCII escapes: text from broken fonts can hold lone surrogates, which UTF-8 cannot carry.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _rows(data: bytes | memoryview) -> list[Any]:
    found = json.loads(bytes(data))
    if not isinstance(found, list):
        raise TypeError("not a list")
    return found


def _line(row: list[Any]) -> Line:
    row[_CELLS] = tuple(row[_CELLS])
    row[_BOLD] = _pairs(row[_BOLD])
    row[_ITALIC] = _pairs(row[_ITALIC])
    return Line(*row)


def _pairs(rows: list[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in rows)


def _sizes(rows: list[Any]) -> tuple[tuple[float, float], ...]:
    return tuple((float(width), float(height)) for width, height in rows)


def _outline_rows(entries: tuple[OutlineEntry, ...]) -> list[tuple[int, str, int]]:
    return [(entry.level, entry.title, entry.page) for entry in entries]


def _outline(rows: list[Any]) -> tuple[OutlineEntry, ...]:
    return tuple(OutlineEntry(int(level), str(title), int(page)) for level, title, page in rows)
