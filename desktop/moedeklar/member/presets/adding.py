"""A source of a preset as one of the profile, at the same location as where a person adds it by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from moedeklar.member.kinds import EXPORTS, FIRSTAGENDA, FOLDER, ICAL
from moedeklar.member.portals import of_host, place_of
from moedeklar.member.presets.offer import OfferedSource
from moedeklar.member.sources import Sources
from moedeklar.model.organisation import PresetSource
from moedeklar.model.views import SourceInfo


def add_source(sources: Sources, offered: OfferedSource, name: str, today: date) -> SourceInfo:
    """Add what is *offered*, called *name* where it says nothing itself. Nothing is asked of it. Looks at the disk."""
    source = offered.source
    return sources.add_decided(
        source.kind,
        _location(source),
        source.name or name or offered.host or Path(source.location).name or source.location,
        committees=source.committees,
        since=source.since or years_before(today, source.years),
        options=_options(source),
    )


def years_before(day: date, years: int | None) -> date | None:
    """The day so many years before *day*; 28 February for a leap day. None for no years."""
    if years is None:
        return None
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=max(day.year - years, date.min.year), day=28 if leap else day.day)


def _location(source: PresetSource) -> str:
    if source.kind in (FOLDER, EXPORTS):
        path = Path(source.location).expanduser()
        # One that is not there now, such as a share out of reach, may be later.
        return str(path.resolve() if path.exists() else path)
    if source.kind == FIRSTAGENDA:
        return place_of(source.location).location
    from moedeklar.sources.http.origins import normal  # noqa: PLC0415 (only what is used is loaded)

    if source.kind == ICAL:
        from moedeklar.sources.ical.places import web_address  # noqa: PLC0415 (as above)

        address = web_address(source.location)
        return str(Path(source.location).expanduser().absolute()) if address is None else normal(address)
    return normal(source.location)


def _options(source: PresetSource) -> dict[str, Any]:
    if source.kind != FIRSTAGENDA or "municipality" in source.options:
        return dict(source.options)
    portal = of_host(place_of(source.location).location.rpartition("/")[2])
    return {**source.options, **({"municipality": portal.name} if portal is not None else {})}
