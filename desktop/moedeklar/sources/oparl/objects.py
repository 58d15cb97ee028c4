"""The objects of OParl that matter here, as frozen records, read leniently. Pure. (OParl 1.0 and 1.1, chapter "Schema")

What is missing or of another kind than the standard says is taken for not stated; unknown properties are passed over.
An object that stands elsewhere is given by its URL: it is a record with nothing but its `id`, and `known` is false.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.content import ATTENDANCE, stated_content
from moedeklar.sources.oparl.times import instant
from moedeklar.sources.oparl.values import (
    flag,
    is_deleted,
    is_link,
    items_of,
    link,
    links,
    named,
    number,
    text,
    texts,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class File:
    """A file (Datei). `url` is where its content is, as stated this time: it may carry a signature."""

    id: str
    name: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    sha1: str = ""
    sha512: str = ""
    url: str = ""
    modified: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Consultation:
    """A paper on an agenda (Beratung): `item` and `meeting` are URLs, "" where not stated."""

    id: str
    item: str = ""
    meeting: str = ""
    paper: str = ""
    organizations: tuple[str, ...] = ()
    modified: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper (Drucksache). `reference` is its number in the municipality (Kennung, Aktenzeichen)."""

    id: str
    name: str = ""
    reference: str = ""
    kind: str = ""
    main: File | None = None
    auxiliary: tuple[File, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    modified: str = ""
    known: bool = True

    @property
    def files(self) -> tuple[File, ...]:
        """The main file first."""
        return ((self.main,) if self.main else ()) + self.auxiliary


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda (Tagesordnungspunkt). `consultation` and `meeting` are URLs.

    `content` is what a feed of our own says of it beside the standard (see `content`), "" for nothing.
    """

    id: str
    meeting: str = ""
    number: str = ""
    order: int | None = None
    name: str = ""
    public: bool = True
    consultation: str = ""
    result: str = ""
    resolution: str = ""
    resolution_file: File | None = None
    auxiliary: tuple[File, ...] = ()
    modified: str = ""
    known: bool = True
    content: str = ""

    @property
    def files(self) -> tuple[File, ...]:
        """What was decided last."""
        return self.auxiliary + ((self.resolution_file,) if self.resolution_file else ())


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting (Sitzung). `place` is its place in words, or the URL of it where `place_known` is false."""

    id: str
    name: str = ""
    state: str = ""
    cancelled: bool = False
    start: str = ""
    end: str = ""
    place: str = ""
    place_known: bool = True
    organizations: tuple[str, ...] = ()
    invitation: File | None = None
    results: File | None = None
    verbatim: File | None = None
    auxiliary: tuple[File, ...] = ()
    items: tuple[Item, ...] = ()
    attendance: tuple[str, ...] = ()
    modified: str = ""
    known: bool = True

    @property
    def files(self) -> tuple[File, ...]:
        """Those of the meeting as a whole: what one was invited with first, what became of it last."""
        return tuple(
            file for file in (self.invitation, *self.auxiliary, self.results, self.verbatim) if file is not None
        )


@dataclass(frozen=True, slots=True)
class Organization:
    """A committee, parliamentary group or office (Gruppierung)."""

    id: str
    name: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an object that was deleted: its id, and when it was."""

    id: str
    modified: str = ""


def tombstone_of(value: Any, where: str) -> Tombstone | None:
    """The tombstone that *value* is; None where the object is there. The type is often missing. Raises ParseError."""
    if not is_deleted(value):
        return None
    return Tombstone(_id(value, where), text(value, "modified"))


def file_of(value: Any, where: str) -> File:
    """A file. One without an id is known by its address without the query, which may be a signature."""
    if is_link(value):
        return File(link(value), known=False)
    value = _object(value, where, "File")
    url = text(value, "downloadUrl") or text(value, "accessUrl")
    return File(
        link(value) or url.partition("?")[0] or _id(value, where),
        named(value, "name"),
        text(value, "fileName"),
        text(value, "mimeType").partition(";")[0].strip().casefold(),
        max(0, number(value, "size") or 0),
        text(value, "sha1Checksum").casefold(),
        text(value, "sha512Checksum").casefold(),
        url,
        text(value, "modified"),
    )


def consultation_of(value: Any, where: str) -> Consultation:
    """A consultation."""
    if is_link(value):
        return Consultation(link(value), known=False)
    value = _object(value, where, "Consultation")
    return Consultation(
        link(value),
        link(value.get("agendaItem")),
        link(value.get("meeting")),
        link(value.get("paper")),
        links(value, "organization"),
        text(value, "modified"),
    )


def paper_of(value: Any, where: str) -> Paper:
    """A paper."""
    if is_link(value):
        return Paper(link(value), known=False)
    value = _object(value, where, "Paper")
    return Paper(
        _id(value, where),
        named(value, "name"),
        text(value, "reference"),
        text(value, "paperType"),
        _one(value, "mainFile", where, file_of),
        _many(value, "auxiliaryFile", where, file_of),
        _many(value, "consultation", where, consultation_of),
        text(value, "modified"),
    )


def item_of(value: Any, where: str) -> Item:
    """An item. One without an id is known by what it is called."""
    if is_link(value):
        return Item(link(value), known=False)
    value = _object(value, where, "AgendaItem")
    return Item(
        link(value),
        link(value.get("meeting")),
        text(value, "number"),
        number(value, "order"),
        named(value, "name"),
        flag(value, "public") is not False,
        link(value.get("consultation")),
        named(value, "result"),
        text(value, "resolutionText"),
        _one(value, "resolutionFile", where, file_of),
        _many(value, "auxiliaryFile", where, file_of),
        text(value, "modified"),
        content=stated_content(value),
    )


def meeting_of(value: Any, where: str) -> Meeting:
    """A meeting, its items in their order, without those that were deleted."""
    if is_link(value):
        return Meeting(link(value), known=False)
    value = _object(value, where, "Meeting")
    items = _many(value, "agendaItem", where, item_of)
    if all(item.order is not None for item in items):
        items = tuple(sorted(items, key=lambda item: item.order or 0))
    place, place_known = _place(value.get("location"))
    return Meeting(
        _id(value, where),
        named(value, "name"),
        text(value, "meetingState"),
        flag(value, "cancelled") is True,
        text(value, "start"),
        text(value, "end"),
        place,
        place_known,
        links(value, "organization"),
        _one(value, "invitation", where, file_of),
        _one(value, "resultsProtocol", where, file_of),
        _one(value, "verbatimProtocol", where, file_of),
        _many(value, "auxiliaryFile", where, file_of),
        items,
        texts(value, ATTENDANCE),
        text(value, "modified"),
    )


def organization_of(value: Any, where: str) -> Organization:
    """A committee with its long name."""
    value = _object(value, where, "Organization")
    return Organization(_id(value, where), named(value, "name") or named(value, "shortName"), text(value, "modified"))


def place_of(value: Any) -> str:
    """A location in words: its description, or room and address."""
    if not isinstance(value, dict):
        return ""
    described = named(value, "description")
    room, street = named(value, "room"), named(value, "streetAddress")
    town = " ".join(part for part in (text(value, "postalCode"), text(value, "locality")) if part)
    parts = (room, street, town) if not described else (room,) if room and room not in described else ()
    return ", ".join(part for part in (described, *parts) if part)


def newest(*stated: str) -> datetime | None:
    """The latest of instants as objects state them, in UTC; None where none of them is one."""
    return max((at for one in stated if (at := instant(one)) is not None), default=None)


def stated_at(stated: str) -> datetime:
    """An instant as objects state it; the beginning of time where it is none."""
    return instant(stated) or datetime.min.replace(tzinfo=UTC)


def _place(value: Any) -> tuple[str, bool]:
    return (link(value), False) if is_link(value) else (place_of(value), True)


def _one(value: dict[str, Any], key: str, where: str, parse: Callable[[Any, str], T]) -> T | None:
    found = _many(value, key, where, parse)
    return found[0] if found else None


def _many(value: dict[str, Any], key: str, where: str, parse: Callable[[Any, str], T]) -> tuple[T, ...]:
    """The parts that are there: one that is given alone is a list of one, one that is no object is none."""
    return tuple(
        parse(one, f"{where}.{key}[{at}]")
        for at, one in enumerate(items_of(value, key))
        if is_link(one) or (isinstance(one, dict) and not is_deleted(one) and (link(one) or len(one) > 1))
    )


def _object(value: Any, where: str, kind: str) -> dict[str, Any]:
    """*value* as an object of *kind*. Raises ParseError where it is none, or says that it is another."""
    if not isinstance(value, dict):
        raise ParseError("oparl_no_object", where=where)
    stated = text(value, "type").rpartition("/")[2]
    if stated and stated != kind:
        raise ParseError("oparl_other_kind", where=where, kind=stated, expected=kind)
    return value


def _id(value: dict[str, Any], where: str) -> str:
    found = link(value)
    if not found:
        raise ParseError("oparl_no_id", where=where)
    return found
