"""The colours of both themes as named tokens: warm greys, white paper, one accent.

Every token that carries text reaches a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3) on each surface where it is used, and
borders of fields and the focus ring reach 3 : 1 (1.4.11); `tests/ui/theme/test_palette.py` measures it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme. All colours are "#rrggbb".

    Surfaces: `canvas` behind everything, `side` for bars and the navigation, `paper` for text and cards, `desk` behind
    PDF pages, `hover` and `pressed` under the pointer.
    Text: `ink` (reading), `mute` (second line), `faint` (counts, hints, placeholders).
    Lines: `line` between things, `field` around what can be typed in or ticked.
    `accent` is the one colour: links, primary buttons (`on_accent` is their text), the focus ring, progress;
    `accent_soft` is the selected row, `accent_line` its border.
    `rec…` is the recommendation, `dec…` the decision (and what went well), `warn…` changes and warnings,
    `bad…` errors: ground, line and ink.
    `yellow`, `green`, `red` are the highlighter (ink stays readable on them), `…_edge` the bar of a note's quote;
    `found` marks search hits. `scroll` is a scroll bar's handle, `shadow` (with alpha) what a sheet casts.
    """

    name: str
    dark: bool
    ink: str
    mute: str
    faint: str
    paper: str
    canvas: str
    side: str
    desk: str
    hover: str
    pressed: str
    line: str
    field: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    accent_line: str
    rec: str
    rec_line: str
    rec_ink: str
    dec: str
    dec_line: str
    dec_ink: str
    warn: str
    warn_soft: str
    warn_line: str
    bad: str
    bad_soft: str
    bad_line: str
    yellow: str
    green: str
    red: str
    yellow_edge: str
    green_edge: str
    red_edge: str
    found: str
    scroll: str
    shadow: str

    def highlight(self, colour: str) -> str:
        """The highlighter's ground by its stored name: "yellow", "green" or "red"."""
        return {"yellow": self.yellow, "green": self.green, "red": self.red}[colour]

    def edge(self, colour: str) -> str:
        """The bar beside a quote of that highlight, strong enough to be seen on `paper`."""
        return {"yellow": self.yellow_edge, "green": self.green_edge, "red": self.red_edge}[colour]


LIGHT = Palette(
    name="light",
    dark=False,
    ink="#1c2530",
    mute="#55606d",
    faint="#626b76",
    paper="#ffffff",
    canvas="#f6f5f2",
    side="#eeece7",
    desk="#e3e0d9",
    hover="#f1efea",
    pressed="#e6e3dc",
    line="#dedad2",
    field="#8c877d",
    accent="#0f5d6c",
    on_accent="#ffffff",
    accent_hover="#0b4a56",
    accent_soft="#e2eff1",
    accent_line="#9fc8d0",
    rec="#fdf5e3",
    rec_line="#ecd9a4",
    rec_ink="#7d5a0c",
    dec="#e8f3ea",
    dec_line="#bfdcc6",
    dec_ink="#27623b",
    warn="#a34a15",
    warn_soft="#fbeee4",
    warn_line="#d9b9a2",
    bad="#a6262c",
    bad_soft="#fbeaea",
    bad_line="#e0b3b3",
    yellow="#ffe58a",
    green="#c9ecd0",
    red="#fbd0ca",
    yellow_edge="#c99a12",
    green_edge="#4b9a63",
    red_edge="#cf5f55",
    found="#ffdd66",
    scroll="#bdb7ac",
    shadow="#00000018",
)

DARK = Palette(
    name="dark",
    dark=True,
    ink="#e9e6e0",
    mute="#b3b8bf",
    faint="#9aa1aa",
    paper="#20242a",
    canvas="#191c20",
    side="#14171a",
    desk="#0f1113",
    hover="#2a2f36",
    pressed="#343a42",
    line="#363c44",
    field="#78808a",
    accent="#7cc4d2",
    on_accent="#0b1d21",
    accent_hover="#97d3df",
    accent_soft="#1d363c",
    accent_line="#3f7682",
    rec="#322b1b",
    rec_line="#665526",
    rec_ink="#e7c987",
    dec="#1c3024",
    dec_line="#3b6548",
    dec_ink="#9ad5ab",
    warn="#f0a272",
    warn_soft="#38271d",
    warn_line="#7a523a",
    bad="#f2a0a0",
    bad_soft="#3a2222",
    bad_line="#7d4444",
    yellow="#665511",
    green="#275a37",
    red="#74352f",
    yellow_edge="#e0bb45",
    green_edge="#66b97f",
    red_edge="#e58077",
    found="#7d6508",
    scroll="#4f5761",
    shadow="#00000080",
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two "#rrggbb" colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
