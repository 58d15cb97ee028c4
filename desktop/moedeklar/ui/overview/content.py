"""What the overview says: an `Overview` turned into words, and where each line leads. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from moedeklar.model.requests import Deadline
from moedeklar.model.views import Arrival, ItemRow, MeetingRow, News, Overview, RequestRow
from moedeklar.ui.lines import Line, Tone
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.requests.words import deadline_tone, rule_with_meeting, status_tag, status_tone
from moedeklar.wording.dates import capitalised, days_from, long_date, meeting_time, moment_ago, plain_date, short_date
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import committee_name, item_title
from moedeklar.wording.papers import no_agenda_yet

FEW = 6
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class CardContent:
    """A card: its heading, its lines, what it says when there are none, and of how many the lines are the first."""

    key: str
    heading: str
    empty: str
    lines: tuple[Line, ...] = ()
    total: int = 0

    @property
    def shown(self) -> str:
        """ "6 af 11" where not all are shown."""
        if self.total <= len(self.lines):
            return ""
        return _("{n} of {total}").format(n=len(self.lines), total=self.total)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The card of the next meeting. `read` of `items` is its progress."""

    intro: str
    committee: str
    when: str
    read: int
    items: int
    progress: str
    button: str
    target: Target


def headline(overview: Overview) -> str:
    """ "Onsdag 3. februar"."""
    return capitalised(long_date(overview.now.date(), year=False))


def next_meeting(overview: Overview) -> NextMeeting | None:
    """The next meeting in words, or None where no meeting is coming."""
    row = overview.next_meeting
    if row is None or row.start is None:
        return None
    today = overview.now.date()
    resume = overview.resume_item
    place = "".join(f" · {part}" for part in (row.place, row.title) if part)
    return NextMeeting(
        intro=_("Next meeting · {when}").format(when=days_from(row.start.day, today)),
        committee=committee_name(row.committee),
        when=capitalised(meeting_time(row.start, year=row.start.day.year != today.year)) + place,
        read=row.read,
        items=row.readable,
        progress=progress_words(row),
        button=_resume_words(row, resume),
        target=Target(Screen.MEETING, meeting=row.id, item=resume.id if resume else None),
    )


def progress_words(row: MeetingRow) -> str:
    """ "4 af 8 punkter læst · ca. 35 min. tilbage"."""
    if row.is_planned:
        return no_agenda_yet()
    if not row.items:
        return _("The agenda has no items yet")
    count = row.readable
    if row.read >= count:
        return ngettext("The one item is read", "All {n} items are read", count).format(n=count)
    said = ngettext("{read} of {n} item read", "{read} of {n} items read", count).format(read=row.read, n=count)
    if row.minutes_left > 0:
        said += " · " + _("about {n} min. left").format(n=row.minutes_left)
    return said


def _resume_words(row: MeetingRow, resume: ItemRow | None) -> str:
    if row.is_planned:
        return _("Show the meeting")
    if resume is None or row.read >= row.readable:
        return _("Open the agenda")
    if row.read == 0:
        return _("Begin reading")
    return _("Continue at item {number}").format(number=resume.number) if resume.number else _("Continue reading")


def item_name(item: ItemRow) -> str:
    """ "Punkt 3 · Forslag til …"."""
    if not item.number:
        return item_title(item.title, closed=item.closed)
    return _("Item {number} · {title}").format(number=item.number, title=item_title(item.title, closed=item.closed))


def _card(key: str, heading: str, empty: str, rows: Sequence[Row], line: Callable[[Row], Line]) -> CardContent:
    return CardContent(key, heading, empty, tuple(line(row) for row in rows[:FEW]), len(rows))


def changed(overview: Overview) -> CardContent:
    """What has changed since the person read it."""

    def line(pair: tuple[MeetingRow, ItemRow]) -> Line:
        meeting, item = pair
        return Line(
            item_name(item),
            Target(Screen.MEETING, meeting=meeting.id, item=item.id),
            detail=_what_changed(meeting, item),
            button=_("Show"),
        )

    return _card(
        "changed",
        _("Changed since you read it"),
        _("Nothing has changed. When an item that you have read comes in a new version, it stands here."),
        overview.changed,
        line,
    )


def _what_changed(meeting: MeetingRow, item: ItemRow) -> str:
    day = plain_date(meeting.start.day, year=False) if meeting.start else ""
    said = _("no longer on the agenda") if item.removed else news_words(item.news)
    return " · ".join(filter(None, (capitalised(said), committee_name(meeting.committee), day)))


