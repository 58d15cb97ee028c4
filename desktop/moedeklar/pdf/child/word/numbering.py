"""The numbers and marks before the paragraphs of a Word document, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from moedeklar.pdf.child.marks import bullet, repeated_letters, roman
from moedeklar.pdf.child.word.xml import attribute, child, children, number

_PLACE = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "lowerLetter": repeated_letters,
    "upperLetter": lambda n: repeated_letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
    "ordinal": lambda n: f"{n}.",
    "none": lambda _n: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    legal: bool


class Numbering:
    """Counts the lists of one document. Ask for each paragraph once, in order."""

    def __init__(self, root: Any) -> None:
        self._abstract = {attribute(one, "abstractNumId"): one for one in children(root, "abstractNum")}
        linked = [one for one in self._abstract.values() if child(one, "styleLink") is not None]
        self._by_style = {attribute(child(one, "styleLink")): one for one in linked}
        self._lists = {attribute(one, "numId"): one for one in children(root, "num")}
        self._levels: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, list_id: str | None, level: int) -> str:
        """The mark of the next paragraph of this list and level (from 0): "3.", "b)", "2.1", "•"; "" for none."""
        if list_id is None or list_id not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract, levels, overrides = self._levels_of(list_id)
        if level not in levels:
            return ""
        rule = levels[level]
        if rule.form == "bullet":
            return bullet(rule.text)
        counts = self._counts.setdefault(abstract, {})
        if level in overrides and (list_id, level) not in self._begun:
            counts[level] = overrides[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else rule.start
        self._begun.add((list_id, level))
        for deeper in [one for one in counts if one > level and _restarts(levels.get(one), level)]:
            del counts[deeper]

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = levels.get(at, rule)
            form = "decimal" if rule.legal else other.form
            return _FORMATS.get(form, str)(counts.get(at, other.start))

        return _PLACE.sub(place, rule.text).strip()

    def _levels_of(self, list_id: str) -> tuple[str, dict[int, _Level], dict[int, int]]:
        if list_id not in self._levels:
            made = self._lists[list_id]
            abstract = attribute(child(made, "abstractNumId"))
            found = self._abstract.get(abstract)
            link = child(found, "numStyleLink")
            if link is not None:
                found = self._by_style.get(attribute(link), found)
            levels = {number(one, "ilvl"): _level(one) for one in children(found, "lvl")}
            overrides: dict[int, int] = {}
            for override in children(made, "lvlOverride"):
                at = number(override, "ilvl")
                own = child(override, "lvl")
                if own is not None:
                    levels[at] = _level(own)
                start = child(override, "startOverride")
                if start is not None:
                    overrides[at] = number(start, default=1)
            self._levels[list_id] = (abstract, levels, overrides)
        return self._levels[list_id]


def _level(element: Any) -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        number(child(element, "start"), default=1),
        attribute(child(element, "numFmt"), default="decimal"),
        attribute(child(element, "lvlText")),
        None if restart is None else number(restart),
        child(element, "isLgl") is not None and attribute(child(element, "isLgl"), default="1") not in {"0", "false"},
    )


def _restarts(rule: _Level | None, level: int) -> bool:
    """Whether a level begins anew after a paragraph of *level*, which is above it."""
    if rule is None or rule.restart is None:
        return True
    return rule.restart != 0 and level + 1 <= rule.restart
