"""The list of all committees with all their meetings. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime

from moedeklar.model.moments import LocalStart
from moedeklar.model.text import split_term
from moedeklar.sources.firstagenda.answers import Thing, read_answer

ATTACHMENTS = "bilag/"  # how the ref of an attachment begins; its id follows
_ADDED = re.compile(r"\btillæg|\blukke[dt]|\bbehandling\b", re.IGNORECASE)
_STATE = ("Id", "Navn", "ReleasedDate", "MeetingBeginUtc", "Dato", "MeetingEndUtc", "Sted", "Afsluttet")


@dataclass(frozen=True, slots=True)
class ListedAgenda:
    """One paper of a meeting as the list has it.

    `name` is what it is called ("Dagsorden", "Referat"); `term` the council's, where the committee or the period under
    which it stands says so. `state` is equal for two lists that say the same of it.
    """

    id: str
    name: str
    committee: str
    term: str | None
    start: LocalStart | None
    released: datetime | None
    state: str


def is_added(name: str) -> bool:
    """Whether a paper that is called *name* is one beside the meeting's own: a supplement, the closed items, a part."""
    return bool(_ADDED.search(name))


def read_listing(data: bytes) -> tuple[ListedAgenda, ...]:
    """What is listed, each agenda once, in the list's order. Raises ParseError."""
    answer = read_answer(data)
    answer.need("Udvalg")
    found: dict[str, ListedAgenda] = {}
    for period, committee in answer.lists("Udvalg"):
        for meeting in committee.all("Moeder"):
            one = _agenda(meeting, committee.text("Navn"), period)
            if one.id:
                found.setdefault(one.id, one)
    return tuple(found.values())


def _agenda(meeting: Thing, committee: str, period: str) -> ListedAgenda:
    name, term = split_term(committee)
    return ListedAgenda(
        meeting.id(),
        meeting.text("Navn"),
        name,
        term or split_term(period)[1],
        meeting.start("MeetingBeginUtc", "Dato"),
        meeting.instant("ReleasedDate"),
        _state(meeting),
    )


def _state(meeting: Thing) -> str:
    said = json.dumps([meeting.value(name) for name in _STATE], sort_keys=True)
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
