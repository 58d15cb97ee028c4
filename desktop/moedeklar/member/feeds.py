"""Adding servers of an open standard by their address."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from moedeklar.member.kinds import OPARL
from moedeklar.member.sources import Sources
from moedeklar.model.views import SourceInfo


def add_oparl(
    sources: Sources,
    address: str,
    name: str | None = None,
    *,
    bodies: Collection[str] = (),
    committees: Collection[str] = (),
    since: date | None = None,
) -> SourceInfo:
    """Add the OParl server, or static feed, whose System object is at *address*; without a scheme it is https.

    Of its municipalities those called *bodies* (none: all). Nothing is asked of it yet. One that is added already gets
    the new name and choice. Raises NetworkError url_refused for what is no address.
    """
    from moedeklar.sources.http import origins  # noqa: PLC0415 (only what is used is loaded)

    typed = address.strip()
    location = origins.normal(typed if "://" in typed else f"https://{typed}")
    told = name or ", ".join(bodies) or origins.host_of(location)
    options = {"bodies": list(bodies)}
    return sources.add(OPARL, location, told, committees=committees, since=since, options=options)
