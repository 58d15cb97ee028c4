"""What letters the bytes of a web page are."""

from __future__ import annotations

import codecs
import re
from typing import Final

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN: Final = 4096  # bytes; browsers look at 1024, Word writes more before it
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What is declared as one of these is Windows' extension of it (https://encoding.spec.whatwg.org/#names-and-labels).
_WINDOWS: Final = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "ansi", "cp1252"})


def decoded(data: bytes) -> str:
    """*data* as text: by its byte order mark, by being UTF-8, by what it declares, else as Windows-1252.

    What is UTF-8 with letters beyond ASCII is nothing else by chance, so that goes before a declaration, which
    editors often leave behind. Never raises: bytes that fit nothing are replaced.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_codec(declared(data)), errors="replace")


def declared(data: bytes) -> str:
    """The encoding that the page says it has, in small letters; "" where it says nothing."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii").casefold() if found else ""


def _codec(name: str) -> str:
    if name in _WINDOWS or name.startswith(("utf-8", "utf8")):
        return "cp1252"
    try:
        codec = codecs.lookup(name).name if name else "cp1252"
        b" ".decode(codec)  # some codecs make no text, or none of single bytes
    except (LookupError, ValueError, TypeError):
        return "cp1252"
    return codec
