"""As much of CSS as says what is bold, slanted or large: style attributes, and rules for a class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from moedeklar.pdf.child.flow import Look
from moedeklar.pdf.child.web.elements import BOLD, HEADINGS, ITALIC

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,4000})\}")
_CLASS = re.compile(r"\s*[a-z][a-z0-9]*\.([\w-]+)\s*|\s*\.([\w-]+)\s*", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_WEIGHT = re.compile(r"(?<![\w-])font(?:-weight)?\s*:[^;]*?\b(bold|bolder|normal|[1-9]00)\b", re.IGNORECASE)
_SLANT = re.compile(r"(?<![\w-])font(?:-style)?\s*:[^;]*?\b(italic|oblique)\b", re.IGNORECASE)
_UPRIGHT = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w-])font(?:-size)?\s*:[^;]*?(\d{1,3}(?:\.\d{1,4})?)(pt|px)\b", re.IGNORECASE)
_POINTS_OF: Final = {"pt": 1.0, "px": 0.75}
_MOST_CSS: Final = 500_000  # letters

Rules = Mapping[str, str]


def class_rules(root: Any) -> Rules:
    """The declarations for each class that the page's style elements name alone, in order."""
    found: dict[str, str] = {}
    css = " ".join(element.text or "" for element in root.iter("style"))[:_MOST_CSS]
    for selectors, declarations in _RULE.findall(_COMMENT.sub(" ", css)):
        for selector in selectors.split(","):
            named = _CLASS.fullmatch(selector)
            if named:
                name = (named[1] or named[2]).casefold()
                found[name] = f"{found.get(name, '')};{declarations}"
    return found


def look_of(element: Any, around: Look, rules: Rules) -> Look:
    """How the text in *element* is set, inside what is set like *around*."""
    look = around
    tag = element.tag
    if tag in BOLD or tag in HEADINGS:
        look = replace(look, bold=True)
    elif tag in ITALIC:
        look = replace(look, italic=True)
    names = element.get("class")
    if names and rules:
        for name in names.casefold().split():
            if name in rules:
                look = _styled(look, rules[name])
    style = element.get("style")
    return _styled(look, style) if style else look


def _styled(look: Look, style: str) -> Look:
    weight, size = _WEIGHT.search(style), _SIZE.search(style)
    if weight:
        said = weight[1].casefold()
        look = replace(look, bold=said in {"bold", "bolder"} or (said.isdigit() and int(said) >= 600))
    if _SLANT.search(style):
        look = replace(look, italic=True)
    elif _UPRIGHT.search(style):
        look = replace(look, italic=False)
    if size:
        look = replace(look, size=round(float(size[1]) * _POINTS_OF[size[2].casefold()], 1))
    return look
