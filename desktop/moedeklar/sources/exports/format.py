"""What one export format has to tell: which files are its records, and how one is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from moedeklar.model.agenda import Meeting, MeetingKind
from moedeklar.sources.exports.markup import Node


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a list or notice in an export says of one of its records.

    `path` is as written, from the list's own folder; "" where it names no file but an agenda, by the system's own
    `agenda_id`. `said` (UTC) is when: of several on one agenda the last one counts.
    """

    path: str
    published: bool = True
    agenda_id: str = ""
    said: datetime | None = None
    kind: MeetingKind | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies, `ref`, and what a list says of it, where one does."""

    ref: str
    announced: Announcement | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """An export format.

    `recognises` and `is_list` are given the root's name and the beginning of a file. `read` makes a meeting of a
    record, or raises ParseError; the `ref` of its attachments is as written in the export. With `needs_list` only
    records that a list names as published count. `agenda_id` tells of a record which agenda it is, where notices may
    withdraw an agenda without naming its files. `planned` are the later meetings that a record announces.
    """

    name: str
    recognises: Callable[[str, str], bool]
    read: Callable[[Node, Place], Meeting]
    is_list: Callable[[str, str], bool] = lambda _root, _head: False
    read_list: Callable[[Node], Sequence[Announcement]] = lambda _root: ()
    needs_list: bool = False
    agenda_id: Callable[[Node], str] | None = None
    planned: Callable[[Node], Sequence[Meeting]] | None = None
