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
class Offer:
    """Sources that were not agreed to yet. `is_more` says that others of the organisation were.

    `place` is where the sources are stated. `committees` are those with a deadline rule.
    """

    organisation: str
    logo: str
    sources: tuple[OfferedSource, ...]
    committees: tuple[PresetCommittee, ...] = ()
    place: str = ""
    is_more: bool = False

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that are connected to once this is accepted, each once."""
        return tuple(dict.fromkeys(one.host for one in self.sources if one.host))


@dataclass(frozen=True, slots=True)
class Dropped:
    """A source that came from a preset which no longer has it; it stays until the person removes it."""

    source: SourceInfo
    organisation: str
