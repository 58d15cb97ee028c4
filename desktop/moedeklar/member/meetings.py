"""Meetings, items and attachments as a member reads them, and the overview by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from moedeklar.member.outlook import Outlook, committee_rows, is_over
from moedeklar.model.errors import NotFound
from moedeklar.model.moments import local_now
from moedeklar.model.requests import Deadline
from moedeklar.model.text import committee_key
from moedeklar.model.views import (
    Arrival,
    AttachmentView,
    CommitteeRow,
    DocumentInfo,
    ItemView,
    MeetingRow,
    MeetingView,
    Overview,
    RequestRow,
)
from moedeklar.model.work import ItemSnapshot
from moedeklar.store import attachment_views, meetings
from moedeklar.store.arrivals import came_since
from moedeklar.store.expired import is_expired
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.store.database import Database

DeadlineOf = Callable[[str], Deadline]


class Meetings:
    """What is published, joined with what the person has done. Every call blocks; any thread."""

    def __init__(self, store: Store, deadline: DeadlineOf, requests: Callable[[], tuple[RequestRow, ...]]) -> None:
        """*deadline* tells by when a committee must be asked (NotFound where no meeting is known to come)."""
        self._store = store
        self._deadline = deadline
        self._requests = requests

    def list(
        self, committee: str | None = None, since: date | None = None, until: date | None = None
    ) -> tuple[MeetingRow, ...]:
        """The meetings of a committee (by name in any spelling, or key) and time, earliest first, undated ones last.

        With *since* or *until* undated meetings are left out.
        """
        key = committee_key(committee) if committee is not None else None
        return self._store.read(lambda db: meetings.meeting_rows(db, key, since, until))

    def view(self, meeting_id: str, version_id: str | None = None) -> MeetingView:
        """A meeting as it stands, or in one of its versions. Raises NotFound."""
        return self._store.read(lambda db: meetings.meeting_view(db, meeting_id, version_id))

    def item(self, item_id: str, version_id: str | None = None) -> ItemView:
        """An item as it stands, or in a version. Raises NotFound."""
        return self._store.read(lambda db: meetings.item_view(db, item_id, version_id))

    def snapshot(self, item_id: str) -> ItemSnapshot:
        """What the item is now, in the few words that notes keep of it. Raises NotFound."""
        return self._store.read(lambda db: meetings.snapshot(db, item_id))

    def committees(self, rows: tuple[MeetingRow, ...] | None = None) -> tuple[CommitteeRow, ...]:
        """The committees by name, each with its meetings counted and the next one; of *rows*, where all are known."""
        return committee_rows(self.list() if rows is None else rows, self._now())

    def next_meeting(self) -> MeetingRow | None:
        """The nearest meeting that is not over and that the source has not withdrawn."""
        now = self._now()
        coming = self.list(since=now.date() - timedelta(days=1))
        return next((row for row in coming if not row.withdrawn and not is_over(row, now)), None)

    def overview(self) -> Overview:
        """Everything that the first screen shows."""
        now = self._now()
        outlook = self._store.read(lambda db: Outlook.of(db, now))
        upcoming = tuple(row for row in outlook.rows if not row.withdrawn and not is_over(row, now))
        return Overview(
            now,
            upcoming[0] if upcoming else None,
            self._store.read(lambda db: outlook.resume(db, upcoming[0])) if upcoming else None,
            upcoming,
            committee_rows(outlook.rows, now),
            outlook.changed,
            outlook.decided,
            self._deadlines(upcoming),
            self._requests(),
            outlook.coming,
            outlook.counts,
            tuple(one for one in self._lately(outlook, upcoming) if not one.meeting.read),
        )

    def arrived(self, since: datetime, most: int = 50) -> tuple[Arrival, ...]:
        """The meetings of which papers have come since that moment (UTC), the latest first."""

        def work(db: Database) -> tuple[Arrival, ...]:
            came = came_since(db, since, most)
            return tuple(Arrival(meetings.meeting_row(db, one.meeting_id), one.when, one.first) for one in came)

        return self._store.read(work)

    @staticmethod
    def _lately(outlook: Outlook, upcoming: tuple[MeetingRow, ...]) -> tuple[Arrival, ...]:
        by_id = {row.id: row for row in upcoming if not row.is_planned}
        return tuple(
            Arrival(by_id[came.meeting_id], came.when, came.first) for came in outlook.came if came.meeting_id in by_id
        )

    def attachment(self, attachment_id: str) -> AttachmentView:
        """An attachment with its file. Raises NotFound."""
        return self._store.read(lambda db: attachment_views.attachment_view(db, attachment_id))

    def document(self, document_id: str) -> DocumentInfo:
        """A document that a version came from. Raises NotFound."""
        return self._store.read(lambda db: meetings.document(db, document_id))

    def file_bytes(self, sha256: str) -> bytes:
        """The content of a file, decrypted. Raises NotFound (file_gone; file_expired by a rule), StoreError."""
        try:
            return self._store.files.read(sha256)
        except NotFound as error:
            if self._store.read(lambda db: is_expired(db, sha256)):
                raise NotFound("file_expired", sha256=sha256) from error
            raise

    def _deadlines(self, upcoming: tuple[MeetingRow, ...]) -> tuple[tuple[MeetingRow, Deadline], ...]:
        found = []
        by_id = {row.id: row for row in upcoming}
        for committee in dict.fromkeys(row.committee for row in upcoming if row.committee):
            try:
                deadline = self._deadline(committee)
            except NotFound:
                continue
            if deadline.meeting_id in by_id and deadline.days_left >= 0:
                found.append((by_id[deadline.meeting_id], deadline))
        return tuple(sorted(found, key=lambda pair: pair[1].due))

    def _now(self) -> datetime:
        return local_now(self._store.clock)
