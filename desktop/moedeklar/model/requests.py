"""A request to put an item on an agenda (anmodning), and the deadline rules of committees."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from moedeklar.model.agenda import ItemType


class RequestStatus(StrEnum):
    """The steps of a request, in order; `withdrawn` may follow any of them."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    RECEIVED = "received"
    ON_AGENDA = "on_agenda"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks: name, party letter ("C", "Ø"; "" for none) and role ("formand", "" for a plain member)."""

    name: str
    party: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What a person writes. `committee` is its name; `meeting_id` the wanted meeting or None for the next one.

    `references` are ids of items, attachments or notes; `attachments` are sha256 of files kept in the store, and
    `attachment_names` the names they came with, in the same order.
    """

    committee: str
    title: str = ""
    requesters: tuple[Requester, ...] = ()
    meeting_id: str | None = None
    treatment: ItemType = ItemType.DISCUSSION
    text: str = ""
    recommendation: tuple[str, ...] = ()
    reason: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    attachment_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A draft with its id, status and dates (aware, UTC)."""

    id: str
    draft: RequestDraft
    status: RequestStatus
    created: datetime
    changed: datetime
    item_id: str | None = None


class DeadlineUnit(StrEnum):
    """How a rule counts: days; weekdays Monday–Saturday or Monday–Friday without public holidays; a weekday before."""

    DAYS = "days"
    WEEKDAYS_WITH_SATURDAY = "weekdays_with_saturday"
    WEEKDAYS = "weekdays"
    WEEKDAY_BEFORE = "weekday_before"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """By when, and to whom, a request must be made.

    `count` units before the day of the reference meeting, at `clock` (None: the end of that day). With
    `WEEKDAY_BEFORE`, `count` is the ISO weekday (Monday 1) on or before which the deadline falls in the week of the
    reference meeting. `reference_committee` is the committee whose meeting counts; "" for the committee itself.
    The default of 8 days is § 3(1) of the ministry's model rules of procedure.
    """

    unit: DeadlineUnit = DeadlineUnit.DAYS
    count: int = 8
    clock: time | None = None
    recipient: str = ""
    reference_committee: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A rule applied to one meeting. `due` is aware local time; `days_left` in calendar days, negative when past."""

    rule: DeadlineRule
    meeting_day: date
    due: datetime
    days_left: int
    meeting_id: str | None = field(default=None)
