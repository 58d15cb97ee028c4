"""The program's side of the PDF process: asks for documents, pages and letters, and minds what is wrong with a file."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.model.lines import Line, StyledDocument
from moedeklar.pdf import transport
from moedeklar.pdf.link import Link
from moedeklar.pdf.protocol import Buffer, Header, PeerGone, PeerSilent
from moedeklar.pdf.types import LetterFont, LetterPicture, PdfInfo, Raster, Word

log = logging.getLogger(__name__)

T = TypeVar("T")
STRIKES: Final = 2  # a file that ends the process so many times is refused
_NAME: Final = 200  # letters of a file's name that go along, counted from its end
_TITLE: Final = 500  # letters of a title that go into a file


@dataclass(frozen=True, slots=True)
class _Opened:
    load: Callable[[], bytes]
    name: str


@dataclass(frozen=True, slots=True)
class _Answer:
    header: Header
    body: memoryview


class PdfClient:
    """Asks one PDF process, which is started when first needed. Blocking; may be used from any thread.

    Requests wait for one another. Every method raises DocumentError for what is wrong with a document
    (`pdf_empty`, `pdf_damaged`, `pdf_encrypted`, `pdf_refused`, `pdf_timeout`, `not_supported`), DocumentError
    `pdf_process` if the process can't be started, and Cancelled once the client is closed.

    A process that dies is started again and the request repeated. A file that ends it twice (a time-out counts) is
    refused from then on without asking the process.
    """

    def __init__(
        self, *, timeout: float = 20.0, start_timeout: float = 20.0, on_crash: Callable[[], None] | None = None
    ) -> None:
        """*timeout* is for one request and *start_timeout* for starting, both in seconds; *on_crash* see `watch`."""
        self._timeout = timeout
        self._link = Link(timeout, start_timeout, self._tell_watchers)
        self._state = threading.Lock()  # held only for a moment, around the fields below
        self._opened: dict[str, _Opened] = {}
        self._strikes: dict[str, int] = {}
        self._watchers: list[Callable[[], None]] = [on_crash] if on_crash else []

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* each time the process is found dead or is ended for its slowness; returns how to stop that.

        It is called on the thread that was asking and must not ask the client itself.
        """
        with self._state:
            self._watchers.append(callback)

        def stop() -> None:
            with self._state:
                if callback in self._watchers:
                    self._watchers.remove(callback)

        return stop

    @property
    def process_id(self) -> int | None:
        """The id of the process while it runs, else None."""
        return self._link.process_id

    def warm_up(self) -> None:
        """Start the process without waiting for it. Does nothing if it is in use already, or can't be started."""
        self._link.warm_up()

    def lines(self, data: bytes, name: str) -> StyledDocument:
        """The styled lines of a document; *name* is its file name, for its ending and for messages.

        A file whose end is missing is `pdf_damaged`, even where most of it could be read: an agenda of which the last
        items are missing must not pass for the whole.
        """
        return self._unpacked(transport.unpack_document, self._ask_with_data("lines", data, name), name)

    def page_texts(self, data: bytes, name: str) -> tuple[str, ...]:
        """The plain text of each page, in reading order, for searching. A file whose end is missing is refused too."""
        return self._unpacked(transport.unpack_texts, self._ask_with_data("texts", data, name), name)

    def open(self, sha256: str, load: Callable[[], bytes], name: str = "") -> PdfInfo:
        """Open the document with this hash, and keep it open as long as there is room.

        *load* returns its bytes, on the thread that asks; it is kept and called again whenever the process has lost
        the document. *name* is for messages.
        """
        with self._state:
            self._opened[sha256] = _Opened(load, name)
        return self._unpacked(transport.unpack_info, self._ask_opened({"op": "info"}, sha256), name)

    def render(self, sha256: str, page: int, dpi: float, rotation: int = 0) -> Raster:
        """Draw a page (from 0) of an open document as it is shown, turned by *rotation* more degrees clockwise.

        Very large pages come at a lower resolution. LookupError if the document is not open.
        """
        header = {"op": "render", "page": page, "dpi": dpi, "rotation": rotation}
        answer = self._ask_opened(header, sha256)
        found = answer.header
        raster = Raster(found["width"], found["height"], found["stride"], bytes(answer.body), found["dpi"])
        if raster.stride < raster.width * 3 or len(raster.data) < raster.stride * raster.height:
            raise DocumentError("pdf_damaged", name=self._name_of(sha256), detail="raster")
        return raster

    def words(self, sha256: str, page: int) -> tuple[Word, ...]:
        """The words of a page (from 0) of an open document, in reading order. LookupError if it is not open."""
        answer = self._ask_opened({"op": "words", "page": page}, sha256)
        return self._unpacked(transport.unpack_words, answer, self._name_of(sha256))

    def recognise(self, sha256: str, page: int, tessdata: Path, seconds: float) -> tuple[Line, ...]:
        """Read the picture that a page (from 0) of an open document is, with the Danish data in *tessdata*.

        It may take *seconds*. A page that ends the process twice is refused, and no other page with it. LookupError if
        the document is not open.
        """
        header = {"op": "recognise", "page": page, "tessdata": str(tessdata)}
        answer = self._ask_opened(header, sha256, seconds, f"{sha256}-{page}")
        return self._unpacked(transport.unpack_document, answer, self._name_of(sha256)).lines

    def forget(self, sha256: str) -> None:
        """Close a document. What is known of a file that ended the process stays known."""
        with self._state:
            known = self._opened.pop(sha256, None) is not None
        if known and self._link.process_id is not None:
            try:
                self._converse({"op": "forget", "sha256": sha256}, (), "forget", "")
            except (DocumentError, Cancelled):
                log.debug("a document was forgotten by the end of the process")

    def set_html(
        self,
        html: str,
        css: str = "",
        title: str = "",
        author: str = "",
        *,
        fonts: Sequence[LetterFont] = (),
        pictures: Sequence[LetterPicture] = (),
        language: str = "da",
    ) -> bytes:
        """Set *html* on A4 pages as a PDF, the same bytes for the same input.

        The style sheet names the fonts by their families; they are embedded with the letters that are used. The
        headings become the outline. A picture that can't be read is left out. Raises DocumentError `letter_failed` if
        it can't be set.
        """
        text, style = html.encode(), css.encode()
        described = [{"family": f.family, "bold": f.bold, "italic": f.italic, "size": len(f.data)} for f in fonts]
        header: Header = {
            "op": "letter",
            "html": len(text),
            "css": len(style),
            "title": title[:_TITLE],
            "author": author[:_TITLE],
            "language": language,
            "fonts": described,
            "pictures": [{"name": picture.name, "size": len(picture.data)} for picture in pictures],
        }
        bodies = (text, style, *(font.data for font in fonts), *(picture.data for picture in pictures))
        key = "letter-" + hashlib.sha256(b"".join((text, style, *(picture.data for picture in pictures)))).hexdigest()
        try:
            return bytes(self._converse(header, bodies, key, title).body)
        except DocumentError as error:
            if error.code in {"pdf_process", "pdf_timeout"}:
                raise
            raise DocumentError("letter_failed", detail=str(error)) from error

    def close(self) -> None:
        """End the process, also in the middle of a request, which then raises Cancelled. Leaves nothing running."""
        self._link.close()
        with self._state:
            self._opened.clear()

    def _ask_with_data(self, op: str, data: bytes, name: str) -> _Answer:
        key = hashlib.sha256(_not_empty(data, name)).hexdigest()
        return self._converse({"op": op, "name": name[-_NAME:]}, (data,), key, name)

    def _ask_opened(self, header: Header, sha256: str, seconds: float | None = None, key: str | None = None) -> _Answer:
        with self._state:
            opened = self._opened.get(sha256)
        if opened is None:
            self._link.check_open()
            raise LookupError(f"not open: {sha256}")
        header = {**header, "sha256": sha256, "name": opened.name[-_NAME:]}
        return self._converse(header, (), key or sha256, opened.name, opened.load, seconds)

    def _converse(
        self,
        header: Header,
        bodies: Sequence[Buffer],
        key: str,
        name: str,
        load: Callable[[], bytes] | None = None,
        seconds: float | None = None,
    ) -> _Answer:
        """Ask until there is an answer or the file has had its strikes.

        *key* stands for the file; *load* fetches it where the process does not have it open; *seconds* is the time
        that it may take, where that is another than the client's.
        """
        deaths = 0
        while True:
            if self._count(key, 0) >= STRIKES:
                raise DocumentError("pdf_refused", name=name)
            try:
                answer = _Answer(*self._link.exchange(header, bodies, seconds))
            except PeerSilent as error:
                self._count(key, 1)
                self._tell_watchers()
                raise DocumentError("pdf_timeout", name=name, seconds=round(seconds or self._timeout)) from error
            except PeerGone:
                log.warning("the PDF process died while it was asked for %s", header["op"])
                self._count(key, 1)
                self._tell_watchers()
                deaths += 1
                continue
            if "error" in answer.header:
                raise DocumentError(str(answer.header["error"]), **{**answer.header.get("params", {}), "name": name})
            if load is not None and answer.header.get("missing"):
                bodies = (_not_empty(load(), name),)
                continue
            if deaths:
                # It can be read after all: something else had ended the process.
                self._count(key, -deaths)
            return answer

    def _count(self, key: str, more: int) -> int:
        """The strikes of a file, after adding *more*."""
        with self._state:
            strikes = max(0, self._strikes.get(key, 0) + more)
            if more:
                self._strikes[key] = strikes
        return strikes

    def _tell_watchers(self) -> None:
        with self._state:
            watchers = tuple(self._watchers)
        for callback in watchers:
            callback()

    def _name_of(self, sha256: str) -> str:
        with self._state:
            opened = self._opened.get(sha256)
        return opened.name if opened else ""

    @staticmethod
    def _unpacked(unpack: Callable[[memoryview], T], answer: _Answer, name: str) -> T:
        try:
            return unpack(answer.body)
        except transport.Unreadable as error:
            raise DocumentError("pdf_damaged", name=name, detail=str(error)) from error


def _not_empty(data: bytes, name: str) -> bytes:
    if not data:
        raise DocumentError("pdf_empty", name=name)
    return data
