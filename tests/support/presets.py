"""Presets for tests: a computer of their own to look for them on, and a registry that is no registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.presets import Decided
from moedeklar.member.presets.places import Surroundings
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import Clock
from moedeklar.store.keys import StoreKeys

NORDLUND = """
name = "Nordlund Kommune"
language = "da"
theme = "dark"
locked = ["sources", "language"]

[[sources]]
kind = "oparl"
location = "https://feed.nordlund.example/system.json"
committees = ["Børne- og ungdomsudvalget"]
years = 4

[[committees]]
name = "Børne- og ungdomsudvalget"
deadline = { unit = "weekdays", count = 6, clock = "12:00", recipient = "Udvalgssekretæren" }

[requests]
recipient = "Byrådssekretariatet"
mail = "sekretariat@nordlund.example"

[templates]
reason = "Sagen har betydning for …"
"""


class FakeRegistry:
    """Stands for the registry of Windows, which no other system has: values by root, as winreg gives them."""

    def __init__(self, machine: Mapping[str, Any] | None = None, person: Mapping[str, Any] | None = None) -> None:
        self._values = {"HKLM": machine or {}, "HKCU": person or {}}

    def __call__(self, root: str) -> Mapping[str, Any]:
        return self._values[root]


class Computer:
    """A computer with nothing on it but what a test lays there, under *root*."""

    def __init__(self, root: Path, registry: FakeRegistry | None = None, platform: str = "linux") -> None:
        self.root = root
        self.registry = registry or FakeRegistry()
        self.environ: dict[str, str] = {}
        self._platform = platform

    def lay(self, folder: str, text: str) -> Path:
        """Lay an organisation.toml into *folder*, such as "etc/xdg/moedeklar"."""
        path = self.root / folder / "organisation.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def decided(self, *, sandboxed: bool = False) -> Decided:
        """What is decided there now."""
        beside = self.root / "program" / "moedeklar"
        around = Surroundings(self.environ, self._platform, beside, sandboxed=sandboxed, root=self.root)
        return Decided(around, self.registry)

    @contextmanager
    def workspace(self, profile: Profile, keys: StoreKeys, clock: Clock) -> Iterator[Workspace]:
        """The profile, opened there."""
        with Workspace.open(profile, NobodyToAsk(), clock, keys=keys, decided=self.decided()) as opened:
            yield opened
