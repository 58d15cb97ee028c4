"""The styles of a Word document: how a paragraph or a run of a style is set, and whether it is a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from moedeklar.pdf.child.flow import Look
from moedeklar.pdf.child.word.xml import attribute, child, children, number, switch

# Word writes its own headings in English, other programs in the language of the person: the names of the level's
# style in Danish, English, German, Swedish, Norwegian and Dutch.
_HEADING_NAME = re.compile(r"(?:heading|overskrift|überschrift|rubrik|kop)\s?([1-9])", re.IGNORECASE)
_DEEPEST: Final = 6  # levels of heading that a line can have
_BODY_LEVEL: Final = 9  # outlineLvl of ordinary text (ECMA-376, 17.3.1.20)
_LONGEST_CHAIN: Final = 20  # styles that a style may build on
_DEFAULT_SIZE: Final = 10.0  # points, where nothing states one (ECMA-376, 17.3.2.38)
_PLAIN: Final = Look(size=_DEFAULT_SIZE)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set. `level` is its heading level, 0 for text; `list_id` its numbering, None for none.

    `space_before` and `space_after` are twentieths of a point.
    """

    look: Look = _PLAIN
    level: int = 0
    list_id: str | None = None
    list_level: int = 0
    space_before: int = 0
    space_after: int = 0
    hidden: bool = False


class Styles:
    """The styles by id, each with those that it builds on."""

    def __init__(self, root: Any) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}
        defaults = child(root, "docDefaults")
        plain = Setting()
        plain = _with_run(plain, child(child(defaults, "rPrDefault"), "rPr"))
        self._plain = _with_paragraph(plain, child(child(defaults, "pPrDefault"), "pPr"))
        self._default = next(
            (
                attribute(style, "styleId")
                for style in children(root, "style")
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
            ),
            "",
        )
        self._known: dict[str, Setting] = {}

    def paragraph(self, properties: Any) -> Setting:
        """How a paragraph with these properties (`w:pPr`, or None) is set."""
        style = attribute(child(properties, "pStyle"), default=self._default)
        if style not in self._known:
            self._known[style] = self._of_style(style)
        return _with_paragraph(self._known[style], properties)

    def run(self, setting: Setting, properties: Any) -> Setting:
        """How a run with these properties (`w:rPr`, or None) is set in a paragraph that is set like *setting*."""
        if properties is None:
            return setting
        for style in self._chain(attribute(child(properties, "rStyle"))):
            setting = _with_run(setting, child(style, "rPr"))
        return _with_run(setting, properties)

    def _of_style(self, style_id: str) -> Setting:
        setting = self._plain
        for style in self._chain(style_id):
            setting = _with_run(_with_paragraph(setting, child(style, "pPr")), child(style, "rPr"))
            named = _HEADING_NAME.fullmatch(attribute(child(style, "name")) or attribute(style, "styleId"))
            if named:
                setting = replace(setting, level=min(int(named[1]), _DEEPEST))
        return setting

    def _chain(self, style_id: str) -> list[Any]:
        """The style and those that it builds on, the most basic first."""
        chain: list[Any] = []
        while style_id in self._styles and len(chain) < _LONGEST_CHAIN:
            style = self._styles[style_id]
            chain.append(style)
            style_id = attribute(child(style, "basedOn"))
        return chain[::-1]


def _with_paragraph(setting: Setting, properties: Any) -> Setting:
    if properties is None:
        return setting
    outline = child(properties, "outlineLvl")
    if outline is not None:
        level = number(outline, default=_BODY_LEVEL)
        setting = replace(setting, level=level + 1 if level < _DEEPEST else 0)
    numbering = child(properties, "numPr")
    if numbering is not None:
        list_id = attribute(child(numbering, "numId"), default=setting.list_id or "")
        inherited = setting.list_level
        setting = replace(
            setting,
            list_id=list_id if list_id not in {"", "0"} else None,
            list_level=number(child(numbering, "ilvl"), default=inherited),
        )
    spacing = child(properties, "spacing")
    if spacing is not None:
        before = number(spacing, "before", setting.space_before)
        setting = replace(setting, space_before=before, space_after=number(spacing, "after", setting.space_after))
    return setting


def _with_run(setting: Setting, properties: Any) -> Setting:
    if properties is None:
        return setting
    look = setting.look
    bold, italic, hidden = (switch(properties, name) for name in ("b", "i", "vanish"))
    half_points = number(child(properties, "sz"))
    look = Look(
        look.bold if bold is None else bold,
        look.italic if italic is None else italic,
        half_points / 2 if 0 < half_points < 2000 else look.size,
    )
    return replace(setting, look=look, hidden=setting.hidden if hidden is None else hidden)
