"""The difference between what is out and what shall be, brought about in an order in which readers stay whole."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from moedeklar.model.errors import Cancelled
from moedeklar.secretary.publishing import layout
from moedeklar.secretary.publishing.rendering import Object, Stored, Text
from moedeklar.secretary.publishing.targets.base import Content, Target
from moedeklar.store.files import FileStore

OnWrite = Callable[[int, int, str], object]
"""Told before each object: how many are done, of how many, and its name."""

# What names others comes after them, in these steps; a reader that sets out at any moment is led to nothing missing.
_SINGLE, _MEETINGS, _NEW_PAGES, _LISTS, _SYSTEM = range(5)
_PAGES = ("meetings/", "papers/")
_TOP = frozenset({layout.BODIES, layout.BODY, layout.ORGANIZATIONS, layout.PERSONS, layout.INDEX})
_FOLDERS = frozenset(
    "files file item consultation paper location organization term meeting meetings papers".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Difference:
    """The names of objects to be put, in order, and to be removed; how many bytes are put; the hash of each object.

    `new_pages` are pages of lists that may not be there yet.
    """

    puts: tuple[str, ...]
    removes: tuple[str, ...]
    size: int
    hashes: Mapping[str, str]
    new_pages: frozenset[str] = frozenset()

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to do."""
        return not self.puts and not self.removes


def difference(objects: Mapping[str, Object], known: Mapping[str, str], doubtful: Iterable[str]) -> Difference:
    """What leads from *known* (hashes by name) to *objects*. Nothing is known of what is *doubtful*. Pure."""
    unsure = {name for name in doubtful if is_ours(name)}
    hashes = {name: _hash(one) for name, one in objects.items()}
    puts = [name for name, said in hashes.items() if name in unsure or known.get(name) != said]
    if puts and layout.SYSTEM not in puts:
        puts.append(layout.SYSTEM)  # its ETag speaks for the rest
    is_out = layout.SYSTEM in known or layout.SYSTEM in unsure
    new = frozenset(one for one in puts if is_out and one.startswith(_PAGES) and (one in unsure or one not in known))
    puts.sort()
    new_pages = [name for name in reversed(puts) if name in new]  # each page names the next one, so the last is first
    puts = sorted([*new_pages, *(name for name in puts if name not in new)], key=lambda name: _step(name, new))
    removes = sorted((known.keys() | unsure) - hashes.keys())
    return Difference(tuple(puts), tuple(removes), sum(size_of(objects[name]) for name in puts), hashes, new)


def is_ours(name: str) -> bool:
    """Whether a feed has objects of such a name: nothing else in a place is ever touched."""
    folder, slash, _ = name.partition("/")
    return folder in _FOLDERS if slash else name in _TOP | {layout.SYSTEM, layout.STYLE}


def write(
    wanted: Difference,
    objects: Mapping[str, Object],
    target: Target,
    files: FileStore,
    on_write: OnWrite | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Bring *wanted* about. Blocks; *on_write* is called on this thread. Raises TargetError, StoreError, Cancelled.

    Cut short anywhere, each meeting that readers see is whole, and what they are led to is there.
    """
    total, done = len(wanted.puts) + len(wanted.removes), 0

    def one(name: str) -> None:
        _put(target, name, objects[name], files)

    with ThreadPoolExecutor(target.writers, "publish") as pool:
        for step in range(_SYSTEM + 1):
            names = [name for name in wanted.puts if _step(name, wanted.new_pages) == step]
            for piece in _pieces(names, 1 if step == _NEW_PAGES else 4 * target.writers):
                if cancelled is not None and cancelled():
                    raise Cancelled
                if on_write is not None:
                    on_write(done, total, piece[0])
                list(pool.map(one, piece))
                done += len(piece)
            if names:
                target.settle(names)
        for piece in _pieces(wanted.removes, 4 * target.writers):
            if on_write is not None:
                on_write(done, total, piece[0])
            list(pool.map(target.remove, piece))
            done += len(piece)


def _put(target: Target, name: str, made: Object, files: FileStore) -> None:
    if isinstance(made, Text):
        target.put(name, Content(io.BytesIO(made.data), len(made.data), made.media_type))
        return
    with files.open(made.sha256) as stream:
        target.put(name, Content(stream, made.size, made.media_type, lasting=True))


def _pieces(names: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))


def _step(name: str, new_pages: Collection[str]) -> int:
    if name == layout.SYSTEM:
        return _SYSTEM
    if name in new_pages:
        return _NEW_PAGES
    if name in _TOP or name.startswith(_PAGES):
        return _LISTS
    return _MEETINGS if name.startswith("meeting/") else _SINGLE


def _hash(made: Object) -> str:
    if isinstance(made, Stored):
        return made.sha256
    return hashlib.sha256(made.media_type.encode() + b"\n" + made.data).hexdigest()


def size_of(made: Object) -> int:
    """How many bytes an object has."""
    return made.size if isinstance(made, Stored) else len(made.data)
