"""An OParl server, or a static feed, as a source of records: one for each meeting, and the files that it names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from moedeklar.model import agenda
from moedeklar.model.moments import Clock
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument
from moedeklar.sources.oparl.cursor import unpacked
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.times import instant

if TYPE_CHECKING:
    from moedeklar.sources.http.expected import Digest
    from moedeklar.sources.oparl.passes import Passes

KIND = "oparl"
Recall = Callable[[str], bytes | None]
"""The content of a record as an earlier run kept it; None where there is none of that name."""


class Client(Protocol):
    """The part of `http.client.HttpClient` that is needed here."""

    cancelled: Callable[[], bool]

    def get(self, url: str, *, etag: str = "", modified: str = "", accept: str = "", largest: int | None = None) -> Any:
        """The answer; NetworkError."""
        ...

    def open(
        self,
        url: str,
        *,
        largest: int | None = None,
        size: int | None = None,
        digest: Digest | None = None,
        expects: str = "",
    ) -> BinaryIO:
        """The file; NetworkError."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class OparlSource:
    """The server whose System object is at *url*; of its bodies those called *bodies* (none: all).

    *recall* gives back what an earlier run kept of a record, so that a change costs no more than the changed objects.
    """

    kind = KIND
    connections = 4

    def __init__(
        self,
        source_id: str,
        url: str,
        client: Client,
        clock: Clock,
        *,
        bodies: tuple[str, ...] = (),
        recall: Recall = lambda ref: None,  # noqa: ARG005 (nothing is kept)
    ) -> None:
        self.id = source_id
        self._url = url
        self._client = client
        self._clock = clock
        self._bodies = bodies
        self._recall = recall

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        """List what has changed since *cursor*, or everything: at first, every week, and where changes can't be told.

        Raises SourceError where a list could not be read to its end; Cancelled.
        """
        self._client.cancelled = cancelled
        if not cursor:
            nearest = self._passes.nearest(cancelled)
            if nearest is not None:
                return nearest
        server = Server(self._client, self._url, cancelled)
        before = unpacked(cursor)
        before = before if before is not None and before.wanted == self._bodies else None
        entry: tuple[Any, str] | None = None
        if before is not None and before.etag:
            entry = server.entry(before.etag)
            if entry[0] is None:
                return Listing((), partial=True, cursor=cursor, moment=instant(before.moment))
        return self._passes.listing(server, before, entry)

    def open(self, ref: str) -> BinaryIO:
        """The content of a record, or of a file as it comes. Raises DocumentError: NetworkError, vanished."""
        return self._passes.open(ref)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def is_steady(self, document: RemoteDocument) -> bool:  # noqa: ARG002 (a record is kept as it was listed)
        """Always: what was listed is on the shelf, and a file is checked while it is fetched."""
        return True

    def record(self, document: RemoteDocument, data: bytes) -> agenda.Meeting:  # noqa: ARG002 (it says all itself)
        """The meeting that a record states. Raises ParseError."""
        return self._passes.record(data)

    @cached_property
    def _passes(self) -> Passes:
        from moedeklar.sources.oparl.passes import Passes  # noqa: PLC0415 (a run that finds nothing new needs no reader)

        return Passes(self._url, self._client, self._clock, self._bodies, self._recall)
