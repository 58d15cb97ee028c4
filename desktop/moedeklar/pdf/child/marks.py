"""The numbers and letters before the entries of a list, in the kinds that HTML and Word have."""

from __future__ import annotations

import re
from typing import Final

BULLET: Final = "•"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS: Final = 26
_MOST_ROMAN: Final = 3999

# Bullets that Word takes from fonts of its own, by their place there: marks, not the letters that they look like here.
_OWN_FONT: Final = range(0xF000, 0xF100)
_SIGNS: Final = frozenset("§·¨")
_SIMPLE = re.compile(r"\(?(?:\d{1,3}|[A-Za-zÆØÅæøå]|[ivxIVX]{2,4})[.)]")


def bullet(text: str) -> str:
    """The bullet that Word writes as *text*: what is a letter or sign in one of its own fonts is "•"."""
    text = text.strip()
    drawn = len(text) < 2 and (not text or ord(text) in _OWN_FONT or text.isalnum() or text in _SIGNS)
    return BULLET if drawn else text


def is_simple(mark: str) -> bool:
    """Whether *mark* is that of a list's entry ("1.", "b)", "•"), not a number that belongs to a title ("2.1")."""
    return _SIMPLE.fullmatch(mark) is not None or not any(letter.isalnum() for letter in mark)


def roman(number: int) -> str:
    """*number* in small Roman numerals; in digits where there are none for it."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int) -> str:
    """a–z, then aa, ab as HTML counts; in digits below 1."""
    if number < 1:
        return str(number)
    text = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        text = chr(ord("a") + rest) + text
    return text


def repeated_letters(number: int) -> str:
    """a–z, then aa, bb as Word counts; in digits below 1."""
    if number < 1:
        return str(number)
    times, rest = divmod(number - 1, _LETTERS)
    return chr(ord("a") + rest) * (min(times, 9) + 1)


def html_number(number: int, kind: str) -> str:
    """*number* as `<ol type=…>` writes it, without the dot."""
    if kind in {"a", "A"}:
        return letters(number) if kind == "a" else letters(number).upper()
    if kind in {"i", "I"}:
        return roman(number) if kind == "i" else roman(number).upper()
    return str(number)