def news_words(news: Sequence[News]) -> str:
    """ "beslutning tilføjet, 2 nye bilag"; of changes that cannot be named, that there is a new version."""
    files = news.count(News.ATTACHMENT)
    said = {
        News.DECISION: _("decision added"),
        News.DECISION_CHANGED: _("decision changed"),
        News.RECOMMENDATION: _("recommendation changed"),
        News.TITLE: _("title changed"),
        News.TEXT: _("text changed"),
        News.ATTACHMENT: ngettext("{n} new attachment", "{n} new attachments", files).format(n=files),
    }
    return ", ".join(said[one] for one in dict.fromkeys(news)) or _("new version")


def arrived(overview: Overview) -> CardContent:
    """Agendas that have come and of which nothing is read, but for that of the next meeting, which has its own card."""
    following = overview.next_meeting.id if overview.next_meeting is not None else None

    def line(arrival: Arrival) -> Line:
        row = arrival.meeting
        when = capitalised(meeting_time(row.start, year=False))
        came = _("came {when}").format(when=moment_ago(arrival.when, overview.now))
        return Line(committee_name(row.committee), Target(Screen.MEETING, meeting=row.id), detail=when, trailing=came)

    waiting = [one for one in overview.arrived if one.meeting.id != following]
    return _card("arrived", _("New agendas"), "", waiting, line)


def decided(overview: Overview) -> CardContent:
    """Decisions that have come since the person last looked."""
    today = overview.now.date()

    def line(pair: tuple[MeetingRow, ItemRow]) -> Line:
        meeting, item = pair
        return Line(
            f"{committee_name(meeting.committee)} · {item_title(item.title)}",
            Target(Screen.MEETING, meeting=meeting.id, item=item.id),
            detail=item.decision,
            trailing=_day(meeting, today),
        )

    return _card(
        "decided",
        _("Decisions since last time"),
        _("No new decisions. When minutes come, what was decided stands here."),
        overview.decided,
        line,
    )


def deadlines(overview: Overview) -> CardContent:
    """By when something must be asked for, the nearest first."""
    today = overview.now.date()

    def line(pair: tuple[MeetingRow, Deadline]) -> Line:
        meeting, deadline = pair
        return Line(
            _("Item for the agenda, {committee}").format(committee=meeting.committee),
            Target(Screen.REQUEST, meeting=meeting.id, committee=meeting.committee),
            detail=rule_with_meeting(deadline.rule, plain_date(deadline.meeting_day, year=False)),
            trailing=days_from(deadline.due.date(), today),
            tone=_deadline_colour(deadline_tone(deadline, overview.now)),
        )

    return _card(
        "deadlines",
        _("Deadlines"),
        _("No deadlines. The last day for asking for an item on a coming agenda is counted here."),
        overview.deadlines,
        line,
    )


def _deadline_colour(tone: Tone) -> Tone:
    return Tone.PLAIN if tone is Tone.GOOD else tone


def requests(overview: Overview) -> CardContent:
    """The person's own requests with their status."""
    return _card(
        "requests",
        _("Your requests"),
        _("No requests yet. Ask for an item on an agenda, and follow it here until it is considered."),
        overview.requests,
        _request_line,
    )


def _request_line(row: RequestRow) -> Line:
    request = row.request
    return Line(
        request.draft.title or _("Untitled request"),
        Target(Screen.REQUEST, request=request.id),
        detail=committee_name(request.draft.committee),
        trailing=status_tag(request.status, row.item_number),
        tone=status_tone(request.status),
        tag=True,
    )


def coming(overview: Overview) -> CardContent:
    """Cases that a committee has said will come."""
    today = overview.now.date()

    def line(pair: tuple[MeetingRow, str]) -> Line:
        meeting, text = pair
        return Line(text, Target(Screen.MEETING, meeting=meeting.id), detail=_announced(meeting, today))

    return _card(
        "coming",
        _("Announced cases"),
        _("No announced cases. What a committee says is coming stands here."),
        overview.coming,
        line,
    )


def _announced(meeting: MeetingRow, today: date) -> str:
    """ "Økonomiudvalget · varslet 21. jan."."""
    day, name = _day(meeting, today), committee_name(meeting.committee)
    return _("{committee} · announced {day}").format(committee=name, day=day) if day else name


def _day(meeting: MeetingRow, today: date) -> str:
    return short_date(meeting.start.day, year=meeting.start.day.year != today.year) if meeting.start else ""
