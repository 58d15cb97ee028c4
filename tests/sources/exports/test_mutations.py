"""Exports that are changed at random are read, or refused by a ParseError: nothing else is ever raised."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.model.agenda import Meeting
from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import ParseError
from moedeklar.model.text import canonical
from moedeklar.sources.exports.format import Announcement, Place
from moedeklar.sources.exports.formats import FORMATS, read_record
from tests.fakes.exports import AGENDA, HARBOUR, NEWS, Text

DECIDED = HARBOUR.but(
    texts=(*HARBOUR.texts[:2], Text("Beslutning i Havneudvalget den 09-02-2027", "<p>Udsat.</p>", True))
)
EXPORT = AGENDA.but(points=(NEWS.but(texts=(Text("Orientering", "<ul><li>Intet"),)), DECIDED))
FORMS = [
    form().decode("utf-8-sig")
    for form in (EXPORT.publication, EXPORT.fujitsu, EXPORT.acadre, EXPORT.edoc, EXPORT.sbsys)
]
ODD = (
    "",
    "0",
    "-1",
    "²",
    "01-01-0001",
    "99-99-9999 99:99:99",
    "\u0000",
    "<",
    "&amp;lt;p&amp;gt;",
    "x" * 500,
    "9" * 5000,
    "../..",
    "\u202e",
    "True",
)


def mutated(text: str, seed: int) -> str:
    """*text* with a few of its elements emptied, doubled, taken out or said otherwise."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        elements = list(re.finditer(r"<([\w:.-]+)[^<>]*>(?:[^<]|<!\[CDATA\[.*?\]\]>)*</\1>", text, re.DOTALL))
        if not elements:
            return text
        found = chance.choice(elements)
        inside = found[0].index(">") + 1, found[0].rindex("</")
        said = f"{found[0][: inside[0]]}{chance.choice(ODD)}{found[0][inside[1] :]}"
        made = chance.choice(("", found[0] * 2, said, found[0][: inside[0]] + found[0][inside[1] :]))
        text = text[: found.start()] + made + text[found.end() :]
    return text


@pytest.mark.parametrize("form", FORMS, ids=[one.name for one in FORMATS])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_whatever_is_changed_it_is_read_or_refused(form: str, seed: int) -> None:
    data = mutated(form, seed).encode("utf-8", "replace")
    try:
        meeting = read_record(data, Place("a/b.xml", Announcement("b.xml") if seed % 2 else None))
    except ParseError as error:
        assert error.code.startswith("export_")  # noqa: PT017
        return
    # What is read can be kept and is written as everything else is.
    assert decode(Meeting, encode(meeting)) == meeting
    for item in meeting.items:
        assert item.title == canonical(item.title)
        for section in item.sections:
            assert section.text
            assert section.text == canonical(section.text)


@pytest.mark.parametrize("form", FORMS, ids=[one.name for one in FORMATS])
def test_numbers_of_any_length_are_no_trouble(form: str) -> None:
    long = "9" * 5000
    for number in ("1", "2", "26", "32", "60", "112"):
        for mark in (f">{number}<", f"[{number}]", f'"{number}"', f"'{number}'"):
            data = form.replace(mark, mark.replace(number, long)).encode()
            assert read_record(data, Place("a/b.xml")).items
