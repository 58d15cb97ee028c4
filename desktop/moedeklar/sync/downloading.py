"""Files of a source into the store, several at once, encrypted on the way and never whole in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from moedeklar.model.errors import Cancelled, DocumentError, StoreError
from moedeklar.sources.base import RemoteDocument, Source
from moedeklar.store.files import FileStore
from moedeklar.sync.ahead import Ahead

# What concerns the store as a whole: nothing more can be kept, so the run ends.
FATAL = frozenset({"disk_full", "store_denied", "store_io", "store_closed", "store_busy", "store_damaged"})
FILES_AHEAD = 8  # for each connection: files that are fetched while an earlier one is being waited for
TICK = 0.25  # seconds between two reports of what has come
PIECE = 1 << 18  # bytes that are asked of a source at once


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A file that is wanted. `known` is its hash and size where the store may have it; it must have *sha256* if set."""

    document: RemoteDocument
    known: tuple[str, int] | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What became of it: hash and size, or the error that stood in the way, which is none of `FATAL`.

    `is_left` says that it was not asked for, since there is no room.
    """

    sha256: str = ""
    size: int = 0
    error: DocumentError | StoreError | None = None
    is_left: bool = False


class Downloads:
    """Fetches the files of one source in one run. Everything but `bytes` is for the thread of the run."""

    def __init__(
        self,
        source: Source,
        files: FileStore,
        cancelled: Callable[[], bool],
        on_tick: Callable[[], object] = lambda: None,
        room: int | None = None,
    ) -> None:
        """*on_tick* is called now and then on the thread of the run while a file is waited for.

        After *room* bytes no file is begun.
        """
        self._source = source
        self._files = files
        self._cancelled = cancelled
        self._on_tick = on_tick
        self._room = room
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.bytes = 0

    def fetch(self, wanted: Sequence[Wanted]) -> Generator[tuple[Wanted, Got], None, None]:
        """Fetch what is *wanted*, in order. Raises Cancelled; StoreError where nothing can be kept."""
        threads = min(self._source.connections, len(wanted))
        if threads < 2:
            for one in wanted:
                self._check()
                yield one, self._got(one, self._ticking())
            return
        try:
            with Ahead(wanted, self._got, threads, FILES_AHEAD * threads, "sync-file") as ahead:
                try:
                    for one in wanted:
                        self._check()
                        yield one, ahead.take(one, self._on_tick, TICK)
                finally:
                    self._ended.set()  # what is under way ends too
        finally:
            self._ended.clear()

    def _got(self, one: Wanted, on_piece: Callable[[], object] = lambda: None) -> Got:
        try:
            if one.known is not None and self._files.exists(one.known[0]):
                return Got(*one.known)
            if self._room is not None and self.bytes >= self._room:
                return Got(is_left=True)
            with self._source.open(one.document.ref) as file:
                counted = cast("BinaryIO", _Counted(file, self._count, on_piece))
                return Got(*self._files.put(counted, one.sha256))
        except (DocumentError, StoreError) as error:
            if error.code in FATAL:
                raise
            return Got(error=error)

    def _count(self, size: int) -> None:
        """Note that so many bytes have come; any thread. Raises Cancelled."""
        with self._lock:
            self.bytes += size
        if self._ended.is_set():
            raise Cancelled
        self._check()

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled

    def _ticking(self) -> Callable[[], None]:
        last = time.monotonic()

        def tick() -> None:
            nonlocal last
            if time.monotonic() - last >= TICK:
                last = time.monotonic()
                self._on_tick()

        return tick


class _Counted:
    """A stream that tells how much is read of it, and reads in large pieces."""

    def __init__(self, file: BinaryIO, count: Callable[[int], object], on_piece: Callable[[], object]) -> None:
        self._file = file
        self._count = count
        self._on_piece = on_piece
        self._left = memoryview(b"")
        self.name = getattr(file, "name", "")

    def read(self, size: int = -1) -> bytes:
        """Read as a file does; fewer bytes than asked for are no end."""
        if not self._left:
            piece = self._file.read(PIECE)
            self._count(len(piece))
            self._on_piece()
            self._left = memoryview(piece)
        size = len(self._left) if size < 0 else size
        found, self._left = self._left[:size], self._left[size:]
        return bytes(found)
