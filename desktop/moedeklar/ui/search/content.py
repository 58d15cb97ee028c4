"""What the palette lists: hits and places to go to, grouped, each with its words and where it leads. No widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from moedeklar.model.views import Hit, HitKind, MeetingRow
from moedeklar.store.precedence import give_way
from moedeklar.ui.navigation import Screen, Target
from moedeklar.wording.dates import capitalised, meeting_time, short_date, weekday
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import committee_name, item_title

FOUND_FROM, FOUND_TO = "\ue000", "\ue001"
SHORTEST = 2
MEETINGS = 5


class Group(StrEnum):
    """The groups, in the order in which they are shown."""

    GO = "go"
    ITEM = "item"
    ATTACHMENT = "attachment"
    NOTE = "note"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette. `snippet` marks the words found by U+E000 and U+E001.

    `context` is the committee that it comes from, `when` the day of the meeting and the page.
    """

    group: Group
    title: str
    target: Target
    snippet: str = ""
    context: str = ""
    when: str = ""
    icon: str = ""

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        plain = self.snippet.replace(FOUND_FROM, "").replace(FOUND_TO, "")
        return ", ".join(part for part in (group_name(self.group), self.title, plain, self.context, self.when) if part)


def group_name(group: Group) -> str:
    """The heading above a group."""
    return {
        Group.GO: lambda: _("Go to"),
        Group.ITEM: lambda: _("Items"),
        Group.ATTACHMENT: lambda: _("Attachments"),
        Group.NOTE: lambda: _("Notes"),
        Group.REQUEST: lambda: _("Requests"),
    }[group]()


_ICONS = {
    Group.ITEM: "file-text",
    Group.ATTACHMENT: "paperclip",
    Group.NOTE: "message-square",
    Group.REQUEST: "file-pen",
}
_GROUPS = {
    HitKind.ITEM: Group.ITEM,
    HitKind.ATTACHMENT: Group.ATTACHMENT,
    HitKind.NOTE: Group.NOTE,
    HitKind.REQUEST: Group.REQUEST,
}


def entries_of_hits(hits: Iterable[Hit]) -> list[Entry]:
    """The hits as entries, grouped, the best first within each group."""
    made = [_entry(hit) for hit in hits]
    order = list(Group)
    return sorted(made, key=lambda entry: order.index(entry.group))


def _entry(hit: Hit) -> Entry:
    group = _GROUPS[hit.kind]
    day = short_date(hit.start_of_meeting.day, year=True) if hit.start_of_meeting else ""
    page = _("page {n}").format(n=hit.page + 1) if hit.page is not None else ""
    when = " · ".join(part for part in (day, page) if part)
    plain = hit.snippet.replace(FOUND_FROM, "").replace(FOUND_TO, "")
    snippet = "" if plain.strip() == hit.title.strip() else hit.snippet
    title = item_title(hit.title)
    return Entry(group, title, target_of(hit), snippet, committee_name(hit.committee), when, _ICONS[group])


def target_of(hit: Hit) -> Target:
    """Where a hit leads: the very passage, page or note. A page's file still has to be asked for (`sha256`)."""
    if hit.kind is HitKind.REQUEST:
        return Target(Screen.REQUEST, request=hit.id)
    note = hit.id if hit.kind is HitKind.NOTE else None
    if hit.attachment_id is not None and (hit.kind is HitKind.ATTACHMENT or hit.page is not None):
        return Target(
            Screen.PAGES,
            meeting=hit.meeting_id,
            item=hit.item_id,
            attachment=hit.attachment_id,
            page=hit.page,
            note=note,
            title=hit.title if note is None else "",
        )
    return Target(
        Screen.MEETING,
        meeting=hit.meeting_id,
        item=hit.item_id,
        section=hit.section,
        start=hit.start,
        end=hit.end,
        note=note,
    )


def target_without_file(target: Target) -> Target:
    """The item that an attachment belongs to, for when its file isn't here."""
    return replace(target, screen=Screen.MEETING, attachment=None, page=None, title="")


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting to go to, and the words by which it is found."""

    row: MeetingRow
    words: tuple[str, ...]


def places_of(meetings: Sequence[MeetingRow], today: date) -> tuple[Place, ...]:
    """The meetings, the nearest first. Of thousands it takes a while; any thread."""
    found = []
    for row in sorted(meetings, key=lambda row: _distance(row, today)):
        give_way()
        found.append(Place(row, _words_of(f"{committee_name(row.committee)} {_when(row)} {_day_name(row)}")))
    return tuple(found)


def commands(query: str, places: Sequence[Place]) -> list[Entry]:
    """Screens and meetings to go to whose names have words that begin as each of *query*; the nearest few meetings."""
    words = query.casefold().split()
    found = [entry for entry in _screens() if _hold(_words_of(entry.title), words)]
    rows = (place.row for place in places if _hold(place.words, words))
    return found + [_meeting_entry(row) for row in islice(rows, MEETINGS)]


def _screens() -> list[Entry]:
    def entry(title: str, screen: Screen, icon: str) -> Entry:
        return Entry(Group.GO, title, Target(screen), icon=icon)

    return [
        entry(_("Overview"), Screen.OVERVIEW, "house"),
        entry(_("Bookmarks"), Screen.BOOKMARKS, "bookmark"),
        entry(_("My notes"), Screen.NOTES, "message-square"),
        entry(_("Requests"), Screen.REQUESTS, "inbox"),
        entry(_("New request"), Screen.REQUEST, "file-plus"),
        entry(_("Sources"), Screen.SOURCES, "folder"),
        entry(_("Settings"), Screen.SETTINGS, "settings"),
        entry(_("Publish agendas"), Screen.PUBLISH, "send"),
    ]


def _meeting_entry(row: MeetingRow) -> Entry:
    name = committee_name(row.committee)
    return Entry(Group.GO, name, Target(Screen.MEETING, meeting=row.id), when=_when(row), icon="calendar-days")


def _when(row: MeetingRow) -> str:
    return capitalised(meeting_time(row.start))


def _day_name(row: MeetingRow) -> str:
    return weekday(row.start.day) if row.start else ""


def _distance(row: MeetingRow, today: date) -> tuple[int, int]:
    """Coming meetings, the nearest first, then past ones, the latest first, then those without a date."""
    if row.start is None:
        return (2, 0)
    days = (row.start.day - today).days
    return (0, days) if days >= 0 else (1, -days)


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().replace("-", " ").split())


def _hold(parts: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each of *words* begins one of *parts*."""
    return all(any(part.startswith(word) for part in parts) for word in words)


def count_words(count: int) -> str:
    """What is announced: "12 fund"."""
    return ngettext("{n} hit", "{n} hits", count).format(n=count) if count else _("No hits")


def shortened(snippet: str, before: int = 48) -> str:
    """The snippet without most of what stands before the first word found, so that the word is in sight."""
    at = snippet.find(FOUND_FROM)
    if at <= before:
        return snippet
    cut = snippet.rfind(" ", 0, at - before + 12)
    return "…" + snippet[(cut if cut > 0 else at - before) :].lstrip()


def pieces(snippet: str) -> list[tuple[str, bool]]:
    """A snippet cut at its marks: each piece with whether it was found. Marks out of order lose nothing of the text."""
    made: list[tuple[str, bool]] = []
    found, text = False, ""
    for character in snippet:
        if character in (FOUND_FROM, FOUND_TO):
            if text:
                made.append((text, found))
            found, text = character == FOUND_FROM, ""
        else:
            text += character
    return [*made, (text, found)] if text else made
