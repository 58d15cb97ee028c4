"""Earlier treatments of a case that an item names: in sections on its way, and in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from moedeklar.agenda.dates import MONTH_ENDS, MONTH_PATTERN, find_date
from moedeklar.agenda.labels import find_naming
from moedeklar.agenda.words import holds_any, is_body, nominative
from moedeklar.model.agenda import BlockKind, Reference, Role, Section

_TOLD = (Role.FACTS, Role.SUMMARY, Role.OTHER)
_DAY = rf"\d\d?(?:\. ?{MONTH_PATTERN} ?|[./-]\d{{1,2}}[./-])(?:19|20)\d\d"
_ITEM = r"(?:,?\s*\(?(?:sag|punkt|pkt|dagsordenspunkt)\.?(?: nr\.?)?\s*(?P<item>\d{1,4}\w?))?"
_NOUN = r"(?:udvalg(?:et)?|råd(?:et)?|bestyrelse(?:n)?|nævn(?:et)?|direktion(?:en)?|magistrat(?:en)?)"
_BODY = (
    rf"(?:Udvalget for [A-ZÆØÅ][\w-]+(?:(?:,| og) [A-ZÆØÅ]?[\w-]+){{0,3}}?|[A-ZÆØÅ][\w-]*(?:(?:,| og"
    rf"| &) [A-ZÆØÅ][\w-]*){{0,3}}{_NOUN}"
    rf"|[A-ZÆØÅ][\w-]+ (?:Udvalg|Byråd|Råd)|Direktionen|Magistraten)"
)
_TREATED = (
    r"(?:besluttede|godkendte|vedtog|behandlede|drøftede|tiltrådte|tilsluttede|udsatte|anbefalede|tog|fik forelagt"
    r"|blev (?:orienteret|forelagt|præsenteret)|har (?:\w+ )?(?:besluttet|godkendt|vedtaget|behandlet|drøftet"
    r"|tiltrådt)"
    r"|møde|behandling)"
)
_BODY_FIRST = re.compile(
    rf"\b(?P<body>{_BODY})(?:s\b)?[^.;:()]{{0,60}}?\b{_TREATED}\w*\b[^.;:()]{{0,60}}?(?P<day>{_DAY}){_ITEM}"
)
_DAY_FIRST = re.compile(
    rf"\b[Pp]å (?:sit |et )?(?:møde|mødet)(?: i [A-ZÆØÅ][\w-]+)?(?: den)? (?P<day>{_DAY}){_ITEM},? {_TREATED}"
    rf" (?P<body>[\w-]+)"
)
_NAMES_DAY = re.compile(_DAY.replace(r"\d", "[0-9]"))
_BETWEEN = frozenset("./-")  # day, month and year
_CENTURIES = ("19", "20")
_BEFORE_YEAR, _YEAR = 16, 4  # characters
# Each with words of which one is in all that it matches: to tell cheaply most texts that it does not.
_WAYS = (
    (_BODY_FIRST, ("dvalg", "åd", "estyrelse", "nævn", "irektion", "agistrat")),
    (_DAY_FIRST, ("å møde", "å sit møde", "å et møde")),
)
_LONGEST = 4000
_LONGEST_DAY = 30


def references_of(sections: Sequence[Section], day: str | None) -> Iterator[Reference]:
    """The treatments that *sections* name, in order; of those in running text only what was before *day* (ISO)."""
    for section in sections:
        if section.role is Role.ROUTE:
            yield from _route(section)
        elif section.role in _TOLD and day:
            for block in section.blocks:
                text = block.text
                if len(text) <= _LONGEST and _names_day(text):  # few
                    yield from (told for told in _mentioned(text) if told.date and told.date < day)


def _names_day(text: str) -> bool:
    """Whether a day stands in *text*; looked for where its year may be, since any digit may begin one."""
    for century in _CENTURIES:
        at = text.find(century)
        while at >= 0:
            before = text[max(at - _BEFORE_YEAR, 0) : at]
            in_day = before[-1:] in _BETWEEN or before.rstrip()[-3:] in MONTH_ENDS
            if in_day and _NAMES_DAY.search(text, max(at - _BEFORE_YEAR, 0), at + _YEAR):
                return True
            at = text.find(century, at + 1)
    return False


def _route(section: Section) -> Iterator[Reference]:
    for block in section.blocks:
        naming = find_naming(block.text)
        if naming:
            yield Reference(naming.body, naming.date, naming.item)
    yield from _listed(section)
    yield from _rows(_cells(section))


def _listed(section: Section) -> list[Reference]:
    """A way through the committees in lines "Udvalg: …", "Dato: …", "Punktnummer: …"."""
    found: list[Reference] = []
    for block in section.blocks:
        name, _, value = block.text.partition(":")
        value = value.strip()
        if not value:
            continue
        if name == "Udvalg":
            found.append(Reference(value, None, None))
        elif found and name == "Dato" and (day := find_date(value)):
            found[-1] = replace(found[-1], date=day.day.isoformat())
        elif found and name in {"Punktnummer", "Punkt", "Pkt."}:
            found[-1] = replace(found[-1], item=value)
    return found


def _cells(section: Section) -> list[str]:
    """The cells of tables, and the lines that were cells before the text was copied, in order."""
    cells: list[str] = []
    for block in section.blocks:
        cells += [cell for row in block.rows for cell in row] if block.kind is BlockKind.TABLE else [block.text]
    return cells


def _rows(cells: Sequence[str]) -> Iterator[Reference]:
    """Rows of body, day and number ("Økonomiudvalget", "12-09-2026", "8")."""
    for at, cell in enumerate(cells[:-1]):
        after = cells[at + 1]
        day = find_date(after) if len(after) < _LONGEST_DAY and ":" not in cell and is_body(cell) else None
        if day:
            number = cells[at + 2] if at + 2 < len(cells) and cells[at + 2].isdigit() else None
            yield Reference(nominative(cell), day.day.isoformat(), number)


def _mentioned(text: str) -> Iterator[Reference]:
    for pattern, words in _WAYS:
        if not holds_any(text, words):
            continue
        for told in pattern.finditer(text):
            if not find_date(text):
                return
            day = find_date(told["day"])
            name = nominative(told["body"][0].upper() + told["body"][1:])
            if day and is_body(name):
                yield Reference(name if name != "Udvalget" else None, day.day.isoformat(), told["item"])
