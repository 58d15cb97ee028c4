"""From a table of the right shape to a Preset: what a schema can't say is looked at here."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from moedeklar.model.organisation import (
    ERROR,
    WARNING,
    Finding,
    Preset,
    PresetCommittee,
    PresetSource,
    RequestWays,
    UpdateMode,
    UpdatePolicy,
)
from moedeklar.model.requests import DeadlineRule, DeadlineUnit
from moedeklar.organisation_file.addresses import is_guarded, is_usable, is_web_address, is_whole_path, shown

LANGUAGES = ("da", "en")
THEMES = ("light", "dark")
OPTIONS = ("municipality", "bodies", "disk", "read_scans")
TEMPLATES = ("text", "recommendation", "reason")
LARGEST_LOGO = 1_000_000  # bytes
_PNG = b"\x89PNG\r\n\x1a\n"


class Maker:
    """Makes a preset of what stands in *place*; `findings` is what was found on the way."""

    def __init__(self, place: str, folder: Path | None) -> None:
        self.findings: list[Finding] = []
        self._place = place
        self._folder = folder

    def make(self, document: dict[str, Any], skipped: frozenset[int]) -> Preset:
        """The preset that *document*, checked against the schema, says; sources of the *skipped* indices are left out.

        With an error among `findings` the answer is not to be used.
        """
        ways, updates = document.get("requests", {}), document.get("updates", {})
        if "folder" in ways and not is_whole_path(ways["folder"]):
            self._error("preset_path", "requests.folder", value=ways["folder"])
        if "url" in updates and not is_web_address(updates["url"]):
            self._error("preset_address", "updates.url", value=updates["url"])
        elif "url" in updates and not is_guarded(updates["url"]):
            self._warning("preset_plain_updates", "updates.url", value=updates["url"])
        days = document.get("retention", {}).get("closed_days")
        rows = enumerate(document.get("sources", []))
        return Preset(
            name=document.get("name", ""),
            logo=self._logo(document["logo"]) if "logo" in document else "",
            language=self._one_of("language", document, LANGUAGES),
            theme=self._one_of("theme", document, THEMES),
            sources=tuple(self._source(f"sources[{at}]", row) for at, row in rows if at not in skipped),
            committees=self._committees(document.get("committees", [])),
            requests=RequestWays(ways.get("recipient", ""), ways.get("mail", ""), ways.get("folder", "")),
            templates={name: words for name, words in document.get("templates", {}).items() if name in TEMPLATES},
            closed_days=None if days is None else int(days),
            updates=UpdatePolicy(UpdateMode(updates["mode"]) if "mode" in updates else None, updates.get("url", "")),
            locked=frozenset(document.get("locked", [])),
        )

    def _one_of(self, key: str, document: dict[str, Any], known: tuple[str, ...]) -> str:
        value = str(document.get(key, ""))
        if value and value not in known:
            self._warning("preset_value", key, value=value, expected=", ".join(known))
            return ""
        return value

    def _source(self, where: str, row: dict[str, Any]) -> PresetSource:
        kind, location = row["kind"], row["location"].strip()
        if not is_usable(kind, location):
            self._error("preset_address", f"{where}.location", value=location)
        if "since" in row and "years" in row:
            self._error("preset_since_years", where)
        if is_usable(kind, location) and not is_guarded(location):
            self._warning("preset_plain", f"{where}.location", value=location)
        return PresetSource(
            kind=kind,
            location=location,
            name=row.get("name", "").strip(),
            committees=tuple(row.get("committees", ())),
            since=self._day(f"{where}.since", row["since"]) if "since" in row else None,
            years=int(row["years"]) if "years" in row else None,
            options={name: value for name, value in row.get("options", {}).items() if name in OPTIONS},
        )

    def _day(self, where: str, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._error("preset_day", where, value=text)
            return None

    def _committees(self, rows: list[dict[str, Any]]) -> tuple[PresetCommittee, ...]:
        made = dict[str, PresetCommittee]()
        for at, row in enumerate(rows):
            name = " ".join(row["name"].split())
            if name.casefold() in made:
                self._warning("preset_twice", f"committees[{at}].name", value=name)
            rule = self._rule(f"committees[{at}].deadline", row["deadline"]) if "deadline" in row else None
            made[name.casefold()] = PresetCommittee(name, rule)
        return tuple(made.values())

    def _rule(self, where: str, row: dict[str, Any]) -> DeadlineRule:
        unit, count = DeadlineUnit(row.get("unit", DeadlineUnit.DAYS)), int(row.get("count", DeadlineRule().count))
        if unit is DeadlineUnit.WEEKDAY_BEFORE and not 1 <= count <= 7:
            self._error("preset_weekday", f"{where}.count", value=count)
        clock: time | None = None
        if "clock" in row:
            try:
                clock = time.fromisoformat(row["clock"])
            except ValueError:
                self._error("preset_clock", f"{where}.clock", value=row["clock"])
        return DeadlineRule(unit, count, clock, row.get("recipient", ""), row.get("reference_committee", ""))

    def _logo(self, name: str) -> str:
        """The picture's path, "" where it can't be shown; one outside the preset's folder is an error."""
        inside = PureWindowsPath(name)
        if inside.is_absolute() or inside.drive or PurePosixPath(name).is_absolute() or ".." in inside.parts:
            self._error("preset_logo_outside", "logo", value=name)
            return ""
        if self._folder is None:
            self._warning("preset_logo_missing", "logo", value=name)
            return ""
        try:
            path = self._folder.joinpath(*inside.parts).resolve()
            if not path.is_relative_to(self._folder.resolve()):
                self._error("preset_logo_outside", "logo", value=name)
                return ""
            with path.open("rb") as file:
                data = file.read(LARGEST_LOGO + 1)
        except (OSError, ValueError, RuntimeError):
            self._warning("preset_logo_missing", "logo", value=name)
            return ""
        if len(data) > LARGEST_LOGO:
            self._warning("preset_logo_large", "logo", value=name, limit=LARGEST_LOGO)
            return ""
        if not data.startswith(_PNG) and b"<svg" not in data[:4096]:
            self._warning("preset_logo_kind", "logo", value=name)
            return ""
        return str(path)

    def _error(self, code: str, where: str, **facts: str | int) -> None:
        self._tell(ERROR, code, where, facts)

    def _warning(self, code: str, where: str, **facts: str | int) -> None:
        self._tell(WARNING, code, where, facts)

    def _tell(self, level: str, code: str, where: str, facts: dict[str, str | int]) -> None:
        said = {name: shown(value) if isinstance(value, str) else value for name, value in facts.items()}
        self.findings.append(Finding(level, code, {"where": where, **said}, self._place))
