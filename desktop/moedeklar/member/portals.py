"""The municipalities and where each publishes its agendas, found by what a person types.

The table `resources/portals/municipalities.tsv` has a line for each: name, system and host, parted by tabs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from moedeklar.model.errors import SourceError
from moedeklar.resources import resource_path

FIRSTAGENDA = "firstagenda"
_HOST = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?|localhost(?::\d+)?|[\d.]+:\d+)(?:[/?#].*)?$",
    re.IGNORECASE,
)
_COMMUNE = re.compile(r"\s+(?:regions)?kommune[ns]{0,2}\s*$|^\s*(?:regions)?kommunen?\s+", re.IGNORECASE)
_DIGRAPHS = {"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae"}
_LETTERS = {"ae": "a", "oe": "o", "aa": "a"}
_SHORTEST_TYPO = 4  # letters from which on a typing error is thought possible
_TWO_TYPOS = 8


@dataclass(frozen=True, slots=True)
class Portal:
    """A municipality, the system with which it publishes, and the host; "" where that is not known."""

    name: str
    system: str
    host: str = ""

    @property
    def is_firstagenda(self) -> bool:
        """Whether its agendas can be fetched from FirstAgenda."""
        return self.system == FIRSTAGENDA


@dataclass(frozen=True, slots=True)
class Place:
    """An address to fetch from, and what to call it; `portal` where it is a municipality's that is known."""

    location: str
    name: str
    portal: Portal | None = None


@cache
def all_portals() -> tuple[Portal, ...]:
    """All municipalities, in Danish alphabetical order. Reads the table, once."""
    lines = resource_path("portals/municipalities.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Portal(*line.split("\t")) for line in lines if line and not line.startswith("#"))


def find(typed: str, limit: int = 8) -> tuple[Portal, ...]:
    """The municipalities that *typed* may mean, best first: their name begins so, a word of it does, or nearly.

    "Kommune" may be left out; æ, ø and å may be written ae, oe and aa, or a, o and a. For nothing typed the first ones.
    """
    key = _key(typed)
    if not key:
        return all_portals()[:limit]
    ranked = [(rank, at) for at, portal in enumerate(all_portals()) if (rank := _rank(key, portal.name)) is not None]
    sure = [found for found in ranked if found[0][0] < 3]
    return tuple(all_portals()[at] for _, at in sorted(sure or ranked)[:limit])


def named(typed: str) -> Portal | None:
    """The one municipality that is called *typed*; None where there is none, or several."""
    found = [portal for portal in all_portals() if _same(_key(typed), portal.name)]
    return found[0] if len(found) == 1 else None


def suggestions(typed: str, limit: int = 8) -> tuple[str, ...]:
    """What to offer somebody who has typed *typed*: names of municipalities, or the address itself where it is one."""
    host = _HOST.match(typed.strip())
    if host is None:
        return tuple(portal.name for portal in find(typed, limit))
    return (f"{host['scheme']}://{host['host']}" if host["scheme"] else host["host"],)


def place_of(typed: str) -> Place:
    """Where to fetch from, of a municipality's name, a host or an address as people paste it.

    Raises SourceError: municipality_unknown, municipality_near where a name is only nearly one, municipality_elsewhere
    where it publishes in a way that can't be fetched from.
    """
    host = _HOST.match(typed.strip())
    if host is not None:
        known = of_host(host["host"])
        name = known.name if known is not None else host["host"].partition(":")[0]
        return Place(f"{host['scheme'] or 'https'}://{host['host']}".casefold(), name, known)
    portal = named(typed)
    if portal is None:
        near = ", ".join(one.name for one in find(typed, 3)) if _key(typed) else ""
        if near:
            raise SourceError("municipality_near", name=typed.strip(), near=near)
        raise SourceError("municipality_unknown", name=typed.strip())
    return place_at(portal)


def place_at(portal: Portal) -> Place:
    """Where to fetch what a municipality publishes. Raises SourceError municipality_elsewhere."""
    if not portal.is_firstagenda:
        raise SourceError("municipality_elsewhere", name=portal.name)
    return Place(f"https://{portal.host}", portal.name, portal)


def of_host(host: str) -> Portal | None:
    """The municipality that publishes on *host*."""
    return next((portal for portal in all_portals() if portal.host == host.casefold()), None)


def _same(key: str, name: str) -> bool:
    return key in _spellings(name) or key.removesuffix("s") in _spellings(name)


def _rank(key: str, name: str) -> tuple[int, int] | None:
    """How well *key* fits, least first; None where it does not."""
    spellings = _spellings(name)
    if _same(key, name):
        return 0, 0
    if any(spelling.startswith(key) for spelling in spellings):
        return 1, 0
    if any(f" {key}" in f" {spelling}" for spelling in spellings):
        return 2, 0
    if len(key) < _SHORTEST_TYPO:
        return None
    wrong = min(_distance(key, spelling) for spelling in spellings)
    return (3, wrong) if wrong <= (2 if len(key) >= _TWO_TYPOS else 1) else None


@cache
def _spellings(name: str) -> frozenset[str]:
    """How a name may be typed: æ, ø, å as two letters or as one, a genitive with and without its s."""
    key = _key(name)
    plain = _plain(name)
    return frozenset(form for one in (key, plain) for form in (one, one.removesuffix("s")) if form)


def _key(text: str) -> str:
    bare = _COMMUNE.sub("", unicodedata.normalize("NFC", text)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", "".join(_DIGRAPHS.get(one, one) for one in bare)).split())


def _plain(text: str) -> str:
    """The key with single letters for æ, ø and å, as on a keyboard without them."""
    key = _key(text)
    for two, one in _LETTERS.items():
        key = key.replace(two, one)
    return key


def _distance(typed: str, name: str) -> int:
    """The letters by which *typed* differs from a beginning of *name*: other, missing, too many, or two exchanged."""
    rows = [list(range(len(name) + 1))]
    for at, letter in enumerate(typed, 1):
        row = [at]
        for to, other in enumerate(name, 1):
            best = min(rows[-1][to] + 1, row[to - 1] + 1, rows[-1][to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == name[to - 2] and typed[at - 2] == other:
                best = min(best, rows[-2][to - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(rows[-1])
