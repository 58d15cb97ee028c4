"""Newer versions of the program: what is said of them, and how far one has come. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moedeklar.model.organisation import UpdateMode
from moedeklar.model.reports import Problem

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}", re.ASCII)


class Kind(StrEnum):
    """What installed this copy of the program. SOURCE: none of our installers."""

    SOURCE = ""
    DEB = "deb"
    RPM = "rpm"
    APPIMAGE = "appimage"
    SETUP = "setup"
    MSI = "msi"
    DMG = "dmg"


class Step(StrEnum):
    """What is being done about a newer version. READY: it is here, and waits for the program to end or for a word."""

    IDLE = "idle"
    WAITING = "waiting"
    LOOKING = "looking"
    DOWNLOADING = "downloading"
    TRYING = "trying"
    READY = "ready"
    DONE = "done"


class Outcome(StrEnum):
    """What the last look came to. NOTHING: there is a newer version, but not for this kind of installation."""

    NEVER = "never"
    CURRENT = "current"
    FOUND = "found"
    NOTHING = "nothing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UpdateFile:
    """An installer: where it is, its bytes, and their SHA-256 in lower-case hex."""

    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Latest:
    """What a signed latest.json says. `minimum` is the oldest version that is good enough; `files` by platform."""

    version: str
    minimum: str
    expires: datetime
    notes: str = ""
    files: dict[str, UpdateFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """A newer version for this copy. `file.url` is whole. `urgent`: this copy is below the minimum."""

    version: str
    notes: str
    file: UpdateFile
    expires: datetime
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class UpdateState:
    """How everything stands.

    `locked` says that *organisation* decided on the mode. `idle_reason` is the code of what keeps this copy from ever
    looking, "" where nothing does. `looked` is when was looked last (UTC), `problem` what stood in the way of that, or
    of what was done about *offer* since. `can_fetch`: it can be downloaded and installed from here, else its address
    is opened. `hidden`: the person has seen the notice of it, or it failed. `meeting`: one is under way, so that
    nothing is done and nothing told. `done` and `total` are bytes.
    """

    mode: UpdateMode = UpdateMode.NOTIFY
    locked: bool = False
    organisation: str = ""
    address: str = ""
    kind: Kind = Kind.SOURCE
    idle_reason: str = ""
    looked: datetime | None = None
    outcome: Outcome = Outcome.NEVER
    problem: Problem | None = None
    offer: Offer | None = None
    can_fetch: bool = False
    hidden: bool = False
    meeting: bool = False
    step: Step = Step.IDLE
    done: int = 0
    total: int = 0


def version_key(version: str) -> tuple[int, ...]:
    """What versions are compared by: "1.10" is newer than "1.9" and the same as "1.10.0". ValueError for others."""
    if not _VERSION.fullmatch(version):
        raise ValueError(f"not a version: {version[:40]!r}")
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


def is_newer(one: str, other: str) -> bool:
    """Whether version *one* is newer than *other*. ValueError where one of them is no version."""
    return version_key(one) > version_key(other)
