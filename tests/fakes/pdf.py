"""A PDF client that draws white pages, for windows under test that only have to show that a page is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

PDF_BYTES = b"%PDF-1.7\n% not a real document: the fake client never reads it\n%%EOF\n"
PDF_SHA = hashlib.sha256(PDF_BYTES).hexdigest()


class FakePdf:
    """Has the methods of `pdf.client.PdfClient` that the window calls."""

    def __init__(self, pages: int = 4) -> None:
        self._pages = pages
        self.warm = False
        self.process_id: int | None = None

    def warm_up(self) -> None:
        self.warm = True

    def open(self, sha256: str, load: Callable[[], bytes]) -> Any:
        load()
        return SimpleNamespace(
            pages=((595.0, 842.0),) * self._pages,
            rotations=(0,) * self._pages,
            outline=(),
            title="",
            media_type="application/pdf",
            repaired=False,
        )

    def render(self, sha256: str, page: int, dpi: float, rotation: int = 0) -> Any:
        width, height = round(595 * dpi / 72), round(842 * dpi / 72)
        return SimpleNamespace(width=width, height=height, stride=width * 3, data=b"\xff" * (width * 3 * height))

    def words(self, sha256: str, page: int) -> tuple[Any, ...]:
        return ()

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None

    def forget(self, sha256: str) -> None: ...

    def close(self) -> None: ...
