"""Sizes and checksums of the files that go out: each file is counted once, and then known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from moedeklar.model.errors import Cancelled
from moedeklar.secretary.publishing.oparl import Checksum
from moedeklar.secretary.publishing.records import FeedFile
from moedeklar.secretary.publishing.state import StateFolder
from moedeklar.store.files import FileStore

OnStep = Callable[[int, int, str], object]
"""Told before each step: how many are done, of how many, and what is at hand."""


def checksums(
    kept: StateFolder,
    store: FileStore,
    files: Iterable[FeedFile],
    on_step: OnStep | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Mapping[str, Checksum]:
    """The checksums of *files* by SHA-256; those that *kept* has not yet are counted now and kept. Blocks.

    Raises StoreError, NotFound, Cancelled (what was counted by then is kept).
    """
    known = kept.checksums()
    wanted = {file.sha256: file.title for file in files}
    found = {one: known[one] for one in sorted(wanted) if one in known}
    new = sorted(wanted.keys() - known.keys())
    for done, one in enumerate(new):
        if cancelled is not None and cancelled():
            kept.keep_checksums(known | found)
            raise Cancelled
        if on_step is not None:
            on_step(done, len(new), wanted[one])
        found[one] = _counted(store, one)
    if found.keys() != known.keys():
        kept.keep_checksums(found)
    return found


def _counted(store: FileStore, sha256: str) -> Checksum:
    sha1, sha512, size = hashlib.sha1(usedforsecurity=False), hashlib.sha512(), 0
    with store.open(sha256) as file:
        while piece := file.read(1 << 18):
            size += len(piece)
            sha1.update(piece)
            sha512.update(piece)
    return Checksum(size, sha1.hexdigest(), sha512.hexdigest())
