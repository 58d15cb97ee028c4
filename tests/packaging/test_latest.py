"""latest.json, its signature, and what an installed program is told of both."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import latest
import project
import sums
import trust
from moedeklar import signatures

ROOT = Path(__file__).resolve().parents[2]
needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
NAMES = {
    "moedeklar_1.2.3-1_amd64.deb": "linux-x64-deb",
    "moedeklar_1.2.3-1_arm64.deb": "linux-arm64-deb",
    "moedeklar-1.2.3-1.x86_64.rpm": "linux-x64-rpm",
    "Moedeklar-1.2.3-x86_64.AppImage": "linux-x64-appimage",
    "Moedeklar-1.2.3-x64-setup.exe": "windows-x64-setup",
    "Moedeklar-1.2.3-x64.msi": "windows-x64-msi",
    "Moedeklar-1.2.3-arm64.dmg": "macos-arm64",
}
CHANGELOG = """\
# Changes

## Unreleased

- Soon.

## [1.2.3] - 2027-01-01

### Added
- Ships.

## 1.2.2

- Old.
"""


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a release has it."""
    monkeypatch.delenv("MINISIGN_KEY_FILE", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    for name in (*NAMES, "moedeklar-1.2.3-linux.cdx.json", "SHA256SUMS", "moedeklar_1.2.2-1_amd64.deb"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_every_installer_of_the_version_is_told_by_kind_size_and_sum(built: Path) -> None:
    made = latest.write(built, "1.2.3")
    assert made is not None
    said = json.loads(made.read_text(encoding="utf-8"))
    assert {file["url"]: kind for kind, file in said["files"].items()} == NAMES
    deb = said["files"]["linux-x64-deb"]
    name = "moedeklar_1.2.3-1_amd64.deb"
    assert (deb["size"], deb["sha256"]) == (len(name), project.sha256(built / name))
    assert said["version"] == "1.2.3"
    assert re.fullmatch(r"[\d.]+", said["minimum"])
    assert said["expires"] == "2027-07-14T08:00:00Z"


def test_without_an_installer_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    assert latest.write(tmp_path, "1.2.3") is None
    assert not (tmp_path / latest.NAME).exists()


@needs_minisign
def test_the_signature_is_minisigns_and_of_the_test_key_only(built: Path) -> None:
    made = latest.write(built, "1.2.3")
    assert made is not None
    signature = made.with_name("latest.json.minisig").read_bytes()
    first, second = (signatures.read_key(path.read_text(encoding="utf-8")) for path in trust.TEST)
    assert "TEST KEY" in signatures.trusted_comment(made.read_bytes(), signature, [second, first])
    verify = ["minisign", "-V", "-p", str(trust.TEST[0]), "-m", str(made)]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0


@needs_minisign
def test_a_folder_is_signed_anew_from_the_command_line(built: Path) -> None:
    for path in built.glob("*1.2.3*"):
        path.rename(built / path.name.replace("1.2.3", project.version()))
    command = [sys.executable, ROOT / "packaging" / "latest.py", built]
    environment = {**os.environ, "MINISIGN_KEY_FILE": str(trust.TEST[1].with_suffix(".key"))}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    signature = (built / "latest.json.minisig").read_bytes()
    key = signatures.read_key(trust.TEST[1].read_text(encoding="utf-8"))
    said = signatures.trusted_comment((built / "latest.json").read_bytes(), signature, [key])
    assert said == f"Mødeklar {project.version()}"
    assert sums.sign(built).read_text(encoding="utf-8").count("latest.json") == 2


def test_the_notes_are_those_of_the_version_or_of_the_next() -> None:
    assert latest.notes("1.2.3", CHANGELOG) == "### Added\n- Ships."
    assert latest.notes("1.2.2", CHANGELOG) == "- Old."
    assert latest.notes("1.3.0", CHANGELOG) == "- Soon."
    assert latest.notes("1.3.0", "# Changes\n") == ""
    assert len(latest.notes("1.0.0", "## 1.0.0\n" + "x" * 100_000)) == latest.LONGEST_NOTES


def test_a_program_gets_both_keys_and_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINISIGN_PUBLIC_KEYS", "test")
    monkeypatch.setenv("UPDATES_URL", "https://nordlund.invalid/latest.json")
    trust.lay(tmp_path)
    place = tmp_path / trust.PLACE
    assert {path.name for path in place.iterdir()} == {"present.pub", "next.pub", "address"}
    keys = [signatures.key_id(signatures.read_key((place / name).read_text())) for name in trust.NAMES]
    assert keys == ["969B738F83DDF318", "D6A0FAB2AD3F8014"]
    monkeypatch.delenv("MINISIGN_PUBLIC_KEYS")
    trust.lay(tmp_path)
    assert not place.exists()


@pytest.mark.parametrize("stated", ["RWQ", "test test", "no-key-at-all"])
def test_what_is_no_pair_of_keys_stops_the_build(stated: str) -> None:
    with pytest.raises(project.BuildError, match="MINISIGN_PUBLIC_KEYS"):
        trust.public_keys(stated)


def test_a_release_never_trusts_a_test_key() -> None:
    mine = "RW" + "A" * 54
    assert trust.public_keys(f"{mine} {mine[:-1]}B") == (mine, mine[:-1] + "B")
    with pytest.raises(project.BuildError, match="two different keys"):
        trust.public_keys(f"{mine} {mine}")
    with pytest.raises(project.BuildError, match="test key"):
        trust.public_keys(f"{mine} {trust.TEST[0].read_text(encoding='utf-8').splitlines()[1]}")


@pytest.mark.parametrize("url", ["http://nordlund.invalid/latest.json", "ftp://x", "https://a b"])
def test_an_address_without_encryption_stops_the_build(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPDATES_URL", url)
    with pytest.raises(project.BuildError, match="UPDATES_URL"):
        trust.lay(tmp_path)


def test_no_key_lies_in_the_source() -> None:
    assert not (ROOT / "resources" / trust.PLACE).exists()


def test_an_installation_says_what_it_is(tmp_path: Path) -> None:
    assert trust.mark(tmp_path, "deb").read_bytes() == b"deb\n"
    setup = (ROOT / "packaging" / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert f'Delete "$INSTDIR\\{trust.INSTALLATION}"' in setup
