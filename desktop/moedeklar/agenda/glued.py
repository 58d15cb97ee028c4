"""Lines that lost their breaks: taken apart again before labels, particulars and numbered headings inside them.

Text copied out of PDF viewers may come as one line a page; exports of web pages glue the end of a list to what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from moedeklar.agenda.dates import MONTH_PATTERN
from moedeklar.agenda.printed import Printed
from moedeklar.model.lines import Line

_HEADING_WORDS = (
    r"(?:Sagsfremstilling|Sagsbeskrivelse|Sagsresum[eé]|Resum[eé]|Indstillinger|Indstilling|Beslutninger"
    r"|Beslutning|Bilag|Økonomiske konsekvenser|Økonomi"
    r"|Lovgrundlag|Retsgrundlag|Indledning/Baggrund|Baggrund|Beslutningstema|Vurdering|Redegørelse|Sagsforløb"
    r"|Kompetence|Høring|Historik)"
)
_BODY = (
    r"(?:(?:[A-ZÆØÅ][\wæøå]*-(?:,| og| &) ?){0,3}[A-ZÆØÅ][\wæøå-]*(?:udvalget|rådet|bestyrelsen|nævnet|direktionen)"
    r"|Byrådet|Kommunalbestyrelsen|Direktionen|Udvalget for [A-ZÆØÅ][\wæøå-]+(?: og [A-ZÆØÅ]?[\wæøå-]+)?)"
)
_DAY = rf"\d{{1,2}}\. ?{MONTH_PATTERN} ?[12]\d{{3}}"
_NAMING = rf"{_BODY}(?:s møde)? (?:den )?{_DAY},? (?:pkt\.|punkt|Punkt) \d+:?"
_GROUP = r"(?:[A-ZÆØÅ]{3,}-(?:,| OG| &) ?){0,3}[A-ZÆØÅ]*(?:UDVALGET|BESTYRELSEN|RÅDET|SAGER)"
_BREAK = re.compile(
    rf"(?:(?<=^)|(?<=[\s.:;)]))(?:"
    rf"{_HEADING_WORDS}(?::|(?=\s+[A-ZÆØÅ]))"
    r"|(?:Åben|Lukket) sag\b|Sags?(?:nr\.|nummer|id\.):?|Dok\.?nr\.:?|Sagen afgøres (?:i|af):?"
    r"|(?:Ikke til stede|Fraværende|Afbud|Bemærkninger|Medlemmer|Deltagere|Mødested|Mødedato|Mødetidspunkt"
    r"|Sluttidspunkt|Starttidspunkt):"
    r"|(?:Sagsoversigt|Indholdsfortegnelse|INDHOLDSFORTEGNELSE|REFERAT|DAGSORDEN)\b"
    rf"|{_NAMING}|Det (?:indstilles|foreslås)\b"
    rf"|{_GROUP}(?=\s+\d{{1,3}}\. [A-ZÆØÅ])"
    rf"|\d{{1,3}}\. (?!{MONTH_PATTERN})(?=[A-ZÆØÅ][a-zæøå])"
    r")",
)
# What ends a line as well as beginning one.
_ENDS = re.compile(
    rf"(?:{_NAMING}(?=\s)|(?:Åben|Lukket) sag\b|Sags?(?:nr\.|nummer|id\.):?\s*[\w./-]+|{_GROUP}(?=\s)"
    rf"|(?:REFERAT|DAGSORDEN)\b"
    r"|\d{1,3}\. (?:Meddelelser|Eventuelt|Godkendelse af (?:dagsorden|referat)(?:en|et)?)(?=\s[A-ZÆØÅ])"
    rf"|(?:Beslutninger|Beslutning) {_BODY} den(?=\s[A-ZÆØÅ]|$)|{_HEADING_WORDS}:?(?=\s+[A-ZÆØÅ]))"
)
_ABSENT = re.compile(r"(?P<label>(?:Ikke til stede|Fraværende|Afbud):\s*)(?P<rest>\S.*)$")
_PRESENT = re.compile(r"(?:Medlemmer|Deltagere|Fraværende|Afbud|Ikke til stede):(?P<names>.*)$")
_PAGE_HEAD = re.compile(r"^\d{1,3}(?:\s+|$)(?:.{0,80}?\bSide \d{1,3}\s+)?(?=\S|$)")
_LONG = 160
_LABELS_OF_A_PAGE = 3
_ITEM_TAIL = re.compile(r"(?<=[^\s\d])(?P<tail>\d{1,4}\.\s+[A-ZÆØÅ].*)$")
_HEADING_TAIL = re.compile(rf"(?<=[.!?:)]){_HEADING_WORDS}$")
_TAIL = 4  # letters with which the words of headings end
_TAILS = frozenset(re.findall(rf"\w{{{_TAIL}}}(?=[|)])", _HEADING_WORDS.replace("[eé]", "e"))) | {"sumé"}
_CASE_THEN_LABEL = re.compile(rf"^(?P<case>\d\d\.\d\d\.\d\d-?[A-ZÆØÅ]\d\d-\d+(?:-\d+)?)\s+(?={_HEADING_WORDS}\b)")


def unglued(printed: Printed) -> Printed:
    """*printed*, with the lines taken apart that hold several."""
    pages = any(len(line.text) > _LONG and _is_page(line.text) for line in printed.lines)
    titles: set[str] = set()
    apart: dict[int, list[Line]] = {}
    for at, line in enumerate(printed.lines):
        text = line.text
        numbered = text.lstrip()[:1].isdigit()
        if line.cells or not (numbered or pages or text[-_TAIL:] in _TAILS):  # most by far
            continue
        parts = _parts_of(line, titles, numbered=numbered, pages=pages)
        if parts:
            apart[at] = list(_split(line, parts))
        if numbered and len(text) < _LONG:
            titles.add(" ".join(text.split()))
    found = printed.with_parts(apart)
    return found.with_parts(_names_apart(found.lines)) if pages else found


def _parts_of(line: Line, titles: set[str], *, numbered: bool, pages: bool) -> Iterable[str]:
    """What *line* holds, where that is several lines; nothing where it is one."""
    text = line.text
    heading = _HEADING_TAIL.search(text, max(len(text) - 30, 0)) if text[-_TAIL:] in _TAILS else None
    if heading:
        return text[: heading.start()], heading[0]
    if numbered:
        tail = _ITEM_TAIL.search(text)
        if tail and " ".join(tail["tail"].split()) in titles:
            return text[: tail.start()], tail["tail"]
        case = _CASE_THEN_LABEL.match(text)
        if case:
            return case["case"], text[case.end() :]
    return _parts(text) if pages and (numbered or len(text) > _LONG) else ()


def _is_page(text: str) -> bool:
    return len(text) > _LONG // 2 and sum(1 for _ in _BREAK.finditer(text)) >= _LABELS_OF_A_PAGE


def _parts(text: str) -> Iterator[str]:
    head = _PAGE_HEAD.match(text)
    start = head.end() if head else 0
    places = [start, *(found.start() for found in _BREAK.finditer(text, start) if found.start() > start), len(text)]
    for begin, end in pairwise(places):
        part = text[begin:end].strip()
        ended = _ENDS.match(part)
        if ended and ended.end() < len(part):
            yield part[: ended.end()]
            part = part[ended.end() :].strip()
        if not part.isdigit():
            yield part


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
