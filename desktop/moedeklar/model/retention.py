"""When closed material goes from a member's computer, and what of a meeting that is. Pure.

Closed material is what a paper says of a closed item beyond its title, and every attachment that is not public. A
closed item of which a paper says nothing but the title is left: so do agendas print it that everybody may read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from moedeklar.model.agenda import AgendaItem, Meeting, comparable_case
from moedeklar.model.ids import derived_id
from moedeklar.model.text import bare, canonical

NOTICE = timedelta(days=7)  # before anything goes for the first time by a rule, and before each thing that goes
SEALED = "expired"  # how the name begins by which an item is known once its title is gone


@dataclass(frozen=True, slots=True)
class Rule:
    """Closed material goes on the `days`-th day after its meeting. `name` is who decided it, "" the person."""

    days: int
    name: str = ""

    def day(self, meeting: date) -> date:
        """The first day on which what a meeting of this day left behind is no longer there; never the day itself."""
        return meeting + timedelta(days=max(1, self.days))


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was told of a rule: its days, and when that was first."""

    days: int
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Which rule there is, and from which day on it holds.

    `wanted` is the rule as it is decided, None for none; `held` one that has held until now. A rule holds once a week
    has passed since it was told of; one that leaves things longer than that of before holds at once.
    """

    wanted: Rule | None = None
    held: Rule | None = None
    told: Told | None = None

    def begins(self, today: date) -> date | None:
        """The day from which on `wanted` holds; as if it were told of *today* where it was not. None for no rule."""
        if self.wanted is None:
            return None
        if self.held is not None and self.held.days <= self.wanted.days:
            return date.min
        told = self.told.on if self.told is not None and self.told.days <= self.wanted.days else today
        return told + NOTICE

    def in_force(self, today: date) -> Rule | None:
        """The rule that holds *today*: `wanted`, or until that does the one of before."""
        begins = self.begins(today)
        if begins is None:
            return None
        return self.wanted if begins <= today else self.held

    def goes(self, meeting: date, today: date) -> date | None:
        """The day on which what a meeting of this day left behind goes; None where there is no rule."""
        begins = self.begins(today)
        if self.wanted is None or begins is None:
            return None
        day = max(self.wanted.day(meeting), begins)
        return min(day, self.held.day(meeting)) if self.held is not None and begins > today else day


@dataclass(frozen=True, slots=True)
class Expiry:
    """That an item's closed material was removed, on which day, and by whose rule ("": the person's own)."""

    day: date
    rule: str


@dataclass(frozen=True, slots=True)
class Expiring:
    """The rule that holds today."""

    rule: Rule
    today: date

    def is_due(self, meeting: date) -> bool:
        """Whether the closed material of a meeting of this day is to be gone."""
        return self.rule.day(meeting) <= self.today


def says_more(item: AgendaItem) -> bool:
    """Whether there is more of a closed item than its title."""
    return bool(item.text.strip() or item.attachments or item.sub_items or item.statements or item.handouts)


def without_closed(item: AgendaItem) -> AgendaItem:
    """*item* without what is closed of it; the very same where nothing is.

    Of a closed item its number is left, and a name that only the same title and case number give.
    """
    if item.closed and not item.expired and says_more(item):
        name = item.source_id or sealed_name(item.title, item.case_number)
        return AgendaItem(item.number, "", closed=True, source_id=name, page=item.page, expired=True)
    if not item.closed and any(one.closed for one in item.attachments):
        return replace(item, attachments=tuple(one for one in item.attachments if not one.closed))
    return item


def meeting_without_closed(meeting: Meeting) -> Meeting:
    """*meeting* without the closed material of its items; the very same where there is none."""
    items = tuple(without_closed(item) for item in meeting.items)
    return replace(meeting, items=items) if items != meeting.items else meeting


def sealed_name(title: str, case_number: str | None) -> str:
    """A name that tells nothing, and that every item of this title and case number has."""
    return derived_id(SEALED, bare(canonical(title)), comparable_case(case_number))
