"""A static OParl feed on disk, of any number of meetings and with files of any size, for nginx to serve."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.oparl_body import OparlBody
from tests.support.web import Page

HEAD = b"%PDF-1.4\n"
BLOCK = 1_000_000
UNUSED = "-1-2"  # of the paper on a first item only one annex is given


@dataclass
class Place:
    """What `OparlBody` asks of a server: its address, and where pages are put."""

    url: str
    pages: dict[str, Any] = field(default_factory=dict)


@dataclass
class FeedOnDisk(OparlBody):
    """A feed below *folder*, each file with *size* bytes of its own."""

    folder: Path = Path()
    size: int = 2_000_000
    feed: bool = True
    count: int = 0

    def write(self, url: str) -> FeedOnDisk:
        """Write everything, with addresses of the server at *url*, whose root the folder is."""
        place = Place(url)
        self.put_on(place)  # type: ignore[arg-type]
        for path, page in place.pages.items():
            if "/feed/" in path or path.endswith("/system"):
                target = self.folder / path.lstrip("/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(page.body if isinstance(page, Page) else page)
        return self

    def file(self, key: str, name: str, words: str = "") -> dict[str, Any]:
        """A file, written at once and not kept in memory."""
        attached = not key.endswith(UNUSED)
        self.count += attached
        target = self.folder / self.at.lstrip("/") / "inhalt" / f"{key}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        size, digest = (self.size if attached else 100), hashlib.sha512()
        with target.open("wb") as file:
            for piece in _pieces(key, size):
                digest.update(piece)
                file.write(piece)
        return self._object(
            "File",
            f"file/{key}",
            name=name,
            fileName=f"{key}.pdf",
            mimeType="application/pdf",
            size=size,
            sha512Checksum=digest.hexdigest(),
            downloadUrl=f"{self.base}/inhalt/{key}.pdf",
        )

    def addresses(self) -> list[str]:
        """Of all attachments."""
        names = sorted(path.name for path in (self.folder / self.at.lstrip("/") / "inhalt").iterdir())
        return [f"{self.base}/inhalt/{name}" for name in names if not name.endswith(f"{UNUSED}.pdf")]


def _pieces(key: str, size: int) -> Iterator[bytes]:
    """A file of *size* bytes that begins as a PDF does, and is no other's."""
    block = HEAD + random.Random(key).randbytes(BLOCK - len(HEAD))
    for at in range(0, size, BLOCK):
        yield block[: size - at]


def curl_list(addresses: list[str], target: Path) -> str:
    """What `curl --config` reads to fetch *addresses* into the folder *target*."""
    target.mkdir(parents=True, exist_ok=True)
    lines = []
    for one in addresses:
        output = target / one.rpartition("/")[2]
        lines.append(f"url = {json.dumps(one)}\noutput = {json.dumps(str(output))}\n")
    return "".join(lines)
