"""A municipality's FirstAgenda Publication as a source of records."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import BinaryIO

from moedeklar.model.agenda import Meeting
from moedeklar.model.errors import AttentionNeeded, DocumentError, ParseError
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.text import committee_key
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument, Use
from moedeklar.sources.firstagenda.keeping import Kept, without_signatures
from moedeklar.sources.firstagenda.listing import ATTACHMENTS, ListedAgenda, is_added, read_listing
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.http.failures import NetworkError, NotThere
from moedeklar.sources.http.limits import Limits

KIND = "firstagenda"
LIMITS = Limits(rate=1.5, burst=6)  # one service carries most municipalities: requests a second, and at first
BEFORE, AFTER = timedelta(days=7), timedelta(days=30)  # around now, in which agendas are fetched again
UNRELEASED = timedelta(days=90)  # back from now, in which those without a date of release are
_LIST = "/api/agenda/udvalgsliste"
_AGENDA = "/api/agenda/dagsorden/{id}"
_FILE = "/vis/pdf/bilag/{id}/?redirectDirectlyToPdf=true"
_JSON, _PDF = "application/json", "application/pdf"
_NAME = re.compile(re.escape(ATTACHMENTS) + r"(?P<id>[0-9a-z_-]{1,64})")
_NOT_LET_IN = frozenset({"wrong_kind", "redirect_loop", "sign_in_needed", "http_forbidden"})
_MOST_VISITS = 3  # in one run
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FirstAgendaSource:
    """What *client*, made for the portal's address, finds there; *municipality* is whose portal it is.

    What the list says of an agenda is its version. Close it at the end. Fetching is safe on any thread.

    Of meetings that are planned and not listed, its search says only that there are some (`IkkePubliceredeMoeder`).
    """

    kind = KIND

    def __init__(self, source_id: str, client: HttpClient, clock: Clock, municipality: str | None = None) -> None:
        self.id = source_id
        self.connections = client.limits.connections
        self._client = client
        self._clock = clock
        self._municipality = municipality
        self._listed: Mapping[str, ListedAgenda] = {}
        self._own: frozenset[str] = frozenset()  # the groups in which a meeting's own agenda or minutes are
        self._kept = Kept()
        self._visits = 0
        self._lock = threading.Lock()

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        """List all agendas. The *cursor* is the anonymous cookie, which saves the visit to the front page.

        Raises NetworkError; AttentionNeeded listing_broken for a list that can't be read.
        """
        self._client.cancelled = cancelled
        self._kept = Kept()
        if cursor and not self._visits:
            self._client.recall(_LIST, cursor)
            self._visits = 1  # as good as one, until it turns out that the portal does not know the cookie any more
        data = self._answer(_LIST)
        try:
            listed = read_listing(data)
        except ParseError as error:
            raise AttentionNeeded("listing_broken", host=self._client.base, why=_where(error)) from error
        self._listed = {one.id: one for one in listed}
        self._own = frozenset(_group(one) for one in listed if not is_added(one.name))
        today = local_now(self._clock).date()
        documents = tuple(_document(one, recheck=_may_have_changed(one, today)) for one in listed)
        return Listing(documents, cursor=self._client.cookies(_LIST))

    def open(self, ref: str) -> BinaryIO:
        """An agenda in JSON, without signed addresses, or an attachment's PDF, to read and close.

        Raises NetworkError: portal_page where there is a page instead of the file; NotThere.
        """
        named = _NAME.fullmatch(ref)
        if named is not None:
            return self._file(_FILE.format(id=named["id"]))
        if ref not in self._listed:
            raise DocumentError("vanished", name=ref)
        data = self._kept.get(ref)
        if data is None:
            data = without_signatures(self._answer(_AGENDA.format(id=ref)))
            self._kept.put(ref, data)
        return BytesIO(data)

    def is_steady(self, document: RemoteDocument) -> bool:  # noqa: ARG002 (an answer is whole or none)
        """Always."""
        return True

    def named(self, ref: str) -> RemoteDocument | None:
        """The attachment's document; its id is its content's own."""
        return RemoteDocument(ref, 0, _EPOCH, Use.ATTACHMENT, media_type=_PDF) if _NAME.fullmatch(ref) else None

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        """The meeting that an agenda states. Raises ParseError."""
        from moedeklar.sources.firstagenda.agenda import read_agenda  # noqa: PLC0415 (most runs read nothing)

        listed = self._listed.get(document.ref)
        is_beside = listed is not None and is_added(listed.name) and _group(listed) in self._own
        term = listed.term if listed is not None else None
        return read_agenda(data, municipality=self._municipality, term=term, is_beside=is_beside)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _answer(self, path: str) -> bytes:
        visit = self._enter(0)
        try:
            return self._client.get(path, accept=_JSON).body
        except NetworkError as error:
            if error.code not in _NOT_LET_IN or self._enter(visit) == visit:
                raise
        return self._client.get(path, accept=_JSON).body

    def _file(self, path: str) -> BinaryIO:
        visit = self._enter(0)
        try:
            return self._client.open(path, expects=_PDF)
        except NetworkError as error:
            if error.code not in _NOT_LET_IN:
                raise
            if self._enter(visit) == visit:
                raise _no_file(error) from error
        try:
            return self._client.open(path, expects=_PDF)
        except NetworkError as error:
            raise _no_file(error) from error

    def _enter(self, known: int) -> int:
        """Visit the front page for its cookie, unless that was done since the visit *known*; the number of visits."""
        with self._lock:
            if self._visits == known and self._visits < _MOST_VISITS:
                with contextlib.suppress(NotThere):  # a portal without a front page may need no cookie
                    self._client.get("/")
                self._visits += 1
            return self._visits


def _no_file(error: NetworkError) -> NetworkError:
    """A page in the place of a PDF: the portal gives one while it cannot give the file, so it is tried again."""
    return NetworkError("portal_page", host=error.params["host"]) if error.code == "wrong_kind" else error


def _where(error: ParseError) -> str:
    """What is missing, or the line and column at which it ends to be JSON."""
    told = error.params
    return str(told["name"]) if "name" in told else f"{told['line']}:{told['column']}"


def _may_have_changed(one: ListedAgenda, today: date) -> bool:
    """Whether it may say something else although the list does not show it."""
    day = one.start.day if one.start is not None else today
    if one.released is None:
        return day >= today - UNRELEASED
    return today - BEFORE <= day <= today + AFTER


def _group(one: ListedAgenda) -> str:
    """The same for papers of one meeting: committee and start."""
    return f"{committee_key(one.committee)} {one.start.isoformat() if one.start is not None else one.id}"


def _document(one: ListedAgenda, *, recheck: bool) -> RemoteDocument:
    modified = one.released or (one.start.instant().astimezone(UTC) if one.start is not None else _EPOCH)
    return RemoteDocument(
        one.id,
        0,
        modified,
        Use.RECORD,
        _group(one),
        released=one.released,
        media_type=_JSON,
        version=one.state,
        recheck=recheck,
        committee=one.committee,
        start=one.start,
        title=" ".join(
            part for part in (one.committee, f"{one.start.day:%d-%m-%Y}" if one.start else "", one.name) if part
        ),
    )
