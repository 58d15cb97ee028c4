"""What stands in the navigation at the left: places, coming meetings, committees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from moedeklar.model.moments import local_now
from moedeklar.model.text import committee_key
from moedeklar.model.views import CommitteeRow, MeetingRow
from moedeklar.ui.navigation import Screen, Target
from moedeklar.wording.dates import meeting_time, short_date, weekday
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
FEEDS = "publishing.feeds"  # as `secretary.publishing.feeds`, which isn't loaded for a sidebar
ENTRY = int(Qt.ItemDataRole.UserRole) + 1
MOST_MEETINGS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: where it leads (None for a heading), what stands at its right, and how it is read aloud."""

    text: str
    target: Target | None = None
    trailing: str = ""
    icon: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the navigation is made from; read off the UI thread.

    `homes` leads from each meeting to its committee; `publishes` says whether a feed is looked after here.
    """

    bookmarks: int = 0
    notes: int = 0
    requests: int = 0
    meetings: tuple[MeetingRow, ...] = ()
    committees: tuple[CommitteeRow, ...] = ()
    today: date = date.min
    homes: Mapping[str, Target] = field(default_factory=dict)
    publishes: bool = False


def read_known(workspace: Workspace) -> Known:
    """Ask the workspace. Blocks; not on the UI thread."""
    today = local_now(workspace.clock).date()
    held = workspace.meetings.list()
    committees = workspace.meetings.committees(held)
    pages = {(committee_key(row.name), row.municipality): committee_page(row) for row in committees}
    homes = {row.id: pages.get((committee_key(row.committee), row.municipality or None)) for row in held}
    return Known(
        len(workspace.bookmarks.list()),
        len(workspace.notes.list()),
        len(workspace.requests.list()),
        tuple(row for row in held if row.start is not None and row.start.day >= today),
        committees,
        today,
        {meeting: page for meeting, page in homes.items() if page is not None},
        bool(workspace.settings.get(FEEDS)),
    )


def committee_page(row: CommitteeRow) -> Target:
    """Where a committee's page is."""
    return Target(Screen.COMMITTEE, committee=row.key, municipality=row.municipality)


def places(known: Known) -> list[Entry]:
    """The upper list."""

    def counted(count: int) -> str:
        return str(count) if count else ""

    rows = [
        Entry(_("Overview"), Target(Screen.OVERVIEW), icon="house"),
        Entry(_("Bookmarks"), Target(Screen.BOOKMARKS), counted(known.bookmarks), "bookmark"),
        Entry(_("My notes"), Target(Screen.NOTES), counted(known.notes), "sticky-note"),
        Entry(_("Requests"), Target(Screen.REQUESTS), counted(known.requests), "file-pen"),
    ]
    if known.meetings:
        rows.append(Entry(_("Coming meetings")))
        twice = _in_several_municipalities(known.committees)
        rows += [_meeting(row, known.today, twice) for row in known.meetings[:MOST_MEETINGS]]
    if known.committees:
        rows.append(Entry(_("Committees")))
        several = len({row.municipality for row in known.committees}) > 1
        rows += [_committee(row, several) for row in known.committees]
    return rows


def fixed_places(known: Known) -> list[Entry]:
    """The lower list. Publishing is in it only where there is a feed: hardly any member has one."""
    return [
        *([Entry(_("Publish agendas"), Target(Screen.PUBLISH), icon="send")] if known.publishes else []),
        Entry(_("Sources"), Target(Screen.SOURCES), icon="folder"),
        Entry(_("Settings"), Target(Screen.SETTINGS), icon="settings"),
    ]


def _in_several_municipalities(committees: Sequence[CommitteeRow]) -> set[str]:
    """The keys of committees whose name alone does not say which one is meant."""
    counted = Counter(committee_key(row.name) for row in committees)
    return {key for key, number in counted.items() if number > 1}


def _meeting(row: MeetingRow, today: date, twice: set[str]) -> Entry:
    day = row.start.day if row.start is not None else today
    near = (day - today).days < 28
    short = f"{weekday(day, short=True)} {short_date(day).split(' ')[0]}" if near else short_date(day)
    name = committee_name(row.committee)
    if row.municipality and committee_key(row.committee) in twice:
        name = f"{name}, {_town(row.municipality)}"
    said = f"{name}, {meeting_time(row.start)}"
    return Entry(name, Target(Screen.MEETING, meeting=row.id), short, spoken=said)


def _committee(row: CommitteeRow, several: bool) -> Entry:
    name = committee_name(row.name)
    text = f"{name}, {_town(row.municipality)}" if several and row.municipality else name
    return Entry(text, committee_page(row))


def _town(municipality: str) -> str:
    return municipality.removesuffix(" Kommune")


class NavigationModel(QAbstractListModel):
    """Entries of one list. Headings cannot be chosen. UI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._homes: Mapping[str, Target] = {}

    def show_entries(self, entries: Sequence[Entry], homes: Mapping[str, Target] | None = None) -> None:
        """Show *entries*; nothing moves where they are those shown already. *homes*: see `Known`."""
        new = tuple(entries)
        self._homes = homes or {}
        if new == self._entries:
            return
        same = [entry.target for entry in new] == [entry.target for entry in self._entries]
        if same:
            self._entries = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._entries = new
        self.endResetModel()

    def at(self, number: int) -> Entry | None:
        """The entry with that number."""
        return self._entries[number] if 0 <= number < len(self._entries) else None

    def row_for(self, target: Target) -> int:
        """The row that stands for a target that is shown, -1 for none: for a meeting without a row its committee's."""
        row = self._row(target)
        home = self._homes.get(target.meeting or "")
        if row < 0 and home is not None and _place(target) is Screen.MEETING:
            return self._row(home)
        return row

    def _row(self, target: Target) -> int:
        for number, entry in enumerate(self._entries):
            if entry.target is not None and _stands_for(entry.target, target):
                return number
        return -1

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The text, the `Entry`, or its words for a screen reader."""
        entry = self.at(index.row())
        if entry is None:
            return None
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)):
            return entry.spoken or entry.text if role == int(Qt.ItemDataRole.ToolTipRole) else entry.text
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken or (f"{entry.text}, {entry.trailing}" if entry.trailing else entry.text)
        return entry if role == ENTRY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, not chosen."""
        entry = self.at(index.row())
        if entry is None or entry.target is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


_INSIDE = {Screen.PAGES: Screen.MEETING, Screen.REQUEST: Screen.REQUESTS}


def _place(shown: Target) -> Screen:
    return _INSIDE.get(shown.screen, shown.screen)


def _stands_for(entry: Target, shown: Target) -> bool:
    screen = _place(shown)
    if entry.screen is not screen:
        return False
    if screen is Screen.MEETING:
        return entry.meeting == shown.meeting
    if screen is not Screen.COMMITTEE:
        return True
    return entry.committee == shown.committee and shown.municipality in (None, entry.municipality)
