"""Agendas that were damaged on the way: lines lost, joined and misspelt, pages broken anywhere, papers mixed up.

All by a seeded random number generator, so that a seed tells a document again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.model.lines import Line, StyledDocument

LAYOUTS = Path(__file__).parent / "layouts"
LETTERS = "abcdefghijklmnoprstuvyæøå"
STRAY = (
    "Underskrift: ____________________",
    "Så langt nåede vi, og mere er der ikke at sige...",
    "Mødet sluttede med kaffe hos havnefogeden",
    "Læs mere om molen i bilag 2, som blev delt ud.",
    "Havnefogeden fortalte den 4. maj 2026, at molen skrider.",
    "Bilag",
    "Beslutning",
    "Indholdsfortegnelse",
    "Fraværende: Kaj Sten (A)",
    "Sagsnr.: 26/104",
    "1. Nye bådpladser",
    "Punkt 2: Nye bådpladser",
    "a\tb\tc",
    "•",
    "Side 3 af 14",
    "LUKKEDE SAGER",
    "12. august 2026",
    "Udvalget for Havne den 4. maj 2026, pkt. 7:",
)
Mutation = Callable[[list[str], random.Random], list[str]]


def line_dropped(lines: list[str], luck: random.Random) -> list[str]:
    """One line is lost."""
    at = luck.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def lines_joined(lines: list[str], luck: random.Random) -> list[str]:
    """Two lines have become one, with or without a space."""
    at = luck.randrange(len(lines))
    return [*lines[:at], luck.choice((" ", "", " ")).join(lines[at : at + 2]), *lines[at + 2 :]]


def letter_wrong(lines: list[str], luck: random.Random) -> list[str]:
    """A short line, as headings are, has a letter lost, added, wrong, or two exchanged."""
    short = [at for at, line in enumerate(lines) if 3 < len(line.strip()) < 50] or [0]
    at = luck.choice(short)
    return [*lines[:at], misspelt(lines[at], luck), *lines[at + 1 :]]


def misspelt(text: str, luck: random.Random) -> str:
    """*text* with one letter's mistake, not in its first letter."""
    places = [at for at, letter in enumerate(text) if letter.isalpha()][1:]
    if not places:
        return text
    at = luck.choice(places)
    one, rest = text[at], text[at + 1 :]
    return text[:at] + luck.choice(
        (rest, one + one + rest, luck.choice(LETTERS) + rest, rest[:1] + one + rest[1:] if rest[:1].isalpha() else rest)
    )


def page_broken(lines: list[str], luck: random.Random) -> list[str]:
    """A page ends somewhere: a line with its number, or empty lines."""
    at = luck.randrange(len(lines) + 1)
    page = luck.choice((["", f"Side {luck.randrange(1, 20)}", ""], ["\f"], ["", ""], [f"{luck.randrange(1, 20)}"]))
    return [*lines[:at], *page, *lines[at:]]


def stray_line(lines: list[str], luck: random.Random) -> list[str]:
    """A line that belongs elsewhere."""
    at = luck.randrange(len(lines) + 1)
    return [*lines[:at], luck.choice(STRAY), *lines[at:]]


def blank_lines_lost(lines: list[str], luck: random.Random) -> list[str]:
    """All empty lines are gone."""
    return [line for line in lines if line.strip()] or lines


def lines_doubled(lines: list[str], luck: random.Random) -> list[str]:
    """Some lines come twice, right away or further on."""
    at, to = luck.randrange(len(lines)), luck.randrange(len(lines) + 1)
    return [*lines[:to], *lines[at : at + luck.randrange(1, 6)], *lines[to:]]


def lines_moved(lines: list[str], luck: random.Random) -> list[str]:
    """Some lines have moved."""
    at, count = luck.randrange(len(lines)), luck.randrange(1, 8)
    rest, moved = lines[:at] + lines[at + count :], lines[at : at + count]
    to = luck.randrange(len(rest) + 1)
    return [*rest[:to], *moved, *rest[to:]]


