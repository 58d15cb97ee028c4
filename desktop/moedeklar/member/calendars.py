"""Adding a calendar, by its address or as a file."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from moedeklar.member.kinds import ICAL
from moedeklar.member.sources import Sources
from moedeklar.model.errors import SourceError
from moedeklar.model.views import SourceInfo


def add_calendar(
    sources: Sources,
    location: str,
    name: str | None = None,
    committees: Collection[str] = (),
    since: date | None = None,
) -> SourceInfo:
    """Add the calendar at *location*: an address that begins with https:, http: or webcal:, or the path of a file.

    Of a feed nothing is asked yet. By the names of *committees* its events are told apart, and only these are fetched.
    Raises SourceError calendar_unknown; NetworkError url_refused for an address that is none. May block on a disk.
    """
    from moedeklar.sources.http.origins import host_of, normal  # noqa: PLC0415 (most starts add no calendar)
    from moedeklar.sources.ical.places import web_address  # noqa: PLC0415 (as above)

    address = web_address(location.strip())
    if address is not None:
        known = normal(address)
        return sources.add(ICAL, known, name or host_of(known), committees=committees, since=since)
    path = Path(location).expanduser().absolute()
    if not path.is_file():
        raise SourceError("calendar_unknown", path=str(path))
    return sources.add(ICAL, str(path), name or path.stem, committees=committees, since=since)
