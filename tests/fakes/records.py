"""A case system in memory, and a source of records over it: what it was asked for, and what it refuses."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from moedeklar.model.agenda import AgendaItem, Attachment, Block, BlockKind, Meeting, MeetingKind, Origin, Role, Section
from moedeklar.model.codec import decode, encode
from moedeklar.model.errors import Cancelled, DocumentError, ParseError
from moedeklar.model.moments import LocalStart
from moedeklar.sources.base import Listing, RemoteDocument, Use

BEGIN = datetime(2027, 1, 1, tzinfo=UTC)


def said(*texts: str) -> tuple[Section, ...]:
    return tuple(Section(Role.FACTS, "Sagsfremstilling", (Block(BlockKind.PARAGRAPH, text),)) for text in texts)


def agenda(
    number: int,
    start: str = "2027-02-09T16:00",
    committee: str = "Havneudvalget",
    text: str = "Havnen sander til.",
    files: Iterable[str] = (),
    kind: MeetingKind = MeetingKind.AGENDA,
) -> Meeting:
    """A meeting of two items, of which the first has these files by ref."""
    attached = tuple(Attachment(f"Bilag {ref}", ref=ref, source_id=ref) for ref in files)
    items = (
        AgendaItem("1", "Uddybning af havnen", sections=said(text), attachments=attached, source_id=f"{number}-1"),
        AgendaItem("2", "Broen over åen", sections=said("Broen er gammel."), source_id=f"{number}-2"),
    )
    return Meeting(
        committee=committee,
        start=LocalStart.parse(start),
        kind=kind,
        items=items,
        origin=Origin(meeting_id=str(number), agenda_id=f"{number}-{kind.value}"),
    )


@dataclass
class CaseSystem:
    """Records and files by ref. Every change counts on, and can be asked for by that count."""

    records: dict[str, Meeting] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    count: int = 0

    def put(self, ref: str, content: Meeting | bytes) -> None:
        if isinstance(content, bytes):
            self.files[ref] = content
        else:
            self.records[ref] = content
        self._count(self.changed, ref)
        self.gone.pop(ref, None)

    def take(self, ref: str) -> None:
        self.records.pop(ref, None)
        self.files.pop(ref, None)
        self.changed.pop(ref)
        self._count(self.gone, ref)

    def _count(self, where: dict[str, int], ref: str) -> None:
        self.count += 1
        where[ref] = self.count


class RecordsSource:
    """The system as a source. `failing` are codes by ref; `opened` what was fetched, in the order in which it was."""

    kind = "records"

    def __init__(self, system: CaseSystem, *, partial: bool = True, connections: int = 1) -> None:
        self.id = "src-records"
        self.connections = connections
        self.system = system
        self.partial = partial
        self.versions = True
        self.recheck: set[str] = set()
        self.failing: dict[str, str] = {}
        self.moment: datetime | None = None
        self.opened: list[str] = []
        self.cursors: list[str] = []
        self.on_open: Callable[[str], object] = lambda ref: None

    def discover(self, cancelled: Callable[[], bool], cursor: str = "") -> Listing:
        if cancelled():
            raise Cancelled
        self.cursors.append(cursor)
        since = int(cursor) if cursor and self.partial else 0
        system = self.system
        documents = [
            self._listed(ref) for ref, at in sorted(system.changed.items()) if at > since or ref in self.recheck
        ]
        gone = tuple(ref for ref, at in system.gone.items() if at > since) if since else ()
        now = str(system.count) if self.partial else ""
        return Listing(tuple(documents), partial=bool(since), gone=gone, cursor=now, moment=self.moment)

    def open(self, ref: str) -> BinaryIO:
        self.opened.append(ref)
        self.on_open(ref)
        if ref in self.failing:
            raise DocumentError(self.failing[ref], name=ref)
        if ref in self.system.records:
            return io.BytesIO(json.dumps(encode(self.system.records[ref])).encode())
        if ref in self.system.files:
            return io.BytesIO(self.system.files[ref])
        raise DocumentError("vanished", name=ref)

    def is_steady(self, document: RemoteDocument) -> bool:
        return True

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        try:
            return decode(Meeting, json.loads(data))
        except ValueError as error:
            raise ParseError("export_broken", line=1, why="") from error

    def asked(self) -> list[str]:
        """What was fetched since this was last called."""
        opened, self.opened = self.opened, []
        return opened

    def _listed(self, ref: str) -> RemoteDocument:
        at = self.system.changed[ref]
        meeting = self.system.records.get(ref)
        return RemoteDocument(
            ref,
            0,
            BEGIN + timedelta(minutes=at if self.versions else 0),
            Use.RECORD if meeting else Use.ATTACHMENT,
            group=ref if meeting else "",
            media_type="application/json" if meeting else "application/octet-stream",
            version=f"v{at}" if self.versions else "",
            recheck=ref in self.recheck,
            committee=(meeting.committee or "") if meeting else "",
            start=meeting.start if meeting else None,
        )
