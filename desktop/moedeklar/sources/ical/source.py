"""A calendar as a source of planned meetings.

What it lists are the occurrences from a month ago to eighteen months ahead. What is further back is neither there nor
gone, whatever the calendar still has of it: most calendars forget what was. What is cancelled is listed no more, and
so withdrawn. A calendar that is as it was, in the same month, costs one request, or one look at a file.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import BinaryIO

from moedeklar.model.agenda import Meeting, MeetingKind, Origin
from moedeklar.model.errors import DocumentError, ParseError
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import Clock, LocalStart, local_now
from moedeklar.model.reports import Problem
from moedeklar.model.text import split_term
from moedeklar.sources.base import Cancelled, Listing, RemoteDocument, Use
from moedeklar.sources.ical.committees import Committees
from moedeklar.sources.ical.events import Occurrence, Occurrences
from moedeklar.sources.ical.lines import RawEvent, take_apart
from moedeklar.sources.ical.places import Content, Place
from moedeklar.sources.prefixes import after, before

KIND = "ical"
MONTHS_BACK, MONTHS_AHEAD = 1, 18
EVENTS = 20_000  # of a calendar that are looked at
MEETINGS = 5_000  # that are listed
_READER = "1"  # another one reads calendars anew


class ICalSource:
    """The calendar at *place*. *committees* are a person's names, *name* is what the person calls the source."""

    kind = KIND
    connections = 1

    def __init__(
        self, source_id: str, place: Place, clock: Clock, committees: Sequence[str] = (), name: str = ""
    ) -> None:
        self.id = source_id
        self._place = place
        self._clock = clock
        self._name = name
        self._committees = Committees(committees)
        self._chosen = derived_id("names", *sorted(committees))
        self._records: dict[str, bytes] = {}
        self._is_read = False

    def discover(self, cancelled: Cancelled, cursor: str = "") -> Listing:
        """List the occurrences, or that nothing is new since *cursor*.

        Raises SourceError: calendar_missing, calendar_not_readable, calendar_none, calendar_unfinished,
        calendar_too_large; NetworkError; Cancelled.
        """
        today = local_now(self._clock).date()
        mark = f"{_READER} {today:%Y-%m} {self._chosen}"
        known, _newline, state = cursor.partition("\n")
        content = self._place.fetch(state if known == mark else "")
        if content is None:
            return Listing((), partial=True, cursor=cursor)
        documents, reading = self._listed(content, today, cancelled)
        unread = (_ref(day, uid) for uid, day in reading.unread)
        return Listing(
            documents,
            skipped=tuple(dict.fromkeys(reading.problems)),
            unlisted=tuple(unread),
            forgotten=(*before(today.isoformat()), *after(reading.last.isoformat())),
            cursor=f"{mark}\n{content.state}" if content.state else "",
        )

    def open(self, ref: str) -> BinaryIO:
        """The record of an occurrence. Raises DocumentError vanished."""
        if ref not in self._records and not self._is_read:
            content = self._place.fetch("")
            if content is not None:
                self._listed(content, local_now(self._clock).date(), lambda: False)
        if ref not in self._records:
            raise DocumentError("vanished", name=ref)
        return io.BytesIO(self._records[ref])

    def is_steady(self, document: RemoteDocument) -> bool:  # noqa: ARG002 (what was listed is held)
        """Always: what was listed is held."""
        return True

    def record(self, document: RemoteDocument, data: bytes) -> Meeting:
        """The planned meeting that a record states. Raises ParseError."""
        try:
            said = json.loads(data)
            committee, term = split_term(said["committee"])
            return Meeting(
                MeetingKind.PLANNED,
                committee or None,
                term,
                LocalStart.parse(said["start"]),
                said["place"] or None,
                origin=Origin(said["id"]),
                end=LocalStart.parse(said["end"]) if said["end"] else None,
                title=said["title"] or None,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ParseError("export_broken", line=1, why=type(error).__name__, name=document.name) from error

    def close(self) -> None:
        """Close the connections."""
        self._place.close()

    def _listed(
        self, content: Content, today: date, cancelled: Cancelled
    ) -> tuple[tuple[RemoteDocument, ...], Occurrences]:
        first, last = _window(today)
        margin = timedelta(days=1)  # for clocks elsewhere

        def wanted(event: RawEvent) -> bool:
            return event.repeats or event.day is None or first - margin <= event.day <= last + margin

        raw = take_apart(content.data, EVENTS, wanted)
        reading = Occurrences(raw, first, last)
        self._records, self._is_read = {}, True
        documents: dict[str, RemoteDocument] = {}
        for one in reading.read(cancelled):
            if len(documents) >= MEETINGS:
                reading.problems.append(Problem(one.title, "calendar_too_many"))
                break
            document, data = self._document(one, raw.name or self._name, content)
            documents[document.ref] = document
            self._records[document.ref] = data
        if raw.left:
            reading.problems.append(Problem(raw.name or self._name, "calendar_too_many"))
        return tuple(documents[ref] for ref in sorted(documents)), reading

    def _document(self, one: Occurrence, calendar: str, content: Content) -> tuple[RemoteDocument, bytes]:
        committee, title = self._committees.of(one.title, one.categories, one.place, calendar)
        meeting_id = f"{one.uid}/{one.original}" if one.original else one.uid
        said = {
            "id": meeting_id,
            "committee": committee,
            "start": one.start.isoformat(),
            "end": one.end.isoformat() if one.end else "",
            "place": one.place,
            "title": title,
        }
        data = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        ref = _ref(one.start.day, meeting_id)
        modified = min(one.modified, content.changed) if one.modified else content.changed
        document = RemoteDocument(
            ref,
            len(data),
            modified,
            Use.RECORD,
            media_type="application/json",
            version=derived_id("said", data.decode()),
            committee=committee,
            start=one.start,
        )
        return document, data


def _ref(day: date, meeting_id: str) -> str:
    return f"{day.isoformat()}/{derived_id('event', meeting_id)}"


def _window(today: date) -> tuple[date, date]:
    """The first and the last day that are listed: whole months, so that it is the same all month."""
    first, last = _months(today, -MONTHS_BACK), _months(today, MONTHS_AHEAD + 1)
    return first, last - timedelta(days=1)


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)
