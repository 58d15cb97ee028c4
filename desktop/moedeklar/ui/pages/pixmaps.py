"""Pictures of pages kept for a while, within a limit of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtGui import QPixmap


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn at a resolution."""

    pixmap: QPixmap
    dpi: float

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return self.pixmap.width() * self.pixmap.height() * self.pixmap.depth() // 8


class PixmapCache:
    """One picture a page, least recently used first out. UI thread."""

    def __init__(self, limit: int) -> None:
        """*limit* is in bytes."""
        self._limit = limit
        self._held: OrderedDict[int, Picture] = OrderedDict()

    def get(self, page: int) -> Picture | None:
        """The picture of a page, now the most recently used."""
        found = self._held.get(page)
        if found is not None:
            self._held.move_to_end(page)
        return found

    def put(self, page: int, picture: Picture, keep: Collection[int] = ()) -> None:
        """Keep *picture* and drop others beyond the limit, but none of the pages in *keep*."""
        self._held[page] = picture
        self._held.move_to_end(page)
        total = self.size
        for other in list(self._held):
            if total <= self._limit:
                break
            if other != page and other not in keep:
                total -= self._held.pop(other).size

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(picture.size for picture in self._held.values())

    def __len__(self) -> int:
        return len(self._held)

    def clear(self) -> None:
        """Forget all."""
        self._held.clear()
