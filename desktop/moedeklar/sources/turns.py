"""JSON read so that other threads have their turns, the window among them: a page of meetings may be a megabyte."""

from __future__ import annotations

import json
from typing import Any

from moedeklar.store.precedence import give_way

LONGEST_NUMBER = 4_300  # digits, which Python reads of a whole number without being told to


def loads(text: str) -> Any:
    """As `json.loads`. Python's reader is C code, which keeps all other threads waiting until it meets some Python.

    Letters that JSON wants escaped, such as a tab or the end of a line in a text, are read too: servers forget it. A
    whole number of more than `LONGEST_NUMBER` digits is one without an end.
    """
    try:
        return json.loads(text, object_hook=_as_it_is, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, object_hook=_as_it_is, strict=False, parse_int=_whole)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def _as_it_is(value: dict[str, Any]) -> dict[str, Any]:
    give_way()
    return value
