"""What a source has to choose from, before it is added: its committees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from moedeklar.model.text import canonical, committee_key, split_term
from moedeklar.model.views import OfferedCommittee
from moedeklar.sources.base import RemoteDocument

RECENT = timedelta(days=365)  # a committee that has not met for longer comes after those that have


def committees_in(documents: Iterable[RemoteDocument], today: date) -> tuple[OfferedCommittee, ...]:
    """The committees of which *documents* are: those that meet now first, each part by name.

    A committee is one in all terms of the council; several papers of one meeting count once.
    """
    found: dict[str, dict[str, RemoteDocument]] = {}
    names: dict[str, str] = {}
    for document in documents:
        key = committee_key(document.committee)
        if key:
            names.setdefault(key, split_term(canonical(document.committee))[0])
            found.setdefault(key, {})[document.group] = document
    offered = [_offered(names[key], meetings.values(), today) for key, meetings in found.items()]
    return tuple(sorted(offered, key=lambda one: (not one.meets, one.name.casefold())))


def _offered(name: str, meetings: Iterable[RemoteDocument], today: date) -> OfferedCommittee:
    found = list(meetings)
    days = [one.start.day for one in found if one.start is not None]
    last = max(days, default=None)
    return OfferedCommittee(name, len(found), last, last is not None and last >= today - RECENT)
