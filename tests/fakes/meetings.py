"""Meetings of the fake workspace: held contents joined with what the person has done, as `member.meetings` does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.announced import announced_by, announcements, coming_cases
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import local_now
from moedeklar.model.requests import Deadline, DeadlineRule
from moedeklar.model.views import (
    Arrival,
    AttachmentView,
    CommitteeRow,
    DocumentInfo,
    Earlier,
    FileState,
    ItemRow,
    ItemView,
    MeetingRow,
    MeetingView,
    Overview,
    VersionInfo,
)
from moedeklar.model.work import ItemSnapshot
from tests.fakes.pdf import PDF_BYTES, PDF_SHA

if TYPE_CHECKING:
    from tests.fakes.workspace import FakeWorkspace


def _document(document_id: str, content: Meeting) -> DocumentInfo:
    if content.origin is not None:
        return DocumentInfo(document_id, "Publication1.xml", PDF_SHA, "application/xml")
    return DocumentInfo(document_id, f"{content.kind or 'uden'}.pdf", PDF_SHA, "application/pdf", 4)


@dataclass
class Held:
    """A meeting with the contents of its versions, oldest first."""

    id: str
    contents: tuple[Meeting, ...]

    @property
    def versions(self) -> tuple[VersionInfo, ...]:
        return tuple(
            VersionInfo(
                f"{self.id}-v{n}",
                content.kind,
                datetime(2027, 2, n, 9, tzinfo=UTC),
                (_document(f"{self.id}-d{n}", content),),
            )
            for n, content in enumerate(self.contents, 1)
        )


class FakeMeetings:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.from_request: set[str] = set()
        self.waiting: set[str] = set()  # attachments that have yet to be fetched
        self.arrivals: tuple[Arrival, ...] = ()

    def list(
        self, committee: str | None = None, since: date | None = None, until: date | None = None
    ) -> tuple[MeetingRow, ...]:
        rows = [self._row(held) for held in self._workspace.held.values()]
        rows = [r for r in rows if committee in (None, r.committee)]
        rows = [r for r in rows if r.start and (since is None or r.start.day >= since)]
        rows = [r for r in rows if r.start and (until is None or r.start.day <= until)]
        return tuple(sorted(rows, key=lambda row: row.start or row.start))  # type: ignore[arg-type,return-value]

    def view(self, meeting_id: str, version_id: str | None = None) -> MeetingView:
        held, at = self._find(meeting_id, version_id)
        content = held.contents[at]
        ids = tuple(f"{meeting_id}-{n}" for n, _ in enumerate(content.items, 1))
        rows = tuple(self._item_row(i, item, content) for i, item in zip(ids, content.items, strict=True))
        listed = list(zip(ids, content.items, strict=True))
        told = tuple(one for item_id, item in listed for one in announcements(item_id, item))
        coming = coming_cases(content.coming, listed, lambda case: self._meeting_on(content, case.date))
        unfitting = self._workspace.corrections.unfitting
        return MeetingView(self._row(held), held.versions[at], rows, content, ids, told, coming, unfitting)

    def _meeting_on(self, content: Meeting, day: str | None, body: str | None = None) -> str | None:
        for held in self._workspace.held.values():
            other = held.contents[-1]
            same = other is not content and other.committee == (body or content.committee)
            if same and other.start is not None and other.start.day.isoformat() == day:
                return held.id
        return None

    def _earlier(self, content: Meeting, item: AgendaItem) -> tuple[Earlier, ...]:
        made = []
        for reference in item.references:
            home = self._meeting_on(content, reference.date, reference.body)
            items = self._workspace.held[home].contents[-1].items if home else ()
            at = next((n for n, one in enumerate(items, 1) if one.number == reference.item), None)
            if home is None or at is None:
                made.append(Earlier(reference, home))
                continue
            found = items[at - 1]
            decided = found.decisions[-1].text if found.decisions else ""
            committee = self._workspace.held[home].contents[-1].committee or ""
            made.append(Earlier(reference, home, f"{home}-{at}", committee, found.title, decided))
        return tuple(made)

    def item(self, item_id: str, version_id: str | None = None) -> ItemView:
        meeting_id, number = self._split(item_id)
        view = self.view(meeting_id, version_id)
        at = number - 1
        if not 0 <= at < len(view.items):
            raise NotFound("not_found", id=item_id)
        ids = view.item_ids
        return ItemView(
            view.items[at],
            meeting_id,
            view.version.id,
            view.content.items[at],
            self._attachments(item_id, view.content.items[at]),
            self._workspace.notes.list(item_id=item_id),
            tuple(b for b in self._workspace.bookmarks.list() if b.home.item_id == item_id),
            ids[at - 1] if at else None,
            ids[at + 1] if at + 1 < len(ids) else None,
            at + 1,
            len(ids),
            "request-1" if item_id in self.from_request else None,
            self._earlier(view.content, view.content.items[at]),
            self._workspace.corrections.of_item(view.content.items[at]),
            view.content.recognised,
        )

    def snapshot(self, item_id: str) -> ItemSnapshot:
        """What a note or bookmark keeps of its item."""
        meeting_id, number = self._split(item_id)
        held, _ = self._find(meeting_id, None)
        content = held.contents[-1]
        item = content.items[number - 1]
        return ItemSnapshot(
            meeting_id, item_id, content.committee or "", content.start, item.number, item.caption, item.case_number
        )

    def committees(self, _rows: tuple[MeetingRow, ...] | None = None) -> tuple[CommitteeRow, ...]:
        found: dict[tuple[str, str | None], list[MeetingRow]] = {}
        for row in self.list():
            found.setdefault((row.committee, row.municipality), []).append(row)
        today = self._today()
        made = []
        for (name, municipality), rows in sorted(found.items(), key=lambda pair: (not pair[0][0], str(pair[0]))):
            coming = next((r for r in rows if r.start and r.start.day >= today), None)
            made.append(
                CommitteeRow(name, name, municipality, len(rows), coming and coming.id, coming and coming.start)
            )
        return tuple(made)

    def next_meeting(self) -> MeetingRow | None:
        return next(iter(self.list(since=self._today())), None)

    def overview(self) -> Overview:
        upcoming = self.list(since=self._today())
        every = [(row, item) for row in self.list() for item in self.view(row.id).items]
        following = upcoming[0] if upcoming else None
        left = [item for row, item in every if following and row.id == following.id and not item.read]
        rule = DeadlineRule()
        deadlines = []
        for row in upcoming[1:2]:
            day = row.start.day if row.start else self._today()
            due = datetime.combine(day - timedelta(days=8), datetime.max.time(), UTC)
            deadlines.append((row, Deadline(rule, day, due, (due.date() - self._today()).days, row.id)))
        return Overview(
            local_now(self._workspace.clock),
            following,
            left[0] if left else None,
            upcoming,
            self.committees(),
            tuple(pair for pair in every if pair[1].changed),
            tuple(pair for pair in every if pair[1].decision and pair[0].id == "old"),
            tuple(deadlines),
            self._workspace.requests.list(),
            tuple((following, text) for text in self.view(following.id).content.coming_items) if following else (),
            self._counts(),
            self.arrivals,
        )

    def arrived(self, since: datetime, most: int = 50) -> tuple[Arrival, ...]:
        return tuple(one for one in self.arrivals if one.when >= since)[:most]

    def attachment(self, attachment_id: str) -> AttachmentView:
        item_id = attachment_id.rpartition("-a")[0]
        for view in self.item(item_id).attachments:
            if view.id == attachment_id:
                return view
        raise NotFound("not_found", id=attachment_id)

    def document(self, document_id: str) -> DocumentInfo:
        for held in self._workspace.held.values():
            for version in held.versions:
                for document in version.documents:
                    if document.id == document_id:
                        return document
        raise NotFound("not_found", id=document_id)

    def file_bytes(self, sha256: str) -> bytes:
        if sha256 != PDF_SHA:
            raise NotFound("not_found", id=sha256)
        return PDF_BYTES

    def _counts(self) -> dict[str, int]:
        return {
            "bookmarks": len(self._workspace.bookmarks.list()),
            "notes": len(self._workspace.notes.list()),
            "requests": len(self._workspace.requests.list()),
            "check": sum(1 for note in self._workspace.notes.list() if note.state == "check"),
        }

    def _today(self) -> date:
        return local_now(self._workspace.clock).date()

    def _split(self, item_id: str) -> tuple[str, int]:
        meeting_id, _, number = item_id.rpartition("-")
        if not number.isdigit():
            raise NotFound("not_found", id=item_id)
        return meeting_id, int(number)

    def _find(self, meeting_id: str, version_id: str | None) -> tuple[Held, int]:
        held = self._workspace.held.get(meeting_id)
        if held is None:
            raise NotFound("not_found", id=meeting_id)
        ids = [version.id for version in held.versions]
        if version_id is not None and version_id not in ids:
            raise NotFound("not_found", id=version_id)
        return held, ids.index(version_id) if version_id else len(ids) - 1

    def _row(self, held: Held) -> MeetingRow:
        content = held.contents[-1]
        reading = self._workspace.reading
        ids = {f"{held.id}-{n}" for n, item in enumerate(content.items, 1) if not item.closed}
        return MeetingRow(
            held.id,
            "source-1",
            content.municipality,
            content.committee or "",
            content.term,
            content.start,
            content.place,
            content.kind,
            False,
            held.versions,
            len(content.items),
            len(ids & reading.read),
            len(ids & reading.changed),
            len(ids & reading.prepared),
            5 * len(ids - reading.read),
            len(content.items) - len(ids),
        )

    def _item_row(self, item_id: str, item: AgendaItem, content: Meeting) -> ItemRow:
        reading = self._workspace.reading
        decision = item.decisions[-1].text[:60] if item.decisions else ""
        coming = announced_by(content.coming, item)
        return ItemRow(
            item_id,
            item.number,
            item.caption,
            item.type,
            item.closed,
            len(item.attachments),
            len(self._workspace.notes.list(item_id=item_id)),
            any(b.home.item_id == item_id for b in self._workspace.bookmarks.list()),
            item_id in reading.read,
            item_id in reading.changed,
            item_id in reading.prepared,
            item_id in self.from_request,
            decision,
            coming,
        )

    def _attachments(self, item_id: str, item: AgendaItem) -> tuple[AttachmentView, ...]:
        made = []
        for n, attachment in enumerate(item.attachments, 1):
            view = AttachmentView(
                f"{item_id}-a{n}", attachment.title, attachment.document_number, FileState.NOT_IN_SOURCE
            )
            if n == 1:
                view = replace(
                    view,
                    state=FileState.PRESENT,
                    sha256=PDF_SHA,
                    media_type="application/pdf",
                    size=len(PDF_BYTES),
                    pages=4,
                    notes=len(self._workspace.notes.list(sha256=PDF_SHA)),
                )
            if view.id in self.waiting:
                view = replace(view, state=FileState.WAITING, sha256=None, size=None, pages=None)
            made.append(view)
        return tuple(made)
