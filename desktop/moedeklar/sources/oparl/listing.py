"""The two ways to list a server: everything, or what has changed since a cursor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from moedeklar.model.errors import SourceError
from moedeklar.model.reports import Problem
from moedeklar.sources.oparl.assembling import Assembler
from moedeklar.sources.oparl.changes import (
    ASKED,
    Changes,
    FullPassNeeded,
    changed_objects,
)
from moedeklar.sources.oparl.cursor import Cursor
from moedeklar.sources.oparl.gathering import Gathered
from moedeklar.sources.oparl.memory import Memory, changed_at
from moedeklar.sources.oparl.record import Recalled
from moedeklar.sources.oparl.resolving import Resolver
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.shelf import Shelf
from moedeklar.sources.oparl.system import Body, System, body_of, system_of
from moedeklar.sources.oparl.times import instant
from moedeklar.sources.oparl.values import is_deleted, link, named, text

_KINDS = {"Meeting": "meeting", "Paper": "paper", "AgendaItem": "agendaItem", "Consultation": "consultation"}
_KINDS |= {"File": "file", "Organization": "organization"}
# How a server may answer a filter that it does not know, and still be well.
UNFILTERED = frozenset(
    (
        "http_status",
        "not_there",
        "vanished",
        "wrong_kind",
        "answer_empty",
        "oparl_empty",
        "oparl_html",
        "oparl_not_json",
        "oparl_no_list",
        "oparl_loop",
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a listing goes by: the time (UTC), what an earlier run kept, and what one that was given up has seen."""

    now: datetime
    recalled: Recalled
    seen: Memory | None = None


@dataclass
class Found:
    """What a listing found besides what is on the shelf, and the cursor for the next."""

    cursor: Cursor
    partial: bool = False
    gone: set[str] = field(default_factory=set)
    skipped: list[Problem] = field(default_factory=list)


def list_everything(
    server: Server, shelf: Shelf, wanted: tuple[str, ...], before: Cursor | None, entry: tuple[Any, str], known: Known
) -> Found:
    """Put all records of the bodies that are *wanted* (none: all) on the shelf. *entry* is the system and its ETag.

    Raises SourceError: nothing is known then.
    """
    value, etag = entry
    system = server.checked(system_of, value, server.base)
    memory = Memory(before.seen if before else {}, now=known.now)
    if known.seen is not None:
        memory.remember_dead(known.seen)
    resolver = Resolver(server)
    gathered, skipped = [], list[Problem]()
    needed = frozenset(body.id for body in before.bodies) if before else frozenset[str]()
    for body, told in bodies_of(server, system, wanted, needed, skipped):
        one = Gathered(body, known.recalled)
        one.gather(server, told, resolver, memory)
        _check_whole(body, server.short, is_first=before is None)
        gathered.append(one)
    unsure = before is None and bool(skipped)  # a body left out may have been there before
    names = {key: name for one in gathered for key, name in one.committees.items()}
    for one in gathered:
        shelf.put(one.records(names))
    moment = memory.moment(instant(before.moment) if before else None)
    cursor = Cursor(
        known.now.isoformat(),
        wanted,
        tuple(one.body for one in gathered),
        names,
        memory.seen(),
        moment=moment.isoformat() if moment else "",
        etag=etag if system.feed is not None else "",
        pages=dict(system.feed or {}),
    )
    skipped += [problem for one in gathered for problem in one.skipped]
    skipped += [Problem(url, "oparl_list_short", (("url", url),)) for url in sorted(server.short)]
    return Found(cursor, partial=unsure or bool(server.short), skipped=skipped)


def list_changes(server: Server, shelf: Shelf, before: Cursor, known: Known) -> Found:
    """Put the records of the meetings that something of is new on the shelf.

    Raises FullPassNeeded; SourceError where the server can't be asked.
    """
    memory = Memory(before.seen, adds=True, now=known.now)
    resolver = Resolver(server)
    names = dict(before.committees)
    found = Found(before, partial=True)
    for body in before.bodies:
        if body.is_whole:
            raise FullPassNeeded(unfiltered=True)
        changes = Changes(body)
        for name, url in body.lists.items():
            if name in ASKED:
                for where, one in _tolerant(server, url, memory, before.moment):
                    changes.take(name, where, one, resolver)
        if changes.is_unclear:
            raise FullPassNeeded(seen=memory)
        _assemble(changes, names, known.recalled, resolver, shelf, found)
    moment = memory.moment(instant(before.moment))
    found.cursor = _moved(before, names, memory, moment)
    return found


