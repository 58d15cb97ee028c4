"""What goes over the socket between the program and its PDF process: a JSON header and raw bytes. No pickle.

A frame is four letters, the header's length (32 bits), the body's (64 bits), the header as a UTF-8 JSON object, the
body. Both ends refuse a frame above their limits, so that neither can make the other allocate at will.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any, Final

Header = dict[str, Any]
Buffer = bytes | bytearray | memoryview

KEY_BYTES: Final = 32
HEADER_LIMIT: Final = 1 << 16
BODY_LIMIT: Final = 1 << 30
_MAGIC: Final = b"MKP1"
_PREFIX: Final = struct.Struct("!4sIQ")


class ProtocolError(Exception):
    """The other end does not speak this protocol."""


class PeerGone(ProtocolError):
    """The other end has closed the connection or died."""


class PeerSilent(ProtocolError):
    """The deadline passed before the other end had answered."""


def send(
    connection: socket.socket, header: Header, bodies: Sequence[Buffer] = (), deadline: float | None = None
) -> None:
    """Send one frame whose body is *bodies* one after the other. *deadline* is on `time.monotonic()`.

    Raises PeerGone, PeerSilent, or ProtocolError for a frame above the limits.
    """
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    size = sum(memoryview(body).nbytes for body in bodies)
    if len(text) > HEADER_LIMIT or size > BODY_LIMIT:
        raise ProtocolError(f"too large to send: header {len(text)}, body {size} bytes")
    try:
        for part in (_PREFIX.pack(_MAGIC, len(text), size) + text, *bodies):
            connection.settimeout(_left(deadline))
            connection.sendall(part)
    except TimeoutError as error:
        raise PeerSilent from error
    except OSError as error:
        raise PeerGone(str(error)) from error


def receive(
    connection: socket.socket, deadline: float | None = None, body_limit: int = BODY_LIMIT
) -> tuple[Header, memoryview]:
    """The next frame. *deadline* is on `time.monotonic()`; None waits for ever.

    Raises PeerGone, PeerSilent, or ProtocolError for anything that is no frame within the limits.
    """
    magic, header_size, body_size = _PREFIX.unpack(read_exactly(connection, _PREFIX.size, deadline))
    if magic != _MAGIC or header_size > HEADER_LIMIT or body_size > body_limit:
        raise ProtocolError(f"not a frame: {magic!r}, header {header_size}, body {body_size} bytes")
    text = bytes(read_exactly(connection, header_size, deadline))
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("the header is not JSON") from error
    if not isinstance(header, dict):
        raise ProtocolError("the header is not an object")
    return header, read_exactly(connection, body_size, deadline)


def read_exactly(connection: socket.socket, size: int, deadline: float | None = None) -> memoryview:
    """The next *size* bytes. Raises PeerGone or PeerSilent."""
    whole = memoryview(bytearray(size))
    got = 0
    try:
        while got < size:
            connection.settimeout(_left(deadline))
            count = connection.recv_into(whole[got:])
            if not count:
                raise PeerGone("closed")
            got += count
    except TimeoutError as error:
        raise PeerSilent from error
    except OSError as error:
        raise PeerGone(str(error)) from error
    return whole


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
