"""Small streams that stand between pyrage, which only pushes, and those who read or write."""

from __future__ import annotations

import hashlib
import io
import queue
import threading
from collections.abc import Callable
from typing import Any


class Recording:
    """Passes on reads and writes, and keeps what one of them raised: pyrage raises an error of its own instead."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Read from the stream."""
        try:
            return bytes(self._stream.read(size))
        except Exception as error:
            self.error = error
            raise

    def write(self, data: bytes) -> int:
        """Write to the stream, all of it."""
        try:
            self._stream.write(data)
        except Exception as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing: whoever owns the stream flushes it."""


class Hashing:
    """Passes on reads and writes (to nowhere, with None), and knows the SHA-256 and size of what has passed."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The hash of what has passed so far, lower-case hex."""
        return self._digest.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """Read from the stream."""
        return self._passed(self._stream.read(size))

    def write(self, data: bytes) -> int:
        """Write to the stream."""
        if self._stream is not None:
            self._stream.write(data)
        return len(self._passed(data))

    def flush(self) -> None:
        """Nothing: whoever owns the stream flushes it."""

    def _passed(self, data: bytes) -> bytes:
        self._digest.update(data)
        self.size += len(data)
        return data


class _Stopped(OSError):
    """The reader was closed before the end."""


class DecryptingReader(io.RawIOBase):
    """What *push* writes, to be read. *push* runs on a thread of its own, which ends when the reader is closed."""

    def __init__(self, push: Callable[[Any], None], finish: Callable[[], None]) -> None:
        """*finish* is called when the push has ended."""
        super().__init__()
        self._chunks: queue.Queue[bytes | BaseException | None] = queue.Queue(8)
        self._rest = b""
        self._ended = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(push, finish), name="store-decrypt", daemon=True)
        self._thread.start()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* from the next chunk. Raises what the push raised."""
        while not self._rest and not self._ended:
            chunk = self._chunks.get()
            if isinstance(chunk, BaseException):
                self._ended = True
                raise chunk
            self._ended = chunk is None
            self._rest = chunk or b""
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        """End the thread; the rest is not decrypted."""
        if not self.closed:
            self._stop.set()
            while self._thread.is_alive():
                # Room for the push to notice that nobody listens.
                while not self._chunks.empty():
                    self._chunks.get_nowait()
                self._thread.join(0.01)
        super().close()

    def _run(self, push: Callable[[Any], None], finish: Callable[[], None]) -> None:
        end: BaseException | None = None
        try:
            push(self)
        except BaseException as error:  # noqa: BLE001 - it is raised where the stream is read
            end = error
        finally:
            finish()
        if not self._stop.is_set():
            self._chunks.put(end)

    def write(self, data: Any) -> int:
        """Called by the push, on its thread."""
        if self._stop.is_set():
            raise _Stopped
        self._chunks.put(bytes(data))
        return len(data)
