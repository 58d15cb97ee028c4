"""JSON read so that other threads have their turns, the window among them: a page of meetings may be a megabyte."""

from __future__ import annotations

import json
from typing import Any

from moedeklar.store.precedence import give_way


def loads(text: str) -> Any:
    """As `json.loads`. Python's reader is C code, which keeps all other threads waiting until it meets some Python."""
    return json.loads(text, object_hook=_as_it_is)


def _as_it_is(value: dict[str, Any]) -> dict[str, Any]:
    give_way()
    return value
