"""`moedeklar kit` as a secretary runs it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import jsonschema
import pytest

from tests.cli.shapes import COUNT, TEXT, exactly, some
from tests.secretary.kit.inputs import installer, preset, signed, sums
from tests.support.program import Program

FINDING = exactly(level={"enum": ["warning"]}, code=TEXT, text=TEXT)
MADE = exactly(
    out=TEXT, bytes=COUNT, sha256=TEXT, organisation=TEXT, files=some(exactly(name=TEXT, bytes=COUNT)),
    setup=exactly(
        name=TEXT, kind={"enum": ["setup", "msi", "deb", "rpm", "appimage"]}, sha256=TEXT,
        trust={"enum": ["signed", "listed", "unknown"]},
    ),
    findings={"type": "array", "items": FINDING},
)  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "run")


def verb(folder: Path, *more: str) -> tuple[str, ...]:
    """The verb with what lies in *folder*."""
    given = ("--organisation", str(folder / "organisation.toml"), "--setup", str(next(folder.glob("*-setup.exe"))))
    return ("--language", "en", "kit", *given, "--out", str(folder / "kit.zip"), *more)


def test_a_kit_is_made_and_told_of(program: Program, tmp_path: Path) -> None:
    installer(tmp_path)
    preset(tmp_path)
    told = program.run(*verb(tmp_path), status=1)
    assert "There is no SHA256SUMS beside Moedeklar-9.9.9-x64-setup.exe that names it" in told.stderr
    assert not (tmp_path / "kit.zip").exists()
    sums(tmp_path)
    told = program.run(*verb(tmp_path, "--unchecked"))
    assert "The kit for Nordlund Kommune is" in told.stdout
    assert "was taken unchecked" in told.stderr
    assert "is there already" in program.run(*verb(tmp_path, "--unchecked"), status=1).stderr
    made = program.json(*verb(tmp_path, "--unchecked", "--force", "--contact", "IT, 12 34 56 78"))
    jsonschema.validate(made, MADE)
    assert (made["setup"]["kind"], made["setup"]["trust"], made["findings"]) == ("setup", "listed", [])
    with zipfile.ZipFile(tmp_path / "kit.zip") as kit:
        assert kit.namelist() == [one["name"] for one in made["files"]]
    assert not (program.folder / "profile").exists(), "a kit needs no profile"


def test_a_tampered_setup_is_refused_even_where_unchecked_is_asked_for(program: Program, tmp_path: Path) -> None:
    setup = installer(tmp_path)
    preset(tmp_path)
    signed(tmp_path)
    setup.write_bytes(setup.read_bytes() + b"x")
    told = program.run(*verb(tmp_path, "--unchecked"), status=1)
    assert "is not the file that SHA256SUMS beside it tells of" in told.stderr
    assert not (tmp_path / "kit.zip").exists()


def test_findings_of_the_preset_are_told(program: Program, tmp_path: Path) -> None:
    installer(tmp_path)
    path = preset(tmp_path, "")
    path.write_text(f"future = 1\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert "has future, which this version does not know" in program.run(*verb(tmp_path, "--unchecked")).stderr
    made = program.json(*verb(tmp_path, "--unchecked", "--force"))
    jsonschema.validate(made, MADE)
    assert [one["code"] for one in made["findings"]] == ["preset_unknown"]
    path.write_text("name = 1", encoding="utf-8")
    assert "must be text in quotation marks" in program.run(*verb(tmp_path, "--force"), status=1).stderr


def test_the_preset_alone_becomes_a_package(program: Program, tmp_path: Path) -> None:
    path, out = preset(tmp_path), tmp_path / "nordlund.deb"
    words = ("--language", "en", "kit", "--organisation", str(path), "--out")
    assert "is the package" in program.run(*words, str(out)).stdout
    assert out.read_bytes().startswith(b"!<arch>\ndebian-binary")
    assert "is there already" in program.run(*words, str(out), status=1).stderr
    assert program.json(*words, str(out), "--force") == {
        "out": str(out), "bytes": out.stat().st_size, "organisation": "Nordlund Kommune", "findings": [],
    }  # fmt: skip
    (tmp_path / "ud").mkdir()
    program.run(*words, str(tmp_path / "ud"))
    assert next((tmp_path / "ud").iterdir()).name.startswith("moedeklar-organisation-nordlund-kommune_")
    assert "--setup FILE" in program.run(*words, str(tmp_path / "kit.zip"), status=2).stderr
