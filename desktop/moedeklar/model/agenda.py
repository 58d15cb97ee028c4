"""A meeting as a document tells it: Meeting, AgendaItem, Section, Block, Decision, Attachment.

Danish words once: dagsordenspunkt (AgendaItem), indstilling (Recommendation), beslutning (Decision), bilag
(Attachment), sag (Case), udvalg (Committee).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moedeklar.model.moments import LocalStart
from moedeklar.model.text import bare, canonical, first_words


class MeetingKind(StrEnum):
    """Which paper of a meeting a document is: dagsorden, referat, tillægsdagsorden.

    PLANNED is no paper: a source says that the meeting will be, before there is an agenda. It has no items.
    """

    AGENDA = "agenda"
    MINUTES = "minutes"
    SUPPLEMENT = "supplement"
    PLANNED = "planned"


class ItemType(StrEnum):
    """What the committee is asked to do with an item, in the field's own Danish words."""

    DECISION = "Beslutning"
    BRIEFING = "Orientering"
    DISCUSSION = "Drøftelse"


class Role(StrEnum):
    """What a section of an item is for."""

    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    SUMMARY = "summary"
    FACTS = "facts"
    ECONOMY = "economy"
    LAW = "law"
    COMPETENCE = "competence"
    ROUTE = "route"
    ATTENDANCE = "attendance"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a recommendation; set only where the words leave no doubt."""

    FOLLOWED = "followed"
    CHANGED = "changed"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    SENT_BACK = "sent_back"
    DISCUSSED = "discussed"
    NOTED = "noted"


class BlockKind(StrEnum):
    """How a piece of a section is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """An emphasised stretch of a block's text: `start` and `end` in code points."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry or table.

    `text` is canonical (see `model.text.canonical`); of a table it is all cells, row by row, joined by single spaces,
    and `rows` holds the cells (each canonical). `marker` is the list mark as printed ("1.", "a)", "•"), not in `text`.
    `level` is the heading's or list's depth from 1.
    """

    kind: BlockKind
    text: str
    level: int = 1
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    runs: tuple[Run, ...] = ()

    @classmethod
    def table(cls, rows: tuple[tuple[str, ...], ...]) -> Block:
        """A table block from its cells; empty cells are kept in `rows` and leave no trace in `text`."""
        cells = tuple(tuple(canonical(cell) for cell in row) for row in rows)
        return cls(BlockKind.TABLE, " ".join(cell for row in cells for cell in row if cell), rows=cells)

    @property
    def plain(self) -> str:
        """The block as plain text: list mark in front, a table as lines of tab-separated cells."""
        if self.kind is BlockKind.TABLE:
            return "\n".join("\t".join(row) for row in self.rows)
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an item under one heading. `body` and `date` (ISO) are set where a decision names who decided and when.

    `heading` is as printed (without a trailing colon), "" where the text has none. `corrected` is the id of the
    member's correction that gave it its role, "" for none.
    """

    role: Role
    heading: str
    blocks: tuple[Block, ...]
    body: str | None = None
    date: str | None = None
    corrected: str = ""

    @property
    def text(self) -> str:
        """The canonical text in which notes count their offsets: the blocks' texts joined by single spaces."""
        return " ".join(block.text for block in self.blocks if block.text)

    @property
    def plain(self) -> str:
        """The section as plain text, a block a line."""
        return "\n".join(block.plain for block in self.blocks)

    def block_offsets(self) -> Iterator[tuple[int, Block]]:
        """Each block that has text, with the offset in `text` at which it begins."""
        at = 0
        for block in self.blocks:
            if block.text:
                yield at, block
                at += len(block.text) + 1


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment as the document names it.

    `ref` is set where the source states which of its documents the file is, and `source_id` what it calls it; otherwise
    the file is found by the title. `closed` says that a system states that it is not public, be its item open or not.
    """

    title: str
    document_number: str | None = None
    ref: str | None = None
    source_id: str | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote: names, party letters or counts as printed on each side."""

    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()


class PresenceKind(StrEnum):
    """How somebody's presence at one item differs from being there: afbud, forlod mødet, stedfortræder, inhabil."""

    ABSENT = "absent"
    LEFT = "left"
    ARRIVED = "arrived"
    SUBSTITUTE = "substitute"
    DISQUALIFIED = "disqualified"


@dataclass(frozen=True, slots=True)
class Presence:
    """Who was absent, came, left, stood in or was disqualified (inhabil) at an item.

    `name` is as printed, with the party letter where there is one; `instead_of` is whom a substitute stood in for;
    `text` is the line or sentence that says so, "" where it is only a name in a list.
    """

    kind: PresenceKind
    name: str
    instead_of: str | None = None
    text: str = ""


