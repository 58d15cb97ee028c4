"""What an organisation decides beforehand for its members: a preset, merged of all the places where one was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from moedeklar.model.requests import DeadlineRule

WARNING, ERROR = "warning", "error"


class UpdateMode(StrEnum):
    """What is done about newer versions of the program."""

    OFF = "off"
    NOTIFY = "notify"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of a place where a preset was looked for: `code` names the sentence, `facts` fill it.

    `level` is "error" where the place counts for nothing because of it, "warning" where it merely is not followed.
    """

    level: str
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)
    place: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the place counts for nothing because of it."""
        return self.level == ERROR


@dataclass(frozen=True, slots=True)
class PresetSource:
    """A source that members are to have. `kind` and `location` as `member.kinds` reads them; `years` how far back."""

    kind: str
    location: str
    name: str = ""
    committees: tuple[str, ...] = ()
    since: date | None = None
    years: int | None = None
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PresetCommittee:
    """A committee of the organisation, with its deadline rule where one is stated."""

    name: str
    rule: DeadlineRule | None = None


@dataclass(frozen=True, slots=True)
class RequestWays:
    """Where requests go: `recipient` for committees that name none, an address to write to, a folder to put them in."""

    recipient: str = ""
    mail: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class UpdatePolicy:
    """What is done about newer versions: `mode` None where nothing is decided; `url` of a signed `latest.json`."""

    mode: UpdateMode | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """Everything that an organisation decides; empty fields are not decided.

    `closed_days`: days after a meeting for which closed material stays on a member's computer, None for ever.
    `locked` names keys as they stand in the file ("language", "updates.mode", "sources"): a member can't change them.
    `logo` is the path of a picture that is known to be there. `templates` are sentences by name, put into new requests.
    """

    name: str = ""
    logo: str = ""
    language: str = ""
    theme: str = ""
    sources: tuple[PresetSource, ...] = ()
    committees: tuple[PresetCommittee, ...] = ()
    requests: RequestWays = RequestWays()
    templates: dict[str, str] = field(default_factory=dict)
    closed_days: int | None = None
    updates: UpdatePolicy = UpdatePolicy()
    locked: frozenset[str] = frozenset()

    def is_locked(self, key: str) -> bool:
        """Whether *key*, or a part of the file that it belongs to, is locked."""
        return key in self.locked or key.partition(".")[0] in self.locked
