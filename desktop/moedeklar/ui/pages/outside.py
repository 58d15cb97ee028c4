"""Opening a file in the system's own viewer, when the person asks for it."""

from __future__ import annotations

import codecs
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST = 80  # letters of a file name
OFFICE = "application/vnd.openxmlformats-officedocument."
_ENDINGS = {
    OFFICE + "wordprocessingml.document": ".docx",
    OFFICE + "spreadsheetml.sheet": ".xlsx",
    OFFICE + "presentationml.presentation": ".pptx",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "text/html": ".html",
}
_DOCUMENTS = {
    ".pdf",
    ".odt",
    ".ods",
    ".odp",
    ".doc",
    ".xls",
    ".ppt",
    ".rtf",
    ".jpeg",
    ".tiff",
    ".htm",
    *_ENDINGS.values(),
}


# A page from a stranger is shown as it is, and neither runs scripts nor fetches anything.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)
_WEB_PAGES = {".html", ".htm"}
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Outside:
    """Keeps unencrypted copies in a folder of this user's alone, and takes them away when it is closed."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def put(self, data: bytes, name: str, suffix: str) -> Path:
        """Write a copy and return where. Blocks; OSError if it can't be written."""
        if self._folder is None:
            # A viewer may keep the file open, which on Windows prevents taking it away.
            self._folder = tempfile.TemporaryDirectory(prefix="moedeklar-", ignore_cleanup_errors=True)
        stem = " ".join(_UNSAFE.sub(" ", name.removesuffix(suffix)).split()).strip(" .")[:_LONGEST] or "bilag"
        path = Path(self._folder.name) / f"{stem}{suffix}"
        path.write_bytes(_harmless(data) if suffix in _WEB_PAGES else data)
        return path

    def close(self) -> None:
        """Take the copies away."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _harmless(page: bytes) -> bytes:
    """The web page with a policy before all else that keeps a browser from running and fetching things for it."""
    for mark, name in _BOMS.items():
        if page.startswith(mark):
            return mark + _POLICY.encode(name) + page[len(mark) :]
    return _POLICY.encode() + page


def show_outside(path: Path, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> bool:
    """Hand the file to the system; False if nothing there opens it. UI thread."""
    return open_url(QUrl.fromLocalFile(str(path)))


def suffix_of(name: str, media_type: str | None) -> str:
    """The ending by which the system chooses a viewer.

    Only endings of documents and pictures: a file from a stranger must never be handed over as a program. What is
    called something else is handed over as a PDF, which at worst shows nothing.
    """
    own = Path(name).suffix.lower()
    return own if own in _DOCUMENTS else _ENDINGS.get(media_type or "", ".pdf")
