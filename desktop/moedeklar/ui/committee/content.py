"""What a committee's page says: its meetings in groups and its next deadline. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from moedeklar.model.errors import NotFound
from moedeklar.model.moments import local_now
from moedeklar.model.requests import Deadline, DeadlineRule
from moedeklar.model.text import committee_key
from moedeklar.model.views import CommitteeRow, MeetingRow
from moedeklar.ui.lines import Line, Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.requests.words import deadline_tone
from moedeklar.wording.dates import capitalised, days_from, meeting_time
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.papers import no_agenda_yet, paper_name
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
    """All of a committee's page. `others` are names of committees that a rule may count from.

    `decided_by` is the organisation where its rule can't be changed.
    `name` is "" on the page of meetings whose papers name no committee: nobody can be asked for an item there.
    """

    name: str
    detail: str
    groups: tuple[Group, ...]
    rule: DeadlineRule
    rule_words: str
    deadline: str
    tone: Tone
    others: tuple[str, ...]
    decided_by: str = ""


def load(workspace: Workspace, key: str, municipality: str | None = None) -> Page:
    """Read the page of the committee whose key or name is *key*, of *municipality* where that is given.

    Blocks; any thread. Raises NotFound.
    """
    committees = workspace.meetings.committees()
    same = [c for c in committees if committee_key(key) in (c.key, committee_key(c.name))]
    same = [c for c in same if c.municipality == municipality] or same
    if not same:
        raise NotFound("not_found", id=key)
    row = same[0]
    now = local_now(workspace.clock)
    name, of = committee_key(row.name), {c.municipality for c in same}
    held = workspace.meetings.list()
    meetings = [m for m in held if committee_key(m.committee) == name and (m.municipality or None) in of]
    rule = workspace.requests.rule(row.name)
    words, tone = _deadline(workspace, row.name, now)
    others = tuple(dict.fromkeys(c.name for c in committees if c.name and committee_key(c.name) != name))
    described = workspace.requests.describe_rule(rule)
    shown = groups(meetings, now.date(), municipalities=len(same) > 1)
    decided_by = workspace.presets.organisation() if workspace.requests.rule_is_locked(row.name) else ""
    return Page(row.name, _detail(same), shown, rule, described, words, tone, others, decided_by)


def _deadline(workspace: Workspace, committee: str, now: datetime) -> tuple[str, Tone]:
    if not committee:
        return "", Tone.PLAIN
    try:
        deadline: Deadline = workspace.requests.deadline(committee)
    except NotFound as error:
        return error_sentence(error), Tone.ACCENT
    return deadline_sentence(deadline, now), deadline_tone(deadline, now)


def _detail(rows: list[CommitteeRow]) -> str:
    number = sum(row.meetings for row in rows)
    count = ngettext("{n} meeting", "{n} meetings", number).format(n=number)
    return " · ".join([*(row.municipality for row in rows if row.municipality), count])


def groups(meetings: Iterable[MeetingRow], today: date, *, municipalities: bool = False) -> tuple[Group, ...]:
    """Coming meetings, the nearest first; past ones, the latest first; those without a date, if there are any.

    Committees of one name in two municipalities share a page; *municipalities* then names whose each meeting is.
    """
    rows = list(meetings)
    dated = sorted(((m.start, m.id, m) for m in rows if m.start), key=lambda found: found[:2])
    coming = [meeting for start, _id, meeting in dated if start.day >= today]
    past = [meeting for start, _id, meeting in reversed(dated) if start.day < today]
    undated = [m for m in rows if m.start is None]
    made = [("coming", _("Coming meetings"), coming), ("past", _("Past meetings"), past)]
    if undated:
        made.append(("undated", _("Without a date"), undated))
    return tuple(
        _group(key, heading, [_line(row, today, municipality=municipalities) for row in rows])
        for key, heading, rows in made
    )


def _group(key: str, heading: str, lines: list[Line]) -> Group:
    empty = {
        "coming": lambda: _("No coming meetings. Planned ones and agendas that are fetched stand here."),
        "past": lambda: _("No past meetings. Minutes that are fetched stand here."),
    }.get(key, str)()
    return Group(key, heading, empty, tuple(lines))


def _line(meeting: MeetingRow, today: date, *, municipality: bool) -> Line:
    past = meeting.start is not None and meeting.start.day < today
    kind = no_agenda_yet(past=past) if meeting.is_planned else paper_name(meeting.kind)
    parts = [meeting.municipality if municipality else None, meeting.title, kind, meeting.place, _read(meeting)]
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
    count = meeting.readable
    if not count:
        return ""
    if meeting.read >= count:
        return _("everything read")
    return ngettext("{read} of {n} item read", "{read} of {n} items read", count).format(read=meeting.read, n=count)
