"""Several agendas of one meeting, each with an id of its own in the source: the first, and supplements to it. Pure.

In the case systems a supplementary agenda (tillægsdagsorden) is an agenda like any other. Only that the meeting has one
already tells what it is, so this is known where all papers of the meeting are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from moedeklar.model.agenda import MeetingKind
from moedeklar.store.mirror import MeetingRecord, VersionRecord
from moedeklar.store.stamps import stamp
from moedeklar.sync.papers import Paper


def apart_by_agenda(record: MeetingRecord, papers: Sequence[Paper]) -> tuple[MeetingRecord, Sequence[Paper]]:
    """The meeting's versions and *papers*, those of a later agenda as supplements.

    The first agenda has the lowest id where the ids are numbers; otherwise it was published first.
    """
    released = {(one.agenda_id, one.released) for one in record.versions}
    released |= {(paper.agenda_id, stamp(paper.released)) for paper in papers}
    first = _first({(agenda_id, when) for agenda_id, when in released if agenda_id})
    if first is None:
        return record, papers
    versions = tuple(
        replace(version, kind=MeetingKind.SUPPLEMENT) if version.agenda_id not in ("", first) else version
        for version in record.versions
    )
    found = [
        replace(paper, kind=MeetingKind.SUPPLEMENT) if paper.agenda_id not in ("", first) else paper for paper in papers
    ]
    return replace(record, versions=versions), found


def supplements_last(versions: tuple[VersionRecord, ...]) -> tuple[VersionRecord, ...]:
    """*versions* with those of later agendas after all others, where the minutes do not take up their items.

    Minutes are the meeting as it was, and end what supplements added. The minutes of the first agenda alone are not.
    """
    first = _first({(one.agenda_id, one.released) for one in versions if one.agenda_id})
    minuted = _items(one for one in versions if one.kind is MeetingKind.MINUTES and one.agenda_id == first)
    after = [one for one in versions if one.agenda_id not in ("", first) and not (_items([one]) & minuted)]
    if first is None or not after:
        return versions
    ordered = [one for one in versions if one not in after] + after
    return tuple(replace(version, ordinal=at) for at, version in enumerate(ordered))


def _items(versions: Iterable[VersionRecord]) -> set[str]:
    return {place.item_id for version in versions for place in version.items}


def _first(agendas: set[tuple[str, str]]) -> str | None:
    """The first of several agendas, given as (id, when published); None where there are not several."""
    ids = {agenda_id for agenda_id, _ in agendas}
    if len(ids) < 2:
        return None
    if all(agenda_id.isdecimal() for agenda_id in ids):
        return min(ids, key=int)
    return min(agendas, key=lambda agenda: (agenda[1], agenda[0]))[0]
