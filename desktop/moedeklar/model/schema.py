"""Checks a JSON value against a JSON Schema (draft 2020-12), for the keywords that this program's own schemas use.

A library for the whole standard would be ten times the size of what is needed here, and says in English what a person
has to be told in their language. A schema with a keyword that is not known here is refused, so that nothing is
silently left unchecked; that both say the same is held by a test against the reference library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ANNOTATIONS = frozenset({"$schema", "$id", "title", "description"})


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a value breaks a schema: `where` as "requesters[0].name" ("" for the whole), the keyword and its value."""

    where: str
    keyword: str
    expected: str


def violations(value: Any, schema: Mapping[str, Any], where: str = "") -> Iterator[Violation]:
    """All that *value* breaks in *schema*, in the schema's order. ValueError for a keyword that is not known here."""
    for keyword, expected in schema.items():
        if keyword in _ANNOTATIONS:
            continue
        check = _CHECKS.get(keyword)
        if check is None:
            raise ValueError(f"the schema uses {keyword!r}, which is not known here")
        yield from check(value, expected, schema, where)


def _is_type(value: Any, name: str) -> bool:
    if name == "null":
        return value is None
    if name == "boolean":
        return isinstance(value, bool)
    if name == "integer":
        return (isinstance(value, int) and not isinstance(value, bool)) or (
            isinstance(value, float) and value.is_integer()
        )
    return isinstance(value, {"string": str, "array": list, "object": dict}[name])


def _type(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    names = [expected] if isinstance(expected, str) else expected
    if not any(_is_type(value, name) for name in names):
        yield Violation(where, "type", names[0])


def _enum(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    if value not in expected:
        yield Violation(where, "enum", ", ".join(map(str, expected)))


def _required(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    if isinstance(value, dict):
        for name in expected:
            if name not in value:
                yield Violation(_inside(where, name), "required", name)


def _properties(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    if isinstance(value, dict):
        for name, part in expected.items():
            if name in value:
                yield from violations(value[name], part, _inside(where, name))


def _additional(value: Any, expected: Any, schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    if isinstance(value, dict) and expected is False:
        for name in value:
            if name not in schema.get("properties", {}):
                yield Violation(_inside(where, name), "additionalProperties", name)


def _items(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from violations(part, expected, f"{where}[{index}]")


def _pattern(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
    if isinstance(value, str) and not re.search(expected, value):
        yield Violation(where, "pattern", expected)


def _bounded(keyword: str, fits: Callable[[float, float], bool]) -> Callable[..., Iterator[Violation]]:
    def check(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
        if isinstance(value, int | float) and not isinstance(value, bool) and not fits(value, expected):
            yield Violation(where, keyword, str(expected))

    return check


def _sized(kind: type, keyword: str, fits: Callable[[int, int], bool]) -> Callable[..., Iterator[Violation]]:
    def check(value: Any, expected: Any, _schema: Mapping[str, Any], where: str) -> Iterator[Violation]:
        if isinstance(value, kind) and not fits(len(value), expected):  # type: ignore[arg-type]
            yield Violation(where, keyword, str(expected))

    return check


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


_CHECKS: dict[str, Callable[..., Iterator[Violation]]] = {
    "type": _type,
    "enum": _enum,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "pattern": _pattern,
    "minLength": _sized(str, "minLength", lambda size, least: size >= least),
    "maxLength": _sized(str, "maxLength", lambda size, most: size <= most),
    "minimum": _bounded("minimum", lambda number, least: number >= least),
    "maximum": _bounded("maximum", lambda number, most: number <= most),
    "minItems": _sized(list, "minItems", lambda size, least: size >= least),
    "maxItems": _sized(list, "maxItems", lambda size, most: size <= most),
}
