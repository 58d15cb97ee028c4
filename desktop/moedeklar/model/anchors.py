"""Where in a text or on a page a note stands, after the selectors of the W3C Web Annotation Data Model, 4.2."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CONTEXT = 48  # code points of text kept on either side of a quote


class AnchorState(StrEnum):
    """What is known of a note's place in the newest version.

    `placed`: where it was made, the words unchanged. `moved`: the very words found once elsewhere in the item.
    `check`: only similar words found; a person should look. `unplaced`: nothing like it left; the old words are kept.
    """

    PLACED = "placed"
    MOVED = "moved"
    CHECK = "check"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class TextAnchor:
    """A passage of an item's section: `start` and `end` in code points of the section's canonical text."""

    section: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, section: str, text: str, start: int, end: int) -> TextAnchor:
        """The anchor of `text[start:end]`, with the text around it."""
        return cls(
            section, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )


@dataclass(frozen=True, slots=True)
class PageAnchor:
    """A passage on a page of a file: page from 0; rectangles (x0, y0, x1, y1) in unrotated PDF points.

    Counted from the CropBox's top left, y down (ISO 32000-2, 14.11.2). `sha256` is of the file, lower-case hex.
    """

    sha256: str
    page: int
    rects: tuple[tuple[float, float, float, float], ...]
    quote: str
