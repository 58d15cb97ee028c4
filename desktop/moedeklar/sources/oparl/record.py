"""A record: what a meeting is, with everything that is told of it elsewhere, as one canonical text. Pure.

The meeting with its items and files, the papers that are on its agenda, where those were treated before, and the
names of its committees. Equal contents give equal bytes, so that their hash tells a change. Where the content of a
file is does not belong to it: that may be a signed address, which is another one each time.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from moedeklar.model.codec import decode
from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.objects import Consultation, File, Item, Meeting, Paper
from moedeklar.sources.oparl.times import day_of
from moedeklar.sources.oparl.values import digest_of

_KNOWN: dict[tuple[type[Any], bool], Mapping[str, Any] | None] = {}


@dataclass(frozen=True, slots=True)
class Treatment:
    """When and where a paper was treated: the day (ISO), the committee and the item's number, "" where not known."""

    day: str = ""
    body: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A paper on the item at this place of the agenda, and where it was treated before.

    `is_own` says that the item names it, and not only the paper the item.
    """

    at: int
    paper: Paper
    earlier: tuple[Treatment, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting as it is kept. `committees` are the names of those that hold it, the leading one first."""

    meeting: Meeting
    municipality: str = ""
    committees: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def files(self) -> Iterable[File]:
        """All files: of the meeting, its items and its papers."""
        yield from self.meeting.files
        for item in self.meeting.items:
            yield from item.files
        for case in self.cases:
            yield from case.paper.files

    @property
    def stated(self) -> Iterable[str]:
        """When its parts were changed, as they state it."""
        yield self.meeting.modified
        yield from (item.modified for item in self.meeting.items)
        yield from (case.paper.modified for case in self.cases)
        yield from (file.modified for file in self.files)


Recalled = Callable[[str], Record | None]
"""The record that an earlier run kept of a meeting, by its id; None where there is none."""


def packed(record: Record) -> bytes:
    """The canonical text of *record*."""
    return json.dumps(plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unpacked(data: bytes) -> Record:
    """The record that *data* is. Raises ParseError oparl_record_broken."""
    try:
        return decode(Record, json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ParseError("oparl_record_broken") from error


def file_version(file: File) -> str:
    """What tells one state of a file from another, as far as anything is stated of it."""
    stated = (file.modified, str(file.size or ""), file.sha1, file.sha512)
    return digest_of("\x1f".join(stated).encode())


def compose(
    meeting: Meeting,
    municipality: str,
    committees: Iterable[str],
    cases_of: Callable[[Meeting, Item], Iterable[Case]],
) -> Record:
    """The record of *meeting*. *cases_of* gives the papers on an item, in any order and wherever on the agenda."""
    cases = []
    for at, item in enumerate(meeting.items):
        found = {case.paper.id: case for case in cases_of(meeting, item)}
        ordered = sorted(found.values(), key=lambda case: (not case.is_own, case.paper.reference, case.paper.id))
        cases += [replace(case, at=at, paper=replace(case.paper, consultations=())) for case in ordered]
    return Record(meeting, municipality, tuple(committees), tuple(cases))


def case_of(meeting: Meeting, item: Item, paper: Paper, treated: Callable[[Consultation], Treatment | None]) -> Case:
    """*paper* on *item*, with its earlier treatments. *treated* tells what is known of a consultation."""
    day = day_of(meeting.start)
    others = (one for one in paper.consultations if one.meeting != meeting.id and not is_of(one, item))
    found = {treatment for one in others if (treatment := treated(one)) is not None and "" < treatment.day < day}
    is_own = any(one.id and one.id == item.consultation for one in paper.consultations)
    return Case(0, paper, tuple(sorted(found, key=lambda one: (one.day, one.body, one.number))), is_own)


def treatment_of(record: Record, consultation: Consultation) -> Treatment:
    """The treatment of a paper that *consultation* was, on the agenda of *record*."""
    number = next((item.number for item in record.meeting.items if item.id == consultation.item), "")
    return Treatment(day_of(record.meeting.start), next(iter(record.committees), ""), number)


def is_of(consultation: Consultation, item: Item) -> bool:
    """Whether the consultation is the one on this item, as either of them states."""
    return bool(item.id and consultation.item == item.id) or bool(
        item.consultation and consultation.id == item.consultation
    )


def plain(value: Any, *, addresses: bool = False) -> Any:
    """A record, or a part of one, as JSON values, without defaults and (unless *addresses*) without where files are."""
    if isinstance(value, tuple):
        return [plain(part, addresses=addresses) for part in value]
    fields = _fields(type(value), addresses=addresses)
    if fields is None:
        return value
    found = ((name, getattr(value, name), default) for name, default in fields.items())
    return {name: plain(part, addresses=addresses) for name, part, default in found if part != default}


def _fields(kind: type[Any], *, addresses: bool) -> Mapping[str, Any] | None:
    """The fields of a class of records, each with its default; None for any other class."""
    if (kind, addresses) not in _KNOWN:
        is_record = dataclasses.is_dataclass(kind)
        left_out = {"url"} if kind is File and not addresses else set()
        named = (field for field in dataclasses.fields(kind) if field.name not in left_out) if is_record else ()
        _KNOWN[kind, addresses] = {field.name: field.default for field in named} if is_record else None
    return _KNOWN[kind, addresses]
