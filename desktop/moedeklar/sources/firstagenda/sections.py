"""The text of an item, which comes as one piece of HTML, taken apart at its headings. Pure.

Each section stands as `<h3>heading</h3><span class='…'>text</span>`. The class says nothing dependable of what the
section is, so only the heading counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedeklar.agenda.labels import find_label
from moedeklar.model.agenda import Section
from moedeklar.sources.fragments import blocks_of, tags_alone
from moedeklar.sources.stating import section_of

_MARK = re.compile(r"<(?P<end>/?)(?P<tag>span|h3)\b[^>]*>", re.IGNORECASE)


def sections_of(content: str, *, decides: bool = False) -> list[Section | None]:
    """The sections in *content*; with *decides* text that stands under no heading is a decision."""
    return [section_of(heading, text, decides=decides and not heading) for heading, text in _parts(tags_alone(content))]


def _parts(content: str) -> Iterator[tuple[str, str]]:
    """Each heading with what follows it; "" before the first."""
    depth, begin, heading, open_at = 0, 0, "", -1
    before = 0
    for mark in _MARK.finditer(content):
        ends = bool(mark["end"])
        if mark["tag"].casefold() == "span":
            depth = max(0, depth + (-1 if ends else 1)) if open_at < 0 else depth
        elif not ends:
            open_at, before = mark.end(), mark.start()
        elif open_at >= 0:
            text = _plain(content[open_at : mark.start()])
            # Inside a section it is the author's own heading, unless it is called like a section.
            if text and (depth == 0 or _is_section(text)):
                yield heading, content[begin:before]
                heading, begin, depth = text, mark.end(), 0
            open_at = -1
    yield heading, content[begin:]


def _plain(content: str) -> str:
    return " ".join(block.text for block in blocks_of(content))


def _is_section(text: str) -> bool:
    label = find_label(text)
    return label is not None and not label.soft and not label.rest and label.role is not None
