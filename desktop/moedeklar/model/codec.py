"""Model dataclasses to JSON values and back, by their type hints alone."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any

from moedeklar.model.moments import LocalStart

T = typing.TypeVar("T")
_TAG = "$"


def encode(value: Any) -> Any:
    """*value* as JSON values. Fields that hold their default are left out; dates are ISO 8601; enums their value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, LocalStart | date | time):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        kept = {f.name: encode(found[f.name]) for f in dataclasses.fields(value) if found[f.name] != f.default}
        return {_TAG: type(value).__name__, **kept} if type(value).__name__.endswith("Anchor") else kept
    if isinstance(value, tuple | list | frozenset):
        return [encode(part) for part in value]
    if isinstance(value, dict):
        return {key: encode(part) for key, part in value.items()}
    return value


def decode(cls: type[T], value: Any) -> T:
    """The *cls* that `encode` made *value* of. Unknown fields are ignored (a newer program may have written them).

    Raises ValueError, KeyError or TypeError where *value* has not the shape of *cls*.
    """
    hint: Any = cls
    return typing.cast("T", _decoder(hint)(value))


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _union(args)
    if origin in (tuple, frozenset):
        return _sequence(origin, args)
    if origin is dict:
        part = _decoder(args[1])
        return lambda value: {key: part(entry) for key, entry in value.items()}
    if hint is LocalStart:
        return LocalStart.parse
    if hint in (date, time, datetime):
        return typing.cast("Callable[[Any], Any]", hint.fromisoformat)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    if hint is float:
        return float
    return lambda value: value


def _union(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    kinds = [arg for arg in args if arg is not type(None)]
    if len(kinds) == 1:
        only = _decoder(kinds[0])
        return lambda value: None if value is None else only(value)
    if all(dataclasses.is_dataclass(kind) for kind in kinds):
        by_name = {kind.__name__: kind for kind in kinds}
        return lambda value: None if value is None else _decoder(by_name[value[_TAG]])(value)
    return lambda value: value


def _sequence(origin: Any, args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if origin is tuple and args[-1:] != (Ellipsis,):
        parts = [_decoder(arg) for arg in args]
        return lambda value: tuple(part(entry) for part, entry in zip(parts, value, strict=True))
    one = _decoder(args[0])
    return lambda value: origin(one(entry) for entry in value)


def _dataclass(cls: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    parts = {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(cls)}

    def build(value: Any) -> Any:
        return cls(**{name: part(value[name]) for name, part in parts.items() if name in value})

    return build