def cut_off(lines: list[str], luck: random.Random) -> list[str]:
    """The end or the beginning is missing."""
    at = luck.randrange(len(lines))
    return (lines[:at] if luck.random() < 0.5 else lines[at:]) or lines


def wrapped(lines: list[str], luck: random.Random) -> list[str]:
    """Broken at a width, as by a mail program."""
    width = luck.randrange(20, 90)
    return [part for line in lines for part in re.findall(rf"\S.{{0,{width}}}(?=\s|$)|^$", line) or [line]]


def odd_letters(lines: list[str], luck: random.Random) -> list[str]:
    """Letters from anywhere in Unicode."""
    at = luck.randrange(len(lines))
    odd = "".join(chr(luck.choice((luck.randrange(32, 0x250), luck.randrange(0x2000, 0x2100)))) for _ in range(8))
    return [*lines[:at], lines[at] + odd, *lines[at + 1 :]]


def in_capitals(lines: list[str], luck: random.Random) -> list[str]:
    """One line is in capitals, or in small letters."""
    at = luck.randrange(len(lines))
    return [*lines[:at], luck.choice((str.upper, str.lower))(lines[at]), *lines[at + 1 :]]


MILD: Sequence[Mutation] = (line_dropped, lines_joined, letter_wrong, page_broken)
ALL: Sequence[Mutation] = (
    *MILD,
    stray_line,
    blank_lines_lost,
    lines_doubled,
    lines_moved,
    cut_off,
    wrapped,
    odd_letters,
    in_capitals,
)


@cache
def layouts() -> tuple[tuple[str, ...], ...]:
    """The lines of each invented agenda."""
    paths = sorted(path for path in LAYOUTS.iterdir() if path.suffix in {".txt", ".md"})
    return tuple(tuple(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def damaged_lines(luck: random.Random, most: int = 12) -> list[str]:
    """One of the agendas, or the beginning of one and the end of another, with up to *most* damages."""
    lines = list(luck.choice(layouts()))
    if luck.random() < 0.2:
        other = luck.choice(layouts())
        lines = [*lines[: luck.randrange(len(lines)) + 1], *other[luck.randrange(len(other)) :]]
    for _ in range(luck.randrange(1, most)):
        lines = luck.choice(ALL)(lines, luck) or [""]
    return lines


def damaged_document(seed: int) -> StyledDocument:
    """The damaged document of *seed*: as text, as Markdown, or as lines with sizes, places and pages as of a PDF."""
    luck = random.Random(seed)
    text = "\n".join(damaged_lines(luck))
    form = luck.random()
    if form < 0.5:
        return lines_of_text(text.encode("utf-8", errors="replace"))
    document = lines_of_text(text.encode("utf-8", errors="replace"), markdown=form < 0.6)
    return document if form < 0.6 else _set_on_pages(document, luck)


def _set_on_pages(document: StyledDocument, luck: random.Random) -> StyledDocument:
    """The lines as if set on pages, with a running header on each, and here and there a style by chance."""
    rows = luck.randrange(8, 50)
    found: list[Line] = []
    for at, line in enumerate(document.lines):
        page, row = divmod(at, rows)
        if row == 0 and luck.random() < 0.9:
            found.append(Line("Nordlund Kommune", page=page, size=8.0, x0=60, x1=140, y0=30, y1=38))
        size = 14.0 if len(line.text) < 60 and luck.random() < 0.1 else 10.0
        top = 80 + row * 13.0
        found.append(
            replace(
                line,
                page=page,
                size=size,
                bold=luck.random() < 0.1,
                x0=60.0,
                x1=60 + 5.0 * len(line.text),
                y0=top,
                y1=top + size,
            )
        )
    pages = found[-1].page + 1 if found else 0
    return StyledDocument(tuple(found), "application/pdf", ((595.0, 842.0),) * pages, title="Referat")
