"""The loop of the PDF process: a request, an answer, until the parent is gone."""

# pymupdf annotates only part of its interface.
# mypy: allow-untyped-calls

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Final

import pymupdf

from moedeklar.model.errors import DocumentError
from moedeklar.model.lines import StyledDocument
from moedeklar.pdf import transport
from moedeklar.pdf.child import drawing
from moedeklar.pdf.child.documents import DOCX, HTML, Opened, Shelf, kind_of, open_document
from moedeklar.pdf.child.letter import Letter, set_letter
from moedeklar.pdf.child.limits import confine, ended_after
from moedeklar.pdf.child.lines import document_lines
from moedeklar.pdf.child.scans import recognised_lines
from moedeklar.pdf.protocol import Buffer, Header, PeerGone, receive, send
from moedeklar.pdf.types import LetterFont, LetterPicture

Reply = tuple[Header, Buffer]
_OUT_OF_MEMORY: Final = 70
_DETAIL: Final = 300  # letters of an unforeseen error that go into the answer


def serve(connection: socket.socket) -> None:
    """Answer requests until the parent closes the connection or dies."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    confine()
    server = Server()
    try:
        while True:
            header, body = receive(connection)
            with ended_after(float(header["limit"])):
                answer, data = server.answer(header, body)
                send(connection, answer, (data,))
            del body, data
    except PeerGone:
        return
    finally:
        connection.close()


class Server:
    """Answers requests. Every fault of a document becomes an answer; only running out of memory ends the process."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._lent: pymupdf.Pixmap | None = None
        self._handlers: dict[str, Callable[[Header, memoryview], Reply]] = {
            "lines": self._lines,
            "texts": self._texts,
            "info": self._info,
            "render": self._render,
            "words": self._words,
            "forget": self._forget,
            "letter": self._letter,
            "recognise": self._recognise,
        }

    def answer(self, header: Header, body: memoryview) -> Reply:
        """The answer to one request: a header, which says `error` where there is one, and a body."""
        try:
            return self._handlers[header["op"]](header, body)
        except DocumentError as error:
            return {"error": error.code, "params": error.params}, b""
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except Exception as error:  # noqa: BLE001 - whatever a stranger's file provokes is told of that file
            if _is_out_of_memory(error):
                # Nothing is certain in a library that has run out of memory; the parent counts it as a strike.
                os._exit(_OUT_OF_MEMORY)
            detail = f"{type(error).__name__}: {error}"[:_DETAIL]
            return {"error": "pdf_damaged", "params": {"detail": detail}}, b""

    def _opened(self, header: Header, body: memoryview) -> Opened | None:
        sha256 = str(header["sha256"])
        found = self._shelf.get(sha256)
        if found is None and body:
            found = open_document(body, header["name"])
            self._shelf.put(sha256, found)
        return found

    def _lines(self, header: Header, body: memoryview) -> Reply:
        return {}, transport.pack_document(_styled(body, header["name"]))

    def _texts(self, header: Header, body: memoryview) -> Reply:
        if kind_of(body, header["name"])[0] == HTML:
            return {}, transport.pack_texts(["\n".join(line.text for line in _styled(body, header["name"]).lines)])
        opened = _whole(body, header["name"])
        with opened.document:
            return {}, transport.pack_texts(drawing.texts(opened))

    def _info(self, header: Header, body: memoryview) -> Reply:
        opened = self._opened(header, body)
        return ({"missing": True}, b"") if opened is None else ({}, transport.pack_info(drawing.info(opened)))

    def _render(self, header: Header, body: memoryview) -> Reply:
        opened = self._opened(header, body)
        if opened is None:
            return {"missing": True}, b""
        pixmap, dpi = drawing.render(opened, header["page"], header["dpi"], header["rotation"])
        answer = {"width": pixmap.width, "height": pixmap.height, "stride": pixmap.stride, "dpi": dpi}
        self._lent = pixmap  # owns the memory that is sent
        return answer, pixmap.samples_mv

    def _words(self, header: Header, body: memoryview) -> Reply:
        opened = self._opened(header, body)
        if opened is None:
            return {"missing": True}, b""
        return {}, transport.pack_words(drawing.words(opened, header["page"]))

    def _recognise(self, header: Header, body: memoryview) -> Reply:
        opened = self._opened(header, body)
        if opened is None:
            return {"missing": True}, b""
        lines = recognised_lines(opened, header["page"], str(header["tessdata"]))
        return {}, transport.pack_document(StyledDocument(lines))

    def _forget(self, header: Header, _body: memoryview) -> Reply:
        self._shelf.drop(str(header["sha256"]))
        return {}, b""

    def _letter(self, header: Header, body: memoryview) -> Reply:
        at = 0

        def part(size: int) -> bytes:
            nonlocal at
            at += size
            return bytes(body[at - size : at])

        html, css = part(header["html"]).decode(), part(header["css"]).decode()
        fonts = [LetterFont(f["family"], part(f["size"]), f["bold"], f["italic"]) for f in header["fonts"]]
        pictures = [LetterPicture(one["name"], part(one["size"])) for one in header["pictures"]]
        given = Letter(html, css, header["title"], header["author"], header["language"], fonts, pictures)
        return {}, set_letter(given)


def _styled(body: memoryview, name: str) -> StyledDocument:
    """The lines of a document by its kind. What reads HTML and Word is loaded when the first of them comes."""
    kind, _ = kind_of(body, name)
    if kind == HTML:
        from moedeklar.pdf.child.web.page import page_lines  # noqa: PLC0415

        return page_lines(body)
    if kind == DOCX:
        from moedeklar.pdf.child.word.document import word_lines  # noqa: PLC0415

        return word_lines(body)
    opened = _whole(body, name)
    with opened.document:
        return document_lines(opened.document, opened.media_type)


def _whole(body: memoryview, name: str) -> Opened:
    opened = open_document(body, name)
    if opened.truncated:
        opened.document.close()
        raise DocumentError("pdf_damaged", detail="truncated")
    return opened


def _is_out_of_memory(error: Exception) -> bool:
    text = str(error)
    return any(phrase in text for phrase in ("malloc", "calloc", "realloc", "out of memory"))
