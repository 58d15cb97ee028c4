"""Patterns that are compiled when they are first used.

The reader has some hundred large patterns, and most starts of the program read no document: compiling them all would be
a fifth of what a verb of the command line takes.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_METHODS: Final = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Later:
    """Stands for a pattern; after its first use its methods are the pattern's own, so that later uses cost no more."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(source, flags)`, done at the first use. Raises re.error there, so each pattern needs a test."""
    return cast("re.Pattern[str]", _Later(source, flags))
