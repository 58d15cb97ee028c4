"""What is compiled into a wheel: the bills (CycloneDX) that a wheel itself brings in `.dist-info/sboms` (PEP 770)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

# Where, among the texts that are shown, the standard text of a licence stands.
STANDS_IN = (
    ("Apache-2.0", "cryptography"),
    ("BSD-3-Clause", "lxml"),
    ("ISC", "isc"),
    ("MIT", "pyrage"),
    ("Unicode-3.0", "icu"),
)


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A library inside a wheel. `licence` is an SPDX expression, `author` as the bill has it; "" where it says none."""

    name: str
    version: str
    licence: str = ""
    author: str = ""
    purl: str = ""

    def line(self) -> str:
        """The part in one line of text."""
        licence = f" ({self.licence})" if self.licence else ""
        return f"{self.name} {self.version}{licence}" + (f", {self.author}" if self.author else "")


def installed(places: list[str]) -> dict[str, Distribution]:
    """What is installed in *places*, by the name that requirements.txt uses."""
    return {
        found.metadata["Name"].lower().replace("_", "-").replace(".", "-"): found
        for found in distributions(path=places)
    }


def parts(found: Distribution) -> tuple[Part, ...]:
    """The libraries compiled into a wheel, by name; none where it says nothing. ValueError for a bill that is none."""
    return tuple(sorted({part for bill in _bills(found) for part in map(_part, bill.get("components", ()))}))


def paragraph(wheel: str, inside: tuple[Part, ...]) -> str:
    """The parts as text for a licence page, with where the licences themselves stand."""
    said = [f"Inside {wheel}, as its own bill of materials says:", ""]
    said += [f"    {part.line()}" for part in inside]
    used = " ".join(part.licence for part in inside)
    places = [f"{licence}: see {text}" for licence, text in STANDS_IN if licence in used]
    return "\n".join([*said, "", "The texts of these licences: " + "; ".join(places) + "."])


def components(wheel: str, inside: tuple[Part, ...]) -> Iterator[dict[str, Any]]:
    """The parts as CycloneDX components; *wheel* is the package URL of the wheel that they are in."""
    for part in inside:
        made: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"{wheel}#{part.name}@{part.version}",
            "name": part.name,
            "version": part.version,
        }
        if part.licence:
            made["licenses"] = [{"expression": part.licence}]
        if part.purl:
            made["purl"] = part.purl
        yield made


def _bills(found: Distribution) -> Iterator[dict[str, Any]]:
    for file in sorted(found.files or (), key=str):
        if ".dist-info/sboms/" in file.as_posix() and file.name.endswith(".json"):
            yield json.loads(Path(str(found.locate_file(file))).read_text(encoding="utf-8"))


def _part(stated: dict[str, Any]) -> Part:
    licences = [
        one.get("expression") or one.get("license", {}).get("id") or one.get("license", {}).get("name", "")
        for one in stated.get("licenses", ())
    ]
    return Part(
        stated["name"],
        stated.get("version", ""),
        " ".join(" AND ".join(licences).split()),
        stated.get("author", ""),
        # A qualifier says where the builder had it from, which is a place on their machine or a registry's host.
        stated.get("purl", "").partition("?")[0],
    )
