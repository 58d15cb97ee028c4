"""The entry of an OParl server: its System object and its bodies, each with the addresses of its lists. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moedeklar.model.errors import ParseError
from moedeklar.model.text import bare
from moedeklar.sources.oparl.values import items_of, link, named, text

FEED = "moedeklar:feed"
LISTS = ("meeting", "paper", "organization", "agendaItem", "consultation", "file")


@dataclass(frozen=True, slots=True)
class Body:
    """A municipality (Körperschaft). `lists` are the addresses of its lists by property, those that it has.

    `is_whole` says that some lists stand in it themselves, as some small servers have them.
    """

    id: str
    name: str = ""
    long_name: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False

    def is_called(self, wanted: str) -> bool:
        """Whether *wanted* is its id or one of its names."""
        return wanted == self.id or (bool(bare(wanted)) and bare(wanted) in (bare(self.name), bare(self.long_name)))


@dataclass(frozen=True, slots=True)
class System:
    """Where a server begins. `bodies` are those that stand in it, `body_list` where they are listed otherwise.

    `feed` is what it says of itself as a static feed (see `sources.oparl`): the digest of each page by its address;
    None where it is none.
    """

    bodies: tuple[Any, ...] = ()
    body_list: str = ""
    feed: Mapping[str, str] | None = None


def system_of(value: Any, url: str) -> System:
    """The system that *value*, the JSON at *url*, is; a body or a list of bodies is one too.

    Raises ParseError oparl_no_system.
    """
    if isinstance(value, list):
        return System(tuple(value))
    if not isinstance(value, dict):
        raise ParseError("oparl_no_system")
    if isinstance(value.get("data"), list):
        return System(body_list=url)
    kind = text(value, "type").rpartition("/")[2]
    if kind == "Body" or (not kind and "meeting" in value):
        return System((value,))
    stated = items_of(value, "body")
    if not stated or (kind and kind != "System"):
        raise ParseError("oparl_no_system")
    feed = value.get(FEED)
    pages = feed.get("pages") if isinstance(feed, dict) else None
    digests = {str(url): str(digest) for url, digest in pages.items()} if isinstance(pages, dict) else {}
    said = digests if isinstance(feed, dict) or feed is True else None
    if len(stated) == 1 and isinstance(stated[0], str):
        return System(body_list=link(stated[0]), feed=said)
    return System(tuple(stated), feed=said)


def body_of(value: Any, where: str) -> Body:
    """A body. Raises ParseError."""
    if not isinstance(value, dict) or not link(value):
        raise ParseError("oparl_no_id", where=where)
    long = named(value, "name")
    lists = {name: found for name in LISTS if isinstance(value.get(name), str) and (found := link(value[name]))}
    is_whole = any(isinstance(value.get(name), list) for name in LISTS)
    if "meeting" not in lists and not isinstance(value.get("meeting"), list):
        raise ParseError("oparl_no_meetings", where=where)
    return Body(link(value), named(value, "shortName") or long, long, lists, is_whole)
