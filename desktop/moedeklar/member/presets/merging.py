"""Presets of several places as one: key by key, the later place counts; locks are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from moedeklar.model.organisation import Finding, Preset
from moedeklar.organisation_file import ReadPreset, host_of


@dataclass(frozen=True, slots=True)
class Merged:
    """The preset that counts, where each key of it was stated, and what is to be said of all places.

    `places` are those where something was found, the weakest first; `locks` says which place locks a key.
    """

    preset: Preset = field(default_factory=Preset)
    origins: dict[str, str] = field(default_factory=dict)
    locks: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    places: tuple[str, ...] = ()


def merge(reads: Sequence[tuple[str, ReadPreset]]) -> Merged:
    """What the places say together; *reads* has the weakest first, each with what it is called."""
    preset, origins, locks = Preset(), dict[str, str](), dict[str, str]()
    for place, read in reads:
        for key in sorted(read.stated):
            preset = _taken(preset, read.preset, key)
            origins[key] = place
        for key in read.preset.locked:
            # The strongest place that locks it is the one to ask.
            locks[key] = place
        preset = replace(preset, locked=preset.locked | read.preset.locked)
    if reads and not preset.name:
        preset = replace(preset, name=_called(preset) or reads[-1][0])
    findings = tuple(finding for _place, read in reads for finding in read.findings)
    return Merged(preset, origins, locks, findings, tuple(place for place, _read in reads))


def _called(preset: Preset) -> str:
    """What an organisation without a name is called: the first host that it has agendas fetched from."""
    return next(filter(None, (host_of(source.location) for source in preset.sources)), "")


def _taken(preset: Preset, stated: Preset, key: str) -> Preset:
    """*preset* with *key* as it is in *stated*."""
    section, _dot, name = key.partition(".")
    if section == "templates":
        templates = {**preset.templates, name: stated.templates[name]}
        return replace(preset, templates=templates)
    if section == "retention":
        return replace(preset, closed_days=stated.closed_days)
    if name:
        inner = replace(getattr(preset, section), **{name: getattr(getattr(stated, section), name)})
        return replace(preset, **{section: inner})
    return replace(preset, **{section: getattr(stated, section)})
