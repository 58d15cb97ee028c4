"""A person's own work: notes, highlights, bookmarks, what is read and prepared, where reading stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.moments import LocalStart


class Colour(StrEnum):
    """The three highlight colours, keys 1, 2 and 3."""

    YELLOW = "yellow"
    GREEN = "green"
    RED = "red"


@dataclass(frozen=True, slots=True)
class ItemSnapshot:
    """What an item was when something was attached to it: enough to find it again, or to tell what it was.

    Kept with every note and bookmark, so that neither is ever without a home in words.
    """

    meeting_id: str
    item_id: str
    committee: str
    start: LocalStart | None
    number: str | None
    title: str
    case_number: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A highlight, a note on a passage, on a page or on a whole item (`anchor` None). `text` "" is a bare highlight."""

    id: str
    home: ItemSnapshot
    text: str
    colour: Colour | None
    anchor: TextAnchor | PageAnchor | None
    state: AnchorState
    created: datetime
    changed: datetime
    attachment_id: str | None = None

    @property
    def quote(self) -> str:
        """The words that were marked, "" for a note on the whole item."""
        return self.anchor.quote if self.anchor else ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A marked item, or a page (from 0) of one of its attachments."""

    id: str
    home: ItemSnapshot
    name: str
    created: datetime
    attachment_id: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading stopped: `screen` as in `ui.navigation.Screen`; `offset` in the section's canonical text."""

    screen: str
    meeting_id: str | None = None
    item_id: str | None = None
    section: str | None = None
    offset: int = 0
    attachment_id: str | None = None
    page: int | None = None
