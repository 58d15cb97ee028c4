"""What a member corrects by hand in how a document was read. A correction is the member's own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moedeklar.model.agenda import AgendaItem, Role, Section
from moedeklar.model.text import committee_key
from moedeklar.model.work import ItemSnapshot

WORDS = 80  # code points of a text by which it is found again
ITEM_WORDS = 600  # and of an item's text, which tells apart those that are called the same


class CorrectionKind(StrEnum):
    """What was corrected: what a section is for, where an item begins, that it does not begin, what it is called."""

    ROLE = "role"
    SPLIT = "split"
    JOIN = "join"
    TITLE = "title"


class CorrectionState(StrEnum):
    """Whether a correction fits what the meeting's papers say now; one that does not is kept and listed."""

    APPLIED = "applied"
    UNFITTING = "unfitting"


@dataclass(frozen=True, slots=True)
class ItemNames:
    """What an item is found again by, never its number: source id, case number and title, and its first words.

    `also` is what the document itself calls it, where the member has given it another title.
    """

    title: str
    case_number: str | None = None
    source_id: str | None = None
    text: str = ""
    also: str = ""

    @classmethod
    def of(cls, item: AgendaItem, also: str = "") -> ItemNames:
        """The names of *item* as it stands."""
        return cls(item.title, item.case_number, item.source_id, item.text[:ITEM_WORDS], also)


@dataclass(frozen=True, slots=True)
class SectionMark:
    """What a section is found again by: its role as it was, its heading as printed, and its first words."""

    role: Role
    heading: str
    words: str = ""

    @classmethod
    def of(cls, section: Section) -> SectionMark:
        """The mark of *section* as it stands."""
        return cls(section.role, section.heading, section.text[:WORDS])


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a member corrected, spoken of as it stood after the corrections before it.

    `home` is the item's meeting and what it was called; `item` what it is found by. ROLE: `section` is for `role`
    instead; with `everywhere` in all meetings of the committee, where `home` names the first. SPLIT: a new item called
    `title` begins at the block of `section` that begins with `at`, "" for the section's beginning. JOIN: the item
    belongs to `before`, the one in front of it. TITLE: the item is called `title`.
    """

    id: str
    kind: CorrectionKind
    home: ItemSnapshot
    item: ItemNames
    created: datetime
    section: SectionMark | None = None
    role: Role | None = None
    title: str = ""
    at: str = ""
    before: ItemNames | None = None
    everywhere: bool = False
    state: CorrectionState = CorrectionState.APPLIED

    @property
    def committee(self) -> str:
        """The key of the committee that it is about."""
        return committee_key(self.home.committee)

    @property
    def day(self) -> str:
        """The day of its meeting, ISO, "" where there is none."""
        return self.home.start.day.isoformat() if self.home.start else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A correction made in another meeting of the committee that would fit the section with the key `section` too."""

    correction: Correction
    section: str


@dataclass(frozen=True, slots=True)
class Similar:
    """How many other sections of a committee's meetings a correction would fit, and in how many other meetings."""

    sections: int = 0
    meetings: int = 0
