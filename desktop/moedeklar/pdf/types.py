"""What the PDF process answers with."""

from __future__ import annotations

from dataclasses import dataclass

from moedeklar.model.lines import OutlineEntry


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """An open document.

    `pages` are (width, height) in points as the page is shown, that is after its own rotation; `rotations` are the
    pages' rotations in degrees clockwise (0, 90, 180, 270). `repaired` says that the file was damaged and that some of
    it may be missing.
    """

    pages: tuple[tuple[float, float], ...]
    rotations: tuple[int, ...]
    outline: tuple[OutlineEntry, ...] = ()
    title: str = ""
    media_type: str = "application/pdf"
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page in unrotated points from the CropBox's top left, y down. `line` counts lines on the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A drawn page: rows of `stride` bytes, each `width` times red, green, blue.

    `dpi` is what it was drawn at: lower than asked for where the page is very large.
    """

    width: int
    height: int
    stride: int
    data: bytes
    dpi: float


@dataclass(frozen=True, slots=True)
class LetterFont:
    """A font (TrueType or OpenType bytes) that `set_html` embeds, known to the style sheet by its family."""

    family: str
    data: bytes
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class LetterPicture:
    """A picture (PNG or SVG bytes) that the HTML names: `<img src="NAME">`. The ending of `name` tells its kind."""

    name: str
    data: bytes
