"""Reading WordprocessingML by local names: its strict and its usual form differ in their namespaces alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LARGEST = 1e9
_OFF = frozenset({"0", "false", "off", "none"})


def name_of(element: Any) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Any, name: str) -> Any:
    """The first child of this name, None where there is none (or no element)."""
    return element.find(f"{{*}}{name}") if element is not None else None


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of this name."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{name}")


def attribute(element: Any, name: str = "val", default: str = "") -> str:
    """An attribute by its local name."""
    if element is not None:
        for key, value in element.items():
            if key.rpartition("}")[2] == name:
                return str(value)
    return default


def number(element: Any, name: str = "val", default: int = 0) -> int:
    """An attribute that is a whole number; *default* for anything else."""
    text = attribute(element, name)
    try:
        value = float(text)
    except ValueError:
        return default
    return int(value) if abs(value) < _LARGEST else default


def switch(parent: Any, name: str) -> bool | None:
    """A property that is on where its element stands, unless that says otherwise; None where it doesn't stand."""
    found = child(parent, name)
    return None if found is None else attribute(found, "val", "1").casefold() not in _OFF
