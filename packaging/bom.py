"""The bill of materials (CycloneDX 1.6): every library that the program brings, with its version and licence."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageMetadata
from pathlib import Path
from typing import Any

from inside import components, installed, parts
from project import ROOT, build_python, moment, packages, run

# What `requirements.txt` names and no installer carries: parts of typer's and sqlite-utils' comfort that is not used.
NOT_SHIPPED = frozenset({"markdown-it-py", "mdurl", "pip", "pycparser", "pygments", "rich"})
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))?(?: \\)?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Programs inside wheels, which no index of Python packages tells of: name, from which wheel, licence.
INSIDE = (
    ("Qt", "pyside6-essentials", "LGPL-3.0-only"),
    ("ICU", "pyside6-essentials", "Unicode-3.0"),
    ("MuPDF", "pymupdf", "AGPL-3.0-or-later"),
    ("SQLCipher", "sqlcipher3", "BSD-3-Clause"),
    ("SQLite", "sqlcipher3", "blessing"),
    ("libxml2", "lxml", "MIT"),
    ("libxslt", "lxml", "MIT"),
)
# What these wheels call their licence only in its text.
UNNAMED = {"pyrage": "MIT", "sqlcipher3": "Zlib"}
_ASK_VERSIONS = """
import json, sys, sqlcipher3, pymupdf, lxml.etree as e
from PySide6.QtCore import qVersion
c = sqlcipher3.connect(":memory:")
dot = lambda v: ".".join(map(str, v))
print(json.dumps({"Python": sys.version.split()[0], "Qt": qVersion(),
  "MuPDF": pymupdf.mupdf_version,
  "SQLCipher": c.execute("pragma cipher_version").fetchone()[0].split()[0],
  "SQLite": c.execute("select sqlite_version()").fetchone()[0],
  "libxml2": dot(e.LIBXML_COMPILED_VERSION), "libxslt": dot(e.LIBXSLT_COMPILED_VERSION)}))
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """A library as `requirements.txt` pins it. *marker* says on which systems; "" for all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(path: Path = ROOT / "requirements.txt") -> tuple[Pin, ...]:
    """All libraries in a requirements file, those that no installer carries included."""
    found: list[Pin] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if head := _PIN.match(line):
            found.append(Pin(head[1], head[2], (head[3] or "").strip(), ()))
        elif mark := _HASH.search(line):
            last = found[-1]
            found[-1] = Pin(last.name, last.version, last.marker, (*last.hashes, mark[1]))
    return tuple(found)


def shipped(system: str) -> tuple[Pin, ...]:
    """The libraries in the installer for *system*, a value of `sys.platform`."""
    return tuple(pin for pin in pins() if pin.name not in NOT_SHIPPED and _wanted(pin.marker, system))


def _wanted(marker: str, system: str) -> bool:
    """Whether a marker holds there; only its part about the system can differ between installers."""
    stated = re.findall(r"sys_platform (==|!=) '(\w+)'", marker)
    return all((name == system) == (sign == "==") for sign, name in stated)


def bill(version: str, system: str) -> str:
    """The bill as JSON; the same for the same source."""
    versions = json.loads(run([build_python(), "-c", _ASK_VERSIONS]))
    program = {
        "type": "application",
        "bom-ref": "moedeklar",
        "name": "moedeklar",
        "version": version,
        "licenses": [{"license": {"id": "AGPL-3.0-or-later"}}],
    }
    materials = [*_libraries(system), *_parts(versions)]
    return json.dumps(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'moedeklar/{version}/{system}')}",
            "version": 1,
            "metadata": {
                "timestamp": datetime.fromtimestamp(moment(), UTC).isoformat().replace("+00:00", "Z"),
                "component": program,
            },
            "components": materials,
            "dependencies": [{"ref": "moedeklar", "dependsOn": [part["bom-ref"] for part in materials]}],
        },
        indent=2,
        ensure_ascii=False,
    )


def stated(said: PackageMetadata, name: str) -> str:
    """The field *name* of a library's metadata; "" where it is left out, an error in some versions of Python."""
    return str((said.get_all(name) or [""])[0] or "")


def licence_of(name: str, library: Distribution) -> str:
    """What the licence of a library is called, as its wheel names it: an expression, words or a classifier."""
    said = library.metadata
    named = stated(said, "License-Expression") or stated(said, "License").partition("\n")[0][:100]
    classes = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License :: ")]
    return named or ", ".join(classes) or UNNAMED.get(name, "")


def _libraries(system: str) -> Iterator[dict[str, Any]]:
    """The wheels. A licence is named as the wheel names it; those of other systems are not here to ask."""
    here = installed([packages()])
    for pin in shipped(system):
        wheel = f"pkg:pypi/{pin.name}@{pin.version}"
        part: dict[str, Any] = {
            "type": "library", "bom-ref": wheel, "name": pin.name, "version": pin.version, "purl": wheel,
        }  # fmt: skip
        if pin.name in here and (licence := licence_of(pin.name, here[pin.name])):
            part["licenses"] = [{"license": {"name": licence}}]
        if pin.name in here and (inside := parts(here[pin.name])):
            part["components"] = list(components(wheel, inside))
        yield part


def _parts(versions: dict[str, str]) -> Iterator[dict[str, Any]]:
    yield {
        "type": "platform",
        "bom-ref": "python",
        "name": "Python",
        "version": versions["Python"],
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }
    for name, wheel, licence in INSIDE:
        part: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"{wheel}/{name}",
            "name": name,
            "licenses": [{"license": {"id": licence}}],
            "description": f"Inside {wheel}.",
        }
        if name in versions:
            part["version"] = versions[name]
        yield part
