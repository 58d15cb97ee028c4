"""The first listing of all: the meetings that are nearest, from what was changed lately, before everything is listed.

Lists have no order that helps, and can be hundreds of pages long. What is to be in the next weeks was written in the
last ones, which a server that minds `modified_since` tells at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from moedeklar.model.errors import SourceError
from moedeklar.sources.oparl.assembling import Assembler
from moedeklar.sources.oparl.changes import Changes
from moedeklar.sources.oparl.gathering import Gathered
from moedeklar.sources.oparl.listing import UNFILTERED, Known, bodies_of
from moedeklar.sources.oparl.memory import Memory, changed_at
from moedeklar.sources.oparl.objects import Meeting
from moedeklar.sources.oparl.resolving import Resolver
from moedeklar.sources.oparl.server import Server
from moedeklar.sources.oparl.shelf import Shelf
from moedeklar.sources.oparl.system import Body, system_of
from moedeklar.sources.oparl.times import start_of

LATELY = timedelta(days=14)
NEAR = timedelta(days=60)  # before and after now
FEW_PAGES = 5  # of a list that is read at once
CHANGED_PAGES = 20  # of a list of what was changed lately
FEW_SINGLE = 80  # objects that are asked for one by one
_TOO_MANY = "oparl_too_many"
REST = "rest"  # the cursor with which everything is listed


def list_nearest(server: Server, shelf: Shelf, wanted: tuple[str, ...], entry: Any, known: Known) -> bool:
    """Put the records of the nearest meetings on the shelf; whether there are any, and more than them.

    Never where lists are short, or the server minds no filter: then everything is there as soon. Raises SourceError.
    """
    system = server.checked(system_of, entry, server.base)
    if system.feed is not None:
        return False
    try:
        for body, value in bodies_of(server, system, wanted):
            if not body.is_whole and not _is_short(server, body):
                _list_body(server, shelf, body, value, known)
    except SourceError as error:
        if error.code not in UNFILTERED | {_TOO_MANY}:
            raise
    return bool(shelf.documents)


def _is_short(server: Server, body: Body) -> bool:
    """Whether all of its meetings stand on a few pages."""
    page = server.first_page(body.lists["meeting"])
    return not page.next or (page.of is not None and page.of <= FEW_PAGES)


def _list_body(server: Server, shelf: Shelf, body: Body, value: Any, known: Known) -> None:
    since = known.now - LATELY
    changes, resolver = Changes(body), Resolver(server)
    for name in ("paper", "meeting"):
        url = body.lists.get(name)
        for where, one in server.objects(url, since, CHANGED_PAGES) if url else ():
            at = changed_at(one)
            if at is not None and at < since:
                return  # the filter is not minded
            changes.take(name, where, one, resolver)
    gathered = Gathered(body, known.recalled)
    gathered.gather_committees(server, value, resolver, Memory({}))
    assembler = Assembler(changes, gathered.committees, known.recalled, resolver, treatments=False)
    away = {one: _away(meeting, known.now) for one, meeting in changes.meetings.items() if one not in changes.gone}
    for meeting_id in sorted((one for one, far in away.items() if far <= NEAR), key=lambda one: (away[one], one)):
        record = assembler.record(meeting_id)
        shelf.put([record] if record is not None else [])


def _away(meeting: Meeting, now: datetime) -> timedelta:
    start = start_of(meeting.start)
    return abs(start.instant() - now) if start is not None else timedelta.max
