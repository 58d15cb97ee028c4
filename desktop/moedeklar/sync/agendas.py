"""Several agendas of one meeting, each with an id of its own in the source: the first, and supplements to it. Pure.

In the case systems a supplementary agenda (tillægsdagsorden) is an agenda like any other. Only that the meeting has one
already tells what it is, so this is known where all papers of the meeting are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from moedeklar.model.agenda import MeetingKind
from moedeklar.store.mirror import MeetingRecord, VersionRecord
from moedeklar.store.stamps import stamp
from moedeklar.sync.identity import RESCHEDULED, overlap
from moedeklar.sync.likeness import ItemMark
from moedeklar.sync.papers import Paper

_NUMBER = re.compile(r"\d{1,18}")
Marks = Callable[[VersionRecord], tuple[ItemMark, ...]]


def apart_by_agenda(
    record: MeetingRecord, papers: Sequence[Paper], marks_of: Marks
) -> tuple[MeetingRecord, Sequence[Paper]]:
    """The meeting's versions and *papers*, those of a later agenda as supplements.

    The first agenda has the lowest id where the ids are numbers; otherwise it was published first. One with most of its
    items is no supplement: some systems make an agenda of its own for the minutes.
    """
    released = {(one.agenda_id, one.released) for one in record.versions}
    released |= {(paper.agenda_id, stamp(paper.released)) for paper in papers}
    first = _first({(agenda_id, when) for agenda_id, when in released if agenda_id})
    if first is None:
        return record, papers
    said = [(one.agenda_id, marks_of(one)) for one in record.versions]
    said += [(paper.agenda_id, paper.marks) for paper in papers]
    added = {agenda_id for agenda_id, _ in said} - {"", *_whole(first, said)}
    versions = tuple(
        replace(version, kind=MeetingKind.SUPPLEMENT) if version.agenda_id in added else version
        for version in record.versions
    )
    found = [replace(paper, kind=MeetingKind.SUPPLEMENT) if paper.agenda_id in added else paper for paper in papers]
    return replace(record, versions=versions), found


def supplements_last(versions: tuple[VersionRecord, ...]) -> tuple[VersionRecord, ...]:
    """*versions* with those of later agendas after all others, where the minutes do not take up their items.

    Minutes are the meeting as it was, and end what supplements added. The minutes of the first agenda alone are not.
    """
    first = _first({(one.agenda_id, one.released) for one in versions if one.agenda_id})
    minuted = _items(one for one in versions if one.kind is MeetingKind.MINUTES)
    after = [
        one
        for one in versions
        if one.kind is MeetingKind.SUPPLEMENT and one.agenda_id not in ("", first) and not (_items([one]) & minuted)
    ]
    if first is None or not after:
        return versions
    ordered = [one for one in versions if one not in after] + after
    return tuple(replace(version, ordinal=at) for at, version in enumerate(ordered))


def _whole(first: str, said: Sequence[tuple[str, tuple[ItemMark, ...]]]) -> set[str]:
    """The agendas that have most of the items of the *first*, itself among them."""
    known = [marks for agenda_id, marks in said if agenda_id == first]
    found = {
        agenda_id
        for agenda_id, marks in said
        if any(overlap(one, marks, of=max, unknown=0.0) >= RESCHEDULED for one in known)
    }
    return found | {first}


def _items(versions: Iterable[VersionRecord]) -> set[str]:
    return {place.item_id for version in versions for place in version.items}


def _first(agendas: set[tuple[str, str]]) -> str | None:
    """The first of several agendas, given as (id, when published); None where there are not several."""
    ids = {agenda_id for agenda_id, _ in agendas}
    if len(ids) < 2:
        return None
    if all(_NUMBER.fullmatch(agenda_id) for agenda_id in ids):
        return min(ids, key=int)
    return min(agendas, key=lambda agenda: (agenda[1], agenda[0]))[0]
