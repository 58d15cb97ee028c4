"""The PDF process: the only user of pymupdf. Started by `pdf.process`, never imported by the rest of the program."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Sequence
from typing import Final

_GREETING_LIMIT: Final = 4096


def main(_argv: Sequence[str] = ()) -> int:
    """Read from standard input where to connect and the key to show, connect, and serve until the parent is gone.

    The arguments are ignored: they are visible to every user of the computer, so nothing is handed over there.
    """
    # Ctrl+C in a terminal reaches the whole group; when to end is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    greeting = json.loads(_read_line())
    connection = socket.create_connection(("127.0.0.1", int(greeting["port"])))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(bytes.fromhex(greeting["key"]))
    # Only here: importing pymupdf takes most of the start, and meanwhile the parent knows that the process is coming.
    from moedeklar.pdf.child.server import serve  # noqa: PLC0415

    serve(connection)
    return 0


def _read_line() -> bytes:
    # The descriptor, not sys.stdin, which is None in a windowed Windows program.
    line = b""
    while not line.endswith(b"\n") and len(line) < _GREETING_LIMIT:
        part = os.read(0, _GREETING_LIMIT)
        if not part:
            break
        line += part
    return line
