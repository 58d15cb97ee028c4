"""What a row of a card or list says and where it leads, and the tone of a state. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moedeklar.ui.navigation import Target


class Tone(StrEnum):
    """How a state is coloured: nothing special, well, soon too late, wrong, or under way."""

    PLAIN = ""
    GOOD = "good"
    WARN = "warn"
    LATE = "late"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a card: it leads to `target`. `trailing` stands at its end, as a tag where `tag`; `aside` before it."""

    title: str
    target: Target
    detail: str = ""
    trailing: str = ""
    tone: Tone = Tone.PLAIN
    tag: bool = False
    button: str = ""
    aside: str = ""
    aside_tone: Tone = Tone.PLAIN
