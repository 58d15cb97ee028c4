"""What a committee's page says: its meetings in groups and its next deadline. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from moedeklar.model.errors import NotFound
from moedeklar.model.moments import local_now
from moedeklar.model.requests import Deadline, DeadlineRule
from moedeklar.model.text import bare
from moedeklar.model.views import CommitteeRow, MeetingRow
from moedeklar.ui.lines import Line, Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.requests.words import deadline_tone
from moedeklar.wording.dates import capitalised, days_from, meeting_time
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.papers import paper_name
from moedeklar.wording.requests import deadline_sentence

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Group:
    """Meetings under one heading."""

    key: str
    heading: str
    empty: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of a committee's page. `others` are names of committees that a rule may count from."""

    name: str
    detail: str
    groups: tuple[Group, ...]
    rule: DeadlineRule
    rule_words: str
    deadline: str
    tone: Tone
    others: tuple[str, ...]


def load(workspace: Workspace, key: str) -> Page:
    """Read the page of the committee whose key or name is *key*. Blocks; any thread. Raises NotFound."""
    committees = workspace.meetings.committees()
    row = next((c for c in committees if c.key == key or bare(c.name) == bare(key)), None)
    if row is None:
        raise NotFound("not_found", id=key)
    now = local_now(workspace.clock)
    meetings = [m for m in workspace.meetings.list() if bare(m.committee) == bare(row.name)]
    rule = workspace.requests.rule(row.name)
    words, tone = _deadline(workspace, row.name, now)
    others = tuple(c.name for c in committees if c is not row)
    described = workspace.requests.describe_rule(rule)
    return Page(row.name, _detail(row), groups(meetings, now.date()), rule, described, words, tone, others)


def _deadline(workspace: Workspace, committee: str, now: datetime) -> tuple[str, Tone]:
    try:
        deadline: Deadline = workspace.requests.deadline(committee)
    except NotFound as error:
        return error_sentence(error), Tone.ACCENT
    return deadline_sentence(deadline, now), deadline_tone(deadline, now)


def _detail(row: CommitteeRow) -> str:
    count = ngettext("{n} meeting", "{n} meetings", row.meetings).format(n=row.meetings)
    return f"{row.municipality} · {count}" if row.municipality else count


def groups(meetings: Iterable[MeetingRow], today: date) -> tuple[Group, ...]:
    """Coming meetings, the nearest first; past ones, the latest first; those without a date, if there are any."""
    rows = list(meetings)
    dated = sorted((m for m in rows if m.start), key=lambda m: (m.start.day, m.start.isoformat()) if m.start else ())
    coming = [m for m in dated if m.start and m.start.day >= today]
    past = [m for m in reversed(dated) if m.start and m.start.day < today]
    undated = [m for m in rows if m.start is None]
    made = [
        _group("coming", _("Coming meetings"), coming, today),
        _group("past", _("Past meetings"), past, today),
    ]
    if undated:
        made.append(_group("undated", _("Without a date"), undated, today))
    return tuple(made)


def _group(key: str, heading: str, meetings: list[MeetingRow], today: date) -> Group:
    empty = {
        "coming": lambda: _("No coming meetings. An agenda that is fetched stands here."),
        "past": lambda: _("No past meetings. Minutes that are fetched stand here."),
    }.get(key, str)()
    return Group(key, heading, empty, tuple(_line(meeting, today) for meeting in meetings))


def _line(meeting: MeetingRow, today: date) -> Line:
    parts = [paper_name(meeting.kind), meeting.place or "", _read(meeting)]
    coming = meeting.start is not None and meeting.start.day >= today
    trailing, tone, tag = "", Tone.PLAIN, False
    if meeting.withdrawn:
        trailing, tag = _("Withdrawn by the source"), True
    elif meeting.changed:
        trailing = ngettext("{n} changed", "{n} changed", meeting.changed).format(n=meeting.changed)
        tone, tag = Tone.WARN, True
    return Line(
        capitalised(meeting_time(meeting.start)),
        Target(Screen.MEETING, meeting=meeting.id),
        " · ".join(part for part in parts if part),
        trailing,
        tone,
        tag=tag,
        aside=days_from(meeting.start.day, today) if coming and meeting.start else "",
    )


def _read(meeting: MeetingRow) -> str:
    if not meeting.items:
        return ""
    if meeting.read >= meeting.items:
        return _("everything read")
    return ngettext("{read} of {n} item read", "{read} of {n} items read", meeting.items).format(
        read=meeting.read, n=meeting.items
    )
