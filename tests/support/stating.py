"""A source that states meetings in a few words, as a calendar or a portal does."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from moedeklar.model.agenda import AgendaItem, Meeting, MeetingKind, Origin
from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import DocumentError
from moedeklar.model.moments import LocalStart
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument, Use

T0 = datetime(2027, 1, 4, 9, tzinfo=UTC)


def planned(start: str | None, committee: str = "Havneudvalget", *, meeting_id: str = "", **more: object) -> Meeting:
    """A meeting that is only planned."""
    when = LocalStart.parse(start) if start else None
    origin = Origin(meeting_id or None)
    return Meeting(MeetingKind.PLANNED, committee, start=when, origin=origin, **more)  # type: ignore[arg-type]


def agenda(start: str, *titles: str, committee: str = "Havneudvalget", meeting_id: str = "", **more: object) -> Meeting:
    """A meeting with an agenda."""
    items = tuple(AgendaItem(str(n), title) for n, title in enumerate(titles or ("Uddybning af havnen",), 1))
    kind, when = MeetingKind.AGENDA, LocalStart.parse(start)
    return Meeting(kind, committee, start=when, items=items, origin=Origin(meeting_id or None), **more)  # type: ignore[arg-type]


class Stating:
    """Lists what `meetings` holds by ref; change it between runs."""

    kind = "stating"
    connections = 1

    def __init__(self, source_id: str = "src-1") -> None:
        self.id = source_id
        self.meetings: dict[str, Meeting] = {}
        self._first: dict[bytes, datetime] = {}

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        documents = []
        for ref in sorted(self.meetings):
            data = self._data(ref)
            modified = self._first.setdefault(data, T0 + timedelta(seconds=len(self._first)))
            documents.append(RemoteDocument(ref, len(data), modified, Use.RECORD, media_type="application/json"))
        return Listing(tuple(documents))

    def _data(self, ref: str) -> bytes:
        return json.dumps([ref, encode(self.meetings[ref])]).encode()

    def open(self, ref: str) -> BinaryIO:
        if ref not in self.meetings:
            raise DocumentError("vanished", name=ref)
        return io.BytesIO(self._data(ref))

    def is_steady(self, document: RemoteDocument) -> bool:
        return True

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        return decode(Meeting, json.loads(data)[1])
