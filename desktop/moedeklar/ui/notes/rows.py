"""Rows of the two lists: what they show, and how they are filtered. Knows no widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.work import Bookmark, Colour, ItemSnapshot, Note
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.noting.note_card import state_words
from moedeklar.wording.dates import capitalised, moment_ago, short_date
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name, item_title

Work = TypeVar("Work", Note, Bookmark)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One note or bookmark in a list. `group` is the heading it stands under; `search` is all its text, casefolded."""

    id: str
    group: str
    item: str
    title: str
    quote: str
    colour: Colour | None
    when: str
    badge: str
    badge_role: str
    target: Target
    search: str

    @property
    def spoken(self) -> str:
        """The row in words, for a screen reader."""
        return ", ".join(part for part in (self.title or self.quote, self.item, self.badge, self.when) if part)


@dataclass(frozen=True, slots=True)
class Heading:
    """The meeting over its rows."""

    text: str


def note_row(note: Note, now: datetime) -> WorkRow:
    """A note as a row."""
    badge, role, _meaning = state_words(note.state)
    page = note.anchor.page if isinstance(note.anchor, PageAnchor) else None
    when = capitalised(moment_ago(note.changed, now))
    if page is not None:
        when = f"{_('Page {n}').format(n=page + 1)} · {when}"
    return WorkRow(
        note.id,
        group_words(note.home),
        item_words(note.home),
        note.text.strip(),
        note.quote,
        note.colour,
        when,
        badge,
        role,
        _note_target(note),
        f"{note.text} {note.quote} {note.home.title} {note.home.committee}".casefold(),
    )


def _note_target(note: Note) -> Target:
    home = note.home
    if isinstance(note.anchor, PageAnchor):
        anchor = note.anchor
        return Target(
            Screen.PAGES, meeting=home.meeting_id, item=home.item_id, sha256=anchor.sha256, page=anchor.page,
            attachment=note.attachment_id, note=note.id,
        )  # fmt: skip
    if isinstance(note.anchor, TextAnchor) and note.state is not AnchorState.UNPLACED:
        anchor_ = note.anchor
        return Target(
            Screen.MEETING, meeting=home.meeting_id, item=home.item_id, note=note.id, section=anchor_.section,
            start=anchor_.start, end=anchor_.end,
        )  # fmt: skip
    return Target(Screen.MEETING, meeting=home.meeting_id, item=home.item_id, note=note.id)


def bookmark_row(bookmark: Bookmark, now: datetime) -> WorkRow:
    """A bookmark as a row."""
    home, page = bookmark.home, bookmark.page
    when = capitalised(moment_ago(bookmark.created, now))
    if page is not None:
        when = f"{_('Page {n}').format(n=page + 1)} · {when}"
    screen = Screen.PAGES if bookmark.attachment_id is not None else Screen.MEETING
    return WorkRow(
        bookmark.id,
        group_words(home),
        item_words(home) if bookmark.name else _number(home),
        bookmark.name or item_title(home.title),
        "",
        None,
        when,
        "",
        "",
        Target(screen, meeting=home.meeting_id, item=home.item_id, attachment=bookmark.attachment_id, page=page),
        f"{bookmark.name} {home.title} {home.committee}".casefold(),
    )


def group_words(home: ItemSnapshot) -> str:
    """ "Økonomiudvalget · 18. feb. 2027"."""
    name = committee_name(home.committee)
    return f"{name} · {short_date(home.start.day, year=True)}" if home.start is not None else name


def item_words(home: ItemSnapshot) -> str:
    """ "Punkt 2 · Status for …"."""
    return " · ".join(part for part in (_number(home), item_title(home.title)) if part)


def _number(home: ItemSnapshot) -> str:
    return _("Item {number}").format(number=home.number) if home.number else ""


def newest_meeting_first(items: Iterable[Work]) -> list[Work]:
    """By meeting, the latest first, and within a meeting by item as printed and then by age."""

    def key(thing: Work) -> tuple[str, str]:
        start = thing.home.start
        return (start.isoformat() if start is not None else "", thing.home.committee)

    def inside(thing: Work) -> tuple[int, str, datetime]:
        number = thing.home.number or ""
        digits = "".join(c for c in number if c.isdigit())
        return (int(digits) if digits else 0, number, thing.created)

    return sorted(sorted(items, key=inside), key=key, reverse=True)


def grouped(rows: Iterable[WorkRow], words: str = "") -> list[WorkRow | Heading]:
    """Rows that hold all of *words*, each group under its heading."""
    wanted = words.casefold().split()
    made: list[WorkRow | Heading] = []
    group: str | None = None
    for row in rows:
        if all(word in row.search for word in wanted):
            if row.group != group:
                group = row.group
                made.append(Heading(row.group))
            made.append(row)
    return made


def needing_a_look(notes: Sequence[Note]) -> int:
    """How many notes a person should look at after a new version."""
    return sum(1 for note in notes if note.state in (AnchorState.CHECK, AnchorState.UNPLACED))