def list_pages(server: Server, shelf: Shelf, before: Cursor, entry: tuple[Any, str], known: Known) -> Found:
    """The same of a static feed, whose system says which pages have changed. Raises FullPassNeeded, SourceError."""
    value, etag = entry
    feed = server.checked(system_of, value, server.base).feed
    if not feed or not before.pages or len(before.bodies) != 1 or before.pages.keys() - feed.keys():
        raise FullPassNeeded
    memory = Memory(before.seen, adds=True, now=known.now)
    resolver = Resolver(server)
    names = dict(before.committees)
    found = Found(before, partial=True)
    changes = Changes(before.bodies[0])
    for url in (url for url, digest in feed.items() if before.pages.get(url) != digest):
        for where, one in memory.noted(url, server.page(url)):
            name = _list_of(one, known.recalled)
            if name == "organization" and names.get(text(one, "id")) != text(one, "name"):
                raise FullPassNeeded
            if name in ASKED and not _is_old_tombstone(one, before):
                changes.take(name, where, one, resolver)
    if changes.is_unclear:
        raise FullPassNeeded
    _assemble(changes, names, known.recalled, resolver, shelf, found)
    moment = memory.moment(instant(before.moment))
    moved = _moved(before, names, memory, moment)
    found.cursor = replace(moved, etag=etag, pages=dict(feed))
    return found


def _is_old_tombstone(one: Any, before: Cursor) -> bool:
    """Whether it was there at the last listing: a feed is written in one stroke, and nothing in it comes late."""
    at, known = changed_at(one), instant(before.moment)
    return is_deleted(one) and at is not None and known is not None and at <= known


def _list_of(one: Any, recalled: Recalled) -> str | None:
    """The list that an object in a page of a feed is of. A tombstone may not say it, but what it was is known here."""
    if not isinstance(one, dict):
        return None
    name = _KINDS.get(text(one, "type").rpartition("/")[2])
    if name is None and is_deleted(one):
        return "meeting" if recalled(link(one)) else "paper"
    return name


def _assemble(
    changes: Changes, names: dict[str, str], recalled: Recalled, resolver: Resolver, shelf: Shelf, found: Found
) -> None:
    shelf.put(Assembler(changes, names, recalled, resolver).records())
    found.gone |= changes.gone
    found.skipped += changes.skipped


def _moved(before: Cursor, names: dict[str, str], memory: Memory, moment: datetime | None) -> Cursor:
    stated = moment.isoformat() if moment else ""
    return replace(before, committees=names, seen=memory.seen(), moment=stated)


def _tolerant(server: Server, url: str, memory: Memory, moment: str) -> Iterator[tuple[str, Any]]:
    """The changed objects of a list. Raises FullPassNeeded where the server answers the filter with an error."""
    try:
        yield from changed_objects(server, url, memory, moment)
    except SourceError as error:
        if error.code in UNFILTERED or error.code == "server_failed":
            raise FullPassNeeded(unfiltered=True) from error
        raise


def _check_whole(body: Body, short: set[str], *, is_first: bool) -> None:
    """Raises SourceError oparl_list_short where meetings would lose what is missing in a list that ended too early.

    Of meetings themselves what is there may be taken as it is, and of a first listing all.
    """
    for name, url in body.lists.items():
        if url in short and name != "meeting" and not is_first:
            raise SourceError("oparl_list_short", url=url)


def bodies_of(
    server: Server,
    system: System,
    wanted: tuple[str, ...],
    needed: frozenset[str] = frozenset(),
    skipped: list[Problem] | None = None,
) -> Iterator[tuple[Body, dict[str, Any]]]:
    """The bodies that are *wanted*, each with its JSON. Raises SourceError oparl_no_body where one is missing.

    One that can't be used is *skipped*, unless it is wanted by its id, or *needed* since it was there before.
    """
    told = [(f"body[{at}]", one) for at, one in enumerate(system.bodies)]
    if system.body_list:
        told += _listed_bodies(server, system.body_list)
    found = []
    unusable: SourceError | None = None
    for where, one in told:
        value = server.single(one) if isinstance(one, str) else one
        if not isinstance(value, dict) or is_deleted(value):
            continue
        try:
            found.append((server.checked(body_of, value, where), value))
        except SourceError as error:
            if link(value) in needed or link(value) in wanted:
                raise
            unusable = unusable or error
            if skipped is not None and not wanted:
                what = named(value, "name") or link(value) or where
                skipped.append(Problem(what, error.code, tuple(sorted(error.params.items()))))
    if unusable is not None and not found:
        raise unusable
    for name in wanted:
        if not any(body.is_called(name) for body, _ in found):
            names = ", ".join(body.name for body, _ in found)
            raise SourceError("oparl_no_body", name=name, names=names)
    if not found:
        raise SourceError("oparl_no_body", name="", names="")
    yield from (pair for pair in found if not wanted or any(pair[0].is_called(name) for name in wanted))


def _listed_bodies(server: Server, url: str) -> list[tuple[str, Any]]:
    """The bodies of the list at *url*; some servers name their one body there itself. Raises SourceError."""
    try:
        return list(server.objects(url))
    except SourceError as error:
        value = server.single(url) if error.code == "oparl_no_list" else None
        if not isinstance(value, dict) or text(value, "type").rpartition("/")[2] not in ("", "Body"):
            raise
        return [(url, value)]
