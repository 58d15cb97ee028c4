"""What a feed of our own says of an item beside the standard: the extension `moedeklar:content`. Pure.

OParl has a place for a decision and for files, and none for an item's text. Feeds that Mødeklar publishes state all
that was read of an item, as `model.codec` writes it, so that a member reads what they would have read of the agenda
itself. What is not well formed is passed over as a whole: the standard's own properties are then what there is.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from functools import cache
from typing import Any

from moedeklar.model.agenda import AgendaItem, Block, BlockKind
from moedeklar.model.codec import decode
from moedeklar.model.text import canonical

CONTENT, ATTENDANCE = "moedeklar:content", "moedeklar:attendance"
LARGEST = 2_000_000  # characters


def stated_content(value: dict[str, Any]) -> str:
    """The extension in an item, as one canonical text; "" where there is none."""
    found = value.get(CONTENT)
    try:
        text = json.dumps(found, ensure_ascii=False, sort_keys=True) if isinstance(found, dict) else ""
        text.encode()
    except (ValueError, RecursionError):  # half of a letter, or nothing but brackets
        return ""
    return text if len(text) <= LARGEST else ""


def content_of(text: str) -> AgendaItem | None:
    """The item that *text*, from `stated_content`, tells of; None for none, and for what is not well formed."""
    try:
        found = decode(AgendaItem, json.loads(text)) if text else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if found is None or not _fits(found, AgendaItem):
        return None
    return found if all(_is_sound(block) for section in found.sections for block in section.blocks) else None


def _fits(value: Any, hint: Any) -> bool:
    """Whether *value* is of the type that *hint* says, all the way down: the codec takes texts for what they are."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, one) for one in args)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(one, args[0]) for one in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return isinstance(value, hint) and all(_fits(getattr(value, name), of) for name, of in _fields(hint).items())
    if hint is int:
        return type(value) is int
    return isinstance(value, hint)


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _is_sound(block: Block) -> bool:
    """Whether a block is as it would have been made here: offsets of notes count in its text."""
    if block.kind is BlockKind.TABLE:
        return block == dataclasses.replace(Block.table(block.rows), level=block.level, marker=block.marker)
    runs = all(0 <= run.start <= run.end <= len(block.text) for run in block.runs)
    return runs and not block.rows and block.text == canonical(block.text)
