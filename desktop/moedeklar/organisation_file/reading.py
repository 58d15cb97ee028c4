"""From the bytes of an organisation.toml to a Preset, with everything that is to be said of the file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from moedeklar.model.errors import PresetError
from moedeklar.model.organisation import ERROR, WARNING, Finding, Preset
from moedeklar.model.schema import Violation, violations
from moedeklar.organisation_file.making import Maker
from moedeklar.resources import resource_path

FILE_NAME = "organisation.toml"
LARGEST = 1_000_000  # bytes
_CODES = {
    "additionalProperties": "preset_unknown",
    "required": "preset_missing",
    "enum": "preset_choice",
    "minLength": "preset_empty",
    "maxLength": "preset_long",
    "maxItems": "preset_long",
    "minimum": "preset_small",
    "maximum": "preset_great",
}
_FORMS = {"mail": "preset_form_mail", "clock": "preset_form_clock", "since": "preset_form_since"}
_KIND = re.compile(r"sources\[(\d+)\]\.kind")
_SECRET = re.compile(r"^sources\[\d+\]\..*(pass|secret|token|credential|key)[^.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadPreset:
    """What was read in a place: the preset, what is to be said of it, and the keys that were stated, dotted.

    "sources" and "committees" are stated as a whole; of tables, each key ("updates.mode") is. With an error among the
    findings the preset is empty.
    """

    preset: Preset = field(default_factory=Preset)
    findings: tuple[Finding, ...] = ()
    stated: frozenset[str] = frozenset()

    @property
    def error(self) -> Finding | None:
        """The first error."""
        return next((found for found in self.findings if found.is_error), None)


def read(path: Path) -> ReadPreset:
    """The preset in the file at *path*. Blocks. Raises PresetError: preset_unreadable, and as `parse`."""
    return _held(look(path), str(path))


def look(path: Path) -> ReadPreset:
    """As `examine`, of the file at *path*. Blocks. One that can't be read is an error among the findings."""
    try:
        if path.is_fifo():  # which would be waited for without end
            return _refused(str(path), "preset_unreadable", why="Not a file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return _refused(str(path), "preset_unreadable", why=error.strerror or type(error).__name__)
    return examine(data, str(path), path.parent)


def parse(data: bytes, place: str, folder: Path | None) -> ReadPreset:
    """The preset that *data* says, where it has no error; *place* is told to people, *folder* is where its logo lies.

    Raises PresetError with the first error, code and facts as `examine` finds them.
    """
    return _held(examine(data, place, folder), place)


def examine(data: bytes, place: str, folder: Path | None) -> ReadPreset:
    """The preset that *data* says, with everything that is to be said of it, errors too. Looks for the logo."""
    if len(data) > LARGEST:
        return _refused(place, "preset_large", limit=LARGEST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(place, "preset_not_utf8", at=error.start)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _refused(place, "preset_not_toml", why=str(error))
    return examine_document(document, place, folder)


def examine_document(document: dict[str, Any], place: str, folder: Path | None) -> ReadPreset:
    """As `examine`, of what is a table already, such as values of the registry."""
    try:
        plain = _plain(document)
        broken = tuple(violations(plain, organisation_schema()))
    except RecursionError as error:
        return _refused(place, "preset_not_toml", why=str(error))
    findings = list(_once(_told(one, place) for one in broken))
    if any(found.is_error for found in findings):
        return ReadPreset(findings=tuple(findings))
    skipped = frozenset(
        int(kind[1]) for one in broken if (kind := _KIND.fullmatch(one.where)) and one.keyword == "enum"
    )
    maker = Maker(place, folder)
    preset = maker.make(plain, skipped)
    findings += maker.findings
    findings += [
        Finding(WARNING, "preset_lock_unknown", {"key": key}, place) for key in sorted(preset.locked - known_keys())
    ]
    if any(found.is_error for found in findings):
        return ReadPreset(findings=tuple(findings))
    return ReadPreset(preset, tuple(findings), _stated(plain))


@cache
def organisation_schema() -> dict[str, Any]:
    """The JSON Schema of organisation.toml."""
    with resource_path("organisation.schema.json").open(encoding="utf-8") as file:
        return dict(json.load(file))


@cache
def known_keys() -> frozenset[str]:
    """Every key that a file may state and lock: sections, and the keys in them, dotted."""
    names = set[str]()
    for name, part in organisation_schema()["properties"].items():
        names.add(name)
        names |= {f"{name}.{inner}" for inner in part.get("properties", {})}
    return frozenset(names - {"locked"})


def _stated(document: dict[str, Any]) -> frozenset[str]:
    known = known_keys()
    keys = set[str]()
    for name, value in document.items():
        keys |= {f"{name}.{inner}" for inner in value} if isinstance(value, dict) else {name}
    return frozenset(keys & known)


def _plain(value: Any) -> Any:
    """*value* as JSON has it: TOML's dates and times as text."""
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _told(broken: Violation, place: str) -> Finding:
    unknown, kind = broken.keyword == "additionalProperties", _KIND.fullmatch(broken.where)
    if unknown and _SECRET.match(broken.where):
        return Finding(ERROR, "preset_secret", {"where": broken.where}, place)
    if kind and broken.keyword == "enum":
        return Finding(WARNING, "preset_source_kind", {"where": broken.where, "expected": broken.expected}, place)
    return Finding(
        WARNING if unknown else ERROR, _code(broken), {"where": broken.where, "expected": broken.expected}, place
    )


def _code(broken: Violation) -> str:
    if broken.keyword == "type":
        return f"preset_type_{broken.expected}"
    if broken.keyword != "pattern":
        return _CODES[broken.keyword]
    if broken.expected == r"\S":
        return "preset_empty"
    return _FORMS.get(broken.where.rpartition(".")[2], "preset_form_letters")


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each of them once: what is empty breaks two rules of the schema."""
    told = set[tuple[str, object]]()
    for one in findings:
        if (one.code, one.facts.get("where")) not in told:
            told.add((one.code, one.facts.get("where")))
            yield one


def _held(found: ReadPreset, place: str) -> ReadPreset:
    if found.error is not None:
        raise PresetError(found.error.code, **{**found.error.facts, "place": place})
    return found


def _refused(place: str, code: str, **facts: str | int) -> ReadPreset:
    return ReadPreset(findings=(Finding(ERROR, code, facts, place),))
