"""What stands around the text: running headers and footers, and the buttons of web pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from moedeklar.agenda.vocabulary import NOISE_LINES, NOISE_PREFIX, NOISE_SUFFIX, PAGE_NUMBER
from moedeklar.agenda.words import label_key
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.model.text import bare

_DIGITS = re.compile(r"\d+")
_EDGE = 0.11  # of the page's height, at its top and at its foot
_LONGEST_NOISE = max(map(len, NOISE_LINES)) + 8
_PREFIX_STARTS = frozenset("fFvVåÅuU")
_SHARE = 0.4  # of the pages: text that stands on fewer is no header


def running_lines(document: StyledDocument) -> set[int]:
    """The indexes of the lines that are headers and footers of pages: at the page's edge, and repeated there.

    Lines are compared without their digits, so that page numbers repeat; a heading of the agenda itself is kept.
    """
    sizes = document.page_sizes
    if not sizes:
        return set()
    edge: list[tuple[int, str, int]] = []
    pages: dict[str, set[int]] = {}
    for at, line in enumerate(document.lines):
        height = sizes[line.page][1] if line.page < len(sizes) else 0.0
        if not height or (_EDGE * height < line.y1 and line.y0 < (1 - _EDGE) * height):
            continue
        key = _DIGITS.sub("#", line.text.strip())
        edge.append((at, key, line.page))
        pages.setdefault(key, set()).add(line.page)
    body = _body_size(document.lines)
    title = bare(document.title)
    enough = max(2.0, _SHARE * len(sizes))
    found = set()
    for at, key, _ in edge:
        line = document.lines[at]
        repeated = len(pages[key]) >= enough and (line.size <= body + 0.5) and not line.cells
        small = line.size < body and (bare(line.text) == title or PAGE_NUMBER.match(line.text.strip()))
        if repeated or (small and line.text.strip()):
            found.add(at)
    return found


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_decoration(text: str) -> str:
    """*text* without what a web page writes around its labels; "" where nothing else is left."""
    if len(text) < _LONGEST_NOISE and label_key(text) in NOISE_LINES:
        return ""
    bare = text.lstrip()
    found = NOISE_PREFIX.match(bare) if bare[:1] in _PREFIX_STARTS else None
    if found:
        text = bare[found.end() :]
    if "lik her for" in text or "old ud" in text or "Til toppen" in text or "Læs mere om" in text:
        text = NOISE_SUFFIX.sub("", text)
    return text
