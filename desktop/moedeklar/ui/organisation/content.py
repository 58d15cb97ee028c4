"""What the page of an organisation says. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.wording.errors import finding_sentence
from moedeklar.wording.language import _
from moedeklar.wording.presets import decided_lines

if TYPE_CHECKING:
    from moedeklar.member.presets import Offer
    from moedeklar.member.workspace import Workspace

CHANGEABLE = ("language", "theme", "committees", "retention", "updates")  # what a member can choose somewhere
LARGEST_LOGO = 1_000_000


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A key that is decided: its name, what it is, whether it can't be changed, and whether there is a place to."""

    name: str
    value: str
    locked: bool
    changeable: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """All of the page. `offer` is what is to be agreed to or was declined, None where there is nothing to ask.

    `first` says that there is no source yet; `problems` are sentences; `places` where it was all read.
    """

    name: str
    logo: bytes
    offer: Offer | None
    declined: bool
    first: bool
    lines: tuple[DecidedLine, ...] = ()
    problems: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def load(workspace: Workspace) -> OrganisationPage:
    """Ask the presets, and read the logo. Blocks; any thread."""
    presets = workspace.presets
    preset, pending = presets.current(), presets.pending()
    found = presets.merged()
    return OrganisationPage(
        presets.organisation(),
        _picture(preset.logo),
        pending or presets.declined(),
        pending is None,
        not workspace.sources.list(),
        tuple(
            DecidedLine(name, value, preset.is_locked(key), key.partition(".")[0] in CHANGEABLE)
            for key, name, value in decided_lines(preset)
        ),
        tuple(finding_sentence(finding) for finding in presets.findings()),
        found.places if found is not None else (),
    )


def title_of(page: OrganisationPage) -> str:
    """What the page is headed."""
    if page.offer is None:
        return page.name or _("No organisation has decided anything here")
    if page.offer.is_more:
        return _("{name} has more for you to read").format(name=page.name)
    return _("{name} has set up Mødeklar for you").format(name=page.name)


def _picture(path: str) -> bytes:
    if not path:
        return b""
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST_LOGO)
    except OSError:
        return b""
