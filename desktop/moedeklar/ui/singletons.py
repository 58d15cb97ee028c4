"""Keeps None, True and False alive under a version of PySide6 that gives away references to them.

PySide6 6.12.0 on Python 3.11 loses one reference to True at every `Signal.emit`, and one to None at every
`QModelIndex.data` or `QTextFormat.property` that has nothing to give: after some hundred of these the interpreter ends
with "bool_dealloc". From Python 3.12 on these objects are immortal (PEP 683) and the loss does no harm; here they are
given as many references as makes them so in effect.
"""

from __future__ import annotations

import ctypes
import sys

MANY = 1 << 40


def keep_singletons() -> None:
    """Call once, before the first signal is emitted. Does nothing where the interpreter needs no help."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for value in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(value))
        if count.value < MANY:
            count.value += MANY
