"""What the installers carry: each library is pinned by hash, has its licence in the program, stands in the bill."""

from __future__ import annotations

import json
import sys
from importlib.metadata import PathDistribution, distribution
from pathlib import Path
from typing import Any

import pytest

import bom
import inside
import licences

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "packaging/requirements.txt"])
def test_every_pin_has_a_hash_and_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    found = bom.pins(ROOT / name)
    assert len(found) > 30
    assert all(pin.hashes for pin in found)


def test_what_builds_has_the_programs_own_pins() -> None:
    ours = {(pin.name, pin.version) for pin in bom.pins()}
    assert ours <= {(pin.name, pin.version) for pin in bom.pins(ROOT / "packaging" / "requirements.txt")}


def test_each_system_gets_its_own_libraries() -> None:
    on = {system: {pin.name for pin in bom.shipped(system)} for system in ("linux", "win32", "darwin")}
    assert {"secretstorage", "jeepney"} <= on["linux"] - on["win32"] - on["darwin"]
    assert {"pywin32-ctypes", "colorama"} <= on["win32"] - on["linux"] - on["darwin"]
    assert "pymupdf" in on["linux"] & on["win32"] & on["darwin"]
    assert not bom.NOT_SHIPPED & (on["linux"] | on["win32"] | on["darwin"])


def test_every_library_has_its_licence_in_the_program() -> None:
    texts = {path.stem for path in licences.TARGET.glob("*.txt")}
    missing = sorted(licences.wanted().keys() - texts)
    assert not missing, f"run packaging/licences.py: no licence text of {', '.join(missing)}"
    unused = texts - licences.wanted().keys() - set(licences.OURS) - {"moedeklar"}
    unused -= {path.stem for path in licences.HAND_WRITTEN.glob("*.txt")}
    assert not unused, f"run packaging/licences.py: {', '.join(sorted(unused))} is no longer carried"


def test_the_texts_are_those_that_were_collected() -> None:
    for path in licences.HAND_WRITTEN.glob("*.txt"):
        assert (licences.TARGET / path.name).read_bytes().startswith(path.read_bytes().rstrip()), (
            f"run packaging/licences.py: {path.name}"
        )
    assert (licences.TARGET / "moedeklar.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_what_is_compiled_into_a_wheel_is_told_by_the_wheel() -> None:
    age = {part.name: part for part in inside.parts(distribution("pyrage"))}["age"]
    assert age.version
    assert "MIT" in age.licence
    assert not any("?" in part.purl or "://" in part.purl for part in inside.parts(distribution("pyrage")))
    assert inside.parts(distribution("urllib3")) == ()


def test_licence_pages_name_what_is_inside() -> None:
    for name in ("obstore", "pyrage", "pydantic-core"):
        text = (licences.TARGET / f"{name}.txt").read_text(encoding="utf-8")
        for part in inside.parts(distribution(name.replace("-", "_"))):
            assert part.line() in text, f"run packaging/licences.py: {part.name} of {name}"
    for _licence, stands_in in inside.STANDS_IN:
        assert (licences.TARGET / f"{stands_in}.txt").is_file()


def test_the_bill_names_the_licence_of_every_library() -> None:
    shipped = [pin.name for pin in bom.shipped(sys.platform)]
    assert [name for name in shipped if not bom.licence_of(name, distribution(name))] == []


def test_a_library_that_leaves_a_field_out_has_the_licence_of_its_classifier(tmp_path: Path) -> None:
    (tmp_path / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: molevagt\nVersion: 1\nClassifier: License :: OSI Approved :: MIT License\n",
        "utf-8",
    )

    class Strict(PathDistribution):
        """As some versions of importlib.metadata are: what is missing is an error."""

        @property
        def metadata(self) -> Any:
            return Told(super().metadata)

    class Told:
        def __init__(self, said: Any) -> None:
            self.get_all = said.get_all

    assert bom.licence_of("molevagt", Strict(tmp_path)) == "MIT License"


def test_what_is_inside_stands_in_the_bill_below_its_wheel() -> None:
    found = list(inside.components("pkg:pypi/pyrage@1", inside.parts(distribution("pyrage"))))
    assert len({one["bom-ref"] for one in found}) == len(found)
    assert json.loads(json.dumps(found)) == found
    assert all(one["bom-ref"].startswith("pkg:pypi/pyrage@1#") for one in found)
