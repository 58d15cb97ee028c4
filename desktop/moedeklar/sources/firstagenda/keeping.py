"""What is kept of an answer: without signed addresses, and for a while in memory."""

from __future__ import annotations

import re
import threading
import zlib
from collections import OrderedDict

MOST = 16_000_000  # bytes, compressed, of answers that are asked for a second time in one run
# In JSON "&" and "/" may be escaped, and in the HTML inside it "&" is "&amp;".
_ADDRESS = re.compile(rb"https?:(?:\\?/){2}(?:[^\s\"'<>\\]|\\u0026|\\/)+", re.IGNORECASE)
_SIGNED = re.compile(rb"(?:[?&;]|\\u0026)(?:X-Amz-|Signature=|sig=|Expires=|AWSAccessKeyId=)", re.IGNORECASE)


def without_signatures(data: bytes) -> bytes:
    """*data* with what follows the path of every signed address taken away: it is a key, and another each time."""

    def shorter(found: re.Match[bytes]) -> bytes:
        address = found[0]
        return address.partition(b"?")[0] if _SIGNED.search(address) else address

    return _ADDRESS.sub(shorter, data)


class Kept:
    """Answers by name, the ones asked for last. Thread-safe."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._size = 0
        self._found: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, name: str, data: bytes) -> None:
        """Keep *data*, and forget what was not asked for longest."""
        packed = zlib.compress(data, 1)
        with self._lock:
            self._size += len(packed) - len(self._found.pop(name, b""))
            self._found[name] = packed
            while self._size > self._most:
                self._size -= len(self._found.popitem(last=False)[1])

    def get(self, name: str) -> bytes | None:
        """What is kept under *name*; None for nothing."""
        with self._lock:
            packed = self._found.get(name)
            if packed is not None:
                self._found.move_to_end(name)
        return zlib.decompress(packed) if packed is not None else None
