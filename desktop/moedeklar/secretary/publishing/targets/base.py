"""What publishing asks of a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from moedeklar.model.errors import MoedeklarError


class TargetError(MoedeklarError):
    """The place could not be written to, or read. What is there stays as it was."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an object is to hold. `size` in bytes, 0 where not known. `lasting`: its name is its content's."""

    stream: BinaryIO
    size: int
    media_type: str
    lasting: bool = False


class Target(Protocol):
    """A place. Every call blocks and raises TargetError; `put` and `remove` are called by several threads at once."""

    @property
    def name(self) -> str:
        """The place as a person wrote it, without secrets."""
        ...

    @property
    def writers(self) -> int:
        """How many objects may be written at once."""
        ...

    def check(self) -> None:
        """Raise TargetError where nothing can be written there, before anything is."""
        ...

    def put(self, name: str, content: Content) -> None:
        """Put an object in its place, in one stroke: a reader sees the one before, or this one whole."""
        ...

    def settle(self, names: Iterable[str]) -> None:
        """Make what was put under *names* last, through a power cut too."""
        ...

    def remove(self, name: str) -> None:
        """Delete an object; nothing happens where there is none."""
        ...

    def read(self, name: str) -> bytes | None:
        """What a small object holds; None where there is none."""
        ...

    def listed(self) -> Iterator[str]:
        """The names of the objects that are there, of what a feed has names for."""
        ...
