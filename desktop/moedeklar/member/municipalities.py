"""Choosing a municipality by name, seeing which committees it has, and adding it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from moedeklar.member import portals
from moedeklar.member.kinds import FIRSTAGENDA, Closes, Making, make
from moedeklar.member.offers import committees_in
from moedeklar.member.portals import Place
from moedeklar.member.profile import Profile
from moedeklar.member.sources import Sources
from moedeklar.model.errors import SourceError
from moedeklar.model.moments import Clock, local_now
from moedeklar.model.text import committee_key
from moedeklar.model.views import OfferedCommittee, SourceInfo


class Municipalities:
    """What a person does before a municipality is a source. Every call blocks; any thread but the store's writer."""

    def __init__(self, profile: Profile, clock: Clock, sources: Sources) -> None:
        self._profile = profile
        self._clock = clock
        self._sources = sources

    def suggest(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """What somebody who has typed *typed* may mean, best first: names of municipalities, or an address."""
        return portals.suggestions(typed, limit)

    def place_of(self, typed: str) -> Place:
        """Where to fetch from. Raises SourceError: municipality_unknown, municipality_near, municipality_elsewhere."""
        return portals.place_of(typed)

    def committees_of(
        self, location: str, cancelled: Callable[[], bool] = lambda: False, kind: str = FIRSTAGENDA
    ) -> tuple[OfferedCommittee, ...]:
        """Ask the source at *location* which committees it has. Uses the network; nothing is stored.

        Raises SourceError, also no_committees; AttentionNeeded where its list can't be understood; Cancelled.
        """
        info = SourceInfo("", kind, location, location)
        source = make(Making(info, {}, self._profile, cancelled, self._clock))
        try:
            documents = source.discover(cancelled).documents
        finally:
            if isinstance(source, Closes):
                source.close()
        offered = committees_in(documents, local_now(self._clock).date())
        if not offered:
            raise SourceError("no_committees", host=location)
        known = next((one for one in self._sources.list() if (one.kind, one.location) == (kind, location)), None)
        if known is None:
            return offered
        keys = {committee_key(name) for name in known.committees}
        return tuple(replace(one, chosen=not keys or committee_key(one.name) in keys) for one in offered)

    def add(
        self,
        location: str,
        name: str,
        committees: Collection[str] = (),
        since: date | None = None,
    ) -> SourceInfo:
        """Add the portal at *location*, a `Place`'s, under *name*; one that is added already gets the new choice."""
        known = portals.of_host(location.rpartition("/")[2])
        options = {"municipality": known.name} if known is not None else {}
        return self._sources.add(FIRSTAGENDA, location, name, committees=committees, since=since, options=options)
