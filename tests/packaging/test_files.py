"""The texts that a package brings to a desktop, and the small tools that make packages the same each time."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import elf
import for_linux
import project
import sums
from moedeklar import __version__
from moedeklar.model.links import SCHEME
from moedeklar.ui.shell import about
from tap import Skipped, Tap, expect

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"


def test_one_version() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert stated == __version__ == project.version()


def test_the_desktop_entry_hands_links_and_backups_over_as_nothing_but_that() -> None:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(LINUX / f"{for_linux.ID}.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"] == "moedeklar open -- %u"
    kinds = ET.parse(LINUX / f"{for_linux.ID}.mime.xml").getroot().iterfind("{*}mime-type")
    handled = [f"x-scheme-handler/{SCHEME[:-1]}", *(kind.get("type", "") for kind in kinds)]
    assert desktop["MimeType"] == "".join(f"{one};" for one in handled)
    assert desktop["Icon"] == for_linux.ID
    for key in ("GenericName", "Comment", "Keywords"):
        assert desktop[f"{key}[da]"] != desktop[key]
    program = (ROOT / "desktop" / "moedeklar" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{for_linux.ID}")' in program


def test_the_software_centres_data_names_what_is_installed() -> None:
    told = ET.parse(LINUX / f"{for_linux.ID}.metainfo.xml").getroot()
    assert told.findtext("id") == for_linux.ID
    assert told.findtext("launchable") == f"{for_linux.ID}.desktop"
    assert told.findtext("project_license") == "AGPL-3.0-or-later"


def test_every_override_of_lintian_has_its_reason_above() -> None:
    lines = (LINUX / "lintian-overrides").read_text(encoding="utf-8").splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        assert line.startswith("#") or before.startswith("#"), line


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_manual_has_every_verb(language: str) -> None:
    command = [sys.executable, ROOT / "packaging" / "manual.py", language, "1.2.3", "2026-01-02"]
    page = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert page.startswith('.TH MOEDEKLAR 1 "2026-01-02" "moedeklar 1.2.3"')
    for verb in (r"source add folder", r"note add", r"request letter ID", "sync", "open"):
        assert re.search(rf"^\.SS {verb}", page, re.MULTILINE), verb
    assert ("AFSLUTNINGSSTATUS" in page) is (language == "da")
    assert r"\-\-json" in page
    assert "--" not in page  # a hyphen that roff may break a line at


def test_files_of_a_package_bear_one_moment_and_its_rights(tmp_path: Path) -> None:
    for name, mode in (("program", 0o700), ("lib.so.1", 0o755), ("text", 0o664)):
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(mode)
    (tmp_path / "link").symlink_to("text")
    project.settle(tmp_path, 1_000_000)
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir() if not path.is_symlink()} == {
        "program": 0o755, "lib.so.1": 0o644, "text": 0o644,
    }  # fmt: skip
    assert {path.lstat().st_mtime for path in tmp_path.iterdir()} == {1_000_000}


def test_a_changed_name_right_or_byte_changes_the_sum_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    sums_seen = {project.tree_sha256(tmp_path)}
    (tmp_path / "a").chmod(0o755)
    sums_seen.add(project.tree_sha256(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    sums_seen.add(project.tree_sha256(tmp_path))
    (tmp_path / "b").write_text("y")
    sums_seen.add(project.tree_sha256(tmp_path))
    assert len(sums_seen) == 4


def test_the_moment_can_be_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234")
    assert project.moment() == 1234
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert project.moment() > 1_700_000_000


def test_a_command_that_fails_says_which_and_why() -> None:
    with pytest.raises(project.BuildError, match=r"exit status 3\nbecause"):
        project.run(["sh", "-c", "echo because; exit 3"])
    with pytest.raises(project.BuildError, match="no-such-program is not installed"):
        project.run(["no-such-program"])


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_sums_are_signed_and_a_tampered_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINISIGN_KEY_FILE", raising=False)
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    (tmp_path / "a.deb").write_bytes(b"!<arch>")
    signed = sums.sign(tmp_path)
    assert [line.split("  ")[1] for line in signed.read_text(encoding="utf-8").splitlines()] == ["a.deb", "setup.exe"]
    assert "TEST KEY" in (tmp_path / "SHA256SUMS.minisig").read_text(encoding="utf-8")
    verify = ["minisign", "-V", "-p", str(sums.TEST_KEY.with_suffix(".pub")), "-m", str(signed)]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    signed.write_bytes(signed.read_bytes().replace(b"setup.exe", b"evil.exe "))
    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(shutil.which("readelf") is None, reason="binutils is not installed")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is Linux's")
def test_what_a_library_needs_of_its_system_is_read_from_it(tmp_path: Path) -> None:
    import pyrage

    shutil.copy(Path(str(pyrage.pyrage.__file__)), tmp_path / "pyrage.so")
    (tmp_path / "notes.so").write_text("no library at all")
    assert [path.name for path in elf.elf_files(tmp_path)] == ["pyrage.so"]
    assert "libc.so.6" in elf.needed_of_system(tmp_path)
    assert re.fullmatch(r"2\.\d+", elf.newest_glibc(tmp_path))
    assert list(elf.foreign_search_path(tmp_path)) == []


def test_results_are_told_in_tap(capsys: pytest.CaptureFixture[str]) -> None:
    tap = Tap()

    def skipped() -> str:
        raise Skipped("needs root")

    assert tap.check("one", lambda: "seen")
    assert tap.check("two", skipped)
    assert not tap.check("three", lambda: expect([], "one is\nnot more"))
    assert tap.end() == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" (")[0] for line in lines] == [
        "ok 1 - one # seen", "ok 2 - two # SKIP needs root", "not ok 3 - three", "  # AssertionError: one is",
        "  # not more", "1..3",
    ]  # fmt: skip


def test_fonts_and_icons_are_named_alike_by_who_collects_and_who_shows() -> None:
    import licences

    assert set(licences.OURS) == about.FONTS_AND_ICONS
    assert os.access(ROOT / "packaging" / "build.py", os.X_OK)
