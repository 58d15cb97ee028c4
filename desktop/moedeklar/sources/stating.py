"""What all systems state alike: dates, sections by their headings, items, who is there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from moedeklar.agenda.attendance import absent_names, is_attendance
from moedeklar.agenda.dates import find_date, find_time
from moedeklar.agenda.findings import complete
from moedeklar.agenda.labels import find_label
from moedeklar.agenda.presence import read_presence
from moedeklar.agenda.titles import read_title
from moedeklar.agenda.vocabulary import KINDS
from moedeklar.model.agenda import (
    AgendaItem,
    Attachment,
    ItemType,
    MeetingKind,
    Presence,
    PresenceKind,
    Reference,
    Role,
    Section,
)
from moedeklar.model.moments import COPENHAGEN, LocalStart
from moedeklar.model.text import canonical
from moedeklar.sources.fragments import blocks_of

_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")
_NUMBER = re.compile(r"(?<!\d)\d{1,18}(?!\d)")
_SECONDS = re.compile(r"(?<!\d)\d{1,2}[.:]\d\d[.:](\d\d)")


def start_of(text: str) -> LocalStart | None:
    """The local date and time in *text*, in any of the spellings; None for none and for placeholders (01-01-0001).

    Midnight stands where no time was entered.
    """
    found = find_date(text)
    if found is None:
        return None
    clock = find_time(text[found.end :])
    return LocalStart(found.day, clock if clock and clock != time() else None)


def instant_of(text: str) -> datetime | None:
    """The instant in *text*, in UTC; a time without an offset is Danish. None where there is no date."""
    text = text.strip()
    if _OFFSET.search(text):
        try:
            return datetime.fromisoformat(_FRACTION.sub("", text)).astimezone(UTC)
        except ValueError:
            pass
    found = find_date(text)
    if found is None:
        return None
    rest = text[found.end :]
    clock, seconds = find_time(rest) or time(), _SECONDS.search(rest)
    clock = clock.replace(second=min(int(seconds[1]), 59)) if seconds else clock
    return datetime.combine(found.day, clock, ZoneInfo(COPENHAGEN)).astimezone(UTC)


def number_of(text: str) -> int:
    """The first number in *text*, for putting things in order; 0 for none, and for what is too long to be one."""
    found = _NUMBER.search(text)
    return int(found[0]) if found else 0


def day_of(text: str) -> str | None:
    """The day in *text* in ISO form, None where there is none."""
    found = find_date(text)
    return found.day.isoformat() if found else None


def kind_of(text: str) -> MeetingKind | None:
    """Which paper a name such as "Tillægsdagsorden" says it is."""
    return next((kind for pattern, kind in KINDS if pattern.search(text)), None)


def section_of(
    heading: str, content: str, *, decides: bool = False, body: str | None = None, day: str | None = None
) -> Section | None:
    """A field as a section whose role its heading tells; None where it holds no text.

    *decides* says that the system marks it as a decision, whatever it is called; *body* and *day* (ISO) are who decided
    and when, where the heading does not say.
    """
    blocks = blocks_of(content)
    if not any(block.text for block in blocks):
        return None
    heading = canonical(heading).rstrip(" :")
    label = find_label(heading) if heading else None
    role = Role.DECISION if decides else (label.role or Role.OTHER) if label else Role.OTHER
    if label is None:
        return Section(role, heading, blocks, body, day)
    return Section(role, heading, blocks, label.body or body, label.date or day)


def item_of(
    title: str,
    sections: Iterable[Section | None],
    *,
    number: str = "",
    item_type: ItemType | None = None,
    closed: bool = False,
    case_number: str = "",
    document_number: str = "",
    source_id: str = "",
    attachments: Sequence[Attachment] = (),
    absent: Sequence[str] = (),
    presence: Sequence[Presence] = (),
    references: Sequence[Reference] = (),
) -> AgendaItem:
    """An item with what its title's marks and its sections tell besides; "" stands for what is not stated.

    *absent* are names that the system states, *presence* is what was read of a text.
    """
    told = read_title(canonical(title))
    found = [section for section in sections if section is not None]
    stated = [Presence(PresenceKind.ABSENT, canonical(name)) for name in absent]
    there = _distinct([*stated, *presence, *(one for section in found for one in _presence(section))])
    return complete(
        AgendaItem(
            number or None,
            told.text,
            item_type or told.type,
            closed=closed or told.closed,
            case_number=case_number or told.case,
            document_number=document_number or None,
            sections=tuple(found),
            attachments=tuple(attachments),
            absent=absent_names(there),
            presence=there,
            references=tuple(references),
            source_id=source_id or None,
        )
    )


def _presence(section: Section) -> list[Presence]:
    """What a section on attendance tells, or a decision in paragraphs of its own."""
    if section.role is Role.ATTENDANCE:
        return [one for block in section.blocks for one in read_presence(block.text, section.heading)]
    if section.role is not Role.DECISION:
        return []
    return [one for block in section.blocks if is_attendance(block.text) for one in read_presence(block.text)]


def _distinct(presence: Iterable[Presence]) -> tuple[Presence, ...]:
    """Each person once for each thing that is said; what a text says of one before a bare name."""
    found: dict[tuple[PresenceKind, str], Presence] = {}
    for one in presence:
        key = (one.kind, one.name)
        if key not in found or (one.text and not found[key].text):
            found[key] = one
    return tuple(found.values())


def attachment_of(
    title: str, *, ref: str, number: str = "", source_id: str = "", closed: bool = False
) -> Attachment | None:
    """An attachment whose file is written *ref* in the export; None for one without title and file."""
    named = canonical(title) or canonical(ref.replace("\\", "/").rpartition("/")[2])
    return Attachment(named, number or None, ref or None, source_id or None, closed) if named else None


def attendance_of(present: Iterable[str], absent: Iterable[str]) -> tuple[str, ...]:
    """Who is there and who is not, in the lines of a Danish front page."""
    lines = (("Deltagere", list(present)), ("Afbud", list(absent)))
    return tuple(f"{label}: {', '.join(names)}" for label, names in lines if names)


def with_party(name: str, party: str) -> str:
    """A name with its party letter, where it does not have it yet."""
    name = canonical(name)
    return f"{name} ({party})" if party and not name.endswith(")") else name
