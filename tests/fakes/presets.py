"""Presets in memory: what a test says is decided and offered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moedeklar.member.presets import Dropped, Offer, OfferedSource
from moedeklar.model.changes import Kind
from moedeklar.model.organisation import Finding, Preset, PresetSource
from moedeklar.model.views import SourceInfo

if TYPE_CHECKING:
    from tests.fakes.workspace import FakeWorkspace


@dataclass
class FakeMerged:
    """Where it was all read."""

    places: tuple[str, ...] = ("/etc/xdg/moedeklar/organisation.toml",)
    origins: dict[str, str] = field(default_factory=dict)


class FakePresets:
    def __init__(self, workspace: FakeWorkspace) -> None:
        self._workspace = workspace
        self.preset = Preset()
        self.offer: Offer | None = None
        self.refused: Offer | None = None
        self.said: tuple[Finding, ...] = ()
        self.gone: tuple[Dropped, ...] = ()
        self.held: dict[str, str] = {}
        self.told_of: list[Dropped] = []

    def offering(self, *places: str, name: str = "Nordlund Kommune", **more: Any) -> Offer:
        """Offer a source at each of *places*."""
        sources = (OfferedSource(PresetSource("oparl", place), place.split("/")[2]) for place in places)
        self.offer = Offer(name, "", tuple(sources), **more)
        return self.offer

    def current(self) -> Preset:
        return self.preset

    in_force = current

    def merged(self) -> FakeMerged | None:
        return FakeMerged() if self.preset != Preset() or self.offer or self.refused or self.said else None

    def organisation(self) -> str:
        offer = self.offer or self.refused
        return self.preset.name or (offer.organisation if offer is not None else "")

    def findings(self) -> tuple[Finding, ...]:
        return self.said

    def is_locked(self, key: str) -> bool:
        return self.preset.is_locked(key)

    def pending(self) -> Offer | None:
        return self.offer

    def declined(self) -> Offer | None:
        return self.refused

    def accept(self, offer: Offer) -> tuple[SourceInfo, ...]:
        self.offer = self.refused = None
        add = self._workspace.sources.add
        added = tuple(add(one.source.kind, one.source.location, offer.organisation) for one in offer.sources)
        self.held |= {source.id: offer.organisation for source in added}
        return added

    def decline(self, offer: Offer) -> None:
        self.offer, self.refused = None, offer
        self._workspace.changed(Kind.SETTING, "preset.declined")

    def owners(self) -> dict[str, str]:
        return self.held

    def dropped(self) -> tuple[Dropped, ...]:
        return self.gone

    def told(self, dropped: tuple[Dropped, ...]) -> None:
        self.told_of += dropped

    def follow(self) -> None:
        return
