"""Lines that lost their breaks: taken apart again before labels, particulars and numbered headings inside them.

Text copied out of PDF viewers may come as one line a page; exports of web pages glue the end of a list to what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from moedeklar.agenda.pagelines import HEADING_WORDS, LONG, Pages, is_page, read_pages
from moedeklar.agenda.printed import Printed
from moedeklar.model.lines import Line

_ABSENT = re.compile(r"(?P<label>(?:Ikke til stede|Fraværende|Afbud):\s*)(?P<rest>\S.*)$")
_PRESENT = re.compile(r"(?:Medlemmer|Deltagere|Fraværende|Afbud|Ikke til stede):(?P<names>.*)$")
_ITEM_TAIL = re.compile(r"(?<=[^\s\d])(?P<tail>\d{1,4}\.\s+[A-ZÆØÅ].*)$")
_HEADING_TAIL = re.compile(rf"(?<=[.!?:)]){HEADING_WORDS}$")
_CONTENTS_WORDS = r"(?:Indholdsfortegnelse|Dagsordens?punkter|Punkter)"
_HEAD_THEN_ITEM = re.compile(rf"^(?P<head>{_CONTENTS_WORDS}:?\s*|{HEADING_WORDS})(?P<rest>\d{{1,3}}\.\s+[A-ZÆØÅ].*)$")
_HEADS = frozenset(re.findall(r"(?<=[|:])\w{4}", _CONTENTS_WORDS + HEADING_WORDS))
_TAIL = 5  # letters with which the words of headings end
_TAILS = frozenset(re.findall(rf"\w{{{_TAIL}}}(?=[|)])", HEADING_WORDS.replace("[eé]", "e"))) | {"esumé"}
_CASE_THEN_LABEL = re.compile(rf"^(?P<case>\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d-\d+(?:-\d+)?)\s+(?={HEADING_WORDS}\b)")


def unglued(printed: Printed) -> Printed:
    """*printed*, with the lines taken apart that hold several."""
    texts = [line.text for line in printed.lines]
    long = [text for text in texts if len(text) > LONG] if max(map(len, texts), default=0) > LONG else []
    pages = read_pages(texts) if any(map(is_page, long)) else None
    titles = _Titles()
    apart: dict[int, list[Line]] = {}
    for at in range(len(texts)) if pages else _may_hold(texts):
        line, text = printed.lines[at], texts[at]
        if line.cells:
            continue
        numbered = text.lstrip()[:1].isdigit()
        parts = _parts_of(line, titles, numbered=numbered, pages=pages)
        if parts:
            apart[at] = list(_split(line, parts))
        if numbered and len(text) < LONG:
            titles.add(text)
    found = printed.with_parts(apart)
    return found.with_parts(_names_apart(found.lines)) if pages else found


def _may_hold(texts: Sequence[str]) -> list[int]:
    """The indexes of those *texts*, none of which is a page, that may hold several lines. Cheap, as all are asked."""
    return [
        at for at, text in enumerate(texts) if not text[:1].isalpha() or text[-_TAIL:] in _TAILS or text[:4] in _HEADS
    ]


class _Titles:
    """The numbered lines so far, which may be titles. Nearly no document asks for one, so none is spelt before that."""

    def __init__(self) -> None:
        self._added: list[str] = []
        self._spelt: set[str] = set()
        self.add = self._added.append

    def __contains__(self, text: str) -> bool:
        self._spelt.update([" ".join(added.split()) for added in self._added])
        self._added.clear()
        return " ".join(text.split()) in self._spelt


def _parts_of(line: Line, titles: _Titles, *, numbered: bool, pages: Pages | None) -> Iterable[str]:
    """What *line* holds, where that is several lines; nothing where it is one."""
    text = line.text
    if text.isalpha():  # "Indstilling", and other words by themselves
        return ()
    heading = _HEADING_TAIL.search(text, max(len(text) - 30, 0)) if text[-_TAIL:] in _TAILS else None
    if heading:
        return text[: heading.start()], heading[0]
    first = _HEAD_THEN_ITEM.match(text) if text[:4] in _HEADS and "." in text else None
    if first:
        return first["head"], first["rest"]
    if numbered:
        tail = _ITEM_TAIL.search(text) if "." in text[3:] else None
        if tail and tail["tail"] in titles:
            return text[: tail.start()], tail["tail"]
        case = _CASE_THEN_LABEL.match(text) if text[2:3] == "." else None
        if case:
            return case["case"], text[case.end() :]
    return pages.parts(text) if pages and (numbered or len(text) > LONG) else ()


def _names_apart(lines: Sequence[Line]) -> dict[int, list[Line]]:
    """Names of absent ones parted from the decision after them, as far as they were met in the lists of the front."""
    known = " ".join(
        found["names"] for line in lines if not line.text.endswith(".") and (found := _PRESENT.match(line.text))
    )
    apart: dict[int, list[Line]] = {}
    for at, line in enumerate(lines):
        absent = _ABSENT.match(line.text)
        words = absent["rest"].split() if absent else []
        names = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in known), 0)
        if absent and 0 < names < len(words):
            parts = (absent["label"] + " ".join(words[:names]), " ".join(words[names:]))
            apart[at] = list(_split(line, parts))
    return apart


def _split(line: Line, parts: Iterable[str]) -> Iterator[Line]:
    width = (line.x1 - line.x0) / max(len(line.text), 1)
    for part in parts:
        if part.strip():
            end = line.x0 + width * len(part)
            yield replace(line, text=part, gap=True, x1=end, bold_runs=(), italic_runs=())
