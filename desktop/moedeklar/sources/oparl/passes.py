"""One pass over an OParl server: what it lists, put on a shelf, and the records and files from there."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from moedeklar.model import agenda
from moedeklar.model.errors import DocumentError, ParseError
from moedeklar.model.moments import Clock
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument
from moedeklar.sources.http.expected import NO_PAGE, Digest
from moedeklar.sources.http.failures import NetworkError
from moedeklar.sources.oparl.changes import FullPassNeeded
from moedeklar.sources.oparl.cursor import Cursor
from moedeklar.sources.oparl.listing import Found, Known, list_changes, list_everything, list_pages
from moedeklar.sources.oparl.nearest import FEW_SINGLE, REST, list_nearest
from moedeklar.sources.oparl.objects import File, file_of
from moedeklar.sources.oparl.reading import meeting_of
from moedeklar.sources.oparl.record import Record
from moedeklar.sources.oparl.record import unpacked as record_of
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.shelf import Shelf
from moedeklar.sources.oparl.times import instant
from moedeklar.sources.oparl.values import read_json

if TYPE_CHECKING:
    from moedeklar.sources.oparl.source import Client, Recall

PDF = "application/pdf"
_ANYTHING = frozenset({"", "application/octet-stream"})  # what is said where nobody knows the kind
_PAGES = (".html", ".htm", ".xhtml")
LARGEST_OBJECT = 5_000_000  # bytes of a File object
_HEX = {"sha512": re.compile(r"[0-9a-f]{128}"), "sha1": re.compile(r"[0-9a-f]{40}")}


class Passes:
    """Lists for an `OparlSource`, whose arguments it has, and opens what the last listing put on the shelf."""

    def __init__(self, url: str, client: Client, clock: Clock, bodies: tuple[str, ...], recall: Recall) -> None:
        self._url = url
        self._client = client
        self._clock = clock
        self._bodies = bodies
        self._recall = recall
        self._shelf = Shelf()

    def nearest(self, cancelled: Cancelled) -> Listing | None:
        """The nearest meetings alone, where everything takes long; None where it does not. Raises SourceError."""
        server = Server(self._client, self._url, cancelled, FEW_SINGLE)
        shelf, known = Shelf(), Known(self._clock.now(), self._recalled)
        if not list_nearest(server, shelf, self._bodies, server.entry()[0], known):
            return None
        self._shelf = shelf
        return Listing(_sorted(shelf), partial=True, cursor=REST, more=True)

    def listing(self, server: Server, before: Cursor | None, entry: tuple[Any, str] | None) -> Listing:
        """What has changed since *before*, or everything. *entry* is the system and its ETag, where it was asked for.

        Raises SourceError, Cancelled.
        """
        found, shelf = self._found(server, before, entry)
        self._shelf = shelf
        called_off = {problem.what for problem in shelf.cancelled}
        return Listing(
            _sorted(shelf),
            skipped=(*found.skipped, *shelf.cancelled),
            partial=found.partial,
            gone=tuple(sorted(found.gone | called_off)) if found.partial else (),
            cursor=found.cursor.packed(),
            moment=instant(found.cursor.moment),
        )

    def open(self, ref: str) -> BinaryIO:
        """The content of a record, or of a file as it comes. Raises NetworkError, DocumentError vanished."""
        record = self._shelf.record(ref)
        if record is not None:
            return BytesIO(record)
        file = self._shelf.file(ref) or File(ref, known=False)
        if not file.url:
            file = self._asked(file)
        digest = _digest(file)
        size = file.size if file.size and digest is None else None
        try:
            return self._client.open(file.url, size=size, digest=digest, expects=_expected(file))
        except NetworkError as error:
            if error.code == "wrong_kind" and "html" in str(error.params.get("kind")):
                # What a server sends while it is worked on: that the file can't be had is not for good.
                raise NetworkError("page_instead", host=error.params["host"]) from error
            raise

    @staticmethod
    def record(data: bytes) -> agenda.Meeting:
        """The meeting that a record states. Raises ParseError."""
        return meeting_of(record_of(data))

    def _found(self, server: Server, before: Cursor | None, entry: tuple[Any, str] | None) -> tuple[Found, Shelf]:
        now, shelf = self._clock.now(), Shelf()
        known = Known(now, self._recalled)
        unfiltered = before.unfiltered if before is not None else ""
        if before is not None and not before.is_due(now):
            try:
                if entry is not None:
                    return list_pages(server, shelf, before, entry, known), shelf
                if before.minds_filters(now):
                    return list_changes(server, shelf, before, known), shelf
            except FullPassNeeded as reason:
                unfiltered = now.isoformat() if reason.unfiltered else ""
                shelf, known = Shelf(), Known(now, self._recalled, reason.seen)
        found = list_everything(server, shelf, self._bodies, before, entry or server.entry(), known)
        if unfiltered and not found.cursor.etag:
            found.cursor = found.cursor.without_filters(unfiltered)
        return found, shelf

    def _recalled(self, ref: str) -> Record | None:
        data = self._recall(ref)
        try:
            return record_of(data) if data is not None else None
        except ParseError:
            return None

    def _asked(self, file: File) -> File:
        """*file* with its address, of which only the id is known: what is there says it, or is the file itself."""
        with self._client.open(file.id) as stream:
            head = stream.read(1024)
            if not head.lstrip().startswith(b"{"):
                return File(file.id, url=file.id, size=file.size, sha1=file.sha1, sha512=file.sha512)
            data = head + stream.read(LARGEST_OBJECT)
        try:
            found = file_of(read_json(data), file.id)
        except ParseError as error:
            raise DocumentError(error.code, **error.params) from error
        if not found.url:
            raise DocumentError("vanished", name=file.id)
        return found


def _sorted(shelf: Shelf) -> tuple[RemoteDocument, ...]:
    return tuple(shelf.documents[ref] for ref in sorted(shelf.documents))


def _expected(file: File) -> str:
    """What is to come: a PDF where one is promised, and else no web page unless one is."""
    if file.media_type == PDF:
        return PDF
    name = file.file_name or urlsplit(file.url).path
    promised = "html" in file.media_type or (file.media_type in _ANYTHING and name.casefold().endswith(_PAGES))
    return "" if promised else NO_PAGE


def _digest(file: File) -> Digest | None:
    """The hash that a file is to have, the stronger of two; None where none is stated, or what is stated is no hash."""
    for algorithm, value in (("sha512", file.sha512), ("sha1", file.sha1)):
        if _HEX[algorithm].fullmatch(value):
            return Digest(algorithm, value)
    return None