class StatementKind(StrEnum):
    """What a member had entered in the minutes: forbehold, mindretalsudtalelse, protokollat."""

    RESERVATION = "reservation"
    MINORITY = "minority"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Statement:
    """A reservation, a minority's statement or another text entered in the minutes; `who` names or party letters."""

    kind: StatementKind
    who: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SubItem:
    """A numbered announcement inside an item such as "Meddelelser"."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier treatment that the item mentions: body, ISO date and item number, each where known."""

    body: str | None
    date: str | None
    item: str | None


@dataclass(frozen=True, slots=True)
class ComingItem:
    """A case that is announced for a later meeting; `meeting` is when or where as printed, `date` ISO where certain."""

    title: str
    meeting: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of an agenda or of minutes (dagsordenspunkt). `number` and `case_number` are opaque, as printed.

    `absent` holds the names of those absent altogether; `presence` all that differs from being there, in order.
    `handouts` are the sentences that tell of papers handed out at the meeting. `corrected` are the ids of the member's
    corrections that gave it its title or its bounds. `expired` says that it is closed and that what it said was removed
    when its time was up (see `model.retention`): it has its number and nothing else.
    """

    number: str | None
    title: str
    type: ItemType | None = None
    closed: bool = False
    case_number: str | None = None
    document_number: str | None = None
    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    outcome: Outcome | None = None
    votes: tuple[Vote, ...] = ()
    absent: tuple[str, ...] = ()
    sub_items: tuple[SubItem, ...] = ()
    references: tuple[Reference, ...] = ()
    presence: tuple[Presence, ...] = ()
    statements: tuple[Statement, ...] = ()
    handouts: tuple[str, ...] = ()
    source_id: str | None = None
    page: int | None = None
    corrected: tuple[str, ...] = ()
    expired: bool = False

    @property
    def recommendation(self) -> str | None:
        """The whole recommendation as plain text, or None."""
        parts = [section.plain for section in self.sections if section.role is Role.RECOMMENDATION]
        return "\n".join(parts) or None

    @property
    def decisions(self) -> tuple[Section, ...]:
        """The sections that hold a decision, in order."""
        return tuple(section for section in self.sections if section.role is Role.DECISION)

    @property
    def caption(self) -> str:
        """The title, or the first words of the text where there is none; "" where there is no text either."""
        return self.title if self.title.strip() else first_words(self.text.replace("\n", " ").strip())

    def keyed_sections(self) -> Iterator[tuple[str, Section]]:
        """Each section with its key, by which a note finds it again in another version of the item.

        The key is the role and the bare heading, with a number where that is not enough: "facts.sagsfremstilling",
        "decision", "decision.2". Of a recommendation or a decision only the role counts, since the heading often
        changes between versions.
        """
        seen: Counter[str] = Counter()
        for section in self.sections:
            named = section.role not in (Role.RECOMMENDATION, Role.DECISION)
            key = f"{section.role}.{bare(section.heading)}" if named and bare(section.heading) else str(section.role)
            seen[key] += 1
            yield (key if seen[key] == 1 else f"{key}.{seen[key]}"), section

    @property
    def text(self) -> str:
        """All canonical text of the item, sections joined by line breaks."""
        return "\n".join(section.text for section in self.sections)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a system states of a paper of a meeting, where it hands over records and not documents.

    The ids are the system's own: `meeting_id` is one for all papers of the meeting, `agenda_id` one for each agenda of
    it, with its minutes; another agenda of the same meeting is a supplement. `released` is UTC.
    """

    meeting_id: str | None = None
    agenda_id: str | None = None
    released: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a document says of one meeting. `start` is None where it states no date; `coverage` is 0–1.

    `end` and `title` (what the meeting is called beside its committee: "Budgetseminar") are what a system states.

    `recognised` says that the text was read off pictures of pages (OCR) and may be wrong in any letter. `roles` is the
    record of what each line of the document was understood to be (see `model.roles.unpacked`), from which `coverage`
    is counted; "" where nothing was read from lines. `origin` is set where a system stated the meeting as a record.
    """

    kind: MeetingKind | None = None
    committee: str | None = None
    term: str | None = None
    start: LocalStart | None = None
    place: str | None = None
    municipality: str | None = None
    items: tuple[AgendaItem, ...] = ()
    attendance: tuple[str, ...] = ()
    coming: tuple[ComingItem, ...] = ()
    coverage: float = 1.0
    warnings: tuple[str, ...] = field(default=())
    recognised: bool = False
    roles: str = ""
    origin: Origin | None = None
    end: LocalStart | None = None
    title: str | None = None

    @property
    def coming_items(self) -> tuple[str, ...]:
        """The titles of the coming cases (kommende sager), in order."""
        return tuple(coming.title for coming in self.coming)


_CASE_NOISE = re.compile(r"[^0-9a-zæøå]+")


def comparable_case(number: str | None) -> str:
    """A case number for comparison only: casefolded letters and digits. "" for none."""
    return _CASE_NOISE.sub("", number.casefold()) if number else ""
