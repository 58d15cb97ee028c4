"""What a person is asked before a preset's sources are connected to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moedeklar.model.organisation import PresetCommittee, PresetSource
from moedeklar.model.views import SourceInfo


@dataclass(frozen=True, slots=True)
class OfferedSource:
    """A source of a preset, and the host that it connects to; "" where it lies on this computer."""

    source: PresetSource
    host: str

    @property
    def key(self) -> str:
        """What it is known by: another address is another source, and is asked for anew."""
        return f"{self.source.kind} {self.source.location}"

    def said(self) -> dict[str, Any]:
        """What the preset says of it, as JSON: to tell later whether it says something else."""
        since = self.source.since.isoformat() if self.source.since else ""
        return {
            "committees": list(self.source.committees),
            "name": self.source.name,
            "since": since,
            "years": self.source.years or 0,
            "options": dict(self.source.options),
        }


@dataclass(frozen=True, slots=True)
class OfferedUpdates:
    """Where newer versions of the program are looked for, and the host that this connects to."""

    url: str
    host: str

    @property
    def key(self) -> str:
        """What it is known by."""
        return f"updates {self.url}"


@dataclass(frozen=True, slots=True)
class Offer:
    """What was not agreed to yet. `is_more` says that other sources of the organisation were.

    `place` is where the sources are stated. `committees` are those with a deadline rule.
    """

    organisation: str
    logo: str
    sources: tuple[OfferedSource, ...]
    committees: tuple[PresetCommittee, ...] = ()
    place: str = ""
    is_more: bool = False
    updates: OfferedUpdates | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that are connected to once this is accepted, each once."""
        more = (self.updates.host,) if self.updates is not None else ()
        return tuple(dict.fromkeys(host for host in (*(one.host for one in self.sources), *more) if host))

    @property
    def keys(self) -> tuple[str, ...]:
        """What all of it is known by."""
        return (*(one.key for one in self.sources), *((self.updates.key,) if self.updates is not None else ()))


@dataclass(frozen=True, slots=True)
class Dropped:
    """A source that came from a preset which no longer has it; it stays until the person removes it."""

    source: SourceInfo
    organisation: str
