"""Quoted words found among the words of a page."""

from __future__ import annotations

import pytest

from moedeklar.member.page_quotes import line_boxes, said, words_of
from moedeklar.pdf.types import Word

LINES = ("Tegl koster mere", "end pap, og pap koster", "mere end ingenting.")
WORDS = tuple(
    Word(50.0 * n, 20.0 * line, 50.0 * n + 40, 20.0 * line + 12, text, line)
    for line, texts in enumerate(LINES)
    for n, text in enumerate(texts.split())
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("koster mere", "koster mere"),
        ("KOSTER\n  mere end", "koster mere end"),
        ("pap koster mere", "pap koster mere"),
        ("pap", "pap,"),
        ("ost", "koster"),
        ("mere end pap", "mere end pap,"),
    ],
)
def test_found(quote: str, found: str) -> None:
    assert " ".join(word.text for word in words_of(WORDS, quote)) == found


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("pap", "pap"),
        ("  KOSTER\n mere ", "koster mere"),
        ("mere end pap", "mere end pap"),
        ("ingenting.", "ingenting."),
        ("og pap koster mere end", "og pap koster mere end"),
        ("kostermere", "koster mere"),
    ],
)
def test_the_words_asked_for_are_kept_and_nothing_beside_them(quote: str, kept: str) -> None:
    assert said(words_of(WORDS, quote), quote) == kept


@pytest.mark.parametrize("quote", ["", "  ", "koster mindre", "Tegl koster mere end pap og"])
def test_not_found(quote: str) -> None:
    assert words_of(WORDS, quote) == ()


def test_one_box_a_line() -> None:
    assert line_boxes(words_of(WORDS, "mere end pap, og")) == ((100.0, 0.0, 140.0, 12.0), (0.0, 20.0, 140.0, 32.0))
    assert line_boxes(()) == ()
