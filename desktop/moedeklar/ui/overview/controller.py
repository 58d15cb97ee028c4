"""Asks for the overview and turns it into what the view shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.views import Overview
from moedeklar.ui.operations import Operations
from moedeklar.ui.overview import content

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

_SHOWN = (
    Kind.SOURCE,
    Kind.MEETING,
    Kind.ITEM,
    Kind.ATTACHMENT,
    Kind.READING,
    Kind.REQUEST,
    Kind.RULE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """All of the overview in words. `empty` where nothing has been fetched from anywhere."""

    headline: str
    next_meeting: content.NextMeeting | None
    main: tuple[content.CardContent, ...]
    side: tuple[content.CardContent, ...]
    empty: bool


def page_of(overview: Overview) -> Page:
    """The overview in the language spoken now."""
    return Page(
        content.headline(overview),
        content.next_meeting(overview),
        (*_news(overview), content.changed(overview), content.decided(overview)),
        (content.deadlines(overview), content.requests(overview), content.coming(overview)),
        not overview.committees,
    )


def _news(overview: Overview) -> tuple[content.CardContent, ...]:
    """New agendas, where there are any: nobody needs to be told that there are none."""
    arrived = content.arrived(overview)
    return (arrived,) if arrived.lines else ()


class OverviewController:
    """Loads the page, and again when something that it shows has changed. UI thread."""

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        show: Callable[[Page], None],
        fail: Callable[[MoedeklarError], None],
    ) -> None:
        self._workspace = workspace
        self._operations = operations
        self._show = show
        self._fail = fail

    def load(self) -> None:
        """Ask for the overview."""
        self._operations.query(self._read, self._show, self._fail, key="overview")

    def _read(self) -> Page:
        return page_of(self._workspace.meetings.overview())

    def refresh(self, changes: ChangeSet) -> None:
        """Load again if *changes* touch what is shown."""
        if changes.touches(*_SHOWN):
            self.load()
