"""Later meetings that exported records announce: planned ones, of which the export has no record of their own.

Each record would have to be read at every look at the export. So what the recent ones announce is kept in the listing's
cursor, with the size and time of each record, and only what has changed is read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from moedeklar.model.agenda import Meeting, MeetingKind
from moedeklar.model.codec import decode, encode
from moedeklar.model.ids import derived_id
from moedeklar.model.moments import LocalStart
from moedeklar.model.text import committee_key
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.sources.exports.files import File
from moedeklar.sources.prefixes import before

FOLDER = "planned:"  # before the refs of planned meetings; no file's name holds a colon at its end
RECENT = timedelta(days=200)  # since a record was written, in which what it announces may still come
_READER = 1  # another one reads records anew
_Said = tuple[int, str, list[Any]]  # size and time of a record, and the meetings that it announces, encoded


@dataclass(frozen=True, slots=True)
class Planned:
    """What is announced: the records of the planned meetings, their contents by ref, and the cursor that keeps it."""

    documents: tuple[RemoteDocument, ...]
    contents: Mapping[str, bytes]
    cursor: str


def is_planned(ref: str) -> bool:
    """Whether *ref* is that of a planned meeting, and no file's."""
    return ref.startswith(FOLDER)


def planned(
    records: Iterable[File], read: Callable[[File], Iterable[Meeting] | None], cursor: str, now: datetime
) -> Planned:
    """What *records* announce from the day of *now* (local) on.

    *read* says it of one that *cursor* does not know, or None where it can't be read now.
    """
    known = _known(cursor)
    kept: dict[str, _Said] = {}
    found: dict[str, tuple[Meeting, datetime]] = {}
    for file in sorted(records, key=lambda one: (one.modified, one.ref)):
        if file.modified < now.astimezone(UTC) - RECENT:
            continue
        said = _said(file, known.get(file.ref), read)
        if said is None:
            continue
        kept[file.ref] = said
        for value in said[2]:
            meeting = decode(Meeting, value)
            if meeting.start is not None and meeting.start.day >= now.date():
                found[_ref(meeting.committee or "", meeting.start)] = meeting, file.modified
    contents = {ref: _bytes(meeting) for ref, (meeting, _) in found.items()}
    documents = tuple(_document(ref, contents[ref], *found[ref]) for ref in sorted(found))
    return Planned(documents, contents, _cursor(kept))


def _said(file: File, known: _Said | None, read: Callable[[File], Iterable[Meeting] | None]) -> _Said | None:
    state = (file.size, file.modified.isoformat())
    if known is not None and tuple(known[:2]) == state:
        return known
    meetings = read(file)
    return None if meetings is None else (*state, [encode(one) for one in meetings])


def _bytes(meeting: Meeting) -> bytes:
    return json.dumps(encode(meeting), ensure_ascii=False, sort_keys=True).encode()


def _cursor(kept: Mapping[str, _Said]) -> str:
    return json.dumps({"reader": _READER, "records": kept}, ensure_ascii=False) if kept else ""


def meeting_of(data: bytes) -> Meeting:
    """The planned meeting that a record of `planned` states. ValueError, KeyError or TypeError for anything else."""
    return decode(Meeting, json.loads(data))


def forgotten(now: datetime) -> tuple[str, ...]:
    """The prefixes of the refs of planned meetings before the day of *now*, which are listed no more."""
    return tuple(FOLDER + prefix for prefix in before(now.date().isoformat()))


def planned_meeting(committee: str, start: LocalStart | None, **more: object) -> Meeting | None:
    """A planned meeting; None without a committee or a day."""
    if not committee or start is None:
        return None
    return Meeting(MeetingKind.PLANNED, committee, start=start, **more)  # type: ignore[arg-type]


def _ref(committee: str, start: LocalStart) -> str:
    return f"{FOLDER}{start.day.isoformat()}/{derived_id('meeting', committee_key(committee), start.isoformat())}"


def _document(ref: str, data: bytes, meeting: Meeting, modified: datetime) -> RemoteDocument:
    return RemoteDocument(
        ref,
        len(data),
        modified,
        Use.RECORD,
        media_type="application/json",
        version=derived_id("said", data.decode()),
        committee=meeting.committee or "",
        start=meeting.start,
    )


def _known(cursor: str) -> dict[str, _Said]:
    try:
        said = json.loads(cursor) if cursor else {}
    except ValueError:
        return {}
    return dict(said.get("records", {})) if isinstance(said, dict) and said.get("reader") == _READER else {}
