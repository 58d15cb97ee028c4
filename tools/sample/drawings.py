"""The pictures of the sample's attachments as SVG: bar charts, years on a line, maps of places that do not exist."""

from __future__ import annotations

import math
from html import escape
from random import Random

INK, MUTE, LINE, ACCENT, SOFT = "#1c2530", "#55606d", "#dedad2", "#0f5d6c", "#e2eff1"
GREEN, WATER, ROAD, BRICK, RED = "#d5e6cf", "#c5dfe8", "#ffffff", "#d9b9a2", "#b8322f"
GROUND = "#f3f0e8"


def _svg(width: float, height: float, parts: list[str]) -> str:
    body = "\n".join(parts)
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'


def _text(
    x: float, y: float, words: str, size: float = 9, colour: str = INK, anchor: str = "start", weight: str = ""
) -> str:
    bold = ' font-weight="bold"' if weight else ""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
    return f'<text {place} font-family="Helvetica"{bold}>{escape(words)}</text>'


def _path(points: list[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    line = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round"{dashes}/>'


def _box(x: float, y: float, w: float, h: float, fill: str, stroke: str = "none", turn: float = 0) -> str:
    turned = f' transform="rotate({turn:.0f} {x + w / 2:.1f} {y + h / 2:.1f})"' if turn else ""
    size = f'x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"'
    return f'<rect {size} fill="{fill}" stroke="{stroke}" stroke-width="0.8"{turned}/>'


def _danish(value: float) -> str:
    whole = f"{value:,.1f}" if value % 1 else f"{value:,.0f}"
    return whole.replace(",", " ").replace(".", ",").replace(" ", ".")


def bars(title: str, rows: list[tuple[str, float]]) -> tuple[str, float]:
    """A bar chart, a row each, with the numbers beside the bars. Returns the SVG and its height (its width is 480)."""
    height = 30 + 21 * len(rows) + 8
    most = max(value for _, value in rows)
    parts = [_text(0, 14, title, 10, INK, weight="bold")]
    for index, (label, value) in enumerate(rows):
        y = 26 + 21 * index
        parts.append(_text(142, y + 11.5, label, 9, MUTE, "end"))
        parts.append(_box(150, y, 270, 15, SOFT))
        parts.append(_box(150, y, 270 * value / most, 15, ACCENT))
        parts.append(_text(427, y + 11.5, _danish(value), 9, INK))
    return _svg(480, height, parts), height


def years(title: str, values: list[int], labels: list[str]) -> tuple[str, float]:
    """A line over some years with its points marked. Returns the SVG and its height (its width is 480)."""
    low, high = min(values) * 0.9, max(values) * 1.05
    points = [
        (50 + index * 380 / (len(values) - 1), 130 - 90 * (value - low) / (high - low))
        for index, value in enumerate(values)
    ]
    parts = [_text(0, 14, title, 10, INK, weight="bold")]
    parts += [_path([(40, y), (440, y)], LINE, 0.8) for y in (40, 70, 100, 130)]
    parts.append(_path(points, ACCENT, 2.4))
    for (x, y), value, label in zip(points, values, labels, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{ACCENT}"/>')
        parts.append(_text(x, y - 9, str(value), 9, INK, "middle", "bold"))
        parts.append(_text(x, 148, label, 8.5, MUTE, "middle"))
    return _svg(480, 160, parts), 160


def _wander(
    random: Random, start: tuple[float, float], end: tuple[float, float], sway: float
) -> list[tuple[float, float]]:
    steps = 9
    (x0, y0), (x1, y1) = start, end
    nx, ny = y0 - y1, x1 - x0
    length = math.hypot(nx, ny)
    phase, bend = random.uniform(0, math.tau), random.uniform(0.6, 1.0)
    made = []
    for step in range(steps + 1):
        t = step / steps
        off = sway * math.sin(phase + t * math.tau * bend) * math.sin(math.pi * t)
        made.append((x0 + (x1 - x0) * t + nx / length * off, y0 + (y1 - y0) * t + ny / length * off))
    return made


def _north(parts: list[str], width: float) -> None:
    parts.append(f'<path d="M{width - 22} 14 l6 18 l-6 -5 l-6 5 z" fill="{INK}"/>')
    parts.append(_text(width - 22, 43, "N", 8, INK, "middle", "bold"))


def village(name: str, houses: int) -> tuple[str, float]:
    """A map of a village made up from its name: the same name gives the same village. Width 480."""
    random = Random(name)
    parts = [_box(0, 0, 480, 250, GROUND)]
    for _wood in range(3):
        x, y = random.choice((40.0, 90.0, 400.0, 440.0)), random.uniform(20, 230)
        for _tree in range(14):
            parts.append(
                f'<circle cx="{x + random.gauss(0, 22):.1f}" cy="{y + random.gauss(0, 16):.1f}" r="9" fill="{GREEN}"/>'
            )
    parts.append(_path(_wander(random, (0, random.uniform(30, 220)), (480, random.uniform(30, 220)), 40), WATER, 9))
    main = _wander(random, (0, random.uniform(80, 170)), (480, random.uniform(80, 170)), 26)
    cross = _wander(random, (random.uniform(160, 320), 0), (random.uniform(160, 320), 250), 22)
    for road in (main, cross):
        parts.append(_path(road, "#c9c3b6", 10))
        parts.append(_path(road, ROAD, 8))
    for _house in range(min(houses // 3, 46)):
        x, y = random.choice(main[2:-2] + cross[2:-2])
        side, along = random.choice((-1, 1)) * random.uniform(13, 24), random.uniform(-22, 22)
        parts.append(_box(x + along, y + side, 9, 6.5, BRICK, "#a98a74", random.uniform(-25, 25)))
    x, y = main[4]
    parts.append(_box(x - 4, y - 38, 18, 9, "#ffffff", INK))
    parts.append(_box(x - 8, y - 40, 6, 13, "#ffffff", INK))
    parts.append(_text(x + 20, y - 31, "Kirke", 8, MUTE))
    parts.append(_path([(20, 238), (100, 238)], INK, 1.6))
    parts.append(_text(60, 233, "200 m", 7.5, INK, "middle"))
    _north(parts, 480)
    parts.append('<rect x="0.5" y="0.5" width="479" height="249" fill="none" stroke="#c9c3b6"/>')
    return _svg(480, 250, parts), 250


def _streets(parts: list[str], streets: list[tuple[str, list[tuple[float, float]], tuple[float, float]]]) -> None:
    for _, line, _ in streets:
        parts.append(_path(line, "#c9c3b6", 13))
    for name, line, at in streets:
        parts.append(_path(line, ROAD, 11))
        parts.append(_text(at[0], at[1], name, 8, MUTE, "middle"))


def school_ways() -> tuple[str, float]:
    """The map of the ways to school in Askeby. Width 480."""
    random = Random("Askeby")
    parts = [_box(0, 0, 480, 340, GROUND), _box(330, 10, 140, 90, GREEN), _box(10, 250, 120, 80, GREEN)]
    streets: list[tuple[str, list[tuple[float, float]], tuple[float, float]]] = [
        ("Kirkevej", [(0, 90), (160, 100), (300, 140), (480, 150)], (70, 82)),
        ("Stationsvej", [(160, 100), (150, 220), (170, 340)], (196, 300)),
        ("Møllebakken", [(300, 140), (340, 220), (330, 340)], (385, 300)),
        ("Engstien", [(170, 240), (250, 250), (335, 235)], (250, 270)),
    ]
    _streets(parts, streets)
    for _house in range(60):
        x, y = random.uniform(15, 455), random.uniform(110, 320)
        parts.append(_box(x, y, 10, 7, BRICK, "#a98a74", random.uniform(-20, 20)))
    parts += [_box(218, 160, 56, 34, "#ffffff", INK), _text(246, 181, "Skolen", 9, INK, "middle", "bold")]
    parts.append(_path([(20, 96), (160, 107), (226, 160)], "#3d8a55", 3, "7 4"))
    parts.append(_path([(330, 330), (338, 222), (300, 150), (268, 160)], "#3d8a55", 3, "7 4"))
    spots = [(160, 100, True), (232, 122, True), (338, 215, True), (152, 200, False), (250, 250, False)]
    for number, (x, y, first) in enumerate(spots, 1):
        fill, colour = (RED, "#ffffff") if first else ("#ffffff", RED)
        parts.append(f'<circle cx="{x}" cy="{y}" r="10" fill="{fill}" stroke="{RED}" stroke-width="2"/>')
        parts.append(_text(x, y + 3.5, str(number), 10, colour, "middle", "bold"))
    _north(parts, 480)
    parts.append('<rect x="0.5" y="0.5" width="479" height="339" fill="none" stroke="#c9c3b6"/>')
    return _svg(480, 340, parts), 340


def brickworks() -> tuple[str, float]:
    """The plan of the brickworks' ground with its four parts. Width 480."""
    parts = [_box(0, 0, 480, 300, GROUND)]
    parts.append(
        '<path d="M30 40 L420 25 L450 200 L300 275 L60 255 Z" fill="#ffffff" stroke="#b8322f" stroke-width="2"/>'
    )
    parts.append(_path([(0, 285), (90, 240), (200, 262), (300, 225), (390, 250), (480, 210)], WATER, 12))
    parts.append(_path([(0, 12), (480, 6)], "#77706a", 2.5, "8 4"))
    parts.append(_text(240, 20, "Banen", 8, MUTE, "middle"))
    areas = [(170, 100, 110, 60, "1 Ovnhallen", BRICK), (60, 60, 90, 75, "2 Lergraven", SOFT)]
    areas += [(300, 55, 110, 80, "3 Tørreladen", SOFT), (120, 185, 200, 45, "4 Bækken", GREEN)]
    for x, y, w, h, name, fill in areas:
        parts.append(_box(x, y, w, h, fill, MUTE))
        parts.append(_text(x + w / 2, y + h / 2 + 3, name, 9, INK, "middle", "bold"))
    parts.append(f'<circle cx="292" cy="112" r="6" fill="{RED}"/>')
    parts.append(_text(302, 150, "Skorsten", 8, MUTE))
    parts.append(_path([(480, 160), (420, 165), (225, 172), (100, 165)], "#c9c3b6", 9))
    parts.append(_text(442, 154, "Teglværksvej", 8, MUTE, "middle"))
    _north(parts, 480)
    return _svg(480, 300, parts), 300


def customs_house() -> tuple[str, float]:
    """The ground floor of the old customs house. Width 480."""
    parts = [_box(40, 20, 400, 190, "#ffffff", INK)]
    rooms = [(40, 20, 170, 115, "Opholdsrum"), (210, 20, 110, 115, "Køkken"), (320, 20, 120, 190, "Værksted")]
    rooms += [(40, 135, 90, 75, "Kontor"), (130, 135, 80, 75, "Indgang"), (210, 135, 110, 75, "Bad og toilet")]
    for x, y, w, h, name in rooms:
        parts.append(_box(x, y, w, h, SOFT if name in ("Opholdsrum", "Køkken") else "#ffffff", INK))
        parts.append(_text(x + w / 2, y + h / 2 + 3, name, 9, INK, "middle"))
    parts.append(_path([(150, 210), (190, 210)], "#ffffff", 3))
    parts.append(_text(240, 228, "Stueetage, 125 kvadratmeter", 9, MUTE, "middle"))
    return _svg(480, 236, parts), 236


MAPS = {"skoleveje": school_ways, "lokalplan": brickworks, "toldbod": customs_house}
