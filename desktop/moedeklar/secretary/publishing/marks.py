"""Papers that are closed as a whole: by what they or their folders are called, or by what stands above their items.

The reader of agendas closes an item by the marks on it, and all items where the front says so plainly. What is to be
published asks for more: here every word of the kind counts, wherever on the front it stands, and the names of files and
folders too. Each paper is therefore looked through once more before anything of it goes out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from moedeklar.model.errors import DocumentError, NotFound
from moedeklar.model.lines import StyledDocument
from moedeklar.model.text import bare
from moedeklar.pdf.client import PdfClient
from moedeklar.store.atomic import write_atomically
from moedeklar.store.files import FileStore
from moedeklar.store.problems import told

TEXTS = frozenset({"text/plain", "text/markdown"})
FRONT = 60  # lines that are looked at where the first item can't be found again
_SHUT = r"(?:lukket|lukkede|fortrolig\w*|ikke[ -]offentlig\w*)"
_NAME = re.compile(rf"(?<![^\W_]){_SHUT}(?![^\W_])", re.IGNORECASE)
_LINE = re.compile(
    rf"^\W*{_SHUT}\W*$"
    rf"|\b{_SHUT}\s+(?:dagsorden|referat|tillægsdagsorden|protokol|møde|mødedel|del|punkt|punkter|sag|sager|døre)\b"
    rf"|\b(?:dagsorden|referat|protokol|møde|punkter|sager)\w*\s*[-–:,(]\s*{_SHUT}"
    r"|\bfortrolig(?:t|e)?\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bingen\b|\bikke\s+(?:nogen|fortrolig)", re.IGNORECASE)
_OPEN = re.compile(r"(?<![^\W_])(?:åben|åbent|åbne|(?<!ikke[ -])offentlig\w*)(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a paper says of itself as a whole. `unread` says that pages of it are pictures that nobody has read.

    `failed` that it couldn't be looked through this time, so that it counts as closed.
    """

    closed: bool = False
    unread: bool = False
    failed: bool = False


def is_named_closed(ref: str) -> bool:
    """Whether a document's name, or a folder that it lies in, says that it is closed. Pure."""
    return any(_NAME.search(part) and not _OPEN.search(part) for part in ref.split("/"))


def is_front_closed(lines: Sequence[str], first_title: str) -> bool:
    """Whether what stands above the first item says that all of it is closed. Pure."""
    title = bare(first_title)
    starts = [n for n, line in enumerate(lines) if title and title in bare(line)]
    # The first time may be in the contents, of which the last line before the item itself may still tell.
    front = lines[: starts[0]] if starts else lines[:FRONT]
    return any(_LINE.search(line) and not _NONE.search(line) and not _OPEN.search(line) for line in front)


class Marks:
    """What is known of papers, by hash; kept in *file*, so that each is looked through once. Blocking."""

    def __init__(self, file: Path, files: FileStore, pdf: Callable[[], PdfClient]) -> None:
        self._file = file
        self._files = files
        self._pdf = pdf
        self._known: dict[str, Mark] = {}
        with told(file):
            if file.exists():
                self._known = {one: Mark(*said) for one, said in json.loads(file.read_bytes()).items()}

    def of(self, sha256: str, name: str, media_type: str, first_title: str) -> Mark:
        """What the paper says. One that can't be looked through counts as closed."""
        if sha256 not in self._known:
            try:
                styled = self._styled(sha256, name, media_type)
            except (DocumentError, NotFound):
                return Mark(closed=True, failed=True)
            closed = is_front_closed([line.text for line in styled.lines], first_title)
            self._known[sha256] = Mark(closed, bool(styled.scanned_pages))
        return self._known[sha256]

    def keep(self, hashes: Iterable[str]) -> None:
        """Keep what is known of these papers, and of no others. Raises StoreError."""
        wanted = set(hashes)
        kept = {one: [mark.closed, mark.unread] for one, mark in self._known.items() if one in wanted}
        write_atomically(self._file, json.dumps(kept, sort_keys=True).encode())

    def _styled(self, sha256: str, name: str, media_type: str) -> StyledDocument:
        data = self._files.read(sha256)
        if media_type not in TEXTS:
            return self._pdf().lines(data, name)
        from moedeklar.agenda.plaintext import lines_of_text  # noqa: PLC0415 (a third of the start)

        return lines_of_text(data, True if media_type == "text/markdown" else None)
