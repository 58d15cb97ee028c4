"""Where a person is and wants to go: targets, and the one object that is asked to go there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

ADD = "add"


class Screen(StrEnum):
    """The screens. The values are kept in the store (`model.work.Place.screen`)."""

    OVERVIEW = "overview"
    COMMITTEE = "committee"
    MEETING = "meeting"
    PAGES = "pages"
    NOTES = "notes"
    BOOKMARKS = "bookmarks"
    REQUESTS = "requests"
    REQUEST = "request"
    SOURCES = "sources"
    SETTINGS = "settings"
    PUBLISH = "publish"
    WELCOME = "welcome"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to.

    MEETING: `meeting`, and where known `item`, `version` (of the meeting), `section` with `start` and `end` (the
    passage, in code points), or `note`. PAGES: `sha256` with `attachment` or `document` (ids), `item` to go back to,
    `page` from 0, `note`. COMMITTEE: `committee` (its key) and, where known, `municipality`. REQUEST: `request`, or
    none and `committee`/`meeting`/`item` that a new one starts from. SOURCES: `section` ADD puts the keyboard on the
    line for a folder.
    """

    screen: Screen
    meeting: str | None = None
    item: str | None = None
    version: str | None = None
    section: str | None = None
    start: int = 0
    end: int = 0
    note: str | None = None
    sha256: str | None = None
    attachment: str | None = None
    document: str | None = None
    page: int | None = None
    committee: str | None = None
    municipality: str | None = None
    request: str | None = None
    title: str = ""


class Navigator(QObject):
    """Keeps the way taken: `go` forward, `back` and `forward` along it. The shell shows what `changed` says."""

    changed = Signal(object)
    LIMIT = 200

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way: list[Target] = []
        self._at = -1

    @property
    def current(self) -> Target | None:
        """The target shown now."""
        return self._way[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a target before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether `back` was used and there is a way forward again."""
        return self._at < len(self._way) - 1

    def go(self, target: Target) -> None:
        """Show *target*. Going where one already is shows it again, without a new step on the way."""
        if target != self.current:
            del self._way[self._at + 1 :]
            self._way.append(target)
            del self._way[: -self.LIMIT]
            self._at = len(self._way) - 1
        self.changed.emit(target)

    def replace(self, target: Target) -> None:
        """Note that the person has moved within a screen (to another item, say) without showing anything anew."""
        if self._at >= 0:
            self._way[self._at] = target

    def up(self, target: Target) -> None:
        """Show *target*, which what is shown belongs to, and leave what is shown for good.

        That is a step back where the person came from there; else *target* takes the place of what is shown.
        """
        before = self._way[self._at - 1] if self.can_go_back else None
        if before is not None and _same_place(before, target):
            self.back()
        elif self._at >= 0:
            self._way[self._at] = target
            self.changed.emit(target)
        else:
            self.go(target)

    def back(self) -> None:
        """Show the target before this one, if there is one."""
        if self.can_go_back:
            self._at -= 1
            self.changed.emit(self._way[self._at])

    def forward(self) -> None:
        """Show the target after this one, if there is one."""
        if self.can_go_forward:
            self._at += 1
            self.changed.emit(self._way[self._at])


def _same_place(one: Target, other: Target) -> bool:
    """Whether both are the same thing on the same screen, wherever in it."""
    return (one.screen, one.meeting, one.item, one.request) == (other.screen, other.meeting, other.item, other.request)
