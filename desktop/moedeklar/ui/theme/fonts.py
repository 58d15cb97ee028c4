"""The two shipped families and the sizes of all text, relative to the size that the system asks for.

Inter is the interface, Source Serif 4 is for reading. Sizes are in points, so that the screen's scaling applies, and
grow with the system's own text size, so that a person who has asked for larger text gets it here too.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from moedeklar.resources import resource_path

INTERFACE = "Inter"
READING = "Source Serif 4"
# What the systems' own interface font measures where nobody has changed it, in points.
_USUAL = {"darwin": 13.0, "win32": 9.0}
_USUAL_ELSEWHERE = 10.0
_LARGEST = 2.5


class Size(Enum):
    """Steps of the type scale; the value is the size relative to ordinary interface text."""

    TITLE = 1.79
    LARGE = 1.43
    HEADING = 1.14
    BODY = 1.0
    SMALL = 0.9
    LABEL = 0.82
    READING = 1.18


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts in use. `body` is the size of ordinary interface text in points; `growth` is 1.0 for it as designed."""

    body: float
    growth: float = 1.0

    @classmethod
    def for_system(cls, points: float, platform: str = sys.platform) -> Fonts:
        """Sizes that stand to ours as the system's font size (*points*) stands to what is usual on *platform*.

        Never smaller than designed: systems with a small default would make long texts hard to read.
        """
        ours = 13.5 if platform == "darwin" else 10.5
        asked = points / _USUAL.get(platform, _USUAL_ELSEWHERE) if points > 0 else 1.0
        growth = min(max(asked, 1.0), _LARGEST)
        return cls(ours * growth, growth)

    def scaled(self, pixels: int, most: float = _LARGEST) -> int:
        """A length that was designed around ordinary text, for the text in use; at most *most* times as long."""
        return round(pixels * min(self.growth, most))

    def points(self, size: Size) -> float:
        """A step of the scale in points, to a tenth."""
        return round(self.body * size.value, 1)

    def interface(self, size: Size = Size.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface font, for what is painted by hand; widgets get theirs from the style sheet."""
        font = QFont([INTERFACE])
        font.setPointSizeF(self.points(size))
        font.setWeight(weight)
        return font

    def reading(self, percent: int = 100, size: Size = Size.READING) -> QFont:
        """The serif for running text; *percent* is the person's own choice of size (setting "reading_size")."""
        font = QFont([READING])
        font.setPointSizeF(round(self.points(size) * percent / 100, 1))
        return font


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once per process. In the UI thread, after QApplication is made.

    FileNotFoundError if the program's own files are incomplete.
    """
    for path in sorted(resource_path("fonts").iterdir()):
        if path.suffix in (".otf", ".ttf") and QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(f"the font {path} cannot be loaded")
